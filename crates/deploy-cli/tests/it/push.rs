//! `deploy push`.

use std::io::Read;

use crate::support::{
    World, assert_refused, assert_run_snapshot, assert_succeeded, push_image, push_other_image,
};

#[test]
fn it_pushes_what_the_registry_does_not_have() {
    let world = World::new();
    push_image(&world, "app_base", "1.0.1");
    let run = world.deploy(&["push", "--tag", "1.0.1"]);
    assert_succeeded(&run);
    assert_run_snapshot!(run);
}

#[test]
fn an_immutable_tag_of_another_image_is_refused_with_both_digests() {
    let world = World::new();
    push_other_image(&world, "app_base", "1.0.1");
    let run = world.deploy(&["push", "--tag", "1.0.1", "base"]);
    assert_ne!(run.code, Some(0), "{run}");
    assert!(!run.changed_something(), "{run}");
    assert_run_snapshot!(run);
}

#[test]
fn an_image_that_was_not_built_is_refused() {
    let world = World::new();
    world.remove_engine_images();
    let run = world.deploy(&["push", "--tag", "1.0.1"]);
    assert_ne!(run.code, Some(0), "{run}");
    assert!(!run.changed_something(), "{run}");
    assert_run_snapshot!(run);
}

#[test]
fn it_logs_in_without_another_program() {
    let run = World::new().deploy(&["push", "--tag", "1.0.1"]);
    assert_eq!(run.code, Some(0), "{run}");
    assert!(run.calls.contains("aws ecr GetAuthorizationToken 200") && !run.calls.contains("login"), "{run}");
}

#[test]
fn missing_repositories_are_reported() {
    let world = World::before_create();
    let run = world.deploy(&["push", "--tag", "1.0.1"]);
    assert_refused(&run, 64);
    assert_run_snapshot!(run);
}

#[test]
fn an_engine_that_does_not_answer_is_reported() {
    let world = World::new();
    let run = world.invocation(&["push", "--tag", "1.0.1"]).env("DOCKER_HOST", "tcp://127.0.0.1:1").run();
    assert_refused(&run, 64);
    assert_run_snapshot!(run);
}

#[test]
fn an_engine_that_wants_tls_gets_nothing_in_plain_text() {
    let world = World::new();
    let engine = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("tcp://{}", engine.local_addr().unwrap());
    let push = |name: &str, certificates: &str| {
        let push = world.invocation(&["push", "--tag", "1.0.1"]).env("DOCKER_HOST", &address);
        push.env(name, "1").env("DOCKER_CERT_PATH", world.path(certificates).to_str().unwrap())
    };
    engine.set_nonblocking(true).unwrap();
    for name in ["DOCKER_TLS_VERIFY", "DOCKER_TLS"] {
        let run = push(name, "empty").run();
        assert_eq!(run.code, Some(64), "{run}");
        assert!(run.stderr.contains("could not read `WORLD/empty/ca.pem`"), "{run}");
        assert!(engine.accept().is_err(), "it was called: {run}");
    }
    for name in ["ca.pem", "cert.pem", "key.pem"] {
        world.write(&format!("certificates/{name}"), "");
    }
    engine.set_nonblocking(false).unwrap();
    let running = push("DOCKER_TLS_VERIFY", "certificates").start();
    let mut first = [0];
    let (mut connection, _) = engine.accept().unwrap();
    connection.read_exact(&mut first).unwrap();
    drop(connection);
    assert_eq!(first, [0x16], "a TLS handshake");
    assert_eq!(running.wait().code, Some(64));
}
