//! The JSON stream: one object a line on standard output, the result last, also after a failure.

use std::borrow::Cow;

use deploy_core::event::{Conclusion, Event, EventKind, Events, Report};
use deploy_core::{Error, Kind};
use serde::Serialize;

use super::streams;
use crate::exit_code::ExitCode;
use crate::suggestion;

/// The last line of the stream.
#[derive(Serialize)]
struct CommandEnd<'a> {
    r#type: &'static str,
    command: &'a str,
    ok: bool,
    exit_code: u8,
    #[serde(flatten)]
    report: &'a Report,
    error: Option<ErrorObject>,
}

#[derive(Serialize)]
struct ErrorObject {
    kind: &'static str,
    message: String,
    causes: Vec<String>,
    hint: Option<String>,
}

impl ErrorObject {
    fn new(error: &Error, conclusion: Conclusion) -> Self {
        let mut causes = error.chain();
        let hints: Vec<_> = error.hints().iter().map(suggestion::sentence).collect();
        let hint = (!hints.is_empty()).then(|| hints.join("; "));
        Self { kind: kind_name(conclusion.kind()), message: causes.remove(0), causes, hint }
    }
}

/// Writes an event. The output of programs is for people only.
pub(crate) fn write_event(event: &Event) {
    if !matches!(event.kind, EventKind::ProgramOutput { .. } | EventKind::BuildOutput(_)) {
        write_document(event);
    }
}

/// Writes the end of a command.
pub(crate) fn write_result(
    events: &Events,
    command: &str,
    exit: ExitCode,
    report: &Report,
    error: Option<&Error>,
) {
    let ok = error.is_none() && !matches!(exit, ExitCode::Child(_));
    let error = error.map(|error| ErrorObject::new(error, report.conclude(error.kind())));
    let end = CommandEnd { r#type: "result", command, ok, exit_code: exit.number(), report, error };
    write_document(&events.stamp(end));
}

/// Writes the one document of a query.
pub(crate) fn write_document(value: &impl Serialize) {
    let line = serde_json::to_string(value).expect("our own types always serialise");
    streams::write_stdout_line(&escape_controls(&line));
}

/// JSON may hold DEL and C1, some of which a terminal executes; they are escaped as the others.
fn escape_controls(json: &str) -> Cow<'_, str> {
    if !json.contains(char::is_control) {
        return json.into();
    }
    let escape = |letter: char| match letter {
        _ if letter.is_control() => format!("\\u{:04x}", u32::from(letter)),
        _ => letter.to_string(),
    };
    json.chars().map(escape).collect::<String>().into()
}

fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Failed => "failed",
        Kind::RolloutFailed => "rollout_failed",
        Kind::TimedOut => "timed_out",
        Kind::Refused => "refused",
        Kind::Usage => "usage",
        Kind::Interrupted(_) => "interrupted",
    }
}
