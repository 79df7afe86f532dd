//! The lines that tell how far a run is. With `--quiet` there are none of them.

use deploy_core::env_var;
use deploy_core::error::Setting;
use deploy_core::event::{
    BuiltImage, EnvironmentLocation, EventKind, PushedLayers, TagOrigin, TaskCounts, TaskEnd,
};
use deploy_core::types::LockWait;

use super::style::{BAD, DIM, HEADING};
use crate::suggestion;

/// The line for an event; none if it is not shown.
pub(super) fn line(event: &EventKind) -> Option<String> {
    let line = run_line(event).or_else(|| image_line(event)).or_else(|| terraform_line(event));
    line.or_else(|| rollout_line(event)).or_else(|| task_line(event))
}

fn run_line(event: &EventKind) -> Option<String> {
    Some(match event {
        EventKind::EnvironmentLocated { location } => location_line(location),
        EventKind::TagChosen { tag, origin } => format!("    tag {tag}, {}", origin_of_tag(origin)),
        EventKind::LockAwaited(LockWait { environment, holder, seconds_left }) => {
            let by = holder.as_ref().map(|holder| format!(" by {holder}")).unwrap_or_default();
            format!("    {DIM}{environment} is locked{by}: waiting up to {seconds_left} s more{DIM:#}")
        }
        EventKind::StepStarted { step, about } => format!("{HEADING}==> {step}{HEADING:#} {about}"),
        EventKind::Noted { message } => format!("    {message}"),
        EventKind::PlanSaved { file } => {
            format!("    saved {}; to apply it: deploy apply --plan {}", file.display(), file.display())
        }
        _ => return None,
    })
}

fn location_line(location: &EnvironmentLocation) -> String {
    let EnvironmentLocation { environment, account, region, profile, replaced_profile, role, endpoint } =
        location;
    let replaced = |profile: &String| format!("keys of the environment instead of profile {profile}");
    let parts = [
        Some(format!("    {environment}")),
        account.as_ref().map(ToString::to_string),
        region.clone(),
        profile.as_ref().map(|profile| format!("profile {profile}")),
        replaced_profile.as_ref().map(replaced),
        role.as_ref().map(|role| format!("role {}", role.as_str().rsplit('/').next().unwrap_or_default())),
        endpoint.as_ref().map(|endpoint| format!("endpoint {endpoint}")),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn origin_of_tag(origin: &TagOrigin) -> String {
    match origin {
        TagOrigin::Given => format!("given with {}", suggestion::option(Setting::Tag)),
        TagOrigin::Variable => format!("from {}", env_var::TAG),
        TagOrigin::Default => "because none is given".to_owned(),
        TagOrigin::Running(environment) => format!("which {environment} runs"),
        TagOrigin::Applied(environment) => format!("which was applied to {environment} last"),
        TagOrigin::NoneRunning(environment) => format!("because {environment} runs none yet"),
        TagOrigin::SavedPlan => "from the saved plan".to_owned(),
        TagOrigin::LastRun => "from the last run".to_owned(),
    }
}

fn image_line(event: &EventKind) -> Option<String> {
    Some(match event {
        EventKind::RepositoryCreated { repository } => format!("    created the repository {repository}"),
        EventKind::ImageBuilt(BuiltImage { image, .. }) => format!("    built {image}"),
        EventKind::PushMoved { image, progress } => {
            let PushedLayers { layers, layers_done, bytes, bytes_sent } = progress;
            let (sent, all) = (bytes_sent / 1_000_000, bytes / 1_000_000);
            format!("    {DIM}{image}: {layers_done} of {layers} layers, {sent} of {all} MB{DIM:#}")
        }
        EventKind::ImagePushed { image, digest, already_there: false } => {
            format!("    pushed {image} {digest}")
        }
        EventKind::ImagePushed { image, digest, already_there: true } => {
            format!("    {image} exists already {digest}")
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
        EventKind::ResourceChanging { address, action, seconds: seconds @ 1.. } => {
            format!("    {DIM}{action} {address}: still in progress ({seconds} s){DIM:#}")
        }
        _ => return None,
    })
}

fn rollout_line(event: &EventKind) -> Option<String> {
    Some(match event {
        EventKind::RolloutFollowed { service, deployment, task_definition, new } => {
            let verb = if *new { "deploying" } else { "has" };
            format!("    {service}: {verb} {task_definition} ({deployment})")
        }
        EventKind::RolloutMoved { service, tasks, .. } => {
            let TaskCounts { running, desired, pending, failed } = tasks;
            let failed = if *failed > 0 { format!(", {BAD}{failed} failed{BAD:#}") } else { String::new() };
            format!("    {service}: {running} of {desired} running, {pending} starting{failed}")
        }
        EventKind::RolloutStaged { service, stage, .. } => format!("    {service}: {stage}"),
        EventKind::HookMoved { service, hook } => format!("    {service}: {hook}"),
        EventKind::Advised { services, advice } => {
            format!("    {}: {}; {}", services.join(", "), advice.seen, advice.fix)
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
            "    stopping the task; press Ctrl-C again to stop waiting".to_owned()
        }
        EventKind::TaskEnded { end: TaskEnd { container, exit_code: Some(code), .. } } => {
            format!("    container {container}: exit code {code}")
        }
        _ => return None,
    })
}
