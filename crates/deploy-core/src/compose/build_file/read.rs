//! Reading the build files, as Compose understands them: the images that they describe, with their graph.
//!
//! Both generations write `$$` for a dollar in what they print. Services without `build` are not ours.

use std::collections::{BTreeMap, BTreeSet};

use super::config::{Build, Config, Service, plain};
use super::naming::{self, Naming};
use super::print;
use super::source;
use super::written::{Written, variables_in};
use crate::compose::error::Error;
use crate::compose::graph::ImageGraph;
use crate::compose::image::{Image, Invalid};
use crate::compose::options::{BuildArg, BuildFiles};
use crate::compose::output;
use crate::compose::program::Compose;
use crate::types::ImageRef;

/// What the build files say, with `APP_TAG` and the user's environment put in. `args` are build arguments of the user,
/// which beat those of the files.
pub(crate) async fn read(
    compose: &Compose,
    files: &BuildFiles,
    args: &[BuildArg],
) -> Result<ImageGraph, Error> {
    for path in &files.files {
        path.metadata().map_err(|source| Error::no_build_file(path.clone(), source))?;
    }
    compose.tell_env_files(files);
    let written = Written::read(&files.files);
    let output = print::print(compose, files, &written).await?;
    if output.exit.code() != 0 {
        return Err(Error::Refused { message: output::reason(&output.stderr) });
    }
    let reading = Reading {
        compose,
        files,
        written: &written,
        unset: output::unset_variables(&output.stderr).into_iter().collect(),
    };
    let mut config = compose.parse(&output.stdout)?;
    let mut images = reading.images(&mut config)?;
    for arg in args {
        let value = arg.value()?;
        for image in &mut images {
            image.args.insert(arg.name.clone(), value.clone());
        }
    }
    Ok(ImageGraph::new(images, &written, config.take_frame()))
}

struct Reading<'a> {
    compose: &'a Compose,
    files: &'a BuildFiles,
    written: &'a Written,
    /// The variables that are not set.
    unset: BTreeSet<String>,
}

impl Reading<'_> {
    fn images(&self, config: &mut Config) -> Result<Vec<Image>, Error> {
        let naming =
            Naming::of(print::name_prefix(self.compose, self.files, config), config, &self.files.tag);
        let mut images: Vec<Image> = Vec::new();
        for (name, service) in std::mem::take(&mut config.services) {
            let Some(image) = self.image(name, service, &naming)? else { continue };
            match images.iter_mut().find(|other| other.is_built_like(&image)) {
                Some(other) => other.share(image),
                None => images.push(image),
            }
        }
        if images.is_empty() {
            return Err(Error::NothingToBuild { files: self.files.files.clone() });
        }
        naming::refuse_one_name_for_two(&images)?;
        Ok(images)
    }

    fn image(&self, name: String, service: Service, naming: &Naming<'_>) -> Result<Option<Image>, Error> {
        let Some(mut written_build) = service.build else { return Ok(None) };
        let build = Build::of(&written_build).map_err(|error| self.compose.unexpected(&error))?;
        written_build.remove("tags");
        let names = naming.names(&name, service.image.as_deref(), self.written.place(&name, "image"));
        let place = self.written.place(&name, "build");
        let tags: Vec<_> = build.tags.iter().map(|tag| plain(tag)).collect();
        let invalid = tags.iter().find(|tag| tag.parse::<ImageRef>().is_err());
        let invalid = invalid.map(|name| Invalid { name: name.clone(), place });
        let platform = service.platform.or_else(|| build.platforms.first().cloned());
        let args =
            build.args.iter().filter_map(|(name, value)| Some((name.clone(), plain(value.as_deref()?))));
        let args: BTreeMap<_, _> = args.collect();
        Ok(Some(Image {
            shared_with: Vec::new(),
            is_default: self.files.is_active(&service.profiles),
            reference: names.reference,
            tags: tags.iter().filter_map(|tag| tag.parse().ok()).chain(names.other).collect(),
            context: source::context(&build),
            dockerfile: source::dockerfile(&build),
            target: build.target.as_deref().map(plain),
            platform: platform.as_deref().map(plain),
            contexts: contexts(&build),
            depends_on: service.depends_on.names(),
            unset: self.unset(&name, names.by_pattern),
            invalid: names.invalid.or(invalid),
            builder: self.compose.builder(&args),
            args,
            build: written_build,
            service: name,
        }))
    }

    /// The variables that the name and the build of a service read, and that are not set.
    fn unset(&self, service: &str, by_pattern: bool) -> Vec<String> {
        let mut read = self.written.variables(service);
        if let Some(pattern) = self.files.image.as_ref().filter(|_| by_pattern) {
            read.extend(variables_in(pattern));
        }
        read.intersection(&self.unset).cloned().collect()
    }
}

fn contexts(build: &Build) -> BTreeMap<String, String> {
    build.additional_contexts.iter().map(|(name, value)| (plain(name), plain(value))).collect()
}
