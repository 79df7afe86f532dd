//! The state of Application Auto Scaling.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::autoscaling::{resource::Resource, target_id::ScalableTargetId};

/// All of Application Auto Scaling in one account and region.
#[derive(Debug)]
pub(crate) struct Autoscaling {
    pub(crate) account: String,
    pub(crate) region: String,
    pub(crate) made: u64,
    pub(crate) targets: BTreeMap<ScalableTargetId, Resource>,
    pub(crate) policies: BTreeMap<(ScalableTargetId, String), Resource>,
    pub(crate) actions: BTreeMap<(ScalableTargetId, String), Resource>,
    pub(crate) tags: BTreeMap<String, Map<String, Value>>,
    pub(crate) ranges: Vec<Range>,
}

/// The range of tasks that a service may have from now on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Range {
    /// `service/CLUSTER/NAME`
    pub(crate) resource: String,
    /// Fewest tasks.
    pub(crate) least: usize,
    /// Most tasks.
    pub(crate) most: usize,
}

impl Autoscaling {
    /// An account in which nothing is scaled.
    pub(crate) fn new(account: &str, region: &str) -> Self {
        Self {
            account: account.to_owned(),
            region: region.to_owned(),
            made: 0,
            targets: BTreeMap::new(),
            policies: BTreeMap::new(),
            actions: BTreeMap::new(),
            tags: BTreeMap::new(),
            ranges: Vec::new(),
        }
    }

    /// The ranges of targets that were registered since the last call: "it changes the resource's current
    /// capacity to a value that is inside of this range" (API Reference, "`RegisterScalableTarget`").
    pub(crate) fn take_ranges(&mut self) -> Vec<Range> {
        std::mem::take(&mut self.ranges)
    }

    /// A new ARN, e.g. of `application-autoscaling` and `scalable-target/`; what follows is a new number.
    pub(crate) fn new_arn(&mut self, service: &str, resource: &str) -> String {
        self.made += 1;
        let Self { account, region, made, .. } = self;
        format!("arn:aws:{service}:{region}:{account}:{resource}{made:032x}")
    }
}
