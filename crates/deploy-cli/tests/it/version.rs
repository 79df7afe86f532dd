//! `deploy version`.

use crate::support::{World, assert_run_snapshot, assert_succeeded};

#[test]
fn missing_programs_are_part_of_the_answer() {
    let world = World::new();
    let run = world.deploy(&["version"]);
    assert_succeeded(&run);
    assert_run_snapshot!(run);
    world.remove("bin/docker");
    let run = world.deploy(&["version", "--json"]);
    assert_succeeded(&run);
    insta::assert_snapshot!(run.stdout, @r#"{"deploy":"0.1.0","terraform":"terraform 1.11.4","compose":null,"engine":"docker engine 20.10.24"}"#);
}
