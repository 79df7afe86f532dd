//! What people see of the events of a run, and of its end.
//!
//! What a reader would get wrong: a program's own output keeps its colours; `streams` removes what else controls a
//! terminal. The lines of a container's log are data, and stay as they are.

use std::io;

use anstream::{AutoStream, ColorChoice};
use deploy_core::event::{Aftermath, BuildLine, EventKind, Report, RolloutEnd, TaskEnd};

use super::streams::{write_stderr_line, write_stdout_line};
use super::style::{BAD, DIM, GOOD, HEADING};
use super::{failure, progress};
use crate::args::{Color, GlobalArgs};

#[derive(Clone, Copy, Debug)]
pub(crate) struct Printer {
    quiet: bool,
    verbose: bool,
    /// Standard output is a stream of events, so that log lines go to standard error.
    json: bool,
}

impl Printer {
    /// Sets the colours of the whole program, too.
    pub(crate) fn new(global: &GlobalArgs) -> Self {
        match global.color {
            Color::Auto => {}
            Color::Always => ColorChoice::Always.write_global(),
            Color::Never => ColorChoice::Never.write_global(),
        }
        Self { quiet: global.quiet, verbose: global.verbose, json: global.json }
    }

    pub(crate) fn show(self, event: &EventKind) {
        match event {
            EventKind::Warned { message, hint } => failure::print_warning(message, hint.as_deref()),
            EventKind::RolloutEnded { end } => {
                let RolloutEnd { service, outcome, causes, events, .. } = end;
                let style = if outcome.is_good() { GOOD } else { BAD };
                write_stderr_line!("    {service}: {style}{}{style:#}", outcome.result);
                if !outcome.is_good() || !self.quiet {
                    failure::print_rollout_cause(outcome.reason.as_deref(), causes, events);
                }
            }
            EventKind::RolloutPaused { service, pause, continuation } => {
                failure::print_pause(service, pause, continuation);
            }
            EventKind::LogLine { line, .. } if self.json => write_stderr_line!("{line}"),
            EventKind::LogLine { line, .. } => write_stdout_line(line),
            EventKind::TaskEnded { end } if end.exit_code != Some(0) => {
                let TaskEnd { container, exit_code, reason, other_containers, .. } = end;
                // That it never ran is an error, which is shown with its cause.
                if let Some(code) = exit_code {
                    write_stderr_line!("{BAD}    container {container}: exit code {code}{BAD:#}: {reason}");
                }
                failure::print_other_containers(other_containers);
            }
            EventKind::BuildFailed(failed) => failure::print_build(failed),
            _ if self.quiet => {}
            EventKind::BuildOutput(BuildLine { is_noise: true, .. }) if !self.verbose => {}
            EventKind::BuildOutput(BuildLine { service, line, .. }) => {
                write_stderr_line!("{DIM}{service} |{DIM:#} {line}");
            }
            EventKind::ProgramOutput { line, .. } => write_stderr_line!("{line}"),
            _ => {
                if let Some(line) = progress::line(event) {
                    write_stderr_line!("{line}");
                }
            }
        }
    }
}

/// Whether programs that we run may use colours.
pub(crate) fn has_colors() -> bool {
    AutoStream::choice(&io::stderr()) != ColorChoice::Never
}

/// The last line of a run that succeeded, with the times of its steps.
pub(crate) fn print_done(message: &str, report: &Report) {
    let times: Vec<_> =
        report.steps.iter().map(|step| format!("{} {}", step.step, seconds(step.millis))).collect();
    let times = if times.is_empty() { String::new() } else { format!(" {DIM}({}){DIM:#}", times.join(", ")) };
    write_stderr_line!("{GOOD}done:{GOOD:#} {message}{times}");
}

/// The last line of a run that did not.
pub(crate) fn print_aftermath(report: &Report) {
    write_stderr_line!("{HEADING}now:{HEADING:#} {}", Aftermath(report));
}

/// `1.2 s`.
#[expect(clippy::cast_precision_loss, reason = "a step takes less than 2^52 milliseconds")]
fn seconds(millis: u64) -> String {
    format!("{:.1} s", millis as f64 / 1000.0)
}
