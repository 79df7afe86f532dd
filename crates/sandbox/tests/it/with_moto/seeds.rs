//! What an account has from the start.

use sandbox::{Backend, Options, Sandbox};

use crate::{http::Request, programs::moto};

#[test]
fn an_account_has_its_seeds_before_it_answers() {
    let upstream = Backend::Program(moto());
    let sandbox = Sandbox::start(Options { upstream, ..Options::default() }).unwrap();
    let zones = signed(&sandbox, "GET", "route53", "/2013-04-01/hostedzone");
    assert!(zones.contains("<Name>example.com.</Name>"), "{zones}");
    let subnets = signed(
        &sandbox,
        "POST",
        "ec2",
        "/?Action=DescribeSubnets&Version=2016-11-15&Filter.1.Name=tag:Tier&Filter.1.Value.1=private",
    );
    assert_eq!(subnets.matches("<subnetId>").count(), 2, "{subnets}");
    let versioning = signed(&sandbox, "GET", "s3", "/terraform-state-123456789012?versioning");
    assert!(versioning.contains("<Status>Enabled</Status>"), "{versioning}");
}

fn signed(sandbox: &Sandbox, method: &str, service: &str, path: &str) -> String {
    let scope = format!("AWS4-HMAC-SHA256 Credential=K/20260101/us-east-1/{service}/aws4_request");
    let address = sandbox.endpoint().replace("http://", "");
    Request { address: &address, method, path, headers: &[("Authorization", &scope)], body: "" }.send().body
}
