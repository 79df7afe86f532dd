//! The order in which images can be built, and the circles that make one impossible.

use std::collections::BTreeSet;

use super::graph::ImageGraph;
use crate::compose::error::Error;
use crate::compose::image::Image;
use crate::types::{ImageRef, TaggedImage};

/// The wanted services (all, if none is named) and what they are built from, in levels: the images of a level are
/// independent of one another and need only those of earlier levels.
pub(crate) fn levels<'a>(graph: &'a ImageGraph, wanted: &[String]) -> Result<Vec<Vec<&'a Image>>, Error> {
    let chosen = chosen(graph, wanted)?;
    refuse_bases_that_nobody_builds(graph, &chosen)?;
    let mut levels = Vec::new();
    let mut open = chosen;
    while !open.is_empty() {
        let ready: Vec<usize> =
            open.iter().copied().filter(|index| graph.needs(*index).after.is_disjoint(&open)).collect();
        if ready.is_empty() {
            return Err(circle(graph, &open));
        }
        open.retain(|index| !ready.contains(index));
        levels.push(ready.into_iter().map(|index| &graph.images()[index]).collect());
    }
    Ok(levels)
}

/// The registries from which the builds of the wanted services (all, if none is named) take images.
pub(crate) fn pulled_hosts(graph: &ImageGraph, wanted: &[String]) -> Result<BTreeSet<String>, Error> {
    let chosen = chosen(graph, wanted)?;
    let foreign = chosen.iter().flat_map(|index| &graph.needs(*index).foreign);
    let references = foreign.filter_map(|reference| reference.name.parse::<ImageRef>().ok());
    Ok(references.filter_map(|image| image.normalized().host).collect())
}

fn chosen(graph: &ImageGraph, wanted: &[String]) -> Result<BTreeSet<usize>, Error> {
    if wanted.is_empty() {
        return Ok((0..graph.images().len()).collect());
    }
    let find = |name: &String| {
        let found = graph.images().iter().position(|image| image.is_for(name));
        found.ok_or_else(|| unknown(graph, name))
    };
    let mut open = wanted.iter().map(find).collect::<Result<Vec<_>, _>>()?;
    let mut chosen = BTreeSet::new();
    while let Some(index) = open.pop() {
        if chosen.insert(index) {
            open.extend(&graph.needs(index).made_of);
        }
    }
    Ok(chosen)
}

fn unknown(graph: &ImageGraph, name: &str) -> Error {
    let services = |image: &Image| [vec![image.service.clone()], image.shared_with.clone()].concat();
    Error::UnknownService { name: name.to_owned(), known: graph.images().iter().flat_map(services).collect() }
}

/// Each of `open` waits for another of them: following that leads back to the start.
fn circle(graph: &ImageGraph, open: &BTreeSet<usize>) -> Error {
    let mut way: Vec<usize> = Vec::new();
    let mut next = open.first().copied();
    while let Some(index) = next {
        let seen = way.iter().position(|passed| *passed == index);
        way.push(index);
        if let Some(start) = seen {
            way.drain(..start);
            break;
        }
        next = graph.needs(index).after.intersection(open).next().copied();
    }
    Error::Cycle { services: way.into_iter().map(|index| graph.images()[index].service.clone()).collect() }
}

/// A base in our own registry with our own tag would be an older one, or none at all.
fn refuse_bases_that_nobody_builds(graph: &ImageGraph, chosen: &BTreeSet<usize>) -> Result<(), Error> {
    for index in chosen {
        let image = &graph.images()[*index];
        for reference in graph.needs(*index).foreign.iter().filter(|reference| reference.variable) {
            let Ok(base) = reference.name.parse::<TaggedImage>() else { continue };
            if base.tag == image.reference.tag
                && graph.images().iter().any(|other| other.reference.host == base.host)
            {
                return Err(nobody_builds(image, &base));
            }
        }
    }
    Ok(())
}

fn nobody_builds(image: &Image, base: &TaggedImage) -> Error {
    Error::Image {
        service: image.service.clone(),
        problem: format!("it is based on `{base}`, which no service of the build file builds"),
        hint: format!(
            "add a service that builds `{}`, or write the base's tag literally in FROM",
            base.name()
        )
        .into(),
    }
}
