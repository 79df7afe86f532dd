//! The library of `deploy`.
