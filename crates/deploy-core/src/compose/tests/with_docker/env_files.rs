//! The `.env` files of a project: in its folder, and beside the build file.

use crate::compose::{BuildFiles, BuildOptions, Compose, build_file};
use crate::test_support::TestProject;

use super::{build, build_file as write_build_file, first, layers, second};

async fn images(project: &TestProject, compose: &Compose) -> Vec<String> {
    let text = "services:\n  a:\n    image: a.b/${ONE:-none}-${TWO:-none}:${APP_TAG}\n    build: .\n";
    let file = project.write("build/compose.yml", text);
    project.write("build/Dockerfile", "FROM scratch\n");
    let project_env = Some(project.write(".env", "ONE=root\nTWO=root\n"));
    let files = BuildFiles { project_env, ..BuildFiles::new(vec![file], "1".parse().unwrap()) };
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

#[tokio::test]
async fn one_that_a_container_would_get_may_be_missing() {
    let project = TestProject::open().await;
    project.write("build/Dockerfile", "FROM scratch\nCOPY Dockerfile /\n");
    let service = "  a:\n    image: HOST/a:${APP_TAG}\n    build: .\n    env_file:\n    - missing.env\n    environment: {X: \"${NOWHERE}\"}\n";
    let files = write_build_file(&project, service);
    for compose in [first(&project.context).await, second(&project).await] {
        build(&compose, &files, &BuildOptions::default()).await.unwrap();
        assert_eq!(layers(&project, "a:1").await.len(), 1);
    }
}

#[tokio::test]
async fn tags_and_arguments_stay_text() {
    let project = TestProject::open().await;
    let text = "services:\n  a:\n    image: a.b/a:${APP_TAG}\n    build: {context: ., args: {T: \"${APP_TAG}\"}, target: \"${APP_TAG}\"}\n";
    let file = project.write("build/compose.yml", text);
    project.write("build/Dockerfile", "FROM scratch\n");
    for compose in [first(&project.context).await, second(&project).await] {
        for tag in ["6063e25", "0123", "1e3", "0x1F", "yes", "null", "1.0", "2020-01-02", "1_0"] {
            let files = BuildFiles::new(vec![file.clone()], tag.parse().unwrap());
            let graph = build_file::read(&compose, &files, &[]).await.unwrap();
            let image = &graph.images()[0];
            assert_eq!(image.args["T"], tag);
            assert_eq!(image.target.as_deref(), Some(tag));
            assert_eq!(image.reference.to_string(), format!("a.b/a:{tag}"));
        }
    }
}
