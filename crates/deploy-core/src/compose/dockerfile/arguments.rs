//! The arguments that FROM can use: those that are declared before the first FROM, and those that every build has.

use std::collections::BTreeMap;

use super::expand::expand;

/// Which builder builds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::compose) enum Builder {
    /// Builds only the stages that the wanted one needs.
    BuildKit,
    /// Builds all stages up to the wanted one, and knows no named contexts.
    Classic,
}

/// What is known of a build beside its Dockerfile.
#[derive(Debug)]
pub(in crate::compose) struct Build<'a> {
    pub(in crate::compose) builder: Builder,
    /// Build arguments.
    pub(in crate::compose) args: &'a BTreeMap<String, String>,
    /// The stage that is wanted, if not the last.
    pub(in crate::compose) target: Option<&'a str>,
    /// Named contexts, which take the place of stages and images.
    pub(in crate::compose) contexts: &'a BTreeMap<String, String>,
    /// The platform that is built for, if it is named.
    pub(in crate::compose) platform: Option<&'a str>,
}

/// An argument that is declared before the first FROM.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Argument {
    pub(super) name: String,
    pub(super) default: Option<String>,
}

/// The values of all arguments. What is given beats a default, also if it is empty.
pub(super) fn values(declared: &[Argument], escape: char, build: &Build<'_>) -> BTreeMap<String, String> {
    let mut values = predefined(build);
    for Argument { name, default } in declared {
        let look_up = |name: &str| values.get(name).cloned();
        let value = match build.args.get(name) {
            Some(given) => Some(given.clone()),
            None => default.as_ref().and_then(|default| expand(default, escape, &look_up)),
        };
        if let Some(value) = value {
            values.insert(name.clone(), value);
        }
    }
    values
}

/// <https://docs.docker.com/reference/dockerfile/#automatic-platform-args-in-the-global-scope>
fn predefined(build: &Build<'_>) -> BTreeMap<String, String> {
    let own = Platform::of_this_machine();
    let target = build.platform.map_or_else(Platform::of_this_machine, Platform::parse);
    let stage = build.target.filter(|target| !target.is_empty()).unwrap_or("default");
    let mut values = BTreeMap::from([("TARGETSTAGE".to_owned(), stage.to_owned())]);
    for (side, Platform { os, architecture, variant }) in [("BUILD", own), ("TARGET", target)] {
        let parts = [os.as_str(), architecture.as_str(), variant.as_str()];
        let platform = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("/");
        values.insert(format!("{side}PLATFORM"), platform);
        for (name, value) in
            [("OS", os), ("OSVERSION", String::new()), ("ARCH", architecture), ("VARIANT", variant)]
        {
            values.insert(format!("{side}{name}"), value);
        }
    }
    for (name, value) in &mut values {
        if let Some(given) = build.args.get(name) {
            value.clone_from(given);
        }
    }
    values
}

struct Platform {
    os: String,
    architecture: String,
    variant: String,
}

impl Platform {
    /// `OS/ARCHITECTURE[/VARIANT]`.
    fn parse(text: &str) -> Self {
        let mut parts = text.split('/').map(str::to_owned);
        let mut part = || parts.next().unwrap_or_default();
        Self { os: part(), architecture: part(), variant: part() }
    }

    /// Nearly always the engine's, too; who builds on another machine names the platform.
    fn of_this_machine() -> Self {
        let architecture = match std::env::consts::ARCH {
            "x86_64" => "amd64",
            "aarch64" => "arm64",
            other => other,
        };
        Self { os: "linux".to_owned(), architecture: architecture.to_owned(), variant: String::new() }
    }
}
