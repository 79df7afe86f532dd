//! The line that ends a good push: `TAG: digest: sha256:… size: N`.

use crate::types::{Digest, Tag};

/// The digest in a status line, if it is that of `tag`.
pub(super) fn in_status(status: &str, tag: &Tag) -> Option<Digest> {
    let rest = status.trim().strip_prefix(tag.as_str())?.strip_prefix(": digest: ")?;
    rest.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_last_line_has_it() {
        let digest = format!("sha256:{}", "0a".repeat(32));
        let tag = "1.0.1".parse().unwrap();
        let found = in_status(&format!("1.0.1: digest: {digest} size: 528\n"), &tag);
        assert_eq!(found.unwrap().as_str(), digest);
        for other in
            ["Pushed", "1.0.1: digest: ", "1.0.1: digest: sha256:12 size: 1", "1.0: digest: sha256:0a"]
        {
            assert_eq!(in_status(other, &tag), None, "{other}");
        }
    }
}
