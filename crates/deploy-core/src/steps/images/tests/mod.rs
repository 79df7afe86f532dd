mod with_docker;

use sandbox::{Options, Sandbox};

use super::registries::Registry;
use crate::aws::Aws;
use crate::aws::ecr::Error;
use crate::error::{Failure, Kind};
use crate::test_support::sandbox;

async fn of(host: &str, sandbox: &Sandbox) -> Result<Registry, Error> {
    Registry::of(host, &Aws::at(&sandbox.endpoint())).await
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
    insta::assert_snapshot!(message, @"the images go to `123456789012.dkr.ecr.us-east-1.amazonaws.com`, but the AWS endpoint `ENDPOINT` belongs to the registry `OURS`");
}
