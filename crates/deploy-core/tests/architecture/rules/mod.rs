//! The rules, a file each. Each ends with tests that show how it fails.

pub(crate) mod circles;
pub(crate) mod environment;
pub(crate) mod layers;
pub(crate) mod methods;
pub(crate) mod mod_files;
pub(crate) mod size;
pub(crate) mod surface;
pub(crate) mod tests_at_foot;
pub(crate) mod tuples;
pub(crate) mod words;
