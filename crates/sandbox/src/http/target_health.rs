//! The health of targets that are tasks: the one answer of Elastic Load Balancing that depends on the model of ECS.

use hyper::Response;

use crate::{
    account::Account,
    ecs::{
        names::Location,
        target_health::{self as ecs_target_health, Target},
    },
    http::body::{Body, full},
    protocol::{Call, escaped, form_value, request_id},
};

/// Whether the model of ECS may answer a call.
pub(crate) fn concerns_tasks(call: &Call) -> bool {
    call.service == "elasticloadbalancing" && call.operation == "DescribeTargetHealth"
}

/// The answer to `DescribeTargetHealth`; `None` if no service is behind the target group.
pub(crate) fn answer(account: &Account, location: &Location, form: &[u8]) -> Option<Response<Body>> {
    let group = form_value(form, "TargetGroupArn")?;
    let targets = account.with_ecs_at(location, |ecs| ecs_target_health::of_group(ecs, &group))?;
    let members: String = targets.iter().map(member).collect();
    let body = format!(
        "<DescribeTargetHealthResponse xmlns=\"http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/\">\
         <DescribeTargetHealthResult><TargetHealthDescriptions>{members}</TargetHealthDescriptions>\
         </DescribeTargetHealthResult><ResponseMetadata><RequestId>{}</RequestId></ResponseMetadata>\
         </DescribeTargetHealthResponse>",
        request_id()
    );
    Some(Response::new(full(body)))
}

fn member(target: &Target) -> String {
    let Target { address, port, state, reason } = target;
    let reason = reason.as_ref().map_or(String::new(), |(code, text)| {
        format!("<Reason>{code}</Reason><Description>{}</Description>", escaped(text))
    });
    format!(
        "<member><Target><Id>{address}</Id><Port>{port}</Port></Target><HealthCheckPort>{port}</HealthCheckPort>\
         <TargetHealth><State>{state}</State>{reason}</TargetHealth></member>"
    )
}
