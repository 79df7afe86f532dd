//! The instructions that name images, and what they name.
//!
//! Read by hand, because only these few instructions are needed. A reader would get wrong what a name means: in FROM
//! it is an earlier stage if written exactly so, in COPY --from case does not matter and a number is a stage's index,
//! in RUN --mount neither holds. Only ARGs before the first FROM count in FROM, and only if they are declared.
//! (<https://docs.docker.com/reference/dockerfile/>)

use std::collections::BTreeMap;

use super::expand::{Value, expand};
use super::instructions::{self, Instruction};
use super::words::words;

/// The instructions of a Dockerfile that matter here.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::compose) struct Dockerfile {
    escape: char,
    /// Declared before the first FROM: name and default.
    args: Vec<(String, Option<String>)>,
    stages: Vec<Stage>,
}

#[derive(Debug, Default, PartialEq, Eq)]
struct Stage {
    base: String,
    /// In lower case, as the builder keeps it.
    name: Option<String>,
    /// COPY --from.
    copies: Vec<String>,
    /// RUN --mount=from=.
    mounts: Vec<String>,
}

/// What is known of a build beside its Dockerfile.
#[derive(Debug)]
pub(in crate::compose) struct Build<'a> {
    /// Build arguments.
    pub(in crate::compose) args: &'a BTreeMap<String, String>,
    /// The stage that is wanted, if not the last.
    pub(in crate::compose) target: Option<&'a str>,
}

/// An image (or a named context of the build) that a build takes something from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::compose) struct Reference {
    /// Its name, with variables put in.
    pub(in crate::compose) name: String,
    /// Whether the name was made from variables.
    pub(in crate::compose) variable: bool,
}

impl Dockerfile {
    /// Never fails: what is not understood is for the builder to refuse.
    pub(in crate::compose) fn parse(text: &str) -> Self {
        let (escape, instructions) = instructions::read(text);
        let mut file = Self { escape, ..Self::default() };
        for Instruction { keyword, rest } in instructions {
            match (keyword.as_str(), file.stages.last_mut()) {
                ("ARG", None) => file.args.extend(declared(&rest, escape)),
                ("FROM", _) => file.stages.extend(Stage::parse(&rest)),
                ("COPY", Some(stage)) => stage.copies.extend(flags(&rest).filter_map(copied_from)),
                ("RUN", Some(stage)) => stage.mounts.extend(flags(&rest).filter_map(mounted_from)),
                _ => {}
            }
        }
        file
    }

    /// What the build takes from outside. All stages up to the wanted one count: the older builder builds them all.
    pub(in crate::compose) fn references(&self, build: &Build<'_>) -> Vec<Reference> {
        let mut found: Vec<Reference> = Vec::new();
        let mut add = |reference: Reference| {
            if reference.name != "scratch" && !found.contains(&reference) {
                found.push(reference);
            }
        };
        let values = self.values(build.args);
        for (index, stage) in self.stages[..self.wanted(build.target)].iter().enumerate() {
            let earlier =
                |name: &str| self.stages[..index].iter().any(|stage| stage.name.as_deref() == Some(name));
            if let Value::Known(name) = expand(&stage.base, self.escape, &|name| look_up(&values, name))
                && !earlier(&name)
            {
                add(Reference { name, variable: stage.base.contains('$') });
            }
            let is_stage = |name: &str| self.stages.iter().any(|stage| stage.name.as_deref() == Some(name));
            let copied = stage.copies.iter();
            let copied =
                copied.filter(|name| name.parse::<usize>().is_err() && !is_stage(&name.to_lowercase()));
            let mounted = stage.mounts.iter().filter(|name| !is_stage(name));
            for name in copied.chain(mounted) {
                add(Reference { name: name.clone(), variable: false });
            }
        }
        found
    }

    /// How many stages there are to the wanted one.
    fn wanted(&self, target: Option<&str>) -> usize {
        let Some(target) = target else { return self.stages.len() };
        let named = |stage: &Stage| stage.name.as_deref() == Some(&target.to_lowercase());
        let index = self.stages.iter().position(named).or_else(|| target.parse().ok());
        index.map_or(self.stages.len(), |index| self.stages.len().min(index + 1))
    }

    /// The values of the arguments that FROM can use.
    fn values(&self, given: &BTreeMap<String, String>) -> BTreeMap<String, Value> {
        let mut values = BTreeMap::new();
        for (name, default) in &self.args {
            let value = match (given.get(name), default) {
                (Some(given), _) => Value::Known(given.clone()),
                (None, Some(default)) => expand(default, self.escape, &|name| look_up(&values, name)),
                (None, None) => platform(name),
            };
            values.insert(name.clone(), value);
        }
        values
    }
}

impl Stage {
    fn parse(rest: &str) -> Option<Self> {
        let mut words = rest.split_whitespace().skip_while(|word| word.starts_with("--"));
        let base = words.next()?.to_owned();
        let name = words.next().filter(|word| word.eq_ignore_ascii_case("as")).and_then(|_| words.next());
        Some(Self { base, name: name.map(str::to_lowercase), ..Self::default() })
    }
}

fn look_up(values: &BTreeMap<String, Value>, name: &str) -> Value {
    values.get(name).cloned().unwrap_or_else(|| platform(name))
}

/// The arguments that the builder itself gives a value; any other that is not declared is unset.
fn platform(name: &str) -> Value {
    let known_to_builder = ["BUILD", "TARGET"].iter().any(|side| {
        name.strip_prefix(side)
            .is_some_and(|what| ["PLATFORM", "OS", "OSVERSION", "ARCH", "VARIANT"].contains(&what))
    });
    if known_to_builder { Value::Unknown } else { Value::Unset }
}

fn declared(rest: &str, escape: char) -> Vec<(String, Option<String>)> {
    words(rest, escape)
        .into_iter()
        .map(|word| match word.split_once('=') {
            Some((name, default)) => (name.to_owned(), Some(default.to_owned())),
            None => (word, None),
        })
        .collect()
}

/// The flags before an instruction's first argument.
fn flags(rest: &str) -> impl Iterator<Item = &str> {
    rest.split_whitespace().take_while(|word| word.starts_with("--"))
}

fn copied_from(flag: &str) -> Option<String> {
    flag.strip_prefix("--from=").map(str::to_owned)
}

fn mounted_from(flag: &str) -> Option<String> {
    let fields = flag.strip_prefix("--mount=")?.split(',');
    fields.filter_map(|field| field.trim_matches('"').strip_prefix("from=")).map(str::to_owned).next()
}
