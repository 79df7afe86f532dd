//! The lines that tell how far a run is. With `--quiet` there are none of them.

use deploy_core::event::EventKind;

use super::streams::write_stderr_line;
use super::style::{BAD, DIM, HEADING};

/// Prints how far the run is.
pub(super) fn print(event: &EventKind) {
    match event {
        EventKind::EnvironmentChosen { environment } => write_stderr_line!("    environment {environment}"),
        EventKind::TagChosen { tag, origin } => write_stderr_line!("    tag {tag}, {origin}"),
        EventKind::StepStarted { step, about } => {
            write_stderr_line!("{HEADING}==> {step}{HEADING:#} {about}");
        }
        EventKind::Noted { message } => write_stderr_line!("    {message}"),
        EventKind::RepositoryCreated { repository } => {
            write_stderr_line!("    made the repository {repository}");
        }
        EventKind::ImageBuilt { image, .. } => write_stderr_line!("    built {image}"),
        EventKind::PushMoved { image, layers, layers_done, bytes, bytes_sent } => {
            let (sent, all) = (bytes_sent / 1_000_000, bytes / 1_000_000);
            write_stderr_line!(
                "    {DIM}{image}: {layers_done} of {layers} layers, {sent} of {all} MB{DIM:#}"
            );
        }
        EventKind::ImagePushed { image, digest, already_there: false } => {
            write_stderr_line!("    pushed {image} {digest}");
        }
        EventKind::ImagePushed { image, digest, already_there: true } => {
            write_stderr_line!("    {image} is there already {digest}");
        }
        EventKind::Planned { changes: false } => write_stderr_line!("    no changes"),
        EventKind::ResourceChanged { address, action, seconds } => {
            write_stderr_line!("    {action} {address} ({seconds} s)");
        }
        EventKind::ResourceChanging { address, action, seconds: 1.. } => {
            write_stderr_line!("    {DIM}{action} {address} goes on{DIM:#}");
        }
        EventKind::RolloutFollowed { service, deployment, task_definition } => {
            write_stderr_line!("    {service}: rolls out {task_definition} ({deployment})");
        }
        EventKind::RolloutMoved { service, running, desired, pending, failed, .. } => {
            let failed = if *failed > 0 { format!(", {BAD}{failed} failed{BAD:#}") } else { String::new() };
            write_stderr_line!("    {service}: {running} of {desired} running, {pending} starting{failed}");
        }
        EventKind::TaskStarted { task, task_definition, container } => {
            write_stderr_line!("    {task_definition}, container {container}: {task}");
        }
        EventKind::TaskMoved { status, .. } => {
            write_stderr_line!("    {DIM}{}{DIM:#}", status.to_lowercase());
        }
        EventKind::TaskStopAsked { .. } => {
            write_stderr_line!("    the task is being stopped; Ctrl-C does not wait for it");
        }
        EventKind::TaskEnded { container, exit_code: Some(code), .. } => {
            write_stderr_line!("    container {container}: exit code {code}");
        }
        EventKind::ServiceSaid { message, .. } => write_stderr_line!("    {DIM}{message}{DIM:#}"),
        _ => {}
    }
}
