//! The JSON stream: one object a line on standard output, the result last, also after a failure.

use deploy_core::Error;
use deploy_core::event::{Event, EventKind, Events, Report};
use serde::Serialize;

use crate::exit::{Exit, word};
use crate::terminal::Terminal;

/// The last line of the stream.
#[derive(Serialize)]
struct Ending<'a> {
    r#type: &'static str,
    command: &'a str,
    ok: bool,
    exit_code: u8,
    #[serde(flatten)]
    report: &'a Report,
    error: Option<Failure>,
}

#[derive(Serialize)]
struct Failure {
    kind: &'static str,
    message: String,
    causes: Vec<String>,
    hint: Option<String>,
}

/// Writes an event. The chatter of programs is for people only.
pub(crate) fn write(event: &Event) {
    if !matches!(event.kind, EventKind::ProgramOutput { .. }) {
        line(event);
    }
}

/// Writes the result.
pub(crate) fn end(events: &Events, command: &str, exit: Exit, report: &Report, error: Option<&Error>) {
    let error = error.map(|error| {
        let mut chain = error.chain();
        Failure { kind: word(error.kind()), message: chain.remove(0), causes: chain, hint: error.hint() }
    });
    let ok = error.is_none() && !matches!(exit, Exit::Child(_));
    line(&events.stamp(Ending { r#type: "result", command, ok, exit_code: exit.code(), report, error }));
}

/// Writes one document, as queries do.
pub(crate) fn document(value: &impl Serialize) {
    line(value);
}

fn line(value: &impl Serialize) {
    Terminal::data(&serde_json::to_string(value).expect("our own types always serialise"));
}
