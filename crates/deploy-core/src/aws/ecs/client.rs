//! ECS in one account and region. The calls stand with the types that they return.

use aws_sdk_ecs::Client;
use aws_sdk_ecs::error::{ProvideErrorMetadata, SdkError};

use super::error::Error;
use crate::aws::connection::Aws;
use crate::aws::error::translate;
use crate::aws::waiting::Address;

/// ECS in one account and region.
#[derive(Clone, Debug)]
pub(crate) struct Ecs {
    client: Client,
    changing: Client,
    load_balancing: aws_sdk_elasticloadbalancingv2::Client,
    address: Address,
}

impl Ecs {
    /// ECS in the account and region of `aws`.
    pub(crate) fn new(aws: &Aws) -> Self {
        Self {
            client: aws.ecs(),
            changing: aws.ecs_changing(),
            load_balancing: aws.load_balancing(),
            address: aws.address("ECS"),
        }
    }

    pub(super) fn client(&self) -> &Client {
        &self.client
    }

    /// For calls that change something.
    pub(super) fn changing(&self) -> &Client {
        &self.changing
    }

    /// For the health of tasks as a load balancer sees them.
    pub(super) fn load_balancing(&self) -> &aws_sdk_elasticloadbalancingv2::Client {
        &self.load_balancing
    }

    /// The error of a call, with what it was for: "redeploy `web`".
    pub(super) fn error<E, R>(
        &self,
        doing: impl Into<String>,
        operation: &'static str,
        error: &SdkError<E, R>,
    ) -> Error
    where
        E: ProvideErrorMetadata + std::error::Error + 'static,
        R: std::fmt::Debug,
    {
        Error::Call { doing: doing.into(), source: translate(operation, &self.address, error) }
    }
}
