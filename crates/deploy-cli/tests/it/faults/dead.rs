//! An address at which nothing answers, and how long to wait for it.

use std::net::TcpListener;

use crate::world::{Ran, World};

const LOOK: [&str; 3] = ["status", "--env", "dev"];

fn at(address: &str) -> Ran {
    let world = World::running("1.0.0");
    world.invocation(&LOOK).env("AWS_ENDPOINT_URL", address).env("DEPLOY_AWS_TIMEOUT", "1s").run()
}

#[test]
fn nobody_listens() {
    let ran = at("http://127.0.0.1:1");
    assert_eq!(ran.code, Some(1), "{ran}");
    assert!(ran.stderr.contains("no usable answer from http://127.0.0.1:1: "), "{ran}");
}

#[test]
fn somebody_listens_and_never_answers() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let ran = at(&address);
    assert_eq!(ran.code, Some(1), "{ran}");
    assert!(ran.stderr.contains(&format!("no usable answer from {address}: ")), "{ran}");
    assert!(ran.stderr.contains("timeout"), "{ran}");
}

#[test]
fn what_cannot_be_understood_is_refused_by_its_name() {
    let world = World::running("1.0.0");
    for (args, variable, word) in [
        (&LOOK[..], "DEPLOY_AWS_TIMEOUT", "soon"),
        (&LOOK[..], "AWS_MAX_ATTEMPTS", "0"),
        (&["push", "--tag", "1.0.0"][..], "DEPLOY_AWS_TIMEOUT", "-1s"),
        (&["push", "--tag", "1.0.0"][..], "DEPLOY_PUSH_TIMEOUT", "30"),
    ] {
        let ran = world.invocation(args).env(variable, word).run();
        assert_eq!(ran.code, Some(64), "{ran}");
        assert!(ran.stderr.contains(&format!("error: {variable}")), "{ran}");
        assert!(ran.stderr.contains(&format!("`{word}`")) && !ran.changed_something(), "{ran}");
    }
}

#[test]
fn an_empty_variable_is_none() {
    let ran = World::running("1.0.0").invocation(&LOOK).env("AWS_MAX_ATTEMPTS", "").run();
    assert_eq!(ran.code, Some(0), "{ran}");
}
