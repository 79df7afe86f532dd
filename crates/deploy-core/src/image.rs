//! The words that rooms share: tags, digests, image names, environments.
//!
//! Each is valid once you hold it. The grammar is that of the Docker reference
//! (<https://pkg.go.dev/github.com/distribution/reference>); a name's host is what stands before the first `/`
//! if it has a `.` or a `:` or is `localhost`.

use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

use regex::Regex;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A word that is not one of the kind asked for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{word}` is not {expected}")]
pub struct Invalid {
    /// What was given.
    pub word: String,
    /// What would have been right, for people.
    pub expected: &'static str,
}

macro_rules! word {
    ($(#[$doc:meta])* $name:ident, $pattern:literal, $expected:literal) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// The word itself.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = Invalid;

            fn from_str(word: &str) -> Result<Self, Invalid> {
                static GRAMMAR: LazyLock<Regex> =
                    LazyLock::new(|| Regex::new($pattern).expect("the grammar is a valid regular expression"));
                if GRAMMAR.is_match(word) {
                    Ok(Self(word.to_owned()))
                } else {
                    Err(Invalid { word: word.to_owned(), expected: $expected })
                }
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

word!(
    /// An image's tag. It names an image; it says nothing about a version of the code.
    Tag,
    r"\A[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}\z",
    "a tag: letters, digits, `_`, `.` and `-`, at most 128, not beginning with `.` or `-`"
);

word!(
    /// The digest of what a registry stores: `sha256:` and 64 hexadecimal digits.
    Digest,
    r"\Asha256:[0-9a-f]{64}\z",
    "a digest: `sha256:` and 64 hexadecimal digits"
);

word!(
    /// An environment: the name of a Terraform workspace, fit for a file name too.
    EnvName,
    r"\A[A-Za-z0-9][A-Za-z0-9_-]{0,63}\z",
    "an environment's name: letters, digits, `_` and `-`, at most 64"
);

word!(
    /// An AWS account: twelve digits.
    AccountId,
    r"\A[0-9]{12}\z",
    "an AWS account: twelve digits"
);

/// The name of an image that says in which registry it is and which tag it has: `HOST[:PORT]/REPOSITORY:TAG`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ImageRef {
    /// The registry, with its port.
    pub host: String,
    /// The repository in it.
    pub repository: String,
    /// The tag.
    pub tag: Tag,
}

impl ImageRef {
    /// The name without its tag, as `docker push` wants it: `HOST/REPOSITORY`.
    pub fn name(&self) -> String {
        format!("{}/{}", self.host, self.repository)
    }
}

const IMAGE: &str = "the name of an image with registry and tag: `HOST/REPOSITORY:TAG`";

impl FromStr for ImageRef {
    type Err = Invalid;

    fn from_str(word: &str) -> Result<Self, Invalid> {
        static REPOSITORY: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(
                r"\A[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*\z",
            )
            .expect("the grammar is a valid regular expression")
        });
        let invalid = || Invalid { word: word.to_owned(), expected: IMAGE };
        let (host, rest) = word.split_once('/').ok_or_else(invalid)?;
        if !(host == "localhost" || host.contains(['.', ':'])) {
            return Err(invalid());
        }
        let (repository, tag) = rest.rsplit_once(':').ok_or_else(invalid)?;
        if !REPOSITORY.is_match(repository) {
            return Err(invalid());
        }
        Ok(Self {
            host: host.to_owned(),
            repository: repository.to_owned(),
            tag: tag.parse().map_err(|_| invalid())?,
        })
    }
}

impl fmt::Display for ImageRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}:{}", self.host, self.repository, self.tag)
    }
}

impl Serialize for ImageRef {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_follows_dockers_grammar() {
        for good in ["1.0.1", "latest", "_x", "A-b.c_d", &"x".repeat(128)] {
            assert!(good.parse::<Tag>().is_ok(), "{good}");
        }
        for bad in ["", ".x", "-x", "feature/x", "1.0+b", "a b", "a\n", &"x".repeat(129)] {
            assert!(bad.parse::<Tag>().is_err(), "{bad}");
        }
    }

    #[test]
    fn an_image_name_has_registry_repository_and_tag() {
        let image: ImageRef = "localhost:5000/team/app_base:1.0.1".parse().unwrap();
        assert_eq!(
            (image.host.as_str(), image.repository.as_str(), image.tag.as_str()),
            ("localhost:5000", "team/app_base", "1.0.1")
        );
        assert_eq!(image.to_string(), "localhost:5000/team/app_base:1.0.1");
    }

    #[test]
    fn a_name_without_one_of_them_is_refused() {
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
            assert!(bad.parse::<ImageRef>().is_err(), "{bad}");
        }
    }

    #[test]
    fn what_is_refused_is_named() {
        insta::assert_snapshot!("feature/x".parse::<Tag>().unwrap_err(), @"`feature/x` is not a tag: letters, digits, `_`, `.` and `-`, at most 128, not beginning with `.` or `-`");
    }
}
