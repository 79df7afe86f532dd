//! A scripted rollout.

use sandbox::{Fault, Kind};
use serde_json::{Value, json};

use crate::support::World;
use crate::support::shop::with_shop;

/// A forced deployment of the service `shop`, and what happens to it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scenario {
    pub(crate) name: &'static str,
    /// Fields of the service, as JSON.
    pub(crate) service: &'static str,
    /// How ECS behaves: rules for the service.
    pub(crate) rules: &'static [&'static str],
    /// Calls that fail: operation, how, after how many that succeed, and how often.
    pub(crate) faults: &'static [(&'static str, Kind, u32, u32)],
    /// Calls that somebody makes meanwhile: after how many polls, the operation, and its input as JSON.
    pub(crate) meanwhile: &'static [(usize, &'static str, &'static str)],
    /// Further options of the command.
    pub(crate) options: &'static [&'static str],
    /// Whether the new deployment really runs in the end.
    pub(crate) succeeds: bool,
    /// What is said: the word of the verdict, and the exit code.
    pub(crate) verdict: (&'static str, i32),
    /// The words of the causes.
    pub(crate) causes: &'static [&'static str],
}

/// A rollout to which nothing happens.
pub(crate) const PLAIN: Scenario = Scenario {
    name: "",
    service: "{}",
    rules: &[],
    faults: &[],
    meanwhile: &[],
    options: &[],
    succeeds: true,
    verdict: ("completed", 0),
    causes: &[],
};

/// One that the circuit breaker rolls back.
pub(crate) const ROLLED_BACK: Scenario = Scenario { succeeds: false, verdict: ("rolled_back", 3), ..PLAIN };

/// One without a circuit breaker.
pub(crate) const CRASH_LOOP: Scenario =
    Scenario { service: NO_BREAKER, succeeds: false, verdict: ("crash_loop", 3), ..PLAIN };

pub(crate) const NO_BREAKER: &str = r#"{ "deploymentConfiguration": {} }"#;

/// What was said of a scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Said {
    pub(crate) verdict: String,
    pub(crate) code: Option<i32>,
    pub(crate) causes: Vec<String>,
    /// Calls of ECS that the program made.
    pub(crate) calls: usize,
}

impl Scenario {
    /// The world before the deployment.
    pub(crate) fn prepare(&self) -> World {
        let service: Value = serde_json::from_str(self.service).unwrap();
        let world = with_shop(&service);
        for rule in self.rules {
            world.add_rule(&format!("on shop {rule}"));
        }
        for (operation, kind, after, times) in self.faults {
            world.sandbox.fault(Fault::new(operation, *kind).after(*after).times(*times));
        }
        world
    }

    /// Runs the program, and reads what it says.
    pub(crate) fn run(&self) -> Said {
        let world = self.prepare();
        let redeploy = ["redeploy", "web", "--env", "dev", "--json", "--poll-interval", "10ms"];
        // A row that is not told of in time is wrong; it does not hold the others.
        let limit: &[&str] = if self.options.contains(&"--timeout") { &[] } else { &["--timeout", "30s"] };
        let args = [&redeploy[..], limit, self.options].concat();
        let mut running = world.invocation(&args).start();
        for (polls, operation, input) in self.meanwhile {
            running = running.wait_until(|| world.count_calls("DescribeServices") >= polls + 2);
            make(&world, operation, input);
        }
        let run = running.wait();
        let ended = run.stream().into_iter().find(|event| event["type"] == "rollout_ended");
        let ended = ended.unwrap_or_else(|| panic!("{}: {run}", self.name));
        let causes = ended["causes"].as_array().unwrap().iter();
        Said {
            verdict: ended["verdict"].as_str().unwrap().to_owned(),
            code: run.code,
            causes: causes.map(|cause| cause["cause"].as_str().unwrap().to_owned()).collect(),
            calls: run.each_call.iter().filter(|call| call.contains(" ecs ")).count(),
        }
    }
}

/// A call about the service; `DEPLOYMENT` and `HOOK` in its input stand for its service deployment and the hook that waits.
pub(super) fn make(world: &World, operation: &str, input: &str) {
    let about = json!({ "cluster": "main", "service": "shop" });
    let listed = world.call_aws("ecs", "ListServiceDeployments", about.clone());
    let newest = listed["serviceDeployments"][0]["serviceDeploymentArn"].as_str().unwrap_or_default();
    let described =
        world.call_aws("ecs", "DescribeServiceDeployments", json!({ "serviceDeploymentArns": [newest] }));
    let hook = described["serviceDeployments"][0]["lifecycleHookDetails"][0]["hookId"].as_str();
    let input = input.replace("DEPLOYMENT", newest).replace("HOOK", hook.unwrap_or_default());
    let mut input: Value = serde_json::from_str(&input).unwrap();
    if !operation.ends_with("ServiceDeployment") {
        input["cluster"] = "main".into();
        let name = if operation == "CreateService" { "serviceName" } else { "service" };
        input[name] = "shop".into();
    }
    world.call_aws("ecs", operation, input);
}
