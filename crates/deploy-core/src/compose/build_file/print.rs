//! What Compose prints of the build files.

use std::path::{Path, PathBuf};
use std::{fs, io};

use serde_json::json;

use super::config::Config;
use super::naming::{self, PATTERN_SERVICE};
use super::written::Written;
use crate::compose::error::Error;
use crate::compose::options::BuildFiles;
use crate::compose::output;
use crate::compose::program::{Compose, Generation};
use crate::env_var;
use crate::process::{self, Output};

/// Prints what the build files say, as Compose understands them.
pub(super) async fn print(compose: &Compose, files: &BuildFiles, written: &Written) -> Result<Output, Error> {
    let folder = tempfile::tempdir().map_err(Error::Temporary)?;
    let pattern = pattern_file(files, folder.path()).map_err(Error::Temporary)?;
    let paths: Vec<_> = files.files.iter().cloned().chain(pattern.clone()).collect();
    let output = run(compose, files, &paths).await?;
    if output.exit.code() == 0 || !output::misses_env_file(&output.stderr) {
        return Ok(output);
    }
    // What a container is to get is not needed for a build.
    let copies = copies_without_env_files(written, folder.path()).map_err(Error::Temporary)?;
    let paths: Vec<_> = copies.into_iter().chain(pattern).collect();
    run(compose, files, &paths).await
}

async fn run(compose: &Compose, files: &BuildFiles, paths: &[PathBuf]) -> Result<Output, Error> {
    let mut args = compose.words(files);
    for path in paths {
        args.extend(["-f".into(), path.into()]);
    }
    args.extend(compose.config_words());
    let output = compose.with_tag(files).read(&args).await?;
    compose.context.interrupt.check().map_err(process::Error::from)?;
    Ok(output)
}

/// A build file with the pattern for names, so that Compose puts the variables in.
fn pattern_file(files: &BuildFiles, folder: &Path) -> io::Result<Option<PathBuf>> {
    let Some(pattern) = &files.image else { return Ok(None) };
    let path = folder.join("pattern.json");
    let text = json!({ "services": { PATTERN_SERVICE: { "image": pattern } } });
    fs::write(&path, text.to_string())?;
    Ok(Some(path))
}

/// The build files, of which those that name files for containers are copies that do not.
fn copies_without_env_files(written: &Written, folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for (number, (path, text)) in written.without_env_files().into_iter().enumerate() {
        let Some(text) = text else {
            paths.push(path);
            continue;
        };
        let copy = folder.join(format!("{number}.yml"));
        fs::write(&copy, text)?;
        paths.push(copy);
    }
    Ok(paths)
}

/// What stands before a service's name in the name of an image that has no other.
pub(super) fn name_prefix(compose: &Compose, files: &BuildFiles, config: &Config) -> String {
    match (&config.name, compose.generation) {
        (Some(name), Generation::Second) => format!("{name}-"),
        _ => format!("{}_", project_name(files)),
    }
}

fn project_name(files: &BuildFiles) -> String {
    let named = env_var::inherited("COMPOSE_PROJECT_NAME").filter(|name| !name.is_empty());
    let folder = files.folder().file_name().unwrap_or_default();
    naming::project_of_folder(&named.as_deref().unwrap_or(folder).to_string_lossy())
}
