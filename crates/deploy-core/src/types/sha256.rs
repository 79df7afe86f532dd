//! SHA-256 as hexadecimal digits.

use std::fmt::Write;

use sha2::{Digest as _, Sha256};

/// The 64 hexadecimal digits of the SHA-256 of `data`.
pub(crate) fn hex(data: impl AsRef<[u8]>) -> String {
    hex_of(&Sha256::digest(data))
}

/// The bytes of a finished hash as hexadecimal digits.
pub(crate) fn hex_of(hash: &[u8]) -> String {
    hash.iter().fold(String::with_capacity(hash.len() * 2), |mut hex, byte| {
        write!(hex, "{byte:02x}").expect("writing to a string does not fail");
        hex
    })
}
