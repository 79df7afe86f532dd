//! What a real engine does not do on demand: say nothing, stop in the middle, not be there.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::config::EngineAddress;
use super::engine::Engine;
use super::push::push as push_image;
use crate::context::{Context, Interrupter};
use crate::error::{Failure, Kind, Signal};

/// What the engine does after the words of a push.
#[derive(Clone, Copy)]
enum Then {
    End,
    Wait,
}

fn plain(host: String) -> EngineAddress {
    EngineAddress { host, certificates: None }
}

/// An engine that answers a push with these words, and then ends its answer or waits for ever. Returns its address.
async fn engine(words: &'static str, then: Then) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("tcp://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            tokio::spawn(serve(stream, words, then));
        }
    });
    address
}

async fn serve(mut stream: TcpStream, words: &'static str, then: Then) {
    let mut request = vec![0; 4096];
    let read = stream.read(&mut request).await.unwrap();
    let is_push = String::from_utf8_lossy(&request[..read]).contains("/push");
    let body = if is_push { words } else { r#"{"ApiVersion":"1.41","Version":"fake"}"# };
    let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n";
    stream.write_all(format!("{head}{body}").as_bytes()).await.unwrap();
    if let (true, Then::Wait) = (is_push, then) {
        std::future::pending::<()>().await;
    }
}

async fn push(words: &'static str, then: Then) -> String {
    let engine = Engine::at(plain(engine(words, then).await), &Context::silent()).await.unwrap().eager();
    let engine = if let Then::Wait = then { engine.impatient() } else { engine };
    match push_image(&engine, &"a.b/c:1".parse().unwrap(), None).await {
        Ok(digest) => digest.to_string(),
        Err(error) => error.to_string(),
    }
}

const PUSHING: &str =
    "{\"status\":\"Pushing\",\"progressDetail\":{\"current\":1,\"total\":2},\"id\":\"a\"}\n";

#[tokio::test]
async fn an_answer_that_ends_without_a_digest_is_a_failure() {
    assert_eq!(
        push(PUSHING, Then::End).await,
        "could not push `a.b/c:1`: the engine's response ended without a digest"
    );
    assert_eq!(
        push("", Then::End).await,
        "could not push `a.b/c:1`: the engine's response ended without a digest"
    );
}

#[tokio::test]
async fn silence_is_a_failure() {
    assert_eq!(
        push(PUSHING, Then::Wait).await,
        "could not push `a.b/c:1`: the engine did not respond for 0.3 s"
    );
}

#[tokio::test]
async fn throttling_is_given_up_in_the_end() {
    let words = "{\"errorDetail\":{\"message\":\"toomanyrequests: Rate exceeded\"},\"error\":\"toomanyrequests: Rate exceeded\"}\n";
    assert_eq!(push(words, Then::End).await, "could not push `a.b/c:1`: toomanyrequests: Rate exceeded");
}

#[tokio::test]
async fn a_registry_that_falters_is_given_up_in_the_end() {
    let words = "{\"errorDetail\":{\"message\":\"EOF\"},\"error\":\"EOF\"}\n";
    assert_eq!(push(words, Then::End).await, "could not push `a.b/c:1`: EOF");
}

#[tokio::test]
async fn an_interrupt_ends_a_push() {
    let (interrupter, interrupt) = Interrupter::new();
    let context = Context { interrupt, ..Context::silent() };
    let engine = Engine::at(plain(engine(PUSHING, Then::Wait).await), &context).await.unwrap();
    let image = "a.b/c:1".parse().unwrap();
    let push = push_image(&engine, &image, None);
    interrupter.ask(Signal::Interrupt);
    assert_eq!(push.await.unwrap_err().kind(), Kind::Interrupted(Signal::Interrupt));
}

#[tokio::test]
async fn an_engine_that_is_not_there_is_named_by_its_address() {
    for (address, reason) in [
        ("unix:///nowhere/docker.sock", "Socket not found: /nowhere/docker.sock"),
        ("tcp://127.0.0.1:1", "Connection refused (os error 111)"),
        ("ssh://somewhere", "URI scheme is not supported: ssh://somewhere"),
    ] {
        let error = Engine::at(plain(address.to_owned()), &Context::silent()).await.unwrap_err();
        assert_eq!(error.to_string(), format!("the Docker engine at `{address}` does not answer: {reason}"));
        assert_eq!(error.kind(), Kind::Usage);
    }
}
