//! What a command line of Terraform does to an environment, as far as its words tell.

use std::ffi::OsString;

use super::passthrough::{asks_for_help, place_of_command};

/// What a command does to an environment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    /// It changes neither the state nor a resource.
    Reads,
    Writes,
    /// It destroys everything, or saves a plan that does.
    Destroys,
}

/// Commands that only read, whatever their options.
const READING: [&str; 21] = [
    "console",
    "fmt",
    "get",
    "graph",
    "init",
    "login",
    "logout",
    "metadata functions",
    "modules",
    "output",
    "plan",
    "providers",
    "providers schema",
    "show",
    "state list",
    "state pull",
    "state show",
    "validate",
    "version",
    "workspace list",
    "workspace show",
];

/// Commands whose next word is a command, too.
const WITH_COMMANDS: [&str; 4] = ["metadata", "providers", "state", "workspace"];

/// The options of `init` that write a state to another place.
const MIGRATING: [&str; 2] = ["migrate-state", "force-copy"];

impl Effect {
    /// What a command line does. A command that is not known writes.
    pub(crate) fn of(args: &[OsString]) -> Self {
        let Some(place) = place_of_command(args).filter(|_| !asks_for_help(args)) else {
            return Self::Reads;
        };
        let words: Vec<_> = args[place..].iter().map(|word| word.to_string_lossy()).collect();
        let (command, options) = words.split_first().expect("the command is at its place");
        let destroys = has_flag(options, "destroy");
        match command.as_ref() {
            "destroy" => Self::Destroys,
            "apply" if destroys => Self::Destroys,
            "plan" if destroys && has_option(options, "out") => Self::Destroys,
            "init" if MIGRATING.iter().any(|flag| has_flag(options, flag)) => Self::Writes,
            command if READING.contains(&full_name(command, options).as_str()) => Self::Reads,
            _ => Self::Writes,
        }
    }
}

/// Whether a command must be the only one at the environment. Who ends Terraform's own lock has one that is dead.
pub(crate) fn needs_lock(args: &[OsString]) -> bool {
    Effect::of(args) != Effect::Reads && name(args) != "force-unlock"
}

/// The name of the command, without options and their values: `apply`, `state rm`.
pub(crate) fn name(args: &[OsString]) -> String {
    let Some(place) = place_of_command(args) else { return String::new() };
    let words: Vec<_> = args[place..].iter().map(|word| word.to_string_lossy()).collect();
    words.split_first().map(|(command, options)| full_name(command, options)).unwrap_or_default()
}

/// `state list` of `state -x list`.
fn full_name(command: &str, options: &[impl AsRef<str>]) -> String {
    let mut words = options.iter().map(AsRef::as_ref).filter(|word| !word.starts_with('-'));
    match words.next() {
        Some(word) if WITH_COMMANDS.contains(&command) => format!("{command} {word}"),
        _ => command.to_owned(),
    }
}

/// Whether a flag is set: `-destroy`, `--destroy`, `-destroy=true`. What is no truth value is an error to Terraform.
fn has_flag(options: &[impl AsRef<str>], flag: &str) -> bool {
    options
        .iter()
        .filter_map(|option| value_of(option.as_ref(), flag))
        .any(|value| !["0", "f", "F", "false", "False", "FALSE"].contains(&value))
}

fn has_option(options: &[impl AsRef<str>], name: &str) -> bool {
    options.iter().any(|option| value_of(option.as_ref(), name).is_some())
}

/// The value of an option, if this is one; empty where it stands in the next word, or is none.
fn value_of<'a>(option: &'a str, name: &str) -> Option<&'a str> {
    let option = option.strip_prefix("--").or_else(|| option.strip_prefix('-'))?.strip_prefix(name)?;
    if option.is_empty() { Some("") } else { option.strip_prefix('=') }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn effect(line: &str) -> Effect {
        Effect::of(&line.split_whitespace().map(OsString::from).collect::<Vec<_>>())
    }

    #[test]
    fn what_only_reads_is_known() {
        for line in [
            "",
            "-version",
            "plan",
            "plan -destroy",
            "plan -out x",
            "output -json",
            "show x",
            "state list",
            "state show aws_x.y",
            "workspace list",
            "providers",
            "providers schema -json",
            "validate",
            "console",
            "init -upgrade",
            "destroy -help",
            "-chdir=x plan",
            "fmt -check",
            "apply -h",
        ] {
            assert_eq!(effect(line), Effect::Reads, "{line}");
        }
    }

    #[test]
    fn all_other_commands_write() {
        for line in [
            "apply",
            "apply x.plan",
            "apply -destroy=false",
            "import a b",
            "refresh",
            "taint a",
            "untaint a",
            "state rm a",
            "state mv a b",
            "state push x",
            "state replace-provider a b",
            "force-unlock 1",
            "workspace new x",
            "workspace delete x",
            "init -migrate-state",
            "init -force-copy",
            "test",
            "providers lock",
            "unheard-of",
            "state",
            "show-all",
        ] {
            assert_eq!(effect(line), Effect::Writes, "{line}");
        }
    }

    #[test]
    fn what_destroys_everything_is_known_in_all_its_forms() {
        for line in [
            "destroy",
            "destroy -auto-approve",
            "-chdir=x destroy",
            "apply -destroy",
            "apply --destroy -auto-approve",
            "apply -auto-approve -destroy=true",
            "apply -destroy=1",
            "plan -destroy -out x",
            "plan -out=x --destroy",
        ] {
            assert_eq!(effect(line), Effect::Destroys, "{line}");
        }
    }
}
