//! The credentials that the engine passes on to a registry. They travel with the request and never reach a file.
//!
//! The engine reads the header in base64's alphabet for addresses, but the client library writes the ordinary one. They
//! differ in two characters: the rare password in whose header one of them comes up would be taken for none at all.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bollard::auth::DockerCredentials;

use super::error::Error;
use super::push_error::PushError;
use crate::types::{Credentials, TaggedImage};

/// What the engine is given for the registry of an image.
pub(super) fn header(
    image: &TaggedImage,
    credentials: Option<&Credentials>,
) -> Result<Option<DockerCredentials>, Error> {
    let Some(credentials) = credentials.map(translate) else { return Ok(None) };
    let json = serde_json::to_vec(&credentials).expect("texts can be written as JSON");
    if STANDARD.encode(json).contains(['+', '/']) {
        return Err(Error::Push { image: image.clone(), reason: PushError::Unsendable });
    }
    Ok(Some(credentials))
}

fn translate(credentials: &Credentials) -> DockerCredentials {
    let secret = Some(credentials.password.reveal().to_owned());
    if credentials.is_identity_token() {
        return DockerCredentials { identitytoken: secret, ..DockerCredentials::default() };
    }
    DockerCredentials {
        username: Some(credentials.user.clone()),
        password: secret,
        ..DockerCredentials::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::Password;

    #[test]
    fn a_password_that_would_not_arrive_is_refused() {
        let image = "a.b/c:1".parse().unwrap();
        let given = |password| {
            let credentials = Credentials { user: "u".to_owned(), password: Password::new(password) };
            header(&image, Some(&credentials)).map(|header| header.and_then(|header| header.password))
        };
        assert_eq!(given("secret").unwrap().as_deref(), Some("secret"));
        let error = given("p~~~~~?>>y").unwrap_err().to_string();
        assert_eq!(error, "could not push `a.b/c:1`: the engine cannot read this registry's password");
        assert_eq!(header(&image, None).unwrap(), None);
    }
}
