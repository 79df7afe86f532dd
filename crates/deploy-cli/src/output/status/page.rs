use deploy_core::commands::{ServiceEntry, Status};

use super::age::Now;
use super::{details, rows};
use crate::output::table;

/// A table of all services; below it the last event of each that is healthy, and the details of the others, or of all
/// if `verbose`.
pub(crate) fn page(status: &Status, verbose: bool) -> Vec<String> {
    let now = Now::read();
    let needs_details = |service: &&ServiceEntry| {
        let has_news = service.drift().is_some() || service.status.last_rollback.is_some();
        verbose || !service.status.is_settled() || has_news
    };
    let (detailed, healthy): (Vec<_>, Vec<_>) = status.services.iter().partition(needs_details);

    let mut lines = vec![title(status)];
    lines.extend(status.lock.as_ref().map(|holder| format!("locked by {holder}")));
    lines.push(String::new());
    lines.extend(table::align(&rows::of_services(&status.services, now)));
    let last_events: Vec<_> = healthy.into_iter().filter_map(|service| last_event(service, now)).collect();
    if !last_events.is_empty() {
        lines.push(String::new());
        lines.extend(last_events);
    }
    for service in detailed {
        lines.extend([String::new(), format!("{}:", service.label)]);
        lines.extend(details::of_service(service, now).into_iter().map(|line| format!("  {line}")));
    }
    lines
}

fn title(status: &Status) -> String {
    let tag = status.app_tag.as_deref().map(|tag| format!("; {tag} was applied last")).unwrap_or_default();
    format!("{} in {}{tag}", status.environment, status.cluster)
}

fn last_event(service: &ServiceEntry, now: Now) -> Option<String> {
    let last = details::unfinished(service).or_else(|| details::events(service, now).next());
    last.map(|last| format!("{}: {last}", service.label))
}
