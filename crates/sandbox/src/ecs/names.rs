//! Names: ARNs, the short names inside them, and ids that are new but always the same ones.
//!
//! The long ARN format is used throughout (Developer Guide, "Amazon Resource Names (ARNs) and IDs"). Callers
//! may give either the ARN or the name; [`last`] reads both.

/// Whose resources these are, and where.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    /// Twelve digits.
    pub(crate) account: String,
    /// E.g. `us-east-1`.
    pub(crate) region: String,
}

impl Place {
    /// The ARN of something of ECS, e.g. `cluster/main`.
    pub(crate) fn arn(&self, resource: &str) -> String {
        format!("arn:aws:ecs:{}:{}:{resource}", self.region, self.account)
    }
}

/// The name in an ARN or a path, or the name itself.
pub(crate) fn last(name_or_arn: &str) -> &str {
    name_or_arn.rsplit('/').next().unwrap_or(name_or_arn)
}

/// The name of a cluster in the ARN of something inside it: `arn:…:service/CLUSTER/NAME`.
pub(crate) fn cluster_in(arn: &str) -> Option<&str> {
    let mut parts = arn.split('/');
    parts.next()?.starts_with("arn:").then_some(())?;
    let cluster = parts.next()?;
    parts.next().map(|_| cluster)
}

/// Ids that look random and are the same in every run: a hashed counter.
#[derive(Debug, Default)]
pub(crate) struct Ids {
    drawn: u64,
}

impl Ids {
    fn draw(&mut self) -> u64 {
        self.drawn += 1;
        // splitmix64: neighbouring numbers become unlike ones, and no two become the same.
        let mut mixed = self.drawn.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// As task ids: 32 hexadecimal digits.
    pub(crate) fn hex(&mut self) -> String {
        format!("{:016x}{:016x}", self.draw(), self.draw())
    }

    /// As in `ecs-svc/…`: 19 digits.
    pub(crate) fn digits(&mut self) -> String {
        format!("{}", 1_000_000_000_000_000_000 + self.draw() % 9_000_000_000_000_000_000)
    }

    /// As event ids.
    pub(crate) fn uuid(&mut self) -> String {
        let hex = self.hex();
        format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_from_arns_and_from_themselves() {
        assert_eq!(last("arn:aws:ecs:us-east-1:123456789012:service/main/web"), "web");
        assert_eq!(last("web"), "web");
        assert_eq!(cluster_in("arn:aws:ecs:us-east-1:123456789012:service/main/web"), Some("main"));
        assert_eq!(cluster_in("arn:aws:ecs:us-east-1:123456789012:cluster/main"), None);
        assert_eq!(cluster_in("web"), None);
    }

    #[test]
    fn ids_have_the_shape_of_the_real_ones_and_differ() {
        let mut ids = Ids::default();
        let (first, second) = (ids.digits(), ids.digits());
        assert_eq!((first.len(), second.len()), (19, 19));
        assert_ne!(first, second);
        assert_eq!(ids.hex().len(), 32);
        assert_eq!(ids.uuid().len(), 36);
    }
}
