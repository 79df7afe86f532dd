//! Roles that moto hands out.

use sandbox::{Backend, Options, Sandbox};

use crate::{http::Request, programs::moto};

fn signed(sandbox: &Sandbox, key: &str, service: &str, path: &str, target: &str) -> String {
    let scope = format!("AWS4-HMAC-SHA256 Credential={key}/20260101/us-east-1/{service}/aws4_request");
    let address = sandbox.endpoint().replace("http://", "");
    let headers = [("Authorization", scope.as_str()), ("X-Amz-Target", target)];
    let headers = if target.is_empty() { &headers[..1] } else { &headers[..] };
    Request { address: &address, method: "POST", path, headers, body: "" }.send().body
}

#[test]
fn credentials_of_another_account_see_its_clusters() {
    let upstream = Backend::Program(moto());
    let sandbox = Sandbox::start(Options { upstream, ..Options::default() }).unwrap();
    let role = "arn:aws:iam::210987654321:role/deploy";
    let path = format!("/?Action=AssumeRole&Version=2011-06-15&RoleSessionName=ci&RoleArn={role}");
    let assumed = signed(&sandbox, "sandbox", "sts", &path, "");
    let key = assumed.split_once("<AccessKeyId>").unwrap().1.split('<').next().unwrap();
    let identity = signed(&sandbox, key, "sts", "/?Action=GetCallerIdentity&Version=2011-06-15", "");
    assert!(identity.contains("<Account>210987654321</Account>"), "{identity}");
    let made = signed(&sandbox, key, "ecs", "/", "AmazonEC2ContainerServiceV20141113.CreateCluster");
    assert!(made.contains("arn:aws:ecs:us-east-1:210987654321:cluster/default"), "{made}");
}
