//! Names that are valid once you hold them: tags, digests, environments, accounts.

use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

use regex::Regex;
use serde::{Deserialize, Deserializer, Serialize, de};

/// A word that is not one of the kind asked for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{word}` is not {expected}")]
pub struct InvalidName {
    /// What was given.
    pub word: String,
    /// What would have been right, for people.
    pub expected: &'static str,
}

macro_rules! name {
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
            type Err = InvalidName;

            fn from_str(word: &str) -> Result<Self, InvalidName> {
                static GRAMMAR: LazyLock<Regex> =
                    LazyLock::new(|| Regex::new($pattern).expect("the grammar is a valid regular expression"));
                if GRAMMAR.is_match(word) {
                    Ok(Self(word.to_owned()))
                } else {
                    Err(InvalidName { word: word.to_owned(), expected: $expected })
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

name!(
    /// An image's tag. It names an image; it says nothing about a version of the code.
    Tag,
    r"\A[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}\z",
    "a tag: letters, digits, `_`, `.` and `-`, at most 128, not beginning with `.` or `-`"
);

name!(
    /// The digest of what a registry stores: `sha256:` and 64 hexadecimal digits.
    Digest,
    r"\Asha256:[0-9a-f]{64}\z",
    "a digest: `sha256:` and 64 hexadecimal digits"
);

name!(
    /// An environment: the name of a Terraform workspace, fit for a file name too.
    EnvName,
    r"\A[A-Za-z0-9][A-Za-z0-9_-]{0,63}\z",
    "an environment's name: letters, digits, `_` and `-`, at most 64"
);

name!(
    /// An AWS account: twelve digits.
    AccountId,
    r"\A[0-9]{12}\z",
    "an AWS account: twelve digits"
);

name!(
    /// The ARN of a role of IAM.
    RoleArn,
    r"\Aarn:aws[a-z-]*:iam::[0-9]{12}:role/[A-Za-z0-9_+=,.@/-]+\z",
    "the ARN of a role: arn:aws:iam::ACCOUNT:role/NAME"
);

impl Tag {
    /// Whether `part` is in it as a whole part, between `-`, `_`, `.` or its ends: `1.0.1` is in `1.0.1-base`.
    pub(crate) fn has_part(&self, part: &Self) -> bool {
        self.around(part).is_some()
    }

    /// What stands before and after `part`, which is in it as a whole part.
    pub(crate) fn around(&self, part: &Self) -> Option<(&str, &str)> {
        let is_bound = |letter: Option<char>| letter.is_none_or(|letter| "-_.".contains(letter));
        let mut places = self
            .0
            .match_indices(part.as_str())
            .map(|(at, found)| (&self.0[..at], &self.0[at + found.len()..]));
        places.find(|(before, after)| is_bound(before.chars().next_back()) && is_bound(after.chars().next()))
    }

    /// Whether both are versions, as `1.0.1` or `v2`, and this one is the lower.
    pub(crate) fn is_older_than(&self, other: &Self) -> bool {
        self.version().zip(other.version()).is_some_and(|(this, other)| this < other)
    }

    fn version(&self) -> Option<Vec<u64>> {
        let numbers = self.0.strip_prefix('v').unwrap_or(&self.0).split('.').map(|part| part.parse().ok());
        numbers.collect()
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
    fn a_part_of_a_tag_is_whole() {
        let has = |tag: &str, part: &str| tag.parse::<Tag>().unwrap().has_part(&part.parse().unwrap());
        for tag in ["1.0.1", "1.0.1-base", "web-1.0.1", "a_1.0.1.b", "11.0.1-1.0.1"] {
            assert!(has(tag, "1.0.1"), "{tag}");
        }
        for tag in ["1.0.10", "11.0.1", "1.0", "v1.0.1"] {
            assert!(!has(tag, "1.0.1"), "{tag}");
        }
    }

    #[test]
    fn versions_are_compared_by_number_and_other_tags_not_at_all() {
        let older =
            |this: &str, other: &str| this.parse::<Tag>().unwrap().is_older_than(&other.parse().unwrap());
        assert!(older("1.0.9", "1.0.10") && older("v1", "v2") && older("1.0", "1.0.1"));
        assert!(!older("1.0.1", "1.0.1") && !older("2.0", "1.9"));
        assert!(!older("6063e25", "7063e25") && !older("1.0.1-rc1", "1.0.2") && !older("latest", "1"));
    }

    #[test]
    fn what_is_refused_is_named() {
        insta::assert_snapshot!("feature/x".parse::<Tag>().unwrap_err(), @"`feature/x` is not a tag: letters, digits, `_`, `.` and `-`, at most 128, not beginning with `.` or `-`");
    }
}
