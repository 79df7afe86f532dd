//! Settings that the programs of AWS share, in the environment and in the files of AWS, and the role of `deploy.toml`.

mod tls_front;

use serde_json::json;

use crate::support::{Invocation, RunResult, STATE, World, assert_refused, assert_succeeded, deployed};

const STATUS: [&str; 3] = ["status", "--env", "dev"];

/// `status` with the settings of the files of AWS alone.
fn status_by_files<'w>(world: &'w World, config: &str) -> Invocation<'w> {
    world.write("home/.aws/config", config);
    world.invocation(&STATUS).without_env("AWS_ACCESS_KEY_ID").without_env("AWS_SECRET_ACCESS_KEY")
}

fn assert_shows_services(run: &RunResult) {
    assert_succeeded(run);
    assert!(run.stdout.starts_with("dev in main; 1.0.0 was applied last"), "{run}");
}

/// A world behind TLS, with the URL and the file of the certificate.
fn behind_tls() -> (World, String, String) {
    let world = deployed("1.0.0");
    let address = world.sandbox.endpoint().replace("http://", "");
    let (url, certificate) = tls_front::start(address);
    world.write("home/ca.pem", &certificate);
    let file = world.path("home/ca.pem").to_str().unwrap().to_owned();
    (world, url, file)
}

#[test]
fn the_certificates_of_aws_ca_bundle_are_trusted() {
    let (world, url, file) = behind_tls();
    let untrusted = world.invocation(&STATUS).env("AWS_ENDPOINT_URL", &url).run();
    assert_eq!(untrusted.code, Some(1), "{untrusted}");
    let status = world.invocation(&STATUS).env("AWS_ENDPOINT_URL", &url);
    assert_shows_services(&status.env("AWS_CA_BUNDLE", &file).run());
}

#[test]
fn the_certificates_of_the_profile_are_trusted() {
    let (world, url, file) = behind_tls();
    let config = format!(
        "[profile team]\nca_bundle = {file}\naws_access_key_id = AKIDTEAM\naws_secret_access_key = canary-5f1d\n"
    );
    let status = status_by_files(&world, &config).env("AWS_PROFILE", "team");
    assert_shows_services(&status.env("AWS_ENDPOINT_URL", &url).run());
}

#[test]
fn a_bundle_that_cannot_be_used_is_refused() {
    let world = deployed("1.0.0");
    world.write("home/empty.pem", "no certificate\n");
    for (file, reason) in
        [("home/empty.pem", "it contains no certificate in PEM format"), ("home/none.pem", "No such file")]
    {
        let file = world.path(file).to_str().unwrap().to_owned();
        let run = world.invocation(&STATUS).env("AWS_CA_BUNDLE", &file).run();
        assert_refused(&run, 64);
        assert!(run.stderr.contains("error: no CA certificates were found in "), "{run}");
        assert!(run.stderr.contains(reason), "{run}");
    }
}

#[test]
fn credentials_of_a_process_are_used() {
    let world = deployed("1.0.0");
    let keys = json!({ "Version": 1, "AccessKeyId": "AKIDPROCESS", "SecretAccessKey": "canary-5f1d" });
    world.write("home/keys.json", &keys.to_string());
    let file = world.path("home/keys.json");
    let config = format!("[default]\ncredential_process = /bin/cat {}\n", file.display());
    let path = format!("{}:/usr/bin:/bin", world.path("bin").display());
    assert_shows_services(&status_by_files(&world, &config).env("PATH", &path).run());
}

#[test]
fn a_session_of_aws_login_is_used() {
    let world = deployed("1.0.0");
    let session = "arn:aws:iam::123456789012:user/me";
    let token = json!({
        "accessToken": {
            "accessKeyId": "ASIALOGIN", "secretAccessKey": "canary-5f1d", "sessionToken": "canary-5f1d",
            "accountId": "123456789012", "expiresAt": "2099-01-01T00:00:00Z",
        },
        "tokenType": "aws_sigv4", "refreshToken": "canary-5f1d", "identityToken": "canary-5f1d",
        "clientId": "arn:aws:signin:::devtools/same-device", "dpopKey": "not needed before it expires",
    });
    // The name of the file is the SHA-256 of the session.
    let name = "home/.aws/login/cache/286187707741fc2ccb93cf9e56dbd0ee0a16208feed5fbc8ae1baa86d44c283f.json";
    world.write(name, &token.to_string());
    let run = status_by_files(&world, &format!("[default]\nlogin_session = {session}\n")).run();
    assert_shows_services(&run);
}

#[test]
fn the_endpoint_of_one_service_is_that_of_its_section() {
    let world = deployed("1.0.0");
    let endpoint = world.sandbox.endpoint();
    let keys = "aws_access_key_id = AKIDTEAM\naws_secret_access_key = canary-5f1d";
    let config =
        format!("[default]\nservices = here\n{keys}\n[services here]\necs =\n  endpoint_url = {endpoint}\n");
    let run = status_by_files(&world, &config).without_env("AWS_ENDPOINT_URL").run();
    assert_shows_services(&run);
}

/// A world whose services are in another account, whose role `deploy` must assume.
fn in_other_account() -> World {
    let world = deployed("1.0.0");
    let state = world.read(STATE).replace(":123456789012:", ":210987654321:");
    world.write(STATE, &state);
    world
}

#[test]
fn the_role_of_an_environment_is_assumed() {
    let world = in_other_account();
    let role = "arn:aws:iam::210987654321:role/deploy";
    world.write(
        "project/deploy.toml",
        &format!("[env.dev]\nrole_arn = \"{role}\"\naccount = \"210987654321\"\n"),
    );
    let run = world.deploy(&["redeploy", "--env", "dev"]);
    assert!(run.stderr.contains("    dev · 210987654321 · us-east-1 · role deploy · endpoint"), "{run}");
    for call in ["aws sts AssumeRole 200", "aws sts GetCallerIdentity 200"] {
        assert!(run.calls.contains(call), "{run}");
    }
    assert!(run.calls.contains("aws ecs DescribeServices"), "{run}");
    assert!(!world.read("environment.terraform").contains(role), "the provider assumes it itself");
}

#[test]
fn an_account_that_is_not_that_of_the_role_is_refused() {
    let world = in_other_account();
    world.write(
        "project/deploy.toml",
        "[env.dev]\nrole_arn = \"arn:aws:iam::210987654321:role/deploy\"\naccount = \"123456789012\"\n",
    );
    let run = world.deploy(&["redeploy", "--env", "dev"]);
    assert_refused(&run, 5);
    assert!(
        run.stderr.contains("is in the account 123456789012, but the credentials are for 210987654321"),
        "{run}"
    );
}

#[test]
fn a_role_that_is_no_arn_is_refused_with_its_line() {
    let world = World::new();
    world.write("project/deploy.toml", "[env.dev]\nrole_arn = \"deploy\"\n");
    let run = world.deploy(&["plan", "--env", "dev", "--tag", "1"]);
    assert_refused(&run, 64);
    assert!(
        run.stderr.contains("`deploy` is not the ARN of a role: arn:aws:iam::ACCOUNT:role/NAME"),
        "{run}"
    );
}
