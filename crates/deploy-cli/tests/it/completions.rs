//! `deploy completions`.

use crate::support::{World, assert_succeeded};

#[test]
fn there_is_a_script_for_each_shell() {
    for shell in ["bash", "zsh", "fish"] {
        let run = World::new().deploy(&["completions", shell]);
        assert_succeeded(&run);
        assert!(run.stdout.contains("redeploy") && run.calls.is_empty(), "{run}");
    }
}
