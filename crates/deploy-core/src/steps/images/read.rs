//! The images that the build file describes.

use std::path::{Path, PathBuf};

use crate::compose::{self, BuildArg, BuildFiles, Compose, Image, build_file, graph};
use crate::error::Error;
use crate::session::Session;
use crate::types::Tag;

/// The images of a build file for one tag.
#[derive(Debug)]
pub(crate) struct Images {
    pub(crate) compose: Compose,
    pub(crate) files: BuildFiles,
    pub(crate) graph: graph::ImageGraph,
    /// The services that were asked for by name; none means all.
    pub(crate) wanted: Vec<String>,
}

/// Which services to read, and with which build arguments of the user.
#[derive(Clone, Debug, Default)]
pub(crate) struct Selection<'a> {
    pub(crate) wanted: Vec<String>,
    pub(crate) args: &'a [BuildArg],
}

impl Images {
    /// All images that the build file describes.
    pub(crate) fn all(&self) -> &[Image] {
        self.graph.images()
    }

    /// The images in levels, each of which needs only earlier ones.
    pub(crate) fn levels(&self) -> Result<Vec<Vec<&Image>>, compose::Error> {
        graph::levels(&self.graph, &self.wanted)
    }

    /// The images that were asked for by name; all of them where none was.
    pub(crate) fn wanted(&self) -> Result<Vec<&Image>, compose::Error> {
        let levels = self.levels()?; // names are checked there
        let is_wanted =
            |image: &&Image| self.wanted.is_empty() || self.wanted.iter().any(|name| image.is_for(name));
        Ok(levels.into_iter().flatten().filter(is_wanted).collect())
    }

    /// The services of all images that are built, for people.
    pub(crate) fn service_names(&self) -> Result<String, compose::Error> {
        let levels = self.levels()?;
        Ok(levels.iter().flatten().map(|image| image.service.as_str()).collect::<Vec<_>>().join(", "))
    }
}

/// Reads the build file and makes sure that what is wanted can be built in some order.
pub(crate) async fn read(session: &Session, tag: &Tag, selection: Selection<'_>) -> Result<Images, Error> {
    let Selection { wanted, args } = selection;
    let files = session.project.build_files()?;
    let project_env = project_env(session.project.root(), &files);
    let files = BuildFiles { files, tag: tag.clone(), project_env };
    let program = session.project.config().build.program.as_deref();
    let compose = Compose::find(program, &session.context).await?;
    let graph = build_file::read(&compose, &files, args).await?;
    let images = Images { compose, files, graph, wanted };
    images.levels()?;
    Ok(images)
}

/// The `.env` in the project's folder, where the build file is in another one: Compose reads only the one beside that.
fn project_env(root: &Path, files: &[PathBuf]) -> Option<PathBuf> {
    let file = root.join(".env");
    let is_beside = files.first().and_then(|first| first.parent()) == Some(root);
    (!is_beside && file.is_file()).then_some(file)
}
