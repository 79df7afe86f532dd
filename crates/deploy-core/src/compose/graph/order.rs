//! The order in which images can be built, and the circles that make one impossible.

use std::collections::BTreeSet;
use std::io;

use super::graph::{ImageGraph, Need, Pulled};
use crate::compose::error::{Error, Link};
use crate::compose::image::{DockerfileSource, Image};
use crate::types::{ImageRef, Tag, TaggedImage};

/// The wanted services (all that are not in an inactive profile, if none is named) and what they are built from, in levels: the
/// images of a level are independent of one another and need only those of earlier levels.
pub(crate) fn levels(graph: &ImageGraph, wanted: &[String], tag: &Tag) -> Result<Vec<Vec<usize>>, Error> {
    let chosen = chosen(graph, wanted)?;
    for index in &chosen {
        refuse_invalid(graph, *index)?;
        refuse_base_that_nobody_builds(graph, *index, tag)?;
    }
    let mut levels = Vec::new();
    let mut open = chosen;
    while !open.is_empty() {
        let ready: Vec<usize> =
            open.iter().copied().filter(|index| graph.needs(*index).indices().is_disjoint(&open)).collect();
        if ready.is_empty() {
            return Err(circle(graph, &open));
        }
        open.retain(|index| !ready.contains(index));
        levels.push(ready);
    }
    Ok(levels)
}

/// The registries from which the builds of the wanted services (all, if none is named) take images.
pub(crate) fn pulled_hosts(graph: &ImageGraph, wanted: &[String]) -> Result<BTreeSet<String>, Error> {
    let chosen = chosen(graph, wanted)?;
    let pulled = chosen.iter().flat_map(|index| &graph.needs(*index).pulled);
    let references = pulled.filter_map(|pulled| pulled.name.parse::<ImageRef>().ok());
    Ok(references.filter_map(|image| image.normalized().host).collect())
}

fn chosen(graph: &ImageGraph, wanted: &[String]) -> Result<BTreeSet<usize>, Error> {
    let find = |name: &String| graph.find(name).ok_or_else(|| unknown(graph, name));
    let mut open = if wanted.is_empty() {
        (0..graph.images().len()).filter(|index| graph.images()[*index].is_default).collect()
    } else {
        wanted.iter().map(find).collect::<Result<Vec<_>, _>>()?
    };
    let mut chosen = BTreeSet::new();
    while let Some(index) = open.pop() {
        if chosen.insert(index) {
            open.extend(graph.needs(index).indices());
        }
    }
    Ok(chosen)
}

fn unknown(graph: &ImageGraph, name: &str) -> Error {
    let services = graph.images().iter().flat_map(Image::services);
    Error::UnknownService { name: name.to_owned(), known: services.map(str::to_owned).collect() }
}

/// What stands in the way of building an image.
fn refuse_invalid(graph: &ImageGraph, index: usize) -> Result<(), Error> {
    let image = &graph.images()[index];
    if !image.unset.is_empty() {
        return Err(Error::Unset { names: image.unset.clone(), service: image.service.clone() });
    }
    if let Some(invalid) = &image.invalid {
        return Err(invalid.error(&image.service));
    }
    match (graph.needs(index).unreadable, &image.dockerfile) {
        (Some(code), DockerfileSource::File(path)) => {
            Err(Error::no_dockerfile(&image.service, path.clone(), io::Error::from_raw_os_error(code)))
        }
        _ => Ok(()),
    }
}

/// Each of `open` waits for another of them: following that leads back to the start.
fn circle(graph: &ImageGraph, open: &BTreeSet<usize>) -> Error {
    let mut way: Vec<(usize, &Need)> = Vec::new();
    let mut next = open.first().copied();
    while let Some(index) = next {
        if let Some(start) = way.iter().position(|(passed, _)| *passed == index) {
            way.drain(..start);
            break;
        }
        let need = graph.needs(index).built.iter().find(|need| open.contains(&need.image));
        way.extend(need.map(|need| (index, need)));
        next = need.map(|need| need.image);
    }
    let service = |index: usize| graph.images()[index].service.clone();
    let links = way.into_iter().map(|(index, need)| Link {
        service: service(index),
        needs: service(need.image),
        instruction: need.reason.instruction.clone(),
        place: need.reason.place.clone(),
    });
    Error::Cycle { links: links.collect() }
}

/// A base in our own registry with our own tag would be an older one, or none at all.
fn refuse_base_that_nobody_builds(graph: &ImageGraph, index: usize, tag: &Tag) -> Result<(), Error> {
    let image = &graph.images()[index];
    let is_ours =
        |host: &str| graph.images().iter().any(|image| image.reference.host.as_deref() == Some(host));
    for pulled in graph.needs(index).pulled.iter().filter(|pulled| pulled.variable) {
        let Ok(base) = pulled.name.parse::<TaggedImage>() else { continue };
        if base.tag.has_part(tag) && is_ours(&base.host) {
            return Err(nobody_builds(image, &base, pulled));
        }
    }
    Ok(())
}

fn nobody_builds(image: &Image, base: &TaggedImage, pulled: &Pulled) -> Error {
    let place = pulled.reason.place.as_ref().map_or_else(String::new, |place| format!("{place}: "));
    Error::Image {
        service: image.service.clone(),
        problem: format!("{place}it is based on `{base}`, which no service of the build file builds"),
        hint: format!(
            "add a service that builds `{}`, or write the base's tag literally in {}",
            base.name(),
            pulled.reason.instruction
        )
        .into(),
    }
}
