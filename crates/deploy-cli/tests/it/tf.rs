//! `deploy tf`.

use crate::support::{assert_run_snapshot, deployed};

#[test]
fn the_exit_code_is_terraforms_own() {
    let world = deployed("1.0.0");
    world.script("exit", "7");
    let run = world.deploy(&["tf", "--env", "dev", "--", "import", "aws_x.y", "z"]);
    assert_eq!(run.code, Some(7), "{run}");
    assert_run_snapshot!(run);
}

#[test]
fn terraform_need_not_be_run_by_hand() {
    let world = deployed("1.0.0");
    for line in [
        "output --env dev",
        "destroy --env dev --yes",
        "tf --env dev -- state list",
        "tf --env dev -- fmt -check",
    ] {
        let run = world.deploy_line(line);
        assert_eq!(run.code, Some(0), "{run}");
    }
}
