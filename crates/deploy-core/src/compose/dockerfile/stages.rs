//! Which stages a build needs, and what they take from outside.
//!
//! A reader would get wrong what a name means: in FROM it is an earlier stage if written exactly as the builder keeps it, in
//! lower case; in COPY --from and RUN --mount case does not matter, and in COPY a number is a stage's index.
//! (<https://github.com/moby/buildkit/blob/master/frontend/dockerfile/dockerfile2llb/convert.go>)

use std::collections::BTreeSet;

use super::arguments::{Build, Builder};
use crate::types::ImageRef;

/// A stage, with the variables of its FROM put in.
#[derive(Debug)]
pub(super) struct Stage {
    /// In lower case, as the builder keeps it.
    pub(super) name: Option<String>,
    /// What FROM names; none if it cannot be expanded.
    pub(super) from: Option<Reference>,
    /// What COPY and RUN name.
    pub(super) takes: Vec<Reference>,
}

/// An image (or a named context of the build) that a build takes something from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::compose) struct Reference {
    /// Its name, with variables put in.
    pub(in crate::compose) name: String,
    /// Whether the name was made from variables.
    pub(in crate::compose) variable: bool,
    /// Which instruction names it: `FROM`, `COPY` or `RUN`.
    pub(in crate::compose) instruction: &'static str,
    /// The line in the Dockerfile, from 1.
    pub(in crate::compose) line: usize,
    /// Whether the image that is built begins with its layers.
    pub(in crate::compose) is_base: bool,
}

/// The name that a FROM of its own gives an empty image.
const SCRATCH: &str = "scratch";

pub(super) const COPY: &str = "COPY";

/// What the stages that are built take from outside.
pub(super) fn references(stages: &[Stage], build: &Build<'_>) -> Vec<Reference> {
    let graph = Graph { stages, build };
    let Some(wanted) = graph.wanted() else { return Vec::new() };
    let needed = match build.builder {
        Builder::BuildKit => graph.reachable(wanted),
        Builder::Classic => (0..=wanted).collect(),
    };
    let base = graph.base_of(wanted);
    let mut found: Vec<Reference> = Vec::new();
    for index in needed {
        for reference in graph.outside(index) {
            let is_base = base == index && reference.instruction == "FROM";
            match found.iter_mut().find(|other| other.name == reference.name) {
                Some(other) => other.is_base |= is_base,
                None if reference.name == SCRATCH => {}
                None => found.push(Reference { is_base, ..reference }),
            }
        }
    }
    found
}

struct Graph<'a> {
    stages: &'a [Stage],
    build: &'a Build<'a>,
}

impl Graph<'_> {
    /// The stage that is to be built. Of several with one name BuildKit takes the last, the classic builder the first.
    fn wanted(&self) -> Option<usize> {
        let last = self.stages.len().checked_sub(1)?;
        let Some(target) = self.build.target.filter(|target| !target.is_empty()) else { return Some(last) };
        let target = target.to_lowercase();
        let mut named = (0..=last).filter(|index| self.stages[*index].name.as_deref() == Some(&target));
        let found = if self.build.builder == Builder::Classic { named.next() } else { named.next_back() };
        Some(found.or_else(|| target.parse().ok()).unwrap_or(last).min(last))
    }

    /// A stage with all that it is made from.
    fn reachable(&self, wanted: usize) -> BTreeSet<usize> {
        let mut open = vec![wanted];
        let mut reachable = BTreeSet::new();
        while let Some(index) = open.pop() {
            if reachable.insert(index) && !self.is_replaced(index) {
                open.extend(self.base(index));
                open.extend(self.stages[index].takes.iter().filter_map(|reference| self.source(reference)));
            }
        }
        reachable
    }

    /// The stage whose FROM names the image that a stage begins with.
    fn base_of(&self, wanted: usize) -> usize {
        let mut stage = wanted;
        while let Some(base) = self.base(stage).filter(|_| !self.is_replaced(stage)) {
            stage = base;
        }
        stage
    }

    /// What a stage takes from outside.
    fn outside(&self, index: usize) -> Vec<Reference> {
        let stage = &self.stages[index];
        let from = stage.from.iter();
        if let Some(name) = stage.name.as_ref().filter(|_| self.is_replaced(index)) {
            return from
                .map(|from| Reference { name: name.clone(), variable: false, ..from.clone() })
                .collect();
        }
        let from = from.filter(|_| self.base(index).is_none());
        let takes = stage.takes.iter().filter(|reference| {
            !(self.source(reference).is_some() || reference.instruction == COPY && is_number(&reference.name))
        });
        from.chain(takes).cloned().collect()
    }

    /// Whether a named context takes a stage's place.
    fn is_replaced(&self, index: usize) -> bool {
        let name = self.stages[index].name.as_deref();
        name.is_some_and(|name| self.build.contexts.keys().any(|context| ImageRef::is_same(context, name)))
    }

    /// The earlier stage that a stage's FROM names.
    fn base(&self, index: usize) -> Option<usize> {
        let from = self.stages[index].from.as_ref()?;
        self.stages[..index].iter().rposition(|stage| stage.name.as_deref() == Some(&from.name))
    }

    /// The stage that COPY or RUN names.
    fn source(&self, reference: &Reference) -> Option<usize> {
        if reference.instruction == COPY && is_number(&reference.name) {
            return reference.name.parse().ok().filter(|index| *index < self.stages.len());
        }
        let name = reference.name.to_lowercase();
        self.stages.iter().rposition(|stage| stage.name.as_deref() == Some(&name))
    }
}

fn is_number(name: &str) -> bool {
    name.parse::<i64>().is_ok()
}
