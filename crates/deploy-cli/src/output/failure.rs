//! What went wrong, and what to do about it.

use deploy_core::Error;
use deploy_core::error::Suggestion;
use deploy_core::event::{BuildFailure, FailureCause, OtherContainer, PausedRollout};

use super::causes;
use super::streams::write_stderr_line;
use super::style::{BAD, HINT, WARNING};
use crate::suggestion;

/// Prints an error with its causes and its hints.
pub(crate) fn print(error: &Error) {
    let mut chain = error.chain().into_iter();
    write_stderr_line!("{BAD}error:{BAD:#} {}", chain.next().unwrap_or_default());
    for cause in chain {
        write_stderr_line!("  caused by: {cause}");
    }
    for hint in error.hints() {
        print_hint(Some(&suggestion::sentence(&hint)));
    }
}

/// Prints what clap says of a command line, with the hint in the form of all others.
pub(crate) fn print_usage(rendered: &str) {
    let problem = rendered.split("\nFor more information").next().unwrap_or(rendered).trim_end();
    write_stderr_line!("{problem}");
    print_hint(Some("see `deploy --help` and `deploy COMMAND --help`"));
}

pub(super) fn print_warning(message: &str, hint: Option<&str>) {
    write_stderr_line!("{WARNING}warning:{WARNING:#} {message}");
    print_hint(hint);
}

fn print_hint(hint: Option<&str>) {
    if let Some(hint) = hint {
        write_stderr_line!("{HINT}hint:{HINT:#} {hint}");
    }
}

/// Prints that a rollout waits for a person, and the command for that.
pub(super) fn print_pause(service: &str, pause: &PausedRollout, continuation: &Suggestion) {
    let command = suggestion::command_line(continuation);
    write_stderr_line!("{WARNING}    {service}: {pause}{WARNING:#}");
    print_hint(Some(&format!("`{command}` lets it continue, `{command} --rollback` rolls it back")));
}

/// Prints why a rollout ended as it did.
pub(super) fn print_rollout_cause(reason: Option<&str>, causes: &[FailureCause], events: &[String]) {
    if let Some(reason) = reason {
        write_stderr_line!("        {reason}");
    }
    for line in causes::lines(causes) {
        write_stderr_line!("        {line}");
    }
    if !events.is_empty() {
        write_stderr_line!("        last events:");
    }
    for event in events {
        write_stderr_line!("            {event}");
    }
}

/// Prints the last lines of a build that failed.
pub(super) fn print_build(failed: &BuildFailure) {
    let BuildFailure { service, lines, .. } = failed;
    write_stderr_line!("{BAD}    {service}: the build failed{BAD:#}; its last lines:");
    for line in lines {
        write_stderr_line!("        {line}");
    }
}

/// Prints the containers whose end ended a one-off task.
pub(super) fn print_other_containers(containers: &[OtherContainer]) {
    for OtherContainer { container, lines } in containers {
        write_stderr_line!("{BAD}    {}{BAD:#}, which stopped the task", causes::container_end(container));
        if !lines.is_empty() {
            write_stderr_line!("        last lines:");
        }
        for line in lines {
            write_stderr_line!("            {line}");
        }
    }
}
