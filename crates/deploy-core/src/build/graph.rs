//! Which image stands on which, and so in which order they can be built.
//!
//! An image needs another one if its Dockerfile names it, if one of its named contexts is it, or if it says so by
//! `depends_on`. What an image is *made of* is more than what it waits for: a wanted image brings the former along.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use super::dockerfile::{Build, Dockerfile, Reference};
use super::error::Error;
use super::file::{Image, Recipe};
use crate::image::ImageRef;

/// The wanted services (all, if none is named) and what they are built from, in levels: the images of a level are
/// independent of one another and need only those of earlier levels.
pub fn order<'a>(images: &'a [Image], wanted: &[String]) -> Result<Vec<Vec<&'a Image>>, Error> {
    let graph = Graph::read(images)?;
    let chosen = graph.chosen(wanted)?;
    graph.refuse_bases_that_nobody_builds(&chosen)?;
    graph.levels(chosen)
}

/// The registries from which the builds of the wanted services (all, if none is named) take images.
pub fn pulls(images: &[Image], wanted: &[String]) -> Result<BTreeSet<String>, Error> {
    let graph = Graph::read(images)?;
    let chosen = graph.chosen(wanted)?;
    let foreign = chosen.iter().flat_map(|index| &graph.nodes[*index].foreign);
    Ok(foreign.map(|reference| host(&reference.name).to_owned()).collect())
}

struct Graph<'a> {
    images: &'a [Image],
    nodes: Vec<Node>,
}

#[derive(Default)]
struct Node {
    /// The images that it is made of.
    made_of: BTreeSet<usize>,
    /// The images that it waits for.
    after: BTreeSet<usize>,
    /// What it takes from elsewhere.
    foreign: Vec<Reference>,
}

impl<'a> Graph<'a> {
    fn read(images: &'a [Image]) -> Result<Self, Error> {
        let mut by_name = BTreeMap::new();
        for (index, image) in images.iter().enumerate() {
            by_name.insert(normal(&image.image.to_string()), index);
            by_name.extend(image.tags.iter().map(|tag| (normal(tag), index)));
        }
        let nodes = images.iter().map(|image| node(image, images, &by_name)).collect::<Result<_, _>>()?;
        Ok(Self { images, nodes })
    }

    fn chosen(&self, wanted: &[String]) -> Result<BTreeSet<usize>, Error> {
        if wanted.is_empty() {
            return Ok((0..self.images.len()).collect());
        }
        let find = |name: &String| position(self.images, name).ok_or_else(|| self.unknown(name));
        let mut open = wanted.iter().map(find).collect::<Result<Vec<_>, _>>()?;
        let mut chosen = BTreeSet::new();
        while let Some(index) = open.pop() {
            if chosen.insert(index) {
                open.extend(&self.nodes[index].made_of);
            }
        }
        Ok(chosen)
    }

    fn unknown(&self, name: &str) -> Error {
        let known =
            self.images.iter().flat_map(|image| std::iter::once(&image.service).chain(&image.shared_with));
        Error::UnknownService { name: name.to_owned(), known: known.cloned().collect() }
    }

    fn levels(&self, mut open: BTreeSet<usize>) -> Result<Vec<Vec<&'a Image>>, Error> {
        let mut levels = Vec::new();
        while !open.is_empty() {
            let ready: Vec<usize> =
                open.iter().copied().filter(|index| self.nodes[*index].after.is_disjoint(&open)).collect();
            if ready.is_empty() {
                return Err(self.cycle(&open));
            }
            open.retain(|index| !ready.contains(index));
            levels.push(ready.into_iter().map(|index| &self.images[index]).collect());
        }
        Ok(levels)
    }

    /// Each of `open` waits for another of them: whoever follows that comes round.
    fn cycle(&self, open: &BTreeSet<usize>) -> Error {
        let mut way: Vec<usize> = Vec::new();
        let mut next = open.first().copied();
        while let Some(index) = next {
            let seen = way.iter().position(|passed| *passed == index);
            way.push(index);
            if let Some(start) = seen {
                way.drain(..start);
                break;
            }
            next = self.nodes[index].after.intersection(open).next().copied();
        }
        Error::Cycle { services: way.into_iter().map(|index| self.images[index].service.clone()).collect() }
    }

    /// A base in our own registry with our own tag would be an older one, or none at all.
    fn refuse_bases_that_nobody_builds(&self, chosen: &BTreeSet<usize>) -> Result<(), Error> {
        for index in chosen {
            let image = &self.images[*index];
            for reference in self.nodes[*index].foreign.iter().filter(|reference| reference.variable) {
                let Ok(base) = reference.name.parse::<ImageRef>() else { continue };
                if base.tag == image.image.tag
                    && self.images.iter().any(|other| other.image.host == base.host)
                {
                    return Err(nobody_builds(image, &base));
                }
            }
        }
        Ok(())
    }
}

fn node(image: &Image, images: &[Image], by_name: &BTreeMap<String, usize>) -> Result<Node, Error> {
    let mut node = Node::default();
    for reference in references(image)? {
        match resolve(&reference.name, image, images, by_name) {
            Source::Built(index) => drop(node.made_of.insert(index)),
            Source::Pulled(name) => node.foreign.push(Reference { name, ..reference }),
            Source::Elsewhere => {}
        }
    }
    let said = image
        .depends_on
        .iter()
        .filter_map(|name| position(images, name))
        .filter(|index| images[*index] != *image);
    let said: Vec<usize> = said.collect();
    if let Recipe::Remote(_) = image.recipe {
        node.made_of.extend(&said); // its Dockerfile cannot be read: what it says is all there is
    }
    node.after = node.made_of.iter().copied().chain(said).collect();
    Ok(node)
}

/// What an image's recipe and its named contexts name.
fn references(image: &Image) -> Result<Vec<Reference>, Error> {
    let text = match &image.recipe {
        Recipe::Inline(text) => text.clone(),
        Recipe::Remote(_) => String::new(),
        Recipe::File(path) => {
            let bytes = fs::read(path);
            let bytes = bytes.map_err(|source| Error::no_dockerfile(&image.service, path.clone(), source))?;
            String::from_utf8_lossy(&bytes).into_owned()
        }
    };
    let build = Build { args: &image.args, target: image.target.as_deref() };
    let mut references = Dockerfile::parse(&text).references(&build);
    let contexts = image.contexts.keys().map(|name| Reference { name: name.clone(), variable: false });
    references.extend(contexts);
    Ok(references)
}

/// What a name stands for.
enum Source {
    /// An image that is built here.
    Built(usize),
    /// An image of a registry.
    Pulled(String),
    /// A folder, an archive, a repository.
    Elsewhere,
}

/// A named context stands before an image of the same name.
fn resolve(name: &str, image: &Image, images: &[Image], by_name: &BTreeMap<String, usize>) -> Source {
    let context = image.contexts.iter().find(|(context, _)| normal(context) == normal(name));
    let name = match context.map(|(_, value)| value.as_str()) {
        None => name,
        Some(value) => match (value.strip_prefix("service:"), value.strip_prefix("docker-image://")) {
            (Some(service), _) => return position(images, service).map_or(Source::Elsewhere, Source::Built),
            (None, Some(image)) => image,
            (None, None) => return Source::Elsewhere,
        },
    };
    by_name.get(&normal(name)).map_or_else(|| Source::Pulled(name.to_owned()), |index| Source::Built(*index))
}

fn position(images: &[Image], service: &str) -> Option<usize> {
    images.iter().position(|image| image.is_for(service))
}

fn nobody_builds(image: &Image, base: &ImageRef) -> Error {
    Error::Image {
        service: image.service.clone(),
        problem: format!("it stands on `{base}`, which no service of the build file builds"),
        hint: format!("add a service that builds `{}`, or write the base's tag out in FROM", base.name()),
    }
}

/// A name in its full form, in which two names of one image are equal.
fn normal(name: &str) -> String {
    let name =
        ["docker.io/", "index.docker.io/"].iter().find_map(|hub| name.strip_prefix(hub)).unwrap_or(name);
    let name = name.strip_prefix("library/").unwrap_or(name);
    let last = name.rsplit('/').next().unwrap_or(name);
    if last.contains([':', '@']) { name.to_owned() } else { format!("{name}:latest") }
}

/// The registry of an image's name; Docker Hub's where it names none.
fn host(name: &str) -> &str {
    match name.split_once('/') {
        Some((host, _)) if host == "localhost" || host.contains(['.', ':']) => host,
        _ => "docker.io",
    }
}

#[cfg(test)]
mod tests;
