/// The workspace that is always there.
pub(crate) const DEFAULT: &str = "default";

/// The names in their order, with the one that is always there.
pub(super) fn sorted(found: impl Iterator<Item = String>) -> Vec<String> {
    let mut names: Vec<_> = found.chain([DEFAULT.to_owned()]).collect();
    names.sort();
    names.dedup();
    names
}
