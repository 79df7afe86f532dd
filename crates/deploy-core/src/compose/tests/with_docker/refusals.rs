//! What is refused before anything is built, and what a failed build says.

use super::{build, build_file, first, second};
use crate::compose::{BuildFiles, BuildOptions, Compose, Error, build_file as build_files};
use crate::error::{Failure, Kind};
use crate::test_support::{TestProject, hints_of};

/// What is wrong with a build file, in both generations' words, and what to do about it.
async fn refusals(project: &TestProject, compose: &Compose) -> String {
    project.write("build/Dockerfile", "FROM scratch\nCOPY nothing /\n");
    let mut lines = Vec::new();
    for services in [
        "  a:\n    image: HOST/a:${APP_TAG}${SUFFIX}\n    build: .\n",
        "  a:\n    image: HOST/a:${SUFFIX:?must be set}\n    build: .\n",
        "  a:\n    image: HOST/a:${EMPTY-}\n    build: .\n",
        "  a:\n    image: HOST/a:${APP_TAG}\n",
        "  a:\n    image: HOST/a:${APP_TAG}\n    build: nowhere\n",
        "  a:\n    image: HOST/a:${APP_TAG}\n    build: .\n  b:\n    image: HOST/a:${APP_TAG}\n    build: {context: ., target: x}\n",
        "  a:\n    image: HOST/a:${APP_TAG}\n    build: {context: ., unheard: of}\n",
        "  a:\n    image: HOST/a:${APP_TAG}\n    build: .\n",
    ] {
        let files = build_file(project, services);
        let error = build(compose, &files, &BuildOptions::default()).await.unwrap_err();
        assert_eq!(
            error.kind(),
            if matches!(error, Error::Build { .. }) { Kind::Failed } else { Kind::Usage }
        );
        lines.push(without_composes_words(&error.to_string()));
        lines.extend(
            Some(hints_of(&error))
                .filter(|hints| !hints.is_empty())
                .map(|hints| format!("    hint: {hints}")),
        );
    }
    let missing = BuildFiles::new(vec!["/nowhere/compose.yml".into()], "1".parse().unwrap());
    lines.push(build_files::read(compose, &missing, &[]).await.unwrap_err().to_string());
    let folder = project.folder().to_string_lossy().into_owned();
    lines.join("\n").replace(&folder, "FOLDER").replace(&project.sandbox.registry(), "HOST")
}

/// Of Compose's and the engine's own words, which change from version to version, only the one that matters stays.
fn without_composes_words(message: &str) -> String {
    let ours = ["Docker Compose rejects the build file: ", " failed with exit code "];
    let Some(start) = ours.iter().find_map(|ours| Some(message.find(ours)? + ours.len())) else {
        return message.to_owned();
    };
    let (ours, theirs) = message.split_at(start);
    let matters = ["SUFFIX", "nowhere", "unheard", "nothing"].into_iter().find(|word| theirs.contains(word));
    format!("{ours}… {} …", matters.expect("one of them is what it is about"))
}

#[tokio::test]
async fn the_first_generation_refuses() {
    let project = TestProject::open().await;
    let compose = first(&project.context).await;
    insta::assert_snapshot!(refusals(&project, &compose).await, @"
    the build of `a` reads variables that are not set: `SUFFIX`
        hint: export them, or set them in the `.env` beside the build file; `${NAME:-value}` gives a default
    Docker Compose rejects the build file: … SUFFIX …
    service `a`: FOLDER/build/compose.yml:3: `HOST/a:` is not the name of an image
        hint: write it as `[REGISTRY/]NAME:${APP_TAG}`; a blank part comes from a variable that is empty
    no service has a `build` in `FOLDER/build/compose.yml`
        hint: give each image of the application a service with `build` and `image`
    Docker Compose rejects the build file: … nowhere …
    service `b`: `a` builds the same image `HOST/a:1` differently
        hint: give each its own image, or the same `build`
    Docker Compose rejects the build file: … unheard …
    could not build `a`: `docker-compose` failed with exit code … nothing …
    could not read the build file `/nowhere/compose.yml`
    ");
}

#[tokio::test]
async fn the_second_generation_refuses() {
    let project = TestProject::open().await;
    let compose = second(&project).await;
    insta::assert_snapshot!(refusals(&project, &compose).await, @"
    the build of `a` reads variables that are not set: `SUFFIX`
        hint: export them, or set them in the `.env` beside the build file; `${NAME:-value}` gives a default
    Docker Compose rejects the build file: … SUFFIX …
    service `a`: FOLDER/build/compose.yml:3: `HOST/a:` is not the name of an image
        hint: write it as `[REGISTRY/]NAME:${APP_TAG}`; a blank part comes from a variable that is empty
    no service has a `build` in `FOLDER/build/compose.yml`
        hint: give each image of the application a service with `build` and `image`
    could not read the Dockerfile of `a`, `FOLDER/build/nowhere/Dockerfile`
        hint: check `context` and `dockerfile` of its `build`
    service `b`: `a` builds the same image `HOST/a:1` differently
        hint: give each its own image, or the same `build`
    Docker Compose rejects the build file: … unheard …
    could not build `a`: `docker compose` failed with exit code … nothing …
    could not read the build file `/nowhere/compose.yml`
    ");
}
