//! Programs behind the sandbox that cannot be started.

use sandbox::{Behind, Options, Sandbox};

use crate::clients::wait;

#[test]
fn a_program_that_cannot_run_is_named() {
    let upstream = Behind::Program("/nowhere/moto_server".into());
    let sandbox = Sandbox::start(Options { upstream, ..Options::default() }).unwrap();
    let error = wait(sandbox.ready()).unwrap_err();
    assert!(error.to_string().contains("/nowhere/moto_server"), "{error}");
}
