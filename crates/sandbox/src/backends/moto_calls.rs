//! Calls to moto: what it forgets is sent again, and its answers are returned whole.
//!
//! An answer is not streamed. moto sends head and body apart, and the AWS SDK for Go takes its
//! request back as soon as it sees a head; on a busy machine the request's writer may not have ended by then, which closes the
//! connection. Whatever of the answer has not come is lost, though the call was carried out, and the SDK makes it again. (Of an
//! answer that is longer than its buffer of 4 KiB the rest can still be lost.)
//!
//! A security group's rule that names another group loses its description in moto 5.2.1, which knows one only where the
//! rule was modified. Terraform would want to change such a rule in its second plan.

use bytes::Bytes;
use hyper::{Request, Response, header::CONTENT_LENGTH};

use crate::{
    backends::upstream::Upstream,
    http::body::{Body, BodyError, collect, full},
    protocol::Call,
};

/// Forwards a call, and returns the answer when all of it is there.
pub(crate) async fn forward(
    upstream: &Upstream,
    call: &Call,
    request: Request<Body>,
) -> Result<Response<Body>, BodyError> {
    let (head, body) = with_description(upstream, call, request).await?.into_parts();
    Ok(Response::from_parts(head, full(collect(body).await?)))
}

/// Sends what moto forgets of a call in a second request, which no client sees.
async fn with_description(
    upstream: &Upstream,
    call: &Call,
    request: Request<Body>,
) -> Result<Response<Body>, BodyError> {
    if (call.service.as_str(), call.operation.as_str()) != ("ec2", "AuthorizeSecurityGroupIngress") {
        return upstream.forward(request).await;
    }
    let (parts, body) = request.into_parts();
    let form = collect(body).await?;
    let answer = upstream.forward(Request::from_parts(parts.clone(), full(form.clone()))).await?;
    let (head, body) = answer.into_parts();
    let answer = collect(body).await?;
    if let Some(description) = description(&form, &answer) {
        let mut again = Request::from_parts(parts, full(description));
        again.headers_mut().remove(CONTENT_LENGTH);
        upstream.forward(again).await?;
    }
    Ok(Response::from_parts(head, full(answer)))
}

/// The form that gives a new rule its description, if the rule names a group and has one. A rule is modified as a whole.
fn description(form: &Bytes, answer: &Bytes) -> Option<String> {
    let (form, answer) = (str::from_utf8(form).ok()?, str::from_utf8(answer).ok()?);
    let field = |name| form.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
    let rule = answer.split_once("<securityGroupRuleId>")?.1.split('<').next()?;
    let values = [
        ("Version", field("Version")?),
        ("GroupId", field("GroupId")?),
        ("SecurityGroupRule.1.SecurityGroupRuleId", rule),
        ("SecurityGroupRule.1.SecurityGroupRule.Description", field("IpPermissions.1.Groups.1.Description")?),
        (
            "SecurityGroupRule.1.SecurityGroupRule.ReferencedGroupId",
            field("IpPermissions.1.Groups.1.GroupId")?,
        ),
        ("SecurityGroupRule.1.SecurityGroupRule.IpProtocol", field("IpPermissions.1.IpProtocol")?),
        ("SecurityGroupRule.1.SecurityGroupRule.FromPort", field("IpPermissions.1.FromPort")?),
        ("SecurityGroupRule.1.SecurityGroupRule.ToPort", field("IpPermissions.1.ToPort")?),
    ];
    let pairs = values.map(|(name, value)| format!("&{name}={value}"));
    Some(format!("Action=ModifySecurityGroupRules{}", pairs.concat()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANSWER: &str = "<securityGroupRuleSet><item><securityGroupRuleId>sgr-1</securityGroupRuleId></item></securityGroupRuleSet>";

    fn second(form: &'static str) -> Option<String> {
        description(&Bytes::from_static(form.as_bytes()), &Bytes::from_static(ANSWER.as_bytes()))
    }

    #[test]
    fn a_rule_for_a_group_is_described_again() {
        let form = "Action=AuthorizeSecurityGroupIngress&GroupId=sg-1&IpPermissions.1.Groups.1.GroupId=sg-2\
                    &IpPermissions.1.Groups.1.Description=load+balancer&IpPermissions.1.IpProtocol=tcp\
                    &IpPermissions.1.FromPort=80&IpPermissions.1.ToPort=80&Version=2016-11-15";
        insta::assert_snapshot!(second(form).unwrap().replace('&', "\n"), @"
        Action=ModifySecurityGroupRules
        Version=2016-11-15
        GroupId=sg-1
        SecurityGroupRule.1.SecurityGroupRuleId=sgr-1
        SecurityGroupRule.1.SecurityGroupRule.Description=load+balancer
        SecurityGroupRule.1.SecurityGroupRule.ReferencedGroupId=sg-2
        SecurityGroupRule.1.SecurityGroupRule.IpProtocol=tcp
        SecurityGroupRule.1.SecurityGroupRule.FromPort=80
        SecurityGroupRule.1.SecurityGroupRule.ToPort=80
        ");
    }

    #[test]
    fn a_rule_for_addresses_is_not() {
        let form = "Action=AuthorizeSecurityGroupIngress&GroupId=sg-1&IpPermissions.1.IpRanges.1.Description=web\
                    &Version=2016-11-15";
        assert_eq!(second(form), None);
    }
}
