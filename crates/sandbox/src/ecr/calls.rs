//! Which function answers which operation. Any other operation is refused by its name.

use serde_json::{Value, json};

use crate::{
    api::{ApiError, Moment},
    ecr::{images, policies, repositories, state::Ecr, tags},
};

pub(crate) fn call(ecr: &mut Ecr, operation: &str, input: &Value, now: Moment) -> Result<Value, ApiError> {
    match operation {
        "GetAuthorizationToken" => Ok(authorization_token(ecr, now)),
        "CreateRepository" => repositories::create(ecr, input, now),
        "DescribeRepositories" => repositories::describe(ecr, input),
        "DeleteRepository" => repositories::delete(ecr, input),
        "PutImageTagMutability" => repositories::put_mutability(ecr, input),
        "PutImageScanningConfiguration" => repositories::put_scanning(ecr, input),
        "PutLifecyclePolicy" => policies::put_lifecycle(ecr, input, now),
        "GetLifecyclePolicy" => policies::lifecycle(ecr, input),
        "DeleteLifecyclePolicy" => policies::delete_lifecycle(ecr, input),
        "SetRepositoryPolicy" => policies::set(ecr, input),
        "GetRepositoryPolicy" => policies::get(ecr, input),
        "DeleteRepositoryPolicy" => policies::delete(ecr, input),
        "ListTagsForResource" => tags::list(ecr, input),
        "TagResource" => tags::tag(ecr, input),
        "UntagResource" => tags::untag(ecr, input),
        "DescribeImages" => images::describe(ecr, input),
        "ListImages" => images::list_all(ecr, input),
        "BatchGetImage" => images::batch_get(ecr, input),
        "BatchDeleteImage" => images::batch_delete(ecr, input),
        "PutImage" => images::put(ecr, input, now),
        _ => Err(ApiError::not_implemented("ecr", operation)),
    }
}

fn authorization_token(ecr: &mut Ecr, now: Moment) -> Value {
    let (token, expires) = ecr.tokens.issue(now);
    json!({ "authorizationData": [{
        "authorizationToken": token,
        "expiresAt": expires.seconds(),
        "proxyEndpoint": format!("http://{}", ecr.host),
    }] })
}
