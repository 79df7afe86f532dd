//! Ids that are new but the same in every run.

/// Ids that look random and are the same in every run: a hashed counter.
#[derive(Debug, Default)]
pub(crate) struct IdGenerator {
    drawn: u64,
}

impl IdGenerator {
    /// Ids that no other generator has drawn: this one is the n-th.
    pub(crate) fn begin_series(&mut self, number: usize) {
        self.drawn = u64::try_from(number).unwrap_or_default() << 40;
    }

    fn draw(&mut self) -> u64 {
        self.drawn += 1;
        // splitmix64: consecutive numbers become dissimilar and stay distinct.
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
    fn ids_have_the_shape_of_the_real_ones_and_differ() {
        let mut ids = IdGenerator::default();
        let (first, second) = (ids.digits(), ids.digits());
        assert_eq!((first.len(), second.len()), (19, 19));
        assert_ne!(first, second);
        assert_eq!(ids.hex().len(), 32);
        assert_eq!(ids.uuid().len(), 36);
    }
}
