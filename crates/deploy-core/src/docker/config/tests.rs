use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;

use serde_json::{Value, json};

use super::client_config::ClientConfig;
use super::{context, credentials, login_copy};
use crate::context::Context;
use crate::types::{Credentials, Password};

fn config(folder: &Path, settings: &Value) -> ClientConfig {
    fs::write(folder.join("config.json"), settings.to_string()).unwrap();
    ClientConfig::load_from(folder).unwrap()
}

fn token() -> Credentials {
    Credentials { user: "AWS".to_owned(), password: Password::new("t0ken") }
}

#[tokio::test]
async fn what_docker_login_wrote_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let settings = json!({"auths": {
        "localhost:5000": {"auth": "bWU6c2VjcmV0"},
        "https://old.example": {"auth": "bWU6c2VjcmV0"},
        "tokens.example": {"identitytoken": "t0ken"},
    }});
    let config = config(folder.path(), &settings);
    let mine = Some(Credentials { user: "me".to_owned(), password: Password::new("secret") });
    let silent = Context::silent();
    assert_eq!(credentials::stored(&config, "localhost:5000", &silent).await.unwrap(), mine);
    assert_eq!(credentials::stored(&config, "old.example", &silent).await.unwrap(), mine);
    assert_eq!(credentials::stored(&config, "other.example", &silent).await.unwrap(), None);
    let token = credentials::stored(&config, "tokens.example", &silent).await.unwrap();
    assert_eq!(token, Some(Credentials::identity_token("t0ken")));
}

#[tokio::test]
async fn a_folder_without_a_file_knows_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let config = ClientConfig::load_from(folder.path()).unwrap();
    assert_eq!(credentials::stored(&config, "docker.io", &Context::silent()).await.unwrap(), None);
    assert_eq!(context::address_of(&config, "default").unwrap().host, "unix:///var/run/docker.sock");
}

#[test]
fn a_file_that_is_not_json_is_named() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("config.json"), "{").unwrap();
    let error = ClientConfig::load_from(folder.path()).unwrap_err().to_string();
    assert!(error.contains("config.json") && error.contains("EOF"), "{error}");
}

#[test]
fn the_engine_of_a_context_is_found() {
    let folder = tempfile::tempdir().unwrap();
    // The SHA-256 of "remote".
    let meta =
        folder.path().join("contexts/meta/b71199ebd070b36beab7317920c2c2f1d777df8d05e5527d8458fda57cb17a7a");
    fs::create_dir_all(&meta).unwrap();
    fs::write(meta.join("meta.json"), r#"{"Name":"remote","Endpoints":{"docker":{"Host":"tcp://h:1"}}}"#)
        .unwrap();
    let config = config(folder.path(), &json!({"currentContext": "remote"}));
    let plain = context::address_of(&config, "remote").unwrap();
    assert_eq!((plain.host.as_str(), plain.certificates), ("tcp://h:1", None));
    let name = meta.file_name().unwrap();
    let certificates = folder.path().join("contexts/tls").join(name).join("docker");
    fs::create_dir_all(&certificates).unwrap();
    assert_eq!(context::address_of(&config, "remote").unwrap().certificates, Some(certificates));
    assert_eq!(context::address_of(&config, "default").unwrap().host, "unix:///var/run/docker.sock");
    let error = context::address_of(&config, "lost").unwrap_err().to_string();
    assert!(error.contains("context `lost` not found"), "{error}");
}

#[test]
fn a_signed_in_copy_keeps_what_is_the_users() {
    let (user, copy) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    fs::create_dir(user.path().join("cli-plugins")).unwrap();
    symlink("/nowhere", user.path().join("dangling")).unwrap();
    let settings = json!({
        "credsStore": "desktop",
        "credHelpers": {"123456789012.dkr.ecr.us-east-1.amazonaws.com": "ecr-login", "gcr.io": "gcloud"},
        "auths": {"https://index.docker.io/v1/": {}},
        "proxies": {"default": {}},
    });
    let logins = [("123456789012.dkr.ecr.us-east-1.amazonaws.com".to_owned(), token())];
    login_copy::write(&config(user.path(), &settings), copy.path(), &logins).unwrap();

    let written = fs::read_to_string(copy.path().join("config.json")).unwrap();
    insta::assert_snapshot!(written, @r#"{"proxies":{"default":{}},"auths":{"https://index.docker.io/v1/":{},"123456789012.dkr.ecr.us-east-1.amazonaws.com":{"auth":"QVdTOnQwa2Vu"}},"credHelpers":{"https://index.docker.io/v1/":"desktop","gcr.io":"gcloud"}}"#);
    assert!(copy.path().join("cli-plugins").is_dir());
    assert_eq!(copy.path().join("config.json").metadata().unwrap().permissions().mode() & 0o777, 0o600);
    let original: Value =
        serde_json::from_str(&fs::read_to_string(user.path().join("config.json")).unwrap()).unwrap();
    assert_eq!(original, settings);
}
