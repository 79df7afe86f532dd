use sandbox::{Fault, Kind as Broken, Options, Sandbox};

use super::client::Ecr;
use super::{image, repository};
use crate::aws::connection::Aws;

use crate::test_support::{hints_of, sandbox};

fn ecr(sandbox: &Sandbox) -> Ecr {
    Ecr::new(&sandbox.registry(), None, &Aws::at(&sandbox.endpoint()))
}

fn calls(sandbox: &Sandbox) -> Vec<String> {
    sandbox.calls().iter().map(ToString::to_string).collect()
}

#[tokio::test]
async fn who_logs_in_once_is_logged_in() {
    let sandbox = sandbox(Options::default());
    let ecr = ecr(&sandbox);
    let clone = ecr.clone();
    let (first, second) = tokio::join!(ecr.login(), clone.login());
    assert_eq!(first.unwrap(), second.unwrap());
    assert_eq!(calls(&sandbox), ["ecr GetAuthorizationToken 200"]);
}

#[tokio::test]
async fn missing_repositories_are_found_and_made() {
    let sandbox = sandbox(Options::default());
    let ecr = ecr(&sandbox);
    let names = ["app".to_owned(), "team/worker".to_owned()];
    repository::create(&ecr, "app").await.unwrap();
    assert_eq!(repository::missing(&ecr, &names).await.unwrap(), ["team/worker"]);
    repository::create(&ecr, "team/worker").await.unwrap();
    repository::create(&ecr, "team/worker").await.unwrap();
    sandbox.clear_calls();
    assert_eq!(repository::missing(&ecr, &names).await.unwrap(), Vec::<String>::new());
    assert_eq!(calls(&sandbox), ["ecr DescribeRepositories 200"]);
    assert!(repository::is_immutable(&ecr, "app").await.unwrap());
}

#[tokio::test]
async fn an_image_that_is_not_there_is_none_and_a_repository_an_error() {
    let sandbox = sandbox(Options::default());
    let ecr = ecr(&sandbox);
    let image = format!("{}/app:1", sandbox.registry()).parse().unwrap();
    let error = image::find(&ecr, &image).await.unwrap_err().to_string();
    assert_eq!(error, format!("the registry `{}` has no repository `app`", sandbox.registry()));
    repository::create(&ecr, "app").await.unwrap();
    assert_eq!(image::find(&ecr, &image).await.unwrap(), None);
}

#[tokio::test]
async fn a_busy_ecr_is_asked_again_and_a_refusal_says_what_is_not_allowed() {
    let sandbox = sandbox(Options::default());
    sandbox.fault(Fault::new("ecr:GetAuthorizationToken", Broken::Throttle).times(1));
    let ecr = ecr(&sandbox);
    sandbox.fault(Fault::new("ecr:DescribeRepositories", Broken::Unavailable).times(1));
    assert_eq!(repository::missing(&ecr, &["app".to_owned()]).await.unwrap(), ["app"]);
    sandbox.fault(Fault::new("ecr:CreateRepository", Broken::Denied));
    let error = repository::create(&ecr, "app").await.unwrap_err();
    assert!(error.to_string().starts_with("CreateRepository: AccessDenied"), "{error}");
    assert_eq!(hints_of(&error), "the credentials need permission to call CreateRepository");
}
