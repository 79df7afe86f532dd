//! Pushing by a real engine, through the sandbox's rules, to a real registry.

use sandbox::{Fault, Kind as Spoiled};

use crate::aws::ecr::{image, repository};
use crate::docker::{self, Engine};
use crate::error::{Error, Hint, Kind, Suggestion};
use crate::event::EventKind;
use crate::steps::images::push::{Pushed, push};
use crate::steps::images::registries::Registry;
use crate::test_support::TestProject;
use crate::types::{Credentials, Password, TaggedImage};

/// A project with the repository `app`, and one image for it.
struct Scene {
    project: TestProject,
    engine: Engine,
    registry: Registry,
    image: TaggedImage,
}

impl Scene {
    async fn open() -> Self {
        let project = TestProject::open().await;
        let engine = Engine::connect(&project.context).await.unwrap();
        let registry = Registry::of(&project.sandbox.registry(), &project.aws()).await.unwrap();
        let image = project.image("app:1");
        project.make(&image, "first").await;
        if let Registry::Ecr(ecr) = &registry {
            repository::create(ecr, "app").await.unwrap();
        }
        Self { project, engine, registry, image }
    }

    async fn push(&self) -> Result<Pushed, Error> {
        push(&self.engine, &self.registry, &self.image, &self.project.context).await
    }

    /// How often the registry was given a manifest.
    fn manifests(&self) -> usize {
        let calls = self.project.sandbox.calls();
        calls.iter().filter(|call| call.to_string().contains("PutManifest")).count()
    }
}

#[tokio::test]
async fn what_is_pushed_is_known_by_its_digest_and_not_pushed_again() {
    let scene = Scene::open().await;
    let first = scene.push().await.unwrap();
    assert!(!first.already_there);
    let Registry::Ecr(ecr) = &scene.registry else { panic!("not ECR") };
    let there = image::find(ecr, &scene.image).await.unwrap().unwrap();
    assert_eq!(there.digest, first.digest);
    let second = scene.push().await.unwrap();
    assert_eq!(second, Pushed { already_there: true, ..first });
    assert_eq!(scene.manifests(), 1);
}

#[tokio::test]
async fn an_engine_that_never_pushed_it_knows_it_by_its_configuration() {
    let scene = Scene::open().await;
    let first = scene.push().await.unwrap();
    let spare = scene.project.image("spare:1").to_string();
    let name = scene.image.to_string();
    scene.project.docker(&["tag", &name, &spare]).await;
    scene.project.docker(&["rmi", &name]).await;
    scene.project.docker(&["tag", &spare, &name]).await;
    assert_eq!(scene.engine.find(&scene.image).await.unwrap().unwrap().repo_digests, Vec::<String>::new());
    assert_eq!(scene.push().await.unwrap(), Pushed { already_there: true, ..first });
}

#[tokio::test]
async fn another_image_under_an_immutable_tag_is_refused_before_it_is_sent() {
    let scene = Scene::open().await;
    let first = scene.push().await.unwrap();
    scene.project.make(&scene.image, "second").await;
    let error = scene.push().await.unwrap_err();
    assert_eq!(error.kind(), Kind::Refused);
    let here = scene.engine.find(&scene.image).await.unwrap().unwrap().id;
    assert_eq!(
        error.to_string(),
        format!(
            "the tag of `{}` belongs to another image: {} in the registry, {here} on this machine",
            scene.image, first.digest
        )
    );
    assert_eq!(scene.manifests(), 1);
}

#[tokio::test]
async fn the_same_image_pushed_by_somebody_faster_is_success() {
    let scene = Scene::open().await;
    let first = scene.push().await.unwrap();
    // The first look fails, so it is pushed; the registry refuses the tag; the second look finds it equal.
    scene.project.sandbox.fault(Fault::new("ecr:BatchGetImage", Spoiled::Denied).times(1));
    scene.project.said();
    assert_eq!(scene.push().await.unwrap(), Pushed { already_there: true, ..first });
    let said = scene.project.said();
    assert!(
        matches!(&said[..], [EventKind::Warned { message, .. }] if message.contains("AccessDenied")),
        "{said:?}"
    );
}

#[tokio::test]
async fn an_expired_token_is_renewed() {
    let scene = Scene::open().await;
    scene.registry.credentials(&scene.project.context).await.unwrap();
    scene.project.sandbox.expire_tokens();
    assert!(!scene.push().await.unwrap().already_there);
}

#[tokio::test]
async fn a_throttled_push_is_begun_again() {
    let mut scene = Scene::open().await;
    scene.engine = scene.engine.eager();
    scene.project.sandbox.fault(Fault::new("registry:PutManifest", Spoiled::Throttle).times(2));
    assert!(!scene.push().await.unwrap().already_there);
}

#[tokio::test]
async fn how_far_a_push_is_can_be_followed() {
    let mut scene = Scene::open().await;
    scene.engine = scene.engine.eager();
    scene.push().await.unwrap();
    let moved = scene.project.said().into_iter().rev().find_map(|fact| match fact {
        EventKind::PushMoved { progress, .. } => Some((progress.layers, progress.layers_done)),
        _ => None,
    });
    assert_eq!(moved, Some((1, 1)));
}

#[tokio::test]
async fn what_is_not_there_is_named() {
    let scene = Scene::open().await;
    let absent = scene.project.image("app:2");
    let error = push(&scene.engine, &scene.registry, &absent, &scene.project.context).await.unwrap_err();
    assert_eq!(error.to_string(), format!("image `{absent}` not found on this machine"));
    let build = Suggestion::Build { tag: "2".parse().unwrap() };
    assert_eq!(error.hints(), [Hint::run(build, "build it first: {}")]);
    let homeless = scene.project.image("homeless:1");
    scene.project.make(&homeless, "x").await;
    let error = push(&scene.engine, &scene.registry, &homeless, &scene.project.context).await.unwrap_err();
    let expected = format!("the registry `{}` has no repository `homeless`", homeless.host);
    assert_eq!(error.to_string(), expected);
}

#[tokio::test]
async fn a_wrong_password_is_said() {
    let scene = Scene::open().await;
    let wrong = Credentials { user: "AWS".to_owned(), password: Password::new("no") };
    let error = docker::push(&scene.engine, &scene.image, Some(&wrong)).await.unwrap_err();
    assert!(error.to_string().starts_with(&format!("could not push `{}`: ", scene.image)), "{error}");
    assert!(!format!("{error:?}").contains("no\""), "{error:?}");
    assert_eq!(Error::from(error).kind(), Kind::Failed);
}

#[tokio::test]
async fn a_registry_that_is_not_ecr_is_asked_by_the_engine() {
    let scene = Scene::open().await;
    let credentials = scene.registry.credentials(&scene.project.context).await.unwrap();
    let at_registry = || scene.engine.digest_at_registry(&scene.image, credentials.as_ref());
    assert_eq!(at_registry().await.unwrap(), None);
    let pushed = scene.push().await.unwrap();
    assert_eq!(at_registry().await.unwrap(), Some(pushed.digest));
}
