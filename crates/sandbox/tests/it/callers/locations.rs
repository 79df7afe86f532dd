//! ECS is kept by region, and by the account of an assumed role.

use sandbox::{Options, Rule, Sandbox};
use serde_json::{Value, json};

use crate::http::Request;

/// Calls ECS with this access key, in this region.
fn ecs(sandbox: &Sandbox, key: &str, region: &str, operation: &str, input: &Value) -> Value {
    let scope = format!("AWS4-HMAC-SHA256 Credential={key}/20260101/{region}/ecs/aws4_request, Signature=1");
    let target = format!("AmazonEC2ContainerServiceV20141113.{operation}");
    let endpoint = sandbox.endpoint();
    let request = Request {
        address: endpoint.strip_prefix("http://").unwrap(),
        method: "POST",
        path: "/",
        headers: &[("authorization", &scope), ("x-amz-target", &target)],
        body: &input.to_string(),
    };
    serde_json::from_str(&request.send().body).unwrap()
}

/// A query call to STS with this access key.
fn sts(sandbox: &Sandbox, key: &str, form: &str) -> String {
    let scope = format!("AWS4-HMAC-SHA256 Credential={key}/20260101/us-east-1/sts/aws4_request, Signature=1");
    let endpoint = sandbox.endpoint();
    let request = Request {
        address: endpoint.strip_prefix("http://").unwrap(),
        method: "POST",
        path: "/",
        headers: &[("authorization", &scope), ("content-type", "application/x-www-form-urlencoded")],
        body: form,
    };
    request.send().body
}

fn between<'t>(text: &'t str, begin: &str, end: &str) -> &'t str {
    text.split_once(begin).unwrap().1.split_once(end).unwrap().0
}

fn assumed_key(sandbox: &Sandbox) -> String {
    let role = "arn%3Aaws%3Aiam%3A%3A210987654321%3Arole%2Fdeploy";
    let form = format!("Action=AssumeRole&Version=2011-06-15&RoleSessionName=ci&RoleArn={role}");
    between(&sts(sandbox, "sandbox", &form), "<AccessKeyId>", "</AccessKeyId>").to_owned()
}

#[test]
fn two_regions_have_clusters_of_their_own() {
    let sandbox = Sandbox::start(Options::default()).unwrap();
    for region in ["us-east-1", "eu-west-1"] {
        let made = ecs(&sandbox, "sandbox", region, "CreateCluster", &json!({ "clusterName": "main" }));
        let arn = format!("arn:aws:ecs:{region}:123456789012:cluster/main");
        assert_eq!(made["cluster"]["clusterArn"], arn);
        let listed = ecs(&sandbox, "sandbox", region, "ListClusters", &json!({}));
        assert_eq!(listed["clusterArns"], json!([arn]));
    }
    ecs(&sandbox, "sandbox", "us-east-1", "DeleteCluster", &json!({ "cluster": "main" }));
    let other = ecs(&sandbox, "sandbox", "eu-west-1", "DescribeClusters", &json!({ "clusters": ["main"] }));
    assert_eq!(other["clusters"][0]["status"], "ACTIVE");
}

#[test]
fn a_rule_holds_in_all_regions() {
    let sandbox = Sandbox::start(Options::default()).unwrap();
    let call = |operation: &str, input: Value| ecs(&sandbox, "sandbox", "eu-west-1", operation, &input);
    call("CreateCluster", json!({ "clusterName": "main" }));
    sandbox.rule(&"no capacity".parse::<Rule>().unwrap());
    let container = json!({ "name": "web", "image": "web:1", "memory": 64 });
    call("RegisterTaskDefinition", json!({ "family": "web", "containerDefinitions": [container] }));
    let ran = call("RunTask", json!({ "cluster": "main", "taskDefinition": "web" }));
    assert!(ran["failures"][0]["reason"].as_str().unwrap().starts_with("Capacity is unavailable"));
}

#[test]
fn an_assumed_role_has_the_clusters_of_its_account() {
    let sandbox = Sandbox::start(Options::default()).unwrap();
    ecs(&sandbox, "sandbox", "us-east-1", "CreateCluster", &json!({ "clusterName": "main" }));
    let key = assumed_key(&sandbox);
    let identity = sts(&sandbox, &key, "Action=GetCallerIdentity&Version=2011-06-15");
    assert_eq!(between(&identity, "<Account>", "</Account>"), "210987654321");
    let listed = ecs(&sandbox, &key, "us-east-1", "ListClusters", &json!({}));
    assert_eq!(listed["clusterArns"], json!([]));
    let made = ecs(&sandbox, &key, "us-east-1", "CreateCluster", &json!({ "clusterName": "main" }));
    assert_eq!(made["cluster"]["clusterArn"], "arn:aws:ecs:us-east-1:210987654321:cluster/main");
}
