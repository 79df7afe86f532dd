//! What an image is made from, after its build.

use crate::compose::graph::ImageGraph;
use crate::compose::{self, BuildFiles, BuildOptions, Compose, build_file};
use crate::docker::Engine;
use crate::error::Kind;
use crate::steps::images::result::check;
use crate::test_support::TestProject;

/// By name and in the file, `app` comes before the base that it is made from.
const TWO: &str = "services:\n  app:\n    image: HOST/app:${APP_TAG}\n    build: app\n  base:\n    image: HOST/base:${APP_TAG}\n    build: base\n";

struct Scene {
    project: TestProject,
    compose: Compose,
    files: BuildFiles,
    graph: ImageGraph,
}

impl Scene {
    async fn open() -> Self {
        let project = TestProject::open().await;
        let host = project.sandbox.registry();
        let file = project.write("compose.yml", &TWO.replace("HOST", &host));
        project.write("app/Dockerfile", &format!("FROM {host}/base:1\nCOPY Dockerfile /app\n"));
        project.write("base/Dockerfile", "FROM scratch\nCOPY text /\n");
        let files = BuildFiles::new(vec![file], "1".parse().unwrap());
        let compose = Compose::find(Some("docker-compose"), &project.context).await.unwrap();
        let graph = build_file::read(&compose, &files, &[]).await.unwrap();
        Self { project, compose, files, graph }
    }

    async fn build(&self, service: &str, text: &str) {
        self.project.write("base/text", &format!("{text} for {}", self.project.sandbox.registry()));
        let image = &self.graph.images()[self.graph.find(service).unwrap()];
        let options = BuildOptions::default();
        compose::build(&self.compose, &self.files, &self.graph, image, &options).await.unwrap();
    }
}

#[tokio::test]
async fn an_image_on_an_older_version_of_its_base_is_a_failure() {
    let scene = Scene::open().await;
    let engine = Engine::connect(&scene.project.context).await.unwrap();
    let app = scene.graph.find("app").unwrap();
    scene.build("base", "old").await;
    scene.build("app", "old").await;
    check(&engine, &scene.graph, app).await.unwrap();
    // Another image keeps the old one from being lost, so that it can be removed at the end.
    let [base, older] = ["base:1", "base:older"].map(|name| scene.project.image(name).to_string());
    scene.project.docker(&["tag", &base, &older]).await;
    // The wrong order: the image is made from what the tag was before.
    scene.build("app", "new").await;
    scene.build("base", "new").await;
    let error = check(&engine, &scene.graph, app).await.unwrap_err();
    assert_eq!(error.kind(), Kind::Failed);
    assert_eq!(
        error.to_string(),
        "`app` is not based on the `base` that was built, but on another version of it"
    );
}
