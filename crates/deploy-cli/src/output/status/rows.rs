use std::iter;

use deploy_core::commands::{RunningImage, ServiceEntry};

use super::age::Now;
use super::details;

const HEADINGS: [&str; 9] =
    ["SERVICE", "NAME", "RUNNING", "PENDING", "REVISION", "STATE", "AGE", "IMAGE", "DIGEST"];

/// The length of `sha256:` and twelve digits, which is what Docker shows of a digest.
const SHORT_DIGEST: usize = 19;

/// The rows of the table, headings first.
pub(super) fn of_services(services: &[ServiceEntry], now: Now) -> Vec<Vec<String>> {
    let headings = HEADINGS.map(str::to_owned).to_vec();
    iter::once(headings).chain(services.iter().flat_map(|service| of_service(service, now))).collect()
}

/// One row for each image that runs; one without an image where nothing runs.
fn of_service(service: &ServiceEntry, now: Now) -> Vec<Vec<String>> {
    let no_image = || ["-", "-"].map(str::to_owned);
    let mut images = service.status.images.iter().map(image_cells);
    let row = |service: [String; 7], image: [String; 2]| [&service[..], &image].concat();
    let first = row(service_cells(service, now), images.next().unwrap_or_else(no_image));
    iter::once(first).chain(images.map(|image| row(Default::default(), image))).collect()
}

fn service_cells(service: &ServiceEntry, now: Now) -> [String; 7] {
    let status = &service.status;
    if status.status != "ACTIVE" {
        let state = status.status.to_lowercase();
        return [&service.label, &status.service, &state, "-", "-", "-", "-"].map(str::to_owned);
    }
    let primary = status.primary();
    let created = primary.and_then(|deployment| deployment.created);
    [
        service.label.clone(),
        status.service.clone(),
        format!("{} of {}", status.running, status.desired),
        status.pending.to_string(),
        primary.map_or("-", |deployment| deployment.task_definition.short()).to_owned(),
        primary.map_or("unknown".to_owned(), details::state),
        created.map_or("-".to_owned(), |time| now.age_of(time.as_second())),
    ]
}

/// The last part of the image's name, and the short digest.
fn image_cells(image: &RunningImage) -> [String; 2] {
    let name = image.image.rsplit('/').next().unwrap_or(&image.image);
    let name = name.split_once('@').map_or(name, |(name, _)| name);
    let digest = image.digest.as_deref().unwrap_or("-");
    [name, digest.get(..SHORT_DIGEST).unwrap_or(digest)].map(str::to_owned)
}
