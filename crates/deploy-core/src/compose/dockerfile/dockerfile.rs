//! The instructions that name images, and what they name.
//!
//! Read by hand, because only these few instructions are needed, and no library for it follows the builders' own rules.
//! (<https://docs.docker.com/reference/dockerfile/>)

use std::collections::BTreeMap;

use super::arguments::{self, Argument, Build};
use super::expand::expand;
use super::instructions::{self, Instruction};
use super::stages::{self, COPY, Reference, Stage};
use super::words::words;

/// The instructions of a Dockerfile that matter here.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::compose) struct Dockerfile {
    escape: char,
    /// Declared before the first FROM.
    args: Vec<Argument>,
    stages: Vec<WrittenStage>,
}

/// A stage as it is written.
#[derive(Debug, PartialEq, Eq)]
struct WrittenStage {
    base: String,
    /// In lower case, as the builder keeps it.
    name: Option<String>,
    line: usize,
    takes: Vec<Reference>,
}

impl Dockerfile {
    /// Never fails: what is not understood is for the builder to refuse.
    pub(in crate::compose) fn parse(text: &str) -> Self {
        let (escape, instructions) = instructions::read(text);
        let mut file = Self { escape, ..Self::default() };
        for instruction in &instructions {
            match (instruction.keyword.as_str(), file.stages.last_mut()) {
                ("ARG", None) => file.args.extend(declared(&instruction.rest, escape)),
                ("FROM", _) => file.stages.extend(WrittenStage::parse(instruction)),
                ("COPY", Some(stage)) => stage.takes.extend(copied_from(instruction)),
                ("RUN", Some(stage)) => stage.takes.extend(mounted_from(instruction)),
                _ => {}
            }
        }
        file
    }

    /// What the build takes from outside.
    pub(in crate::compose) fn references(&self, build: &Build<'_>) -> Vec<Reference> {
        let values = arguments::values(&self.args, self.escape, build);
        let stages: Vec<_> = self.stages.iter().map(|stage| stage.expanded(self.escape, &values)).collect();
        stages::references(&stages, build)
    }
}

impl WrittenStage {
    /// `FROM image [AS name]`; its flags name no image.
    fn parse(instruction: &Instruction) -> Option<Self> {
        let mut words = instruction.rest.split_whitespace();
        let base = words.next()?.to_owned();
        let name = words.next().filter(|word| word.eq_ignore_ascii_case("as")).and_then(|_| words.next());
        let name = name.map(str::to_lowercase);
        Some(Self { base, name, line: instruction.line, takes: Vec::new() })
    }

    fn expanded(&self, escape: char, values: &BTreeMap<String, String>) -> Stage {
        let from = expand(&self.base, escape, &|name| values.get(name).cloned());
        let from = from.filter(|name| !name.is_empty()).map(|name| Reference {
            name,
            variable: self.base.contains('$'),
            instruction: "FROM",
            line: self.line,
            is_base: false,
        });
        Stage { name: self.name.clone(), from, takes: self.takes.clone() }
    }
}

fn declared(rest: &str, escape: char) -> Vec<Argument> {
    let declared = words(rest, escape).into_iter().map(|word| match word.split_once('=') {
        Some((name, default)) => Argument { name: name.to_owned(), default: Some(default.to_owned()) },
        None => Argument { name: word, default: None },
    });
    declared.collect()
}

fn copied_from(instruction: &Instruction) -> Option<Reference> {
    let name = instruction.flags.iter().find_map(|flag| flag.strip_prefix("--from="))?;
    Some(taken(name, COPY, instruction.line))
}

/// A mount is a list of fields, as in a file of comma-separated values; the last of two with one name counts.
fn mounted_from(instruction: &Instruction) -> Vec<Reference> {
    let mounts = instruction.flags.iter().filter_map(|flag| flag.strip_prefix("--mount="));
    let from = |mount: &str| {
        let fields = mount.split(',').map(|field| field.trim_matches('"').to_owned());
        let mut named = fields.filter_map(|field| {
            let (key, value) = field.split_once('=')?;
            key.eq_ignore_ascii_case("from").then(|| value.to_owned())
        });
        named.next_back()
    };
    mounts.filter_map(from).map(|name| taken(&name, "RUN", instruction.line)).collect()
}

fn taken(name: &str, instruction: &'static str, line: usize) -> Reference {
    Reference { name: name.to_owned(), variable: false, instruction, line, is_base: false }
}
