//! The lines that tell how far a run is. With `--quiet` there are none of them.

use deploy_core::event::EventKind;

use super::style::{BAD, DIM, HEADING};

/// The line for an event; none if it is not shown.
pub(super) fn line(event: &EventKind) -> Option<String> {
    let line = run_line(event).or_else(|| image_line(event)).or_else(|| terraform_line(event));
    line.or_else(|| rollout_line(event)).or_else(|| task_line(event))
}

fn run_line(event: &EventKind) -> Option<String> {
    Some(match event {
        EventKind::EnvironmentChosen { environment } => format!("    environment {environment}"),
        EventKind::TagChosen { tag, origin } => format!("    tag {tag}, {origin}"),
        EventKind::StepStarted { step, about } => format!("{HEADING}==> {step}{HEADING:#} {about}"),
        EventKind::Noted { message } => format!("    {message}"),
        _ => return None,
    })
}

fn image_line(event: &EventKind) -> Option<String> {
    Some(match event {
        EventKind::RepositoryCreated { repository } => format!("    made the repository {repository}"),
        EventKind::ImageBuilt { image, .. } => format!("    built {image}"),
        EventKind::PushMoved { image, layers, layers_done, bytes, bytes_sent } => {
            let (sent, all) = (bytes_sent / 1_000_000, bytes / 1_000_000);
            format!("    {DIM}{image}: {layers_done} of {layers} layers, {sent} of {all} MB{DIM:#}")
        }
        EventKind::ImagePushed { image, digest, already_there: false } => {
            format!("    pushed {image} {digest}")
        }
        EventKind::ImagePushed { image, digest, already_there: true } => {
            format!("    {image} is there already {digest}")
        }
        _ => return None,
    })
}

fn terraform_line(event: &EventKind) -> Option<String> {
    Some(match event {
        EventKind::Planned { changes: false } => "    no changes".to_owned(),
        EventKind::ResourceChanged { address, action, seconds } => {
            format!("    {action} {address} ({seconds} s)")
        }
        EventKind::ResourceChanging { address, action, seconds: 1.. } => {
            format!("    {DIM}{action} {address} goes on{DIM:#}")
        }
        _ => return None,
    })
}

fn rollout_line(event: &EventKind) -> Option<String> {
    Some(match event {
        EventKind::RolloutFollowed { service, deployment, task_definition } => {
            format!("    {service}: rolls out {task_definition} ({deployment})")
        }
        EventKind::RolloutMoved { service, running, desired, pending, failed, .. } => {
            let failed = if *failed > 0 { format!(", {BAD}{failed} failed{BAD:#}") } else { String::new() };
            format!("    {service}: {running} of {desired} running, {pending} starting{failed}")
        }
        EventKind::ServiceSaid { message, .. } => format!("    {DIM}{message}{DIM:#}"),
        _ => return None,
    })
}

fn task_line(event: &EventKind) -> Option<String> {
    Some(match event {
        EventKind::TaskStarted { task, task_definition, container } => {
            format!("    {task_definition}, container {container}: {task}")
        }
        EventKind::TaskMoved { status, .. } => format!("    {DIM}{}{DIM:#}", status.to_lowercase()),
        EventKind::TaskStopAsked { .. } => {
            "    the task is being stopped; Ctrl-C does not wait for it".to_owned()
        }
        EventKind::TaskEnded { container, exit_code: Some(code), .. } => {
            format!("    container {container}: exit code {code}")
        }
        _ => return None,
    })
}
