//! The `.env` files of a project: in its folder, and beside the build file.

use crate::compose::{BuildFiles, Compose, build_file};
use crate::test_support::TestProject;

use super::{first, second};

async fn images(project: &TestProject, compose: &Compose) -> Vec<String> {
    let text = "services:\n  a:\n    image: a.b/${ONE:-none}-${TWO:-none}:${APP_TAG}\n    build: .\n";
    let file = project.write("build/compose.yml", text);
    project.write("build/Dockerfile", "FROM scratch\n");
    let project_env = Some(project.write(".env", "ONE=root\nTWO=root\n"));
    let files = BuildFiles { files: vec![file], tag: "1".parse().unwrap(), project_env };
    let graph = build_file::read(compose, &files, &[]).await.unwrap();
    graph.images().iter().map(|image| image.reference.to_string()).collect()
}

#[tokio::test]
async fn the_one_of_the_project_is_read() {
    let project = TestProject::open().await;
    for compose in [first(&project.context).await, second(&project).await] {
        assert_eq!(images(&project, &compose).await, ["a.b/root-root:1"]);
    }
}

#[tokio::test]
async fn the_nearer_one_wins() {
    let project = TestProject::open().await;
    project.write("build/.env", "TWO=near\n");
    assert_eq!(images(&project, &second(&project).await).await, ["a.b/root-near:1"]);
    // It reads one file only, and this is said.
    assert_eq!(images(&project, &first(&project.context).await).await, ["a.b/none-near:1"]);
}
