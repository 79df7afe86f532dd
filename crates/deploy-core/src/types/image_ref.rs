//! References to images, as Docker writes them: `[HOST[:PORT]/]REPOSITORY[:TAG][@DIGEST]`.
//!
//! The grammar is that of the Docker reference (<https://pkg.go.dev/github.com/distribution/reference>): the host is
//! what stands before the first `/` if it has a `.` or a `:` or is `localhost`.

use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

use regex::Regex;
use serde::{Serialize, Serializer};

use super::names::{Digest, InvalidName, Tag};

/// Docker Hub, which a reference without a host means.
const DOCKER_HUB: &str = "docker.io";
const DEFAULT_TAG: &str = "latest";
const IMAGE: &str = "an image reference: `[HOST/]REPOSITORY[:TAG][@DIGEST]`";
const TAGGED_IMAGE: &str = "the name of an image with registry and tag: `HOST/REPOSITORY:TAG`";

/// A reference to an image, of which only the repository must be given.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ImageRef {
    /// The registry, with its port.
    pub host: Option<String>,
    /// The repository, as it is written: Docker Hub's `library/` may be left out.
    pub repository: String,
    /// The tag.
    pub tag: Option<Tag>,
    /// The digest of a manifest or an index; it beats the tag.
    pub digest: Option<Digest>,
}

impl ImageRef {
    /// The same reference with everything that Docker implies: `docker.io`, `library/`, `latest`. Two references to one
    /// image are equal in this form.
    #[must_use]
    pub fn normalized(&self) -> Self {
        let host = self.host.as_deref().filter(|host| *host != "index.docker.io").unwrap_or(DOCKER_HUB);
        let official = host == DOCKER_HUB && !self.repository.contains('/');
        let prefix = if official { "library/" } else { "" };
        let implied = if self.digest.is_none() { DEFAULT_TAG.parse().ok() } else { None };
        Self {
            host: Some(host.to_owned()),
            repository: format!("{prefix}{}", self.repository),
            tag: self.tag.clone().or(implied),
            digest: self.digest.clone(),
        }
    }

    /// Whether two names are those of one image. Names that are no references are compared as they are.
    pub(crate) fn is_same(one: &str, other: &str) -> bool {
        one == other || Self::normalized_name(one) == Self::normalized_name(other)
    }

    /// A name in the form in which two names of one image are equal; as it is if it is no reference.
    pub(crate) fn normalized_name(name: &str) -> String {
        name.parse::<Self>().map_or_else(|_| name.to_owned(), |image| image.normalized().to_string())
    }

    /// The same repository with another tag, and without a digest.
    #[must_use]
    pub fn with_tag(&self, tag: &Tag) -> Self {
        Self { tag: Some(tag.clone()), digest: None, ..self.clone() }
    }
}

impl FromStr for ImageRef {
    type Err = InvalidName;

    fn from_str(word: &str) -> Result<Self, InvalidName> {
        static REPOSITORY: LazyLock<Regex> = LazyLock::new(|| {
            let part = r"[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*";
            Regex::new(&format!(r"\A{part}(?:/{part})*\z"))
                .expect("the grammar is a valid regular expression")
        });
        let invalid = || InvalidName { word: word.to_owned(), expected: IMAGE };
        let (rest, digest) = match word.split_once('@') {
            Some((rest, digest)) => (rest, Some(digest.parse().map_err(|_| invalid())?)),
            None => (word, None),
        };
        let (host, rest) = match rest.split_once('/') {
            Some((host, rest)) if host == "localhost" || host.contains(['.', ':']) => (Some(host), rest),
            _ => (None, rest),
        };
        let (repository, tag) = match rest.rsplit_once(':') {
            Some((repository, tag)) => (repository, Some(tag.parse().map_err(|_| invalid())?)),
            None => (rest, None),
        };
        if !REPOSITORY.is_match(repository) {
            return Err(invalid());
        }
        Ok(Self { host: host.map(str::to_owned), repository: repository.to_owned(), tag, digest })
    }
}

impl Serialize for ImageRef {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl fmt::Display for ImageRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(host) = &self.host {
            write!(f, "{host}/")?;
        }
        f.write_str(&self.repository)?;
        if let Some(tag) = &self.tag {
            write!(f, ":{tag}")?;
        }
        self.digest.as_ref().map_or(Ok(()), |digest| write!(f, "@{digest}"))
    }
}

/// An image that says in which registry it is and which tag it has: what push and ECR take.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TaggedImage {
    /// The registry, with its port.
    pub host: String,
    /// The repository in it.
    pub repository: String,
    /// The tag.
    pub tag: Tag,
}

impl TaggedImage {
    /// The name without its tag, as `docker push` wants it: `HOST/REPOSITORY`.
    pub fn name(&self) -> String {
        format!("{}/{}", self.host, self.repository)
    }
}

impl From<TaggedImage> for ImageRef {
    fn from(image: TaggedImage) -> Self {
        let TaggedImage { host, repository, tag } = image;
        Self { host: Some(host), repository, tag: Some(tag), digest: None }
    }
}

impl TryFrom<ImageRef> for TaggedImage {
    type Error = InvalidName;

    fn try_from(image: ImageRef) -> Result<Self, InvalidName> {
        match image {
            ImageRef { host: Some(host), repository, tag: Some(tag), digest: None } => {
                Ok(Self { host, repository, tag })
            }
            other => Err(InvalidName { word: other.to_string(), expected: TAGGED_IMAGE }),
        }
    }
}

impl FromStr for TaggedImage {
    type Err = InvalidName;

    fn from_str(word: &str) -> Result<Self, InvalidName> {
        let image: ImageRef =
            word.parse().map_err(|_| InvalidName { word: word.to_owned(), expected: TAGGED_IMAGE })?;
        image.try_into()
    }
}

impl fmt::Display for TaggedImage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}:{}", self.host, self.repository, self.tag)
    }
}

impl Serialize for TaggedImage {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(word: &str) -> (Option<String>, String, Option<String>, bool) {
        let image: ImageRef = word.parse().unwrap();
        let tag = image.tag.map(|tag| tag.to_string());
        (image.host, image.repository, tag, image.digest.is_some())
    }

    #[test]
    fn a_port_and_a_digest_are_no_tag() {
        let digest = format!("sha256:{}", "0a".repeat(32));
        let own = |word: &str| Some(word.to_owned());
        assert_eq!(parts("localhost:5000/app:1.0"), (own("localhost:5000"), "app".into(), own("1.0"), false));
        assert_eq!(parts("localhost:5000/app"), (own("localhost:5000"), "app".into(), None, false));
        assert_eq!(parts(&format!("a.b/app@{digest}")), (own("a.b"), "app".into(), None, true));
        assert_eq!(parts(&format!("a.b/app:1@{digest}")), (own("a.b"), "app".into(), own("1"), true));
        assert_eq!(parts("team/app:1"), (None, "team/app".into(), own("1"), false));
    }

    #[test]
    fn two_references_to_one_image_are_equal_when_normalized() {
        let normalized = |word: &str| word.parse::<ImageRef>().unwrap().normalized().to_string();
        for word in
            ["nginx", "nginx:latest", "library/nginx", "docker.io/nginx", "index.docker.io/library/nginx"]
        {
            assert_eq!(normalized(word), "docker.io/library/nginx:latest", "{word}");
        }
        assert_eq!(normalized("a.b/app"), "a.b/app:latest");
        let by_digest = format!("a.b/app@sha256:{}", "0a".repeat(32));
        assert_eq!(normalized(&by_digest), by_digest);
    }

    #[test]
    fn another_tag_takes_the_place_of_tag_and_digest() {
        let tag = "2".parse().unwrap();
        let other = |word: &str| word.parse::<ImageRef>().unwrap().with_tag(&tag).to_string();
        assert_eq!(other("localhost:5000/app:1.0"), "localhost:5000/app:2");
        assert_eq!(other(&format!("a.b/app:1@sha256:{}", "0a".repeat(32))), "a.b/app:2");
        assert_eq!(other("nginx"), "nginx:2");
    }

    #[test]
    fn a_tagged_image_has_registry_repository_and_tag() {
        let image: TaggedImage = "localhost:5000/team/app_base:1.0.1".parse().unwrap();
        assert_eq!(
            (image.host.as_str(), image.repository.as_str(), image.tag.as_str()),
            ("localhost:5000", "team/app_base", "1.0.1")
        );
        assert_eq!(image.to_string(), "localhost:5000/team/app_base:1.0.1");
    }

    #[test]
    fn a_name_without_one_of_them_is_not_a_tagged_image() {
        for bad in [
            "app:1",
            "team/app:1",
            "a.b/app",
            "a.b/app:",
            "a.b/App:1",
            "localhost:5000:1",
            "a.b/:1",
            "a.b/x/:1",
        ] {
            assert!(bad.parse::<TaggedImage>().is_err(), "{bad}");
        }
    }
}
