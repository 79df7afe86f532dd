//! ECR's API by the SDK, and the registry's rules over plain HTTP.

use aws_sdk_ecr::types::{ImageIdentifier, ImageTagMutability};
use sandbox::{Options, Sandbox};
use serde_json::json;

use crate::clients::{calls, ecr, wait};
use crate::http::{Answer, Request};

const MANIFEST: &str = r#"{"schemaVersion":2,"mediaType":"application/vnd.docker.distribution.manifest.v2+json",
    "config":{"mediaType":"application/vnd.docker.container.image.v1+json","digest":"sha256:00","size":2},
    "layers":[{"size":40},{"size":2}]}"#;

fn sandbox() -> Sandbox {
    Sandbox::start(Options::default()).unwrap()
}

fn create(sandbox: &Sandbox, name: &str, mutability: &str) {
    let input = json!({ "repositoryName": name, "imageTagMutability": mutability });
    sandbox.call("ecr", "CreateRepository", input).unwrap();
}

/// The header `Authorization` with a new token.
fn login(sandbox: &Sandbox) -> String {
    let answer = wait(ecr(sandbox).get_authorization_token().send()).unwrap();
    let data = &answer.authorization_data()[0];
    assert_eq!(data.proxy_endpoint(), Some(format!("http://{}", sandbox.registry()).as_str()));
    format!("Basic {}", data.authorization_token().unwrap())
}

fn registry(sandbox: &Sandbox, method: &str, path: &str, authorization: &str, body: &str) -> Answer {
    let headers =
        [("Authorization", authorization), ("Content-Type", "application/vnd.oci.image.manifest.v1+json")];
    Request { address: &sandbox.registry(), method, path, headers: &headers, body }.send()
}

#[test]
fn a_repository_is_created_described_and_deleted() {
    let sandbox = sandbox();
    let client = ecr(&sandbox);
    let made = wait(
        client
            .create_repository()
            .repository_name("team/app")
            .image_tag_mutability(ImageTagMutability::Immutable)
            .send(),
    );
    let uri = format!("{}/team/app", sandbox.registry());
    assert_eq!(made.unwrap().repository().unwrap().repository_uri(), Some(uri.as_str()));
    let all = wait(client.describe_repositories().send()).unwrap();
    assert_eq!(all.repositories().len(), 1);
    assert_eq!(all.repositories()[0].image_tag_mutability(), Some(&ImageTagMutability::Immutable));
    wait(client.delete_repository().repository_name("team/app").send()).unwrap();
    let missing = wait(client.describe_repositories().repository_names("team/app").send());
    let error = missing.unwrap_err().into_service_error();
    assert!(error.is_repository_not_found_exception());
    let words = "The repository with name 'team/app' does not exist in the registry with id '123456789012'";
    assert_eq!(error.meta().message(), Some(words));
}

#[test]
fn a_pushed_manifest_has_its_real_digest_in_the_api() {
    let sandbox = sandbox();
    create(&sandbox, "app", "MUTABLE");
    let token = login(&sandbox);
    let pushed = registry(&sandbox, "PUT", "/v2/app/manifests/1.0", &token, MANIFEST);
    assert_eq!(pushed.status, 201, "{pushed:?}");
    let ids = ImageIdentifier::builder().image_tag("1.0").build();
    let known = wait(ecr(&sandbox).describe_images().repository_name("app").image_ids(ids).send()).unwrap();
    let image = &known.image_details()[0];
    assert_eq!(image.image_digest(), pushed.header("docker-content-digest"));
    assert_eq!(image.image_size_in_bytes(), Some(42));
    assert_eq!(image.image_tags(), ["1.0"]);
    let head = registry(&sandbox, "HEAD", "/v2/app/manifests/1.0", &token, "");
    assert_eq!(
        (head.status, head.header("content-length")),
        (200, Some(MANIFEST.len().to_string().as_str()))
    );
    let got = registry(
        &sandbox,
        "GET",
        &format!("/v2/app/manifests/{}", image.image_digest().unwrap()),
        &token,
        "",
    );
    assert_eq!((got.status, got.body.as_str()), (200, MANIFEST));
}

#[test]
fn the_registry_refuses_in_ecrs_words() {
    let sandbox = sandbox();
    create(&sandbox, "app", "IMMUTABLE");
    let token = login(&sandbox);
    assert_eq!(registry(&sandbox, "PUT", "/v2/app/manifests/1.0", &token, MANIFEST).status, 201);
    let mut lines = Vec::new();
    for (method, path, authorization) in [
        ("GET", "/v2/", "none"),
        ("GET", "/v2/", "Basic QVdTOnh4"),
        ("GET", "/v2/missing/manifests/1.0", token.as_str()),
        ("GET", "/v2/app/manifests/2.0", token.as_str()),
        ("PUT", "/v2/app/manifests/1.0", token.as_str()),
    ] {
        let answer = registry(&sandbox, method, path, authorization, MANIFEST);
        lines.push(format!("{} {}", answer.status, answer.body));
    }
    sandbox.expire_tokens();
    let answer = registry(&sandbox, "GET", "/v2/", &token, "");
    lines.push(format!("{} {}", answer.status, answer.body));
    insta::assert_snapshot!(lines.join("\n"), @r#"
    401 {"errors":[{"code":"UNAUTHORIZED","message":"authentication required"}]}
    400 {"errors":[{"code":"DENIED","message":"Your Authorization Token is invalid."}]}
    404 {"errors":[{"code":"NAME_UNKNOWN","message":"The repository with name 'missing' does not exist in the registry with id '123456789012'"}]}
    404 {"errors":[{"code":"MANIFEST_UNKNOWN","message":"Requested image not found"}]}
    400 {"errors":[{"code":"TAG_INVALID","message":"The image tag '1.0' already exists in the 'app' repository and cannot be overwritten because the repository is immutable."}]}
    403 {"errors":[{"code":"DENIED","message":"Your authorization token has expired. Reauthenticate and try again."}]}
    "#);
    insta::assert_snapshot!(calls(&sandbox).join("\n"), @"
    ecr GetAuthorizationToken 200
    registry PutManifest 201
    registry Ping 401
    registry Ping 400
    registry GetManifest 404
    registry GetManifest 404
    registry PutManifest 400
    registry Ping 403
    ");
}
