//! Terraform's other commands, in the right workspace, with the right variables where a command takes some.
//!
//! What a reader would get wrong: options come before arguments (`import ADDRESS ID`), so variables go right behind
//! the command's name, where they also lose against those that the user gives; and a saved plan refuses them.

use std::ffi::{OsStr, OsString};

use crate::process::Exit;
use crate::terraform::arguments;
use crate::terraform::command;
use crate::terraform::error::Error;
use crate::terraform::terraform::Terraform;
use crate::types::Tag;

/// The commands that neither read nor need an environment. `init` is how it comes to be usable here.
const NEED_NO_ENVIRONMENT: [&str; 4] = ["fmt", "get", "init", "version"];

/// The commands with `-var` and `-var-file`.
const TAKE_VARIABLES: [&str; 7] = ["apply", "console", "destroy", "import", "plan", "refresh", "test"];

/// The options of `apply` whose value may be a word of its own.
const WITH_VALUE: [&str; 11] = [
    "backup",
    "chdir",
    "exclude",
    "lock-timeout",
    "parallelism",
    "replace",
    "state",
    "state-out",
    "target",
    "var",
    "var-file",
];

/// Whether a command works where the environment is not initialised or does not exist.
pub(crate) fn needs_no_environment(args: &[OsString]) -> bool {
    let place = place_of_command(args);
    let is_one_of_them = |command: &OsString| NEED_NO_ENVIRONMENT.iter().any(|name| command == name);
    asks_for_help(args) || place.is_none_or(|place| is_one_of_them(&args[place]))
}

/// Whether a command is given the values of variables: it has a use for them, and no saved plan has them already.
pub(crate) fn takes_variables(args: &[OsString]) -> bool {
    let Some(place) = place_of_command(args) else { return false };
    let command = args[place].to_string_lossy();
    let rest = &args[place + 1..];
    let takes = TAKE_VARIABLES.contains(&command.as_ref()) && !asks_for_help(rest);
    takes && !(command == "apply" && has_plan_file(rest))
}

/// Runs Terraform with our own streams. If `interactive`, it reads the terminal and may ask.
pub(crate) async fn run(
    terraform: &Terraform,
    tag: Option<&Tag>,
    args: &[OsString],
    interactive: bool,
) -> Result<Exit, Error> {
    let mut program = terraform.program()?.clone();
    if needs_no_environment(args) {
        program = command::program_in_default_workspace(terraform)?;
    }
    if interactive {
        program = program.without_env("TF_INPUT").without_env("TF_IN_AUTOMATION");
    }
    let args = with_variables(args, arguments::variables(terraform.settings(), tag));
    Ok(program.hand_over(&args, interactive).await?)
}

fn with_variables(args: &[OsString], variables: Vec<OsString>) -> Vec<OsString> {
    let mut args = args.to_vec();
    if takes_variables(&args)
        && let Some(place) = place_of_command(&args)
    {
        args.splice(place + 1..=place, variables);
    }
    args
}

/// Global options, as `-chdir=`, come before the command's name.
pub(super) fn place_of_command(args: &[OsString]) -> Option<usize> {
    args.iter().position(|arg| !is_option(arg))
}

fn is_option(arg: &OsStr) -> bool {
    arg.as_encoded_bytes().starts_with(b"-")
}

pub(super) fn asks_for_help(args: &[OsString]) -> bool {
    args.iter().any(|arg| arg == "-help" || arg == "--help" || arg == "-h")
}

fn has_plan_file(args: &[OsString]) -> bool {
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        if !is_option(arg) {
            return true;
        }
        let name = arg.to_string_lossy();
        if WITH_VALUE.contains(&name.trim_start_matches('-')) {
            args.next();
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passed(line: &str) -> String {
        let args: Vec<OsString> = line.split_whitespace().map(OsString::from).collect();
        let variables = vec!["-var-file=dev.tfvars".into(), "-var=app_tag=1".into()];
        let args = with_variables(&args, variables);
        args.iter().map(|arg| arg.to_string_lossy()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn variables_go_behind_the_name_of_a_command_that_takes_them() {
        for (given, passed_on) in [
            ("plan", "plan -var-file=dev.tfvars -var=app_tag=1"),
            ("plan -var app_tag=2", "plan -var-file=dev.tfvars -var=app_tag=1 -var app_tag=2"),
            ("import aws_x.y id", "import -var-file=dev.tfvars -var=app_tag=1 aws_x.y id"),
            ("-chdir=x console", "-chdir=x console -var-file=dev.tfvars -var=app_tag=1"),
            ("apply -target aws_x.y", "apply -var-file=dev.tfvars -var=app_tag=1 -target aws_x.y"),
            ("apply -auto-approve", "apply -var-file=dev.tfvars -var=app_tag=1 -auto-approve"),
        ] {
            assert_eq!(passed(given), passed_on);
        }
    }

    #[test]
    fn what_works_without_an_environment_is_told_from_the_rest() {
        let needs_none = |line: &str| {
            let args: Vec<OsString> = line.split_whitespace().map(OsString::from).collect();
            needs_no_environment(&args)
        };
        assert!(
            ["", "-version", "init -migrate-state", "-chdir=x fmt", "plan -help"].into_iter().all(needs_none)
        );
        assert!(!["plan", "state list", "workspace list", "console"].into_iter().any(needs_none));
    }

    #[test]
    fn other_commands_are_left_alone() {
        for line in [
            "",
            "state list",
            "output -json",
            "workspace list",
            "force-unlock -force 1",
            "init -upgrade",
            "-version",
            "plan -help",
            "apply -auto-approve x.plan",
            "apply -lock-timeout 3s x.plan",
        ] {
            assert_eq!(passed(line), line);
        }
    }
}
