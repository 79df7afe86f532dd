//! The images that the build file describes.

use std::path::{Path, PathBuf};

use crate::compose::{self, BuildArg, BuildFiles, Compose, Image, build_file, graph};
use crate::error::Error;
use crate::session::Session;
use crate::types::{Tag, TaggedImage};

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
    pub(crate) profiles: Vec<String>,
    pub(crate) args: &'a [BuildArg],
}

impl Images {
    /// All images that the build file describes.
    pub(crate) fn all(&self) -> &[Image] {
        self.graph.images()
    }

    /// The value of `APP_TAG`.
    pub(crate) fn tag(&self) -> &Tag {
        &self.files.tag
    }

    /// All names under which images of the build file are pushed.
    pub(crate) fn pushed_names(&self) -> Vec<TaggedImage> {
        self.all().iter().flat_map(|image| image.all_pushed_as(self.tag())).collect()
    }

    /// The images in levels, each of which needs only earlier ones, as indices of the graph's images.
    pub(crate) fn levels(&self) -> Result<Vec<Vec<usize>>, compose::Error> {
        graph::levels(&self.graph, &self.wanted, self.tag())
    }

    /// The images that are built: those that are wanted, and what they are made from.
    pub(crate) fn built(&self) -> Result<Vec<&Image>, compose::Error> {
        Ok(self.levels()?.into_iter().flatten().map(|index| &self.all()[index]).collect())
    }

    /// The images that were asked for by name; all of them where none was.
    pub(crate) fn wanted(&self) -> Result<Vec<&Image>, compose::Error> {
        let built = self.built()?; // names are checked there
        let is_wanted =
            |image: &&Image| self.wanted.is_empty() || self.wanted.iter().any(|name| image.is_for(name));
        Ok(built.into_iter().filter(is_wanted).collect())
    }

    /// The services of all images that are built, for people.
    pub(crate) fn service_names(&self) -> Result<String, compose::Error> {
        Ok(self.built()?.iter().map(|image| image.service.as_str()).collect::<Vec<_>>().join(", "))
    }
}

/// Reads the build file. Whether what is wanted can be built in some order is known when that order is asked for.
pub(crate) async fn read(session: &Session, tag: &Tag, selection: Selection<'_>) -> Result<Images, Error> {
    let Selection { wanted, profiles, args } = selection;
    let files = session.project.build_files()?;
    let project_env = project_env(session.project.root(), &files);
    let config = &session.project.config().build;
    let files = BuildFiles { files, tag: tag.clone(), project_env, profiles, image: config.image.clone() };
    let compose = Compose::find(config.program.as_deref(), &session.context).await?;
    let graph = build_file::read(&compose, &files, args).await?;
    Ok(Images { compose, files, graph, wanted })
}

/// The `.env` in the project's folder, where the build file is in another one: Compose reads only the one beside that.
fn project_env(root: &Path, files: &[PathBuf]) -> Option<PathBuf> {
    let file = root.join(".env");
    let is_beside = files.first().and_then(|first| first.parent()) == Some(root);
    (!is_beside && file.is_file()).then_some(file)
}
