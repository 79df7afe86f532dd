//! Tests that need moto, or another program that is installed with Python: the AWS CLI, boto3.

mod assumed_roles;
mod clients;
mod page;
mod seeds;
