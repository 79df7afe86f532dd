//! All faults of a sandbox.

use std::sync::Mutex;

use regex::Regex;

use crate::{
    faults::{fault::Fault, kind::Kind},
    lock::locked,
    protocol::Call,
};

/// All faults of a sandbox, with the calls that each has seen.
#[derive(Debug, Default)]
pub(crate) struct ActiveFaults {
    active: Mutex<Vec<ActiveFault>>,
}

#[derive(Debug)]
struct ActiveFault {
    fault: Fault,
    pattern: Regex,
    seen: u32,
}

impl ActiveFaults {
    pub(crate) fn add(&self, fault: Fault) -> Result<(), regex::Error> {
        let pattern = Regex::new(&format!("^(?:{})$", fault.on))?;
        locked(&self.active).push(ActiveFault { fault, pattern, seen: 0 });
        Ok(())
    }

    pub(crate) fn clear(&self) {
        locked(&self.active).clear();
    }

    /// What goes wrong with this call.
    pub(crate) fn due(&self, call: &Call) -> Option<Kind> {
        let name = format!("{}:{}", call.service, call.operation);
        let in_region = format!("{name}@{}", call.region);
        let mut due = None;
        let mut all = locked(&self.active);
        let fits =
            |active: &&mut ActiveFault| active.pattern.is_match(&name) || active.pattern.is_match(&in_region);
        for active in all.iter_mut().filter(fits) {
            if due.is_none() && active.fault.is_due(active.seen) {
                due = Some(active.fault.kind);
            }
            active.seen = active.seen.saturating_add(1);
        }
        due
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::Protocol;

    fn due(faults: &ActiveFaults, operation: &str) -> Option<Kind> {
        due_in("us-east-1", faults, operation)
    }

    fn due_in(region: &str, faults: &ActiveFaults, operation: &str) -> Option<Kind> {
        let (service, operation, region) = ("ecs".into(), operation.into(), region.into());
        faults.due(&Call { service, operation, region, protocol: Protocol::Json })
    }

    #[test]
    fn polls_three_to_eight_fail() {
        let faults = ActiveFaults::default();
        faults.add(Fault::new("ecs:Describe.*", Kind::Throttle).after(2).times(6)).unwrap();
        let calls: Vec<bool> = (0..10).map(|_| due(&faults, "DescribeServices").is_some()).collect();
        assert_eq!(calls, [false, false, true, true, true, true, true, true, false, false]);
    }

    #[test]
    fn the_whole_name_must_match() {
        let faults = ActiveFaults::default();
        faults.add(Fault::new("ecs:Describe", Kind::Cut)).unwrap();
        assert_eq!(due(&faults, "DescribeServices"), None);
        assert_eq!(due(&faults, "Describe"), Some(Kind::Cut));
    }

    #[test]
    fn a_fault_may_be_one_of_a_region() {
        let faults = ActiveFaults::default();
        faults.add(Fault::new("ecs:Describe.*@eu-west-1", Kind::Cut)).unwrap();
        assert_eq!(due(&faults, "DescribeServices"), None);
        assert_eq!(due_in("eu-west-1", &faults, "DescribeServices"), Some(Kind::Cut));
    }

    #[test]
    fn a_fault_counts_calls_while_an_older_one_holds() {
        let faults = ActiveFaults::default();
        faults.add(Fault::new("ecs:.*", Kind::Throttle).times(1)).unwrap();
        faults.add(Fault::new("ecs:.*", Kind::Cut).times(2)).unwrap();
        let kinds: Vec<_> = (0..3).map(|_| due(&faults, "RunTask")).collect();
        assert_eq!(kinds, [Some(Kind::Throttle), Some(Kind::Cut), None]);
    }
}
