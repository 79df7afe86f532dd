//! The credentials that the user stored by `docker login`: in the file itself, or in the keeping of a helper.
//! (<https://docs.docker.com/reference/cli/docker/login/#credential-stores>)

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde_json::Value;

use super::client_config::ClientConfig;
use crate::context::Context;
use crate::docker::error::Error;
use crate::process::{self, Program};
use crate::types::{Credentials, Password};

/// The name under which Docker Hub's credentials are stored.
const HUB: &str = "https://index.docker.io/v1/";

/// What a credential helper answers.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct HelperResponse {
    username: String,
    secret: String,
}

/// What `docker push` would show the registry; none if nothing is stored.
pub(crate) async fn stored(
    config: &ClientConfig,
    host: &str,
    context: &Context,
) -> Result<Option<Credentials>, Error> {
    let key = if host == "docker.io" { HUB } else { host };
    let own = config.entry("credHelpers", key).and_then(Value::as_str).filter(|name| !name.is_empty());
    match own.or_else(|| config.text("credsStore")) {
        Some(helper) => ask(helper, key, context).await,
        None => Ok(in_file(config, key)),
    }
}

fn in_file(config: &ClientConfig, key: &str) -> Option<Credentials> {
    let with_scheme = [key.to_owned(), format!("https://{key}"), format!("http://{key}")];
    let entry = with_scheme.iter().find_map(|key| config.entry("auths", key))?;
    if let Some(token) = entry.get("identitytoken").and_then(Value::as_str) {
        return Some(Credentials::identity_token(token));
    }
    let stored = STANDARD.decode(entry.get("auth")?.as_str()?).ok()?;
    let stored = String::from_utf8(stored).ok()?;
    let (user, password) = stored.split_once(':')?;
    Some(Credentials { user: user.to_owned(), password: Password::new(password.trim_end_matches('\0')) })
}

/// Asks a credential helper. One that is missing or knows nothing gives nothing, as with the Docker client, but it is
/// said: the registry's refusal alone would not explain it.
async fn ask(helper: &str, key: &str, context: &Context) -> Result<Option<Credentials>, Error> {
    let program = match Program::find(&format!("docker-credential-{helper}"), context) {
        Ok(program) => program.input(key).quick(),
        Err(error) => {
            context.events.warn(format!("no credentials for `{key}`: {error}"), None);
            return Ok(None);
        }
    };
    let output = program.read(&["get"]).await?;
    context.interrupt.check()?;
    if output.exit.code() != 0 {
        if !output.stdout.contains("credentials not found") {
            let said = output.stdout.lines().next().unwrap_or("no reason given").to_owned();
            context
                .events
                .warn(format!("no credentials for `{key}`: `docker-credential-{helper}`: {said}"), None);
        }
        return Ok(None);
    }
    let response: HelperResponse =
        serde_json::from_str(&output.stdout).map_err(|_| process::Error::Failed {
            command: format!("docker-credential-{helper} get"),
            ending: "returned unexpected output".to_owned(),
        })?;
    Ok(Some(Credentials { user: response.username, password: Password::new(response.secret) }))
}
