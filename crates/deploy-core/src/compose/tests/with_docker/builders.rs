//! The programs and the builders that are used.

use super::{TWO, build, build_file, first, layers, second};
use crate::compose::{BuildOptions, Compose};
use crate::docker::{ClientConfig, context};
use crate::test_support::TestProject;

/// As a CI system's steps leave it behind that prepare a builder in a container.
#[tokio::test]
async fn images_that_stand_on_one_another_are_built_by_the_engine() {
    let project = TestProject::open().await;
    let compose = second(&project).await;
    let create = ["buildx", "create", "--name", "elsewhere", "--driver", "docker-container", "--use"];
    let created = compose.program.read(&create).await.unwrap();
    assert_eq!(created.exit.code(), 0, "{}", created.stderr);
    let files = build_file(&project, TWO);
    project
        .write("build/app/Dockerfile", "ARG BASE\nARG APP_TAG\nFROM ${BASE}:${APP_TAG}\nCOPY Dockerfile /\n");
    project.write("build/zbase/Dockerfile", "FROM scratch\nCOPY Dockerfile /\n");
    let builder = Some(context::current(&ClientConfig::load().unwrap()));
    build(&compose, &files, &BuildOptions { builder, ..BuildOptions::default() }).await.unwrap();
    assert_eq!(layers(&project, "app:1").await.len(), 2);
}

#[tokio::test]
async fn the_version_says_which_compose_it_is() {
    let project = TestProject::open().await;
    assert!(first(&project.context).await.version().starts_with("docker-compose 1."));
    assert!(second(&project).await.version().starts_with("docker compose 2."));
    let error = Compose::find(Some("make"), &project.context).await.unwrap_err();
    assert_eq!(error.to_string(), "`make` is not a working Docker Compose");
}
