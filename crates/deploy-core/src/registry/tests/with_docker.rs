//! Pushing by a real engine, through the sandbox's rules, to a real registry.

use sandbox::{Fault, Kind as Spoiled};

use super::super::{Engine, Error, Pushed, Registry, push};
use crate::error::{Failure, Kind};
use crate::event::Fact;
use crate::image::ImageRef;
use crate::workshop::Workshop;

/// A workshop with the repository `app`, and one image for it.
struct Scene {
    workshop: Workshop,
    engine: Engine,
    registry: Registry,
    image: ImageRef,
}

impl Scene {
    async fn open() -> Self {
        let workshop = Workshop::open().await;
        let engine = Engine::connect(&workshop.context).await.unwrap();
        let registry = Registry::of(&workshop.sandbox.registry(), &workshop.aws()).await.unwrap();
        let image = workshop.image("app:1");
        workshop.make(&image, "first").await;
        if let Registry::Ecr(ecr) = &registry {
            ecr.create_repository("app").await.unwrap();
        }
        Self { workshop, engine, registry, image }
    }

    async fn push(&self) -> Result<Pushed, Error> {
        push(&self.engine, &self.registry, &self.image, &self.workshop.context).await
    }

    /// How often the registry was given a manifest.
    fn manifests(&self) -> usize {
        let calls = self.workshop.sandbox.calls();
        calls.iter().filter(|call| call.to_string().contains("PutManifest")).count()
    }
}

#[tokio::test]
async fn what_is_pushed_is_known_by_its_digest_and_not_pushed_again() {
    let scene = Scene::open().await;
    let first = scene.push().await.unwrap();
    assert!(!first.already_there);
    let Registry::Ecr(ecr) = &scene.registry else { panic!("not ECR") };
    let there = ecr.find(&scene.image).await.unwrap().unwrap();
    assert_eq!(there.digest, first.digest);
    let second = scene.push().await.unwrap();
    assert_eq!(second, Pushed { already_there: true, ..first });
    assert_eq!(scene.manifests(), 1);
}

#[tokio::test]
async fn an_engine_that_never_pushed_it_knows_it_by_its_configuration() {
    let scene = Scene::open().await;
    let first = scene.push().await.unwrap();
    let spare = scene.workshop.image("spare:1").to_string();
    let name = scene.image.to_string();
    scene.workshop.docker(&["tag", &name, &spare]).await;
    scene.workshop.docker(&["rmi", &name]).await;
    scene.workshop.docker(&["tag", &spare, &name]).await;
    assert_eq!(scene.engine.find(&scene.image).await.unwrap().unwrap().repo_digests, Vec::<String>::new());
    assert_eq!(scene.push().await.unwrap(), Pushed { already_there: true, ..first });
}

#[tokio::test]
async fn another_image_under_an_immutable_tag_is_refused_before_it_is_sent() {
    let scene = Scene::open().await;
    let first = scene.push().await.unwrap();
    scene.workshop.make(&scene.image, "second").await;
    let error = scene.push().await.unwrap_err();
    assert_eq!(error.kind(), Kind::Refused);
    let here = scene.engine.find(&scene.image).await.unwrap().unwrap().id;
    assert_eq!(
        error.to_string(),
        format!(
            "the tag of `{}` is taken: the registry has it as {}, and here it is {here}",
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
    scene.workshop.sandbox.fault(Fault::new("ecr:BatchGetImage", Spoiled::Denied).times(1));
    scene.workshop.said();
    assert_eq!(scene.push().await.unwrap(), Pushed { already_there: true, ..first });
    let said = scene.workshop.said();
    assert!(
        matches!(&said[..], [Fact::Warned { message, .. }] if message.contains("AccessDenied")),
        "{said:?}"
    );
}

#[tokio::test]
async fn an_expired_token_is_renewed() {
    let scene = Scene::open().await;
    scene.registry.credentials(&scene.workshop.context).await.unwrap();
    scene.workshop.sandbox.expire_tokens();
    assert!(!scene.push().await.unwrap().already_there);
}

#[tokio::test]
async fn a_throttled_push_is_begun_again() {
    let mut scene = Scene::open().await;
    scene.engine = scene.engine.eager();
    scene.workshop.sandbox.fault(Fault::new("registry:PutManifest", Spoiled::Throttle).times(2));
    assert!(!scene.push().await.unwrap().already_there);
}

#[tokio::test]
async fn how_far_a_push_is_can_be_followed() {
    let mut scene = Scene::open().await;
    scene.engine = scene.engine.eager();
    scene.push().await.unwrap();
    let moved = scene.workshop.said().into_iter().rev().find_map(|fact| match fact {
        Fact::PushMoved { layers, layers_done, .. } => Some((layers, layers_done)),
        _ => None,
    });
    assert_eq!(moved, Some((1, 1)));
}

#[tokio::test]
async fn what_is_not_there_is_named() {
    let scene = Scene::open().await;
    let absent = scene.workshop.image("app:2");
    let error = push(&scene.engine, &scene.registry, &absent, &scene.workshop.context).await.unwrap_err();
    assert_eq!(error.to_string(), format!("there is no image `{absent}` here"));
    assert_eq!(error.hint().as_deref(), Some("build it first: `deploy build --tag 2`"));
    let homeless = scene.workshop.image("homeless:1");
    scene.workshop.make(&homeless, "x").await;
    let error = push(&scene.engine, &scene.registry, &homeless, &scene.workshop.context).await.unwrap_err();
    assert!(matches!(&error, Error::NoRepository { name, .. } if name == "homeless"), "{error}");
}

#[tokio::test]
async fn a_wrong_password_is_said() {
    let scene = Scene::open().await;
    let wrong =
        super::super::Credentials { user: "AWS".to_owned(), password: super::super::Password::new("no") };
    let error = scene.engine.push(&scene.image, Some(&wrong)).await.unwrap_err();
    assert!(error.to_string().starts_with(&format!("could not push `{}`: ", scene.image)), "{error}");
    assert!(!format!("{error:?}").contains("no\""), "{error:?}");
    assert_eq!(error.kind(), Kind::Failed);
}

#[tokio::test]
async fn a_registry_that_is_not_ecr_is_asked_by_the_engine() {
    let scene = Scene::open().await;
    let credentials = scene.registry.credentials(&scene.workshop.context).await.unwrap();
    let at_registry = || scene.engine.digest_at_registry(&scene.image, credentials.as_ref());
    assert_eq!(at_registry().await.unwrap(), None);
    let pushed = scene.push().await.unwrap();
    assert_eq!(at_registry().await.unwrap(), Some(pushed.digest));
}
