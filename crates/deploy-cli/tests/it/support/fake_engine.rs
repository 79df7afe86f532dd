//! A Docker engine over HTTP, which has every image and pushes to the ECR of the sandbox.

use std::cell::Cell;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE;
use sandbox::Sandbox;
use serde_json::{Value, json};
use wiremock::matchers::{method, path_regex};
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

use super::images;

/// The id of every image, which is the digest of its configuration.
pub(super) const IMAGE_ID: &str = "sha256:1111111111111111111111111111111111111111111111111111111111111111";

pub(super) struct FakeEngine {
    server: MockServer,
    /// How many requests were taken already.
    taken: Cell<usize>,
}

/// The server has a thread of its own; this only waits for its answers.
fn wait<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(work)
}

impl FakeEngine {
    pub(super) fn start(sandbox: Arc<Sandbox>) -> Self {
        wait(async {
            let server = MockServer::start().await;
            let version = json!({ "ApiVersion": "1.41", "Version": "20.10.24" });
            for (verb, path, response) in [
                ("GET", "/version$", ResponseTemplate::new(200).set_body_json(version)),
                ("GET", "/_ping$", ResponseTemplate::new(200).set_body_string("OK")),
                (
                    "GET",
                    "/images/.+/json$",
                    ResponseTemplate::new(200).set_body_json(json!({ "Id": IMAGE_ID })),
                ),
            ] {
                Mock::given(method(verb)).and(path_regex(path)).respond_with(response).mount(&server).await;
            }
            Mock::given(method("POST"))
                .and(path_regex("/images/.+/tag$"))
                .respond_with(ResponseTemplate::new(201))
                .mount(&server)
                .await;
            Mock::given(method("POST"))
                .and(path_regex("/images/.+/push$"))
                .respond_with(move |request: &Request| push(&sandbox, request))
                .mount(&server)
                .await;
            Self { server, taken: Cell::new(0) }
        })
    }

    /// From now on it has no image.
    pub(super) fn remove_images(&self) {
        let not_found = ResponseTemplate::new(404).set_body_json(json!({ "message": "No such image" }));
        let not_found =
            Mock::given(method("GET")).and(path_regex("/images/.+/json$")).respond_with(not_found);
        wait(not_found.with_priority(1).mount(&self.server));
    }

    /// From now on its images are for that architecture.
    pub(super) fn build_for(&self, architecture: &str) {
        let image = json!({ "Id": IMAGE_ID, "Os": "linux", "Architecture": architecture });
        let image = ResponseTemplate::new(200).set_body_json(image);
        let found = Mock::given(method("GET")).and(path_regex("/images/.+/json$")).respond_with(image);
        wait(found.with_priority(1).mount(&self.server));
    }

    pub(super) fn address(&self) -> String {
        format!("tcp://{}", self.server.address())
    }

    /// The requests since this was last asked, in their order.
    pub(super) fn take_requests(&self) -> Vec<String> {
        let requests = wait(self.server.received_requests()).unwrap();
        let taken = self.taken.replace(requests.len());
        requests[taken..].iter().map(line).collect()
    }

    /// The passwords that came with pushes (Docker Engine API, "Authentication").
    pub(super) fn passwords(&self) -> Vec<String> {
        let requests = wait(self.server.received_requests()).unwrap();
        let given = requests.iter().filter_map(|request| request.headers.get("x-registry-auth"));
        let given = given.map(|header| URL_SAFE.decode(header.as_bytes()).unwrap());
        let given = given.map(|json| serde_json::from_slice::<Value>(&json).unwrap());
        given.map(|credentials| credentials["password"].as_str().unwrap().to_owned()).collect()
    }
}

fn push(sandbox: &Sandbox, request: &Request) -> ResponseTemplate {
    let path = request.url.path().replace("%2F", "/");
    let repository = path.trim_end_matches("/push").rsplit('/').next().unwrap();
    let tag = tag(request);
    let line = match images::put(sandbox, repository, &tag, IMAGE_ID) {
        Ok(digest) => json!({ "status": format!("{tag}: digest: {digest} size: 528") }),
        Err(message) => json!({ "error": message }),
    };
    ResponseTemplate::new(200)
        .set_body_raw(format!("{{\"status\":\"Pushed\"}}\n{line}\n"), "application/json")
}

fn tag(request: &Request) -> String {
    let pairs = request.url.query_pairs();
    pairs.into_iter().find(|(name, _)| name == "tag").map(|(_, tag)| tag.into_owned()).unwrap_or_default()
}

fn line(request: &Request) -> String {
    let path = request.url.path().trim_start_matches("/v1.41");
    let tag = tag(request);
    let tag = if tag.is_empty() { tag } else { format!(" tag {tag}") };
    let path = path.replace("%2F", "/").replace("%3A", ":");
    format!("engine {} {path}{tag}", request.method)
}
