//! Paths of the registry protocol (OCI distribution specification, "Endpoints").

use hyper::{Method, http::request::Parts};

/// What a request is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    Ping,
    Tags,
    /// Of that tag or digest.
    Manifest(String),
    Blob,
    Upload,
}

/// A request that the protocol knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Route {
    pub(crate) repository: Option<String>,
    pub(crate) target: Target,
    method: Method,
}

impl Route {
    pub(crate) fn of(parts: &Parts) -> Option<Self> {
        let path = parts.uri.path().strip_prefix("/v2")?.trim_start_matches('/');
        let (repository, target) = if path.is_empty() { (None, Target::Ping) } else { below(path)? };
        Some(Self { repository, target, method: parts.method.clone() })
    }

    /// The name in the record and for faults.
    pub(crate) fn operation(&self) -> &'static str {
        match (&self.target, self.method.as_str()) {
            (Target::Ping, _) => "Ping",
            (Target::Tags, _) => "ListTags",
            (Target::Manifest(_), "PUT") => "PutManifest",
            (Target::Manifest(_), "HEAD") => "HeadManifest",
            (Target::Manifest(_), _) => "GetManifest",
            (Target::Blob, "HEAD") => "HeadBlob",
            (Target::Blob, _) => "GetBlob",
            (Target::Upload, "POST") => "StartUpload",
            (Target::Upload, "PATCH") => "SendChunk",
            (Target::Upload, "PUT") => "FinishUpload",
            (Target::Upload, _) => "Upload",
        }
    }
}

/// A repository's name may have slashes, so the path is read from its end.
fn below(path: &str) -> Option<(Option<String>, Target)> {
    let named = |name: &str, target| Some((Some(name.to_owned()), target));
    if let Some(name) = path.strip_suffix("/tags/list") {
        return named(name, Target::Tags);
    }
    if let Some((name, reference)) = path.rsplit_once("/manifests/") {
        return named(name, Target::Manifest(reference.into()));
    }
    if let Some((name, _)) = path.split_once("/blobs/uploads") {
        return named(name, Target::Upload);
    }
    let (name, _) = path.rsplit_once("/blobs/")?;
    named(name, Target::Blob)
}

#[cfg(test)]
mod tests {
    use hyper::Request;

    use super::*;

    fn operation(method: &str, uri: &str) -> Option<(&'static str, Option<String>)> {
        let (parts, ()) = Request::builder().method(method).uri(uri).body(()).unwrap().into_parts();
        Route::of(&parts).map(|route| (route.operation(), route.repository))
    }

    #[test]
    fn addresses_are_read() {
        assert_eq!(operation("GET", "/v2/"), Some(("Ping", None)));
        assert_eq!(operation("PUT", "/v2/a/b/manifests/1.0"), Some(("PutManifest", Some("a/b".into()))));
        assert_eq!(operation("HEAD", "/v2/a/blobs/sha256:0"), Some(("HeadBlob", Some("a".into()))));
        assert_eq!(operation("POST", "/v2/a/blobs/uploads/"), Some(("StartUpload", Some("a".into()))));
        assert_eq!(
            operation("PATCH", "/v2/a/blobs/uploads/1?_state=x"),
            Some(("SendChunk", Some("a".into())))
        );
        assert_eq!(operation("GET", "/v2/a/tags/list"), Some(("ListTags", Some("a".into()))));
        assert_eq!(operation("GET", "/v1/a"), None);
    }
}
