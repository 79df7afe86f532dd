//! What broke a rule before the rule was there. The lists may only shrink: an entry that no longer occurs fails the
//! test until it is removed.

pub(crate) const LAYERS: &[&str] = &[];
/// The files that stand in circles.
pub(crate) const CIRCLES: &[&str] = &[];
pub(crate) const METHODS: &[&str] = &[];
pub(crate) const MOD_FILES: &[&str] = &[];
pub(crate) const FILE_SIZES: &[&str] = &[];
pub(crate) const FOLDER_SIZES: &[&str] = &[];
pub(crate) const CLIPPY_LIMITS: &[&str] = &[];
pub(crate) const TUPLES: &[&str] = &[];
pub(crate) const WORDS: &[&str] = &[];
pub(crate) const TESTS_AT_FOOT: &[&str] = &[];
pub(crate) const ENVIRONMENT: &[&str] = &[];
