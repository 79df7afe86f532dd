//! Names of S3's operations, which are distinguished by method, path and query (Amazon S3 API reference).

use hyper::http::request::Parts;

/// Parameters that select among objects or sign the request, and do not name a part of the bucket's settings.
const NOT_A_PART: [&str; 12] = [
    "list-type",
    "prefix",
    "delimiter",
    "max-keys",
    "continuation-token",
    "start-after",
    "encoding-type",
    "fetch-owner",
    "marker",
    "versionId",
    "x-id",
    "partNumber",
];

pub(crate) fn operation(parts: &Parts) -> String {
    let path = parts.uri.path().trim_start_matches('/');
    let keys = parameters(parts);
    let method = parts.method.as_str();
    match path.split_once('/') {
        None | Some((_, "")) if path.is_empty() => "ListBuckets".into(),
        None | Some((_, "")) => on_bucket(method, &keys),
        Some(_) => on_object(method, &keys, parts.headers.contains_key("x-amz-copy-source")),
    }
}

fn parameters(parts: &Parts) -> Vec<&str> {
    let query = parts.uri.query().unwrap_or_default();
    let keys = query.split('&').filter_map(|pair| pair.split('=').next());
    keys.filter(|key| !key.is_empty() && !key.starts_with("X-Amz-")).collect()
}

fn on_bucket(method: &str, keys: &[&str]) -> String {
    let part = keys.iter().find(|key| !NOT_A_PART.contains(key));
    match (method, part) {
        ("GET", None) if keys.contains(&"list-type") => "ListObjectsV2".into(),
        ("GET", None) => "ListObjects".into(),
        ("GET", Some(&"versions")) => "ListObjectVersions".into(),
        ("GET", Some(&"uploads")) => "ListMultipartUploads".into(),
        ("HEAD", _) => "HeadBucket".into(),
        ("PUT", None) => "CreateBucket".into(),
        ("DELETE", None) => "DeleteBucket".into(),
        ("POST", _) => "DeleteObjects".into(),
        (verb, Some(part)) => format!("{}Bucket{}", capitalised(&verb.to_lowercase()), camel(part)),
        (verb, None) => verb.into(),
    }
}

fn on_object(method: &str, keys: &[&str], copies: bool) -> String {
    let has = |key| keys.contains(&key);
    let name = match method {
        "HEAD" => "HeadObject",
        "GET" if has("tagging") => "GetObjectTagging",
        "GET" if has("acl") => "GetObjectAcl",
        "GET" if has("uploadId") => "ListParts",
        "GET" => "GetObject",
        "PUT" if has("uploadId") => "UploadPart",
        "PUT" if has("tagging") => "PutObjectTagging",
        "PUT" if copies => "CopyObject",
        "PUT" => "PutObject",
        "DELETE" if has("uploadId") => "AbortMultipartUpload",
        "DELETE" => "DeleteObject",
        "POST" if has("uploads") => "CreateMultipartUpload",
        "POST" if has("uploadId") => "CompleteMultipartUpload",
        other => other,
    };
    name.into()
}

/// `public-access` and `publicAccess` become `PublicAccess`.
fn camel(part: &str) -> String {
    part.split('-').map(capitalised).collect()
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use hyper::Request;

    use super::*;

    #[test]
    fn operations_are_distinguished() {
        let cases = [
            ("GET", "/", "ListBuckets"),
            ("GET", "/state?list-type=2&prefix=env%3A%2F", "ListObjectsV2"),
            ("GET", "/state/env:/dev/key?x-id=GetObject", "GetObject"),
            ("PUT", "/state/env:/dev/key.tflock", "PutObject"),
            ("PUT", "/state", "CreateBucket"),
            ("PUT", "/state/?versioning", "PutBucketVersioning"),
            ("DELETE", "/state/key?uploadId=1", "AbortMultipartUpload"),
            ("HEAD", "/state", "HeadBucket"),
        ];
        for (method, uri, name) in cases {
            let (parts, ()) = Request::builder().method(method).uri(uri).body(()).unwrap().into_parts();
            assert_eq!(operation(&parts), name, "{method} {uri}");
        }
    }
}
