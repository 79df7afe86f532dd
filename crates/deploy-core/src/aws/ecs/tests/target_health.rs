//! What load balancers say of tasks.

use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::super::client::Ecs;
use super::super::target_health::unhealthy;
use super::super::task::Task;
use crate::aws::Aws;

/// Elastic Load Balancing with this target: address, state, and why.
async fn with_target(target: Option<(&str, &str, &str)>) -> MockServer {
    let member = |(address, state, why)| {
        format!(
            "<member><Target><Id>{address}</Id><Port>80</Port></Target><TargetHealth><State>{state}</State>\
             <Description>{why}</Description></TargetHealth></member>"
        )
    };
    let members = target.map(member).unwrap_or_default();
    let body = format!(
        "<DescribeTargetHealthResponse xmlns=\"http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/\">\
         <DescribeTargetHealthResult><TargetHealthDescriptions>{members}</TargetHealthDescriptions>\
         </DescribeTargetHealthResult></DescribeTargetHealthResponse>"
    );
    let server = MockServer::start().await;
    let answer = ResponseTemplate::new(200).set_body_raw(body, "text/xml");
    Mock::given(any()).respond_with(answer).mount(&server).await;
    server
}

async fn problem(target: Option<(&str, &str, &str)>) -> Option<String> {
    let server = with_target(target).await;
    let ours = Task { addresses: vec!["10.0.0.1".to_owned()], ..Task::default() };
    unhealthy(&Ecs::new(&Aws::at(&server.uri())), &["group".to_owned()], &[&ours]).await.unwrap()
}

#[tokio::test]
async fn tasks_that_are_healthy_or_not_used_have_no_problem() {
    assert_eq!(problem(Some(("10.0.0.1", "healthy", ""))).await, None);
    assert_eq!(problem(Some(("10.0.0.1", "unused", "no listener"))).await, None);
    assert_eq!(problem(Some(("10.0.0.1", "draining", ""))).await, None);
    assert_eq!(problem(None).await, None);
}

#[tokio::test]
async fn tasks_that_are_not_healthy_are_named_with_the_reason() {
    let unhealthy = problem(Some(("10.0.0.1", "unhealthy", "Request timed out"))).await;
    assert_eq!(unhealthy.as_deref(), Some("target 10.0.0.1:80 is unhealthy: Request timed out"));
    let initial = problem(Some(("10.0.0.1", "initial", "checking"))).await;
    assert_eq!(initial.as_deref(), Some("target 10.0.0.1:80 is not healthy yet: checking"));
}

#[tokio::test]
async fn the_tasks_of_other_deployments_are_not_looked_at() {
    assert_eq!(problem(Some(("10.0.0.9", "unhealthy", "Request timed out"))).await, None);
}
