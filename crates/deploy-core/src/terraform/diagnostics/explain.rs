//! What the well-known diagnostics mean to those who run `deploy`: a sentence, a hint, and whether it is their input.
//!
//! A diagnostic that is not known is passed on by its summary; Terraform's full text was shown when it came.

use std::sync::LazyLock;

use regex::Regex;

use super::diagnostic::Diagnostic;
use super::state_lock::StateLock;
use crate::error::{Hint, Kind, Suggestion, listed};
use crate::process;
use crate::terraform::error::Error;
use crate::terraform::terraform::Terraform;
use crate::types::EnvName;

/// The providers that the lock file names are not those that the configuration asks for.
const LOCK_FILE: [&str; 2] = ["Inconsistent dependency lock file", "Provider dependency changes detected"];

/// The registry, or a mirror in its place, was asked in vain, or the lock file allows nothing that it has.
const REGISTRY: [&str; 3] = [
    "Failed to query available provider packages",
    "Failed to install provider",
    "Failed to download module",
];

/// Comes first, and means that what is wrong comes next.
const PREAMBLE: &str = "Terraform encountered problems during initiali";

/// `init` asks what to do with the state of the former backend, and may not ask.
const BACKEND: [&str; 2] = ["Backend configuration changed", "Error asking for state migration action"];

struct Explanation {
    message: String,
    hints: Vec<Hint>,
    kind: Kind,
}

impl Explanation {
    fn usage(message: impl Into<String>, hint: impl Into<Hint>) -> Self {
        Self { message: message.into(), hints: vec![hint.into()], kind: Kind::Usage }
    }
}

/// Makes an error of what Terraform said; `failed` is what is left to say if it said nothing.
pub(crate) fn explain(terraform: &Terraform, failed: process::Error, diagnostics: &[Diagnostic]) -> Error {
    let is_cause =
        |found: &&Diagnostic| found.is_error() && !found.is_noise() && !found.summary.starts_with(PREAMBLE);
    let first = diagnostics.iter().find(is_cause);
    match (failed, first) {
        (process::Error::Failed { .. }, Some(first)) => error_of(terraform, first, diagnostics),
        (failed, _) => failed.into(),
    }
}

fn error_of(terraform: &Terraform, first: &Diagnostic, all: &[Diagnostic]) -> Error {
    let environment = terraform.environment().clone();
    if first.summary.starts_with("Error acquiring the state lock") {
        return Error::Locked { environment, lock: StateLock::parse(&first.detail).map(Box::new) };
    }
    if first.summary.starts_with("Currently selected workspace") {
        return Error::UnknownWorkspace { name: environment, known: None };
    }
    let explanation = of_variables(first, all, &environment)
        .or_else(|| of_setup(first, &environment))
        .or_else(|| of_saved_plan(first));
    let Explanation { message, hints, kind } = explanation.unwrap_or_else(|| of_unknown(terraform, first));
    Error::Diagnosed { message, hints, kind }
}

fn of_unknown(terraform: &Terraform, first: &Diagnostic) -> Explanation {
    let place = first.address.as_ref().map(|address| format!("`{address}`")).or_else(|| first.location());
    let place = place.map(|place| format!(" ({place})")).unwrap_or_default();
    let summary = first.summary.trim_end_matches('.');
    let message = format!("{} failed: {summary}{place}", terraform.program_name());
    Explanation { message, hints: Vec::new(), kind: Kind::Failed }
}

fn of_variables(first: &Diagnostic, all: &[Diagnostic], environment: &EnvName) -> Option<Explanation> {
    match first.summary.as_str() {
        "No value for required variable" => {
            let hint = format!("set it in `terraform.{environment}.tfvars`, or as TF_VAR_NAME");
            Some(Explanation::usage(missing_variables(all), hint))
        }
        "Value for undeclared variable" => Some(undeclared_variable(&quoted(first)?)),
        "Failed to read variables file" => Some(Explanation::usage(
            first.unwrapped_detail().trim_end_matches('.').to_owned(),
            "check the path of the file",
        )),
        _ => None,
    }
}

fn missing_variables(all: &[Diagnostic]) -> String {
    let missing = all.iter().filter(|found| found.summary == "No value for required variable");
    let names: Vec<_> = missing.filter_map(quoted).collect();
    let (variables, have) = if names.len() > 1 { ("variables", "have") } else { ("variable", "has") };
    format!("the Terraform {variables} {} {have} no value", listed(names))
}

fn undeclared_variable(name: &str) -> Explanation {
    let hint = if name == "app_tag" {
        "declare `variable \"app_tag\" { type = string }`, and use it as the tag of the images"
    } else {
        "declare it, or do not set it"
    };
    Explanation::usage(format!("the Terraform configuration declares no variable `{name}`"), hint)
}

/// The name in `variable "NAME" is not set`, `variable named "NAME" was assigned`.
fn quoted(diagnostic: &Diagnostic) -> Option<String> {
    static NAME: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"variable (?:named )?"([^"]+)" (?:is not|was)"#)
            .expect("the pattern is a valid regular expression")
    });
    NAME.captures(&diagnostic.unwrapped_detail()).map(|found| found[1].to_owned())
}

fn of_setup(first: &Diagnostic, environment: &EnvName) -> Option<Explanation> {
    let is_one_of = |summaries: &[&str]| summaries.iter().any(|summary| first.summary.starts_with(summary));
    if is_one_of(&["No valid credential sources"]) {
        let hint = "set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or run `aws sso login`";
        Some(Explanation::usage("Terraform found no AWS credentials", hint))
    } else if is_one_of(&["Unsupported Terraform Core version"]) {
        let hint =
            "install a version that the configuration's `required_version` allows, and put it first on PATH";
        Some(Explanation::usage("the configuration asks for another version of Terraform", hint))
    } else if is_one_of(&LOCK_FILE)
        || (is_one_of(&REGISTRY) && first.unwrapped_detail().contains("init -upgrade"))
    {
        let init = Suggestion::Init { environment: environment.clone(), upgrade: true, reconfigure: false };
        let hint = Hint::run(init, "{} writes `.terraform.lock.hcl` anew; commit it");
        Some(Explanation::usage("the lock file of the providers does not fit the configuration", hint))
    } else if is_one_of(&REGISTRY) {
        let hint = "check the network, or name a mirror of the providers in Terraform's CLI configuration";
        Some(Explanation {
            message: "Terraform could not fetch what the configuration needs".to_owned(),
            hints: vec![hint.into()],
            kind: Kind::Failed,
        })
    } else {
        of_init(first, environment)
    }
}

fn of_init(first: &Diagnostic, environment: &EnvName) -> Option<Explanation> {
    if BACKEND.iter().any(|summary| first.summary.starts_with(summary)) {
        let init = Suggestion::Init { environment: environment.clone(), upgrade: false, reconfigure: true };
        let args = ["init", "-migrate-state"].map(str::to_owned).to_vec();
        let migrate = Suggestion::Terraform { environment: environment.clone(), args };
        Some(Explanation {
            message: "the backend has changed since the last init".to_owned(),
            hints: vec![
                Hint::run(init, "{} uses the new backend as it is"),
                Hint::run(migrate, "{} moves the state to it"),
            ],
            kind: Kind::Usage,
        })
    } else if first.needs_init() {
        let message = format!("the environment `{environment}` must be initialised again");
        Some(Explanation::usage(message, Hint::run(Suggestion::init(environment), "run {}")))
    } else {
        None
    }
}

/// `Saved plan is stale`, `Saved plan does not match the given state`.
fn of_saved_plan(first: &Diagnostic) -> Option<Explanation> {
    first.summary.starts_with("Saved plan ").then(|| Explanation {
        message: "the state has changed since the plan was made".to_owned(),
        hints: vec![Hint::run(Suggestion::Plan { out: None }, "plan again with {}")],
        kind: Kind::Refused,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dev() -> EnvName {
        "dev".parse().unwrap()
    }

    fn diagnostic(summary: &str, detail: &str) -> Diagnostic {
        Diagnostic { summary: summary.to_owned(), detail: detail.to_owned(), ..Diagnostic::default() }
    }

    #[test]
    fn all_variables_without_a_value_are_named() {
        let missing = |name| {
            let detail =
                format!("The root module input variable\n\"{name}\" is not set, and has no default\nvalue.");
            diagnostic("No value for required variable", &detail)
        };
        let all = [missing("project"), diagnostic("Other", ""), missing("vpc_id")];
        let explanation = of_variables(&all[0], &all, &dev()).unwrap();
        insta::assert_snapshot!(explanation.message, @"the Terraform variables `project`, `vpc_id` have no value");
        assert_eq!(explanation.kind, Kind::Usage);
    }

    #[test]
    fn a_configuration_without_the_tag_is_told_what_to_declare() {
        let detail = "A variable named \"app_tag\" was assigned on the command line, but the root module\ndoes not declare a variable of that name.";
        let first = diagnostic("Value for undeclared variable", detail);
        let explanation = of_variables(&first, &[], &dev()).unwrap();
        insta::assert_snapshot!(explanation.message, @"the Terraform configuration declares no variable `app_tag`");
        assert!(format!("{:?}", explanation.hints).contains("app_tag"));
    }

    #[test]
    fn each_way_in_which_the_set_up_is_wrong_has_a_hint() {
        let hints = |summary| format!("{:?}", of_setup(&diagnostic(summary, ""), &dev()).unwrap().hints);
        assert!(hints("Inconsistent dependency lock file").contains("upgrade: true"));
        assert!(hints("Backend configuration changed").contains("reconfigure: true"));
        let not_initialised = "Backend initialization required: please run \"terraform init\"";
        assert!(hints(not_initialised).contains("Init {"));
        assert!(hints("No valid credential sources found").contains("AWS_PROFILE"));
    }

    #[test]
    fn a_registry_out_of_reach_is_not_a_wrong_lock_file() {
        let message = |detail| {
            of_setup(&diagnostic("Failed to query available provider packages", detail), &dev())
                .unwrap()
                .message
        };
        insta::assert_snapshot!(message("could not connect to registry.terraform.io: no such host"), @"Terraform could not fetch what the configuration needs");
        insta::assert_snapshot!(message("does not match; must use terraform init -upgrade to\nallow"), @"the lock file of the providers does not fit the configuration");
    }

    #[test]
    fn a_stale_plan_is_refused() {
        let explanation = of_saved_plan(&diagnostic("Saved plan is stale", "")).unwrap();
        assert_eq!(explanation.kind, Kind::Refused);
    }
}
