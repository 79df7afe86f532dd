//! The push, by a real engine, which repeats some of it by itself.

use super::assert_table;
use super::joints::Joint;
use super::table::table;
use crate::world::World;

#[test]
fn at_the_push() {
    let push = Joint {
        name: "push",
        args: &["push", "base", "--tag", "1.0.0"],
        call: "registry:PutManifest",
        after: 0,
        world: Box::new(World::with_real_engine),
    };
    assert_table("at_the_push", &table("faults-push.txt", &[push]));
}
