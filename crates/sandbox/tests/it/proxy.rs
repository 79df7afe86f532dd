//! Who answers a call, and what the record says of it.

use std::{
    io::{Read as _, Write as _},
    net::{TcpListener, TcpStream},
};

use sandbox::{Backend, Options, Sandbox};

use crate::clients::{calls, ecs, wait};
use crate::http::Request;
use crate::programs::Served;

#[test]
fn an_unknown_operation_is_refused_by_name_and_recorded() {
    let sandbox = Sandbox::start(Options::default()).unwrap();
    let answer = wait(ecs(&sandbox).discover_poll_endpoint().send());
    let error = answer.unwrap_err().into_service_error();
    assert_eq!(error.meta().code(), Some("NotImplemented"));
    assert_eq!(error.meta().message(), Some("the sandbox does not implement `ecs` `DiscoverPollEndpoint`"));
    assert_eq!(calls(&sandbox), ["ecs DiscoverPollEndpoint 501"]);
    sandbox.clear_calls();
    assert_eq!(calls(&sandbox), [""; 0]);
}

#[test]
fn a_call_to_another_service_is_forwarded() {
    let behind = Sandbox::start(Options::default()).unwrap();
    let upstream = Backend::Url(behind.endpoint());
    let sandbox = Sandbox::start(Options { upstream, ..Options::default() }).unwrap();
    let answer = get_caller_identity(&sandbox);
    assert!(answer.contains("<Account>123456789012</Account>"), "{answer}");
    assert_eq!(calls(&behind), ["sts GetCallerIdentity 200"]);
    assert_eq!(calls(&sandbox), ["sts GetCallerIdentity 200"]);
}

#[test]
fn an_incomplete_answer_of_moto_is_an_error() {
    let behind = TcpListener::bind("127.0.0.1:0").unwrap();
    let upstream = Backend::Url(format!("http://{}", behind.local_addr().unwrap()));
    let half = std::thread::spawn(move || {
        let (mut stream, _) = behind.accept().unwrap();
        assert!(stream.read(&mut [0; 4096]).unwrap() > 0);
        stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf").unwrap();
    });
    let sandbox = Sandbox::start(Options { upstream, ..Options::default() }).unwrap();
    let answer = get_caller_identity(&sandbox);
    half.join().unwrap();
    assert!(answer.contains("moto does not answer"), "{answer}");
    assert_eq!(calls(&sandbox), ["sts GetCallerIdentity 503"]);
}

fn get_caller_identity(sandbox: &Sandbox) -> String {
    let scope = "AWS4-HMAC-SHA256 Credential=K/20260101/us-east-1/sts/aws4_request";
    let headers = [("Authorization", scope), ("Content-Type", "application/x-www-form-urlencoded")];
    let address = sandbox.endpoint().replace("http://", "");
    let body = "Action=GetCallerIdentity&Version=2011-06-15";
    Request { address: &address, method: "POST", path: "/", headers: &headers, body }.send().body
}

#[test]
fn a_program_that_cannot_run_is_named() {
    let upstream = Backend::Program("/nowhere/moto_server".into());
    let sandbox = Sandbox::start(Options { upstream, ..Options::default() }).unwrap();
    let error = wait(sandbox.ready()).unwrap_err();
    assert!(error.to_string().contains("/nowhere/moto_server"), "{error}");
}

/// More of them than the sandbox may have open.
#[test]
fn connections_are_accepted_again_when_there_is_room() {
    let dir = tempfile::tempdir().unwrap();
    let served = Served::start_with_open_files(dir.path(), 48);
    let many: Vec<_> = (0..96).map(|_| TcpStream::connect(&served.address).unwrap()).collect();
    // The last one waits to be accepted, and there is no room for it.
    let last = many.last().unwrap();
    last.set_read_timeout(Some(std::time::Duration::from_millis(200))).unwrap();
    (&*last).write_all(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
    assert!((&*last).read(&mut [0]).is_err());
    drop(many);
    let identity = Request {
        address: &served.address,
        method: "POST",
        path: "/",
        headers: &[
            ("Content-Type", "application/x-www-form-urlencoded"),
            ("Authorization", "AWS4-HMAC-SHA256 Credential=key/20260101/us-east-1/sts/aws4_request"),
        ],
        body: "Action=GetCallerIdentity&Version=2011-06-15",
    };
    assert_eq!(identity.send().status, 200);
}
