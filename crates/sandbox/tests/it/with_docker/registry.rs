//! Layers go through the sandbox into Docker's registry, and come back.

use sandbox::{Backend, Options, Sandbox};
use serde_json::json;

use crate::{
    http::{Answer, Request},
    programs::docker_registry,
};

/// An upload in the three steps of the protocol; gives the answer to the first and the last.
fn push(address: &str, headers: &[(&str, &str)], content: &str, digest: &str) -> (Answer, Answer) {
    let send = |method, path: &str, body| Request { address, method, path, headers, body }.send();
    let begun = send("POST", "/v2/app/blobs/uploads/?mount=sha256:0&from=base", "");
    let place = path_of(begun.header("location").unwrap(), address);
    let taken = send("PATCH", &place, content);
    let place = path_of(taken.header("location").unwrap(), address);
    let finished = send("PUT", &format!("{place}&digest={digest}"), "");
    (begun, finished)
}

/// A client follows `Location` as it is: it must name the address that the client knows.
fn path_of(location: &str, address: &str) -> String {
    location.strip_prefix(&format!("http://{address}")).unwrap_or_else(|| panic!("{location}")).to_owned()
}

#[test]
fn a_layer_streams_to_the_registry_and_back() {
    let registry = Backend::Program(docker_registry());
    let sandbox = Sandbox::start(Options { registry, ..Options::default() }).unwrap();
    sandbox.call("ecr", "CreateRepository", json!({ "repositoryName": "app" })).unwrap();
    let answer = sandbox.call("ecr", "GetAuthorizationToken", json!({})).unwrap();
    let token = format!("Basic {}", answer["authorizationData"][0]["authorizationToken"].as_str().unwrap());
    let headers = [("Authorization", token.as_str()), ("Content-Type", "application/octet-stream")];
    // printf {} | sha256sum
    let digest = "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";

    let (begun, finished) = push(&sandbox.registry(), &headers, "{}", digest);
    // 201 would be a mount.
    assert_eq!((begun.status, finished.status), (202, 201));
    let path = format!("/v2/app/blobs/{digest}");
    let got =
        Request { address: &sandbox.registry(), method: "GET", path: &path, headers: &headers, body: "" }
            .send();
    assert_eq!((got.status, got.body.as_str()), (200, "{}"));
}
