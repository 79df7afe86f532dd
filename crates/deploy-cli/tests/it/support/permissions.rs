//! Each call of AWS that the program makes is allowed by the policy of its command in `docs/iam`.
//!
//! The calls are also written to a file, which `bin/lib/test-permissions` compares with the policies once all tests have run.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;

use serde_json::Value;

/// A file with a line "COMMAND SERVICE:OPERATION" for each call.
const RECORD: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/permissions.txt");

/// Checks the calls of a run, which are lines such as `aws ecs DescribeServices 200`. `terraform` are those of its Terraform.
pub(super) fn check(args: &[String], calls: &[String], terraform: &str) {
    let policies = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/iam");
    let Some(command) = args.iter().find(|word| policies.join(format!("{word}.json")).is_file()) else {
        return;
    };
    let policy = fs::read_to_string(policies.join(format!("{command}.json"))).unwrap();
    let allowed = actions(&serde_json::from_str(&policy).unwrap());
    let mut record = File::options().create(true).append(true).open(RECORD).unwrap();
    for call in calls.iter().filter_map(|line| line.strip_prefix("aws ")) {
        let (service, operation) = call.split_once(' ').unwrap();
        let operation = operation.split(' ').next().unwrap();
        if terraform.lines().any(|line| line.starts_with(operation)) || is_foreign(service, operation) {
            continue;
        }
        let action = format!("{service}:{operation}");
        assert!(allowed.contains(&action), "docs/iam/{command}.json does not allow {action}");
        writeln!(record, "{command} {action}").unwrap();
    }
}

fn actions(policy: &Value) -> BTreeSet<String> {
    let statements = policy["Statement"].as_array().unwrap().iter();
    let actions = statements.flat_map(|statement| statement["Action"].as_array().unwrap());
    actions.map(|action| action.as_str().unwrap().to_owned()).collect()
}

/// Calls of the tests' own programs, of registries, of Terraform's backend, and of a role, which its trust policy allows.
fn is_foreign(service: &str, operation: &str) -> bool {
    matches!(service, "s3" | "ec2" | "dynamodb" | "registry")
        || operation.starts_with("AssumeRole")
        || operation.starts_with("Modify")
        || operation == "CreateTargetGroup"
}
