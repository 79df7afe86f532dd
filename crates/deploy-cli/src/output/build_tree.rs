//! What a build would do, as a tree: below each image stand those that are made from it.

use std::fmt::Write;

use deploy_core::commands::{BaseImage, BuildPlan, NeedReason, NeededImage, PlannedImage};

/// The lines of the tree. Images with the same number are built at the same time.
pub(crate) fn lines(plan: &BuildPlan) -> Vec<String> {
    let mut lines = Vec::new();
    for image in plan.images.iter().filter(|image| image.step == 1) {
        add(plan, image, "", &mut lines);
    }
    lines
}

fn add(plan: &BuildPlan, image: &PlannedImage, indent: &str, lines: &mut Vec<String>) {
    lines.push(format!("{indent}{} {}: {}{}", image.step, image.service, image.image, remarks(image)));
    let deeper = format!("{indent}    ");
    let needs = image.needs.iter().map(|NeededImage { service, reason }| (format!("`{service}`"), reason));
    let bases = image.bases.iter().map(|BaseImage { image, reason }| (format!("`{image}`"), reason));
    lines.extend(needs.chain(bases).map(|(name, reason)| format!("{deeper}from {name}, {}", place(reason))));
    for other in plan.images.iter().filter(|other| parent(plan, other) == Some(image.service.as_str())) {
        add(plan, other, &deeper, lines);
    }
}

/// An image stands below the last of those that it needs: when that one is built, it can be built.
fn parent<'a>(plan: &'a BuildPlan, image: &PlannedImage) -> Option<&'a str> {
    let needed =
        plan.images.iter().filter(|other| image.needs.iter().any(|need| need.service == other.service));
    needed.max_by_key(|other| other.step).map(|other| other.service.as_str())
}

fn remarks(image: &PlannedImage) -> String {
    let mut text = String::new();
    for name in &image.tags {
        write!(text, ", {name}").expect("a string takes everything");
    }
    if !image.shared_with.is_empty() {
        write!(text, ", also for {}", image.shared_with.join(", ")).expect("a string takes everything");
    }
    if !image.pushed {
        text.push_str(", not pushed");
    }
    text
}

fn place(reason: &NeedReason) -> String {
    let NeedReason { instruction, file, line } = reason;
    match (file, line) {
        (Some(file), Some(line)) => format!("{instruction} in {}:{line}", file.display()),
        _ => instruction.clone(),
    }
}
