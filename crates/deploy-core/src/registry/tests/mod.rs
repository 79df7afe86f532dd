mod with_docker;

use sandbox::{Fault, Kind as Spoiled, Options, Sandbox};

use super::{Ecr, Error, Registry};
use crate::aws::Aws;
use crate::error::{Failure, Kind};
use crate::workshop::sandbox;

async fn of(host: &str, sandbox: &Sandbox) -> Result<Registry, Error> {
    Registry::of(host, &Aws::at(&sandbox.endpoint())).await
}

async fn ecr(sandbox: &Sandbox) -> Ecr {
    match of(&sandbox.registry(), sandbox).await.unwrap() {
        Registry::Ecr(ecr) => ecr,
        Registry::Other { host } => panic!("{host} is not ECR"),
    }
}

fn calls(sandbox: &Sandbox) -> Vec<String> {
    sandbox.calls().iter().map(ToString::to_string).collect()
}

#[tokio::test]
async fn an_overridden_endpoint_says_which_registry_is_ecr() {
    let sandbox = sandbox(Options::default());
    assert!(matches!(of(&sandbox.registry(), &sandbox).await.unwrap(), Registry::Ecr(_)));
    assert!(matches!(of("registry.example:5000", &sandbox).await.unwrap(), Registry::Other { .. }));
    let error = of("123456789012.dkr.ecr.us-east-1.amazonaws.com", &sandbox).await.unwrap_err();
    assert_eq!(error.kind(), Kind::Usage);
    let message =
        error.to_string().replace(&sandbox.endpoint(), "ENDPOINT").replace(&sandbox.registry(), "OURS");
    insta::assert_snapshot!(message, @"the images go to `123456789012.dkr.ecr.us-east-1.amazonaws.com`, but the AWS endpoint `ENDPOINT` speaks for the registry `OURS`");
}

#[tokio::test]
async fn who_logs_in_once_is_logged_in() {
    let sandbox = sandbox(Options::default());
    let ecr = ecr(&sandbox).await;
    let clone = ecr.clone();
    let (first, second) = tokio::join!(ecr.login(), clone.login());
    assert_eq!(first.unwrap(), second.unwrap());
    assert_eq!(calls(&sandbox), ["ecr GetAuthorizationToken 200"]);
}

#[tokio::test]
async fn missing_repositories_are_found_and_made() {
    let sandbox = sandbox(Options::default());
    let ecr = ecr(&sandbox).await;
    let names = ["app".to_owned(), "team/worker".to_owned()];
    ecr.create_repository("app").await.unwrap();
    assert_eq!(ecr.missing_repositories(&names).await.unwrap(), ["team/worker"]);
    ecr.create_repository("team/worker").await.unwrap();
    ecr.create_repository("team/worker").await.unwrap();
    sandbox.clear_calls();
    assert_eq!(ecr.missing_repositories(&names).await.unwrap(), Vec::<String>::new());
    assert_eq!(calls(&sandbox), ["ecr DescribeRepositories 200"]);
    assert!(ecr.is_immutable("app").await.unwrap());
}

#[tokio::test]
async fn an_image_that_is_not_there_is_none_and_a_repository_an_error() {
    let sandbox = sandbox(Options::default());
    let ecr = ecr(&sandbox).await;
    let image = format!("{}/app:1", sandbox.registry()).parse().unwrap();
    let error = ecr.find(&image).await.unwrap_err().to_string();
    assert_eq!(error, format!("the registry `{}` has no repository `app`", sandbox.registry()));
    ecr.create_repository("app").await.unwrap();
    assert_eq!(ecr.find(&image).await.unwrap(), None);
}

#[tokio::test]
async fn a_busy_ecr_is_asked_again_and_a_refusal_says_what_is_not_allowed() {
    let sandbox = sandbox(Options::default());
    sandbox.fault(Fault::new("ecr:GetAuthorizationToken", Spoiled::Throttle).times(1));
    let ecr = ecr(&sandbox).await;
    sandbox.fault(Fault::new("ecr:DescribeRepositories", Spoiled::Unavailable).times(1));
    assert_eq!(ecr.missing_repositories(&["app".to_owned()]).await.unwrap(), ["app"]);
    sandbox.fault(Fault::new("ecr:CreateRepository", Spoiled::Denied));
    let error = ecr.create_repository("app").await.unwrap_err();
    assert!(error.to_string().starts_with("CreateRepository: AccessDenied"), "{error}");
    assert_eq!(
        error.hint().as_deref(),
        Some("the credentials in use must be allowed to call CreateRepository")
    );
}
