//! More connections than the sandbox may have open.

use std::net::TcpStream;
use std::time::Duration;

use crate::http::Request;
use crate::programs::Served;

#[test]
fn connections_are_accepted_again_when_there_is_room() {
    let dir = tempfile::tempdir().unwrap();
    let served = Served::start_with_open_files(dir.path(), 48);
    let many: Vec<_> = (0..96).map(|_| TcpStream::connect(&served.address).unwrap()).collect();
    // The last one waits to be accepted, and there is no room for it.
    let last = many.last().unwrap();
    last.set_read_timeout(Some(Duration::from_millis(200))).unwrap();
    std::io::Write::write_all(&mut &*last, b"GET / HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
    assert!(std::io::Read::read(&mut &*last, &mut [0]).is_err());
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
