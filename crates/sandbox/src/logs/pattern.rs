//! Filter patterns for lines of text (CloudWatch Logs user guide, "Filter pattern syntax").
//!
//! Terms are case-sensitive and all must occur; `?term` one of which must, `-term` which must not, `"two words"`,
//! `%regular expression%`. Patterns for JSON and for columns are refused.

use std::str::FromStr;

use regex::Regex;

use crate::api::ApiError;

/// What a line must have and must not.
#[derive(Debug, Default)]
pub(crate) struct Pattern {
    all: Vec<Term>,
    any: Vec<Term>,
    none: Vec<Term>,
}

#[derive(Debug)]
enum Term {
    Text(String),
    Form(Regex),
}

impl Pattern {
    pub(crate) fn matches(&self, line: &str) -> bool {
        self.all.iter().all(|term| term.is_in(line))
            && (self.any.is_empty() || self.any.iter().any(|term| term.is_in(line)))
            && !self.none.iter().any(|term| term.is_in(line))
    }
}

impl Term {
    fn is_in(&self, line: &str) -> bool {
        match self {
            Self::Text(text) => line.contains(text.as_str()),
            Self::Form(form) => form.is_match(line),
        }
    }

    fn read(word: &str) -> Result<Self, ApiError> {
        match word.strip_prefix('%').and_then(|rest| rest.strip_suffix('%')) {
            Some(form) => Regex::new(form).map(Self::Form).map_err(|error| invalid(&error.to_string())),
            None => Ok(Self::Text(word.trim_matches('"').into())),
        }
    }
}

impl FromStr for Pattern {
    type Err = ApiError;

    fn from_str(text: &str) -> Result<Self, ApiError> {
        let text = text.trim();
        if text.starts_with('{') || text.starts_with('[') {
            return Err(ApiError::not_implemented(
                "logs",
                "FilterLogEvents with a pattern for JSON or columns",
            ));
        }
        let words = Regex::new(r#"([?-]?)("[^"]*"|%[^%]*%|\S+)"#).expect("it is a valid regular expression");
        let mut pattern = Self::default();
        for (_, [sign, word]) in words.captures_iter(text).map(|found| found.extract()) {
            let terms = match sign {
                "?" => &mut pattern.any,
                "-" => &mut pattern.none,
                _ => &mut pattern.all,
            };
            terms.push(Term::read(word)?);
        }
        Ok(pattern)
    }
}

fn invalid(reason: &str) -> ApiError {
    ApiError::client("InvalidParameterException", format!("Invalid filter pattern: {reason}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(pattern: &str, line: &str) -> bool {
        pattern.parse::<Pattern>().unwrap().matches(line)
    }

    #[test]
    fn terms_are_combined_as_documented() {
        assert!(matches("", "anything"));
        assert!(matches("ERROR code", "code 7 ERROR"));
        assert!(!matches("ERROR", "error"));
        assert!(matches("?ERROR ?WARN", "WARN: low"));
        assert!(!matches("?ERROR ?WARN", "INFO"));
        assert!(!matches("ERROR -Exiting", "ERROR Exiting"));
        assert!(matches("\"not found\"", "file not found"));
        assert!(matches("%^[0-9]+%", "42 times"));
        assert!("{ $.a = 1 }".parse::<Pattern>().is_err());
    }
}
