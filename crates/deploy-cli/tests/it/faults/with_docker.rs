//! The push, by a real engine, which repeats some of it by itself.

use super::external_calls::ExternalCall;
use super::table::{assert_table, table};
use crate::support::world_with_real_engine;

#[test]
fn each_fault_of_a_push_ends_as_the_table_says() {
    let push = ExternalCall {
        name: "push",
        args: &["push", "base", "--tag", "1.0.0"],
        operation: "registry:PutManifest",
        succeed_first: 0,
        world: Box::new(world_with_real_engine),
    };
    assert_table("push", &table("faults-push.txt", &[push]));
}
