//! Variables of the environment that say how `deploy` works.
//!
//! What a reader would get wrong: an empty one is as good as not set, because CI systems set what they have no value
//! for; one that does not say what it should is an error and is never passed over.

use std::env;
use std::str::FromStr;

use crate::error::{Failure, Kind};
use crate::image::Invalid;

/// A variable that does not say what it should.
#[derive(Debug, thiserror::Error)]
#[error("{variable}: {problem}")]
pub struct BadVariable {
    /// Its name.
    pub variable: &'static str,
    /// What is wrong with its value.
    pub problem: Invalid,
}

impl Failure for BadVariable {
    fn kind(&self) -> Kind {
        Kind::Usage
    }

    fn hint(&self) -> Option<String> {
        Some(format!("mend or unset the environment variable {}", self.variable))
    }
}

/// What a variable says; none if it is not set, or empty.
///
/// # Errors
///
/// If it cannot be understood.
pub fn read<T: FromStr<Err = Invalid>>(variable: &'static str) -> Result<Option<T>, BadVariable> {
    env::var_os(variable).filter(|word| !word.is_empty()).map_or(Ok(None), |word| {
        word.to_string_lossy().parse().map(Some).map_err(|problem| BadVariable { variable, problem })
    })
}
