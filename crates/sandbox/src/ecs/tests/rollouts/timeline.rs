//! What polls of both descriptions show over time.

use std::fmt::Write as _;
use std::time::Duration;

use serde_json::Value;

use crate::ecs::tests::world::{World, deployments};

impl World {
    /// What DescribeServices and `DescribeServiceDeployments` show from now on, in seconds at AWS: a line whenever something is
    /// different.
    pub(super) fn timeline(&mut self, seconds: u64) -> String {
        let arn = self.service()["currentServiceDeployment"].clone();
        self.told_over(seconds, |world| {
            let rollout = service_deployment(&world.service_deployment(&arn));
            format!("{rollout}\n      {}", deployments(&world.service()))
        })
    }

    /// The same of `DescribeServiceDeployments` alone.
    pub(super) fn stages_of_rollout(&mut self, seconds: u64) -> String {
        let arn = self.service()["currentServiceDeployment"].clone();
        self.told_over(seconds, |world| service_deployment(&world.service_deployment(&arn)))
    }

    fn told_over(&mut self, seconds: u64, told: impl Fn(&mut Self) -> String) -> String {
        let (start, mut shown_lines, mut last) = (self.now, String::new(), String::new());
        // A step of 100 ms stands for 20 s.
        while self.now.since(start) < Duration::from_millis(seconds * 5) {
            let shown = told(self);
            if shown != last {
                writeln!(shown_lines, "{:>4}s {shown}", self.now.since(start).as_millis() / 5).unwrap();
            }
            last = shown;
            self.wait(5);
        }
        shown_lines
    }
}

/// `IN_PROGRESS BAKE_TIME, test 100, production 100`, with the statuses of its hooks.
fn service_deployment(shown: &Value) -> String {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let target = &shown["targetServiceRevision"];
    let mut line = text(&shown["status"]);
    if let Some(stage) = shown["lifecycleStage"].as_str() {
        let weight = |traffic: &str| target[format!("requested{traffic}TrafficWeight")].to_string();
        write!(line, " {stage}, test {}, production {}", weight("Test"), weight("Production")).unwrap();
    }
    for hook in shown["lifecycleHookDetails"].as_array().into_iter().flatten() {
        write!(line, ", {} {}", text(&hook["targetType"]), text(&hook["status"])).unwrap();
    }
    line
}
