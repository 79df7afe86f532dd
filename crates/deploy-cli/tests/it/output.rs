//! `deploy output`.

use crate::support::{SECRET, assert_run_snapshot, assert_succeeded, deployed};

#[test]
fn outputs_are_lines_for_people_and_json_for_programs() {
    let world = deployed("1.0.0");
    let run = world.deploy(&["output", "--env", "dev"]);
    assert_succeeded(&run);
    assert_run_snapshot!(run);
    let run = world.deploy(&["output", "--env", "dev", "--json"]);
    insta::assert_snapshot!(run.stdout, @r#"{"app_tag":"1.0.0","cluster_name":"main","password":null,"services":{"web":"web","worker":"worker"}}"#);
    let run = world.deploy(&["output", "--env", "dev", "cluster_name"]);
    assert_eq!(run.stdout, "main\n");
    let run = world.deploy(&["output", "--env", "dev", "services", "--json"]);
    assert_eq!(run.stdout, "{\"web\":\"web\",\"worker\":\"worker\"}\n");
    let run = world.deploy(&["output", "--env", "dev", "password"]);
    assert_eq!(run.stdout, format!("{SECRET}\n"), "asked for by name, it is given");
}

#[test]
fn an_unknown_output_is_refused_with_the_known_ones() {
    let run = deployed("1.0.0").deploy(&["output", "--env", "dev", "nothing"]);
    assert_eq!(run.code, Some(64), "{run}");
    assert_run_snapshot!(run);
}
