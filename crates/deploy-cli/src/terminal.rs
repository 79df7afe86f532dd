//! All that a person sees. People read standard error; standard output is for data. Nothing else prints.
//!
//! What a reader would get wrong: a program's chatter is written as it comes, colours included; everything else must
//! make sense without colour.

use std::io::{self, BufRead, IsTerminal};

use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};
use deploy_core::Error;
use deploy_core::event::{Aftermath, EventKind, OtherContainer, Report, StoppedTasks};

use crate::args::{Color, Global};
use crate::stopped;
use crate::streams::{self, say};

const HEADING: Style = Style::new().bold();
const GOOD: Style = AnsiColor::Green.on_default();
const BAD: Style = AnsiColor::Red.on_default().bold();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();
const HINT: Style = AnsiColor::Cyan.on_default();
const DIM: Style = Style::new().dimmed();

/// How much a person wants to see.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Terminal {
    quiet: bool,
    /// Standard output is a stream of events.
    json: bool,
}

impl Terminal {
    /// Sets the colours for the whole program, as asked.
    pub(crate) fn new(global: &Global) -> Self {
        match global.color {
            Color::Auto => {}
            Color::Always => ColorChoice::Always.write_global(),
            Color::Never => ColorChoice::Never.write_global(),
        }
        Self { quiet: global.quiet, json: global.json }
    }

    /// Whether programs that we run may use colours.
    pub(crate) fn has_colors() -> bool {
        AutoStream::choice(&io::stderr()) != ColorChoice::Never
    }

    /// Shows what happened.
    pub(crate) fn show(self, fact: &EventKind) {
        match fact {
            EventKind::Warned { message, hint } => {
                say!("{WARNING}warning:{WARNING:#} {message}");
                if let Some(hint) = hint {
                    say!("{HINT}hint:{HINT:#} {hint}");
                }
            }
            EventKind::RolloutEnded { service, outcome, stopped, events, .. } => {
                let style = if outcome.is_completed() { GOOD } else { BAD };
                say!("    {service}: {style}{}{style:#}", outcome.result);
                if !outcome.is_completed() || !self.quiet {
                    show_cause(outcome.reason.as_deref(), stopped, events);
                }
            }
            EventKind::LogLine { line, .. } if self.json => say!("{line}"),
            EventKind::LogLine { line, .. } => Self::data(line),
            EventKind::TaskEnded { container, exit_code, reason, other_containers, .. }
                if *exit_code != Some(0) =>
            {
                // That it never ran is an error, which is shown with its cause.
                if let Some(code) = exit_code {
                    say!("{BAD}    container {container}: exit code {code}{BAD:#}: {reason}");
                }
                show_other_containers(other_containers);
            }
            _ if self.quiet => {}
            EventKind::ProgramOutput { line, .. } => say!("{line}"),
            _ => show_progress(fact),
        }
    }

    /// Shows an error with its causes and what to do about it.
    pub(crate) fn fail(error: &Error) {
        let mut chain = error.chain().into_iter();
        say!("{BAD}error:{BAD:#} {}", chain.next().unwrap_or_default());
        for cause in chain {
            say!("  caused by: {cause}");
        }
        if let Some(hint) = error.hint() {
            say!("{HINT}hint:{HINT:#} {hint}");
        }
    }

    /// Shows what clap says of a command line, with the hint in the form of all others.
    pub(crate) fn not_understood(said: &str) {
        let problem = said.split("\nFor more information").next().unwrap_or(said).trim_end();
        say!(
            "{problem}\n{HINT}hint:{HINT:#} `deploy --help` and `deploy COMMAND --help` show what can be said"
        );
    }

    /// The last line of a run that did not end well.
    pub(crate) fn truth(report: &Report) {
        say!("{HEADING}now:{HEADING:#} {}", Aftermath(report));
    }

    /// The last line of a run that did.
    pub(crate) fn done(message: &str, report: &Report) {
        let times: Vec<_> =
            report.steps.iter().map(|step| format!("{} {}", step.step, seconds(step.millis))).collect();
        let times =
            if times.is_empty() { String::new() } else { format!(" {DIM}({}){DIM:#}", times.join(", ")) };
        say!("{GOOD}done:{GOOD:#} {message}{times}");
    }

    /// Writes a line of data to standard output, as it is.
    pub(crate) fn data(text: &str) {
        streams::hand_out(format!("{text}\n").as_bytes());
    }

    /// Writes bytes to standard output as they are, without colours being touched.
    pub(crate) fn raw(bytes: &[u8]) {
        streams::hand_out(bytes);
    }

    /// Whether somebody is there to be asked.
    pub(crate) fn can_ask() -> bool {
        io::stdin().is_terminal() && io::stderr().is_terminal()
    }

    /// Asks, and returns the answer.
    pub(crate) fn ask(question: &str) -> io::Result<String> {
        streams::tell(&format!("{HEADING}{question}{HEADING:#} "));
        let mut answer = String::new();
        io::stdin().lock().read_line(&mut answer)?;
        Ok(answer.trim().to_owned())
    }
}

fn show_progress(fact: &EventKind) {
    match fact {
        EventKind::EnvironmentChosen { environment } => say!("    environment {environment}"),
        EventKind::TagChosen { tag, origin } => say!("    tag {tag}, {origin}"),
        EventKind::StepStarted { step, about } => say!("{HEADING}==> {step}{HEADING:#} {about}"),
        EventKind::Noted { message } => say!("    {message}"),
        EventKind::RepositoryCreated { repository } => say!("    made the repository {repository}"),
        EventKind::ImageBuilt { image, .. } => say!("    built {image}"),
        EventKind::PushMoved { image, layers, layers_done, bytes, bytes_sent } => {
            let (sent, all) = (bytes_sent / 1_000_000, bytes / 1_000_000);
            say!("    {DIM}{image}: {layers_done} of {layers} layers, {sent} of {all} MB{DIM:#}");
        }
        EventKind::ImagePushed { image, digest, already_there: false } => say!("    pushed {image} {digest}"),
        EventKind::ImagePushed { image, digest, already_there: true } => {
            say!("    {image} is there already {digest}");
        }
        EventKind::Planned { changes: false } => say!("    no changes"),
        EventKind::ResourceChanged { address, action, seconds } => {
            say!("    {action} {address} ({seconds} s)");
        }
        EventKind::ResourceChanging { address, action, seconds: 1.. } => {
            say!("    {DIM}{action} {address} goes on{DIM:#}");
        }
        EventKind::RolloutFollowed { service, deployment, task_definition } => {
            say!("    {service}: rolls out {task_definition} ({deployment})");
        }
        EventKind::RolloutMoved { service, running, desired, pending, failed, .. } => {
            let failed = if *failed > 0 { format!(", {BAD}{failed} failed{BAD:#}") } else { String::new() };
            say!("    {service}: {running} of {desired} running, {pending} starting{failed}");
        }
        EventKind::TaskStarted { task, task_definition, container } => {
            say!("    {task_definition}, container {container}: {task}");
        }
        EventKind::TaskMoved { status, .. } => say!("    {DIM}{}{DIM:#}", status.to_lowercase()),
        EventKind::TaskStopAsked { .. } => say!("    the task is being stopped; Ctrl-C does not wait for it"),
        EventKind::TaskEnded { container, exit_code: Some(code), .. } => {
            say!("    container {container}: exit code {code}");
        }
        EventKind::ServiceSaid { message, .. } => say!("    {DIM}{message}{DIM:#}"),
        _ => {}
    }
}

fn show_cause(reason: Option<&str>, stopped: &[StoppedTasks], events: &[String]) {
    if let Some(reason) = reason {
        say!("        {reason}");
    }
    for line in stopped::lines(stopped) {
        say!("        {line}");
    }
    if !events.is_empty() {
        say!("        last events:");
    }
    for event in events {
        say!("            {event}");
    }
}

fn show_other_containers(others: &[OtherContainer]) {
    for OtherContainer { container, lines } in others {
        say!("{BAD}    {}{BAD:#}, which ended the task", stopped::end_of(container));
        if !lines.is_empty() {
            say!("        its last lines:");
        }
        for line in lines {
            say!("            {line}");
        }
    }
}

/// `1.2 s`.
#[expect(clippy::cast_precision_loss, reason = "a step takes less than 2^52 milliseconds")]
fn seconds(millis: u64) -> String {
    format!("{:.1} s", millis as f64 / 1000.0)
}
