//! Hints in words: the commands and options that the library suggests, as a user types them.

use deploy_core::error::{Hint, Setting, Suggestion};

/// The sentence of a hint.
pub(crate) fn sentence(hint: &Hint) -> String {
    match hint {
        Hint::Text(sentence) => sentence.clone(),
        Hint::Run { sentence, command } => {
            sentence.replacen("{}", &format!("`{}`", command_line(command)), 1)
        }
        Hint::Set { sentence, setting } => sentence.replacen("{}", option(*setting), 1),
    }
}

/// The command line of a suggestion, quoted as for a shell.
pub(crate) fn command_line(command: &Suggestion) -> String {
    let words = words(command).into_iter().map(|word| quoted(&word)).collect::<Vec<_>>();
    format!("deploy {}", words.join(" "))
}

fn words(command: &Suggestion) -> Vec<String> {
    let given = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    match command {
        Suggestion::Create { environment: Some(name) } => given(&["create", "--env", name.as_str()]),
        Suggestion::Create { environment: None } => given(&["create"]),
        Suggestion::Init { environment, upgrade, reconfigure } => {
            let mut words = vec!["init", "--env", environment.as_str()];
            words.extend(upgrade.then_some("--upgrade"));
            words.extend(reconfigure.then_some("--reconfigure"));
            given(&words)
        }
        Suggestion::All { environment } => given(&["all", "--env", environment.as_str(), "--tag", "TAG"]),
        Suggestion::Build { tag } => given(&["build", "--tag", tag.as_str()]),
        Suggestion::Push { tag: Some(tag) } => given(&["push", "--tag", tag.as_str()]),
        Suggestion::Push { tag: None } => given(&["push"]),
        Suggestion::Plan { out: Some(out) } => given(&["plan", "--out", &out.to_string_lossy()]),
        Suggestion::Plan { out: None } => given(&["plan"]),
        Suggestion::Apply => given(&["apply"]),
        Suggestion::Continue { environment, service } => {
            given(&["continue", "--env", environment.as_str(), service])
        }
        Suggestion::Status { environment } => given(&["status", "--env", environment.as_str()]),
        Suggestion::Unlock { environment } => given(&["unlock", "--env", environment.as_str()]),
        Suggestion::Terraform { environment, args } => {
            [given(&["tf", "--env", environment.as_str(), "--"]), args.clone()].concat()
        }
    }
}

/// The option of a setting, as a user types it.
pub(crate) fn option(setting: Setting) -> &'static str {
    match setting {
        Setting::AllowDestroy => "--allow-destroy",
        Setting::BuildArg => "--build-arg",
        Setting::BuildFile => "-f",
        Setting::Confirm => "--confirm",
        Setting::Container => "--container",
        Setting::Directory => "-C",
        Setting::Environment => "--env",
        Setting::Force => "--force",
        Setting::LockTimeout => "--lock-timeout",
        Setting::Platform => "--platform",
        Setting::PublicIp => "--public-ip",
        Setting::Subnet => "--subnet",
        Setting::Tag => "--tag",
        Setting::Timeout => "--timeout",
        Setting::Yes => "--yes",
    }
}

fn quoted(word: &str) -> String {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "-_./:=@+,".contains(letter);
    if !word.is_empty() && word.chars().all(is_plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use clap::CommandFactory;

    use super::*;
    use crate::cli::Cli;

    fn every_suggestion() -> Vec<Suggestion> {
        let environment: deploy_core::types::EnvName = "dev".parse().unwrap();
        let tag: deploy_core::types::Tag = "1.0.1".parse().unwrap();
        vec![
            Suggestion::Create { environment: None },
            Suggestion::Create { environment: Some(environment.clone()) },
            Suggestion::Init { environment: environment.clone(), upgrade: true, reconfigure: true },
            Suggestion::All { environment: environment.clone() },
            Suggestion::Build { tag: tag.clone() },
            Suggestion::Push { tag: None },
            Suggestion::Push { tag: Some(tag) },
            Suggestion::Plan { out: None },
            Suggestion::Plan { out: Some(PathBuf::from("a plan")) },
            Suggestion::Apply,
            Suggestion::Continue { environment: environment.clone(), service: "web".to_owned() },
            Suggestion::Status { environment: environment.clone() },
            Suggestion::Unlock { environment: environment.clone() },
            Suggestion::Terraform {
                environment,
                args: vec!["state".to_owned(), "push".to_owned(), "x".to_owned()],
            },
        ]
    }

    #[test]
    fn each_suggested_command_is_understood() {
        for suggestion in every_suggestion() {
            let line = command_line(&suggestion);
            let words = std::iter::once("deploy".to_owned()).chain(words(&suggestion));
            assert!(Cli::command().try_get_matches_from(words).is_ok(), "{line}");
        }
        assert_eq!(
            command_line(&Suggestion::Plan { out: Some("a plan".into()) }),
            "deploy plan --out 'a plan'"
        );
    }

    #[test]
    fn each_suggested_option_exists() {
        let command = Cli::command();
        let exists = |name: &str| {
            let all = command.get_subcommands().flat_map(clap::Command::get_subcommands);
            let all = command.get_subcommands().chain(all).chain([&command]);
            all.flat_map(clap::Command::get_arguments).any(|argument| {
                argument.get_long().is_some_and(|long| name == format!("--{long}"))
                    || argument.get_short().is_some_and(|short| name == format!("-{short}"))
            })
        };
        for setting in [
            Setting::AllowDestroy,
            Setting::BuildArg,
            Setting::BuildFile,
            Setting::Confirm,
            Setting::Container,
            Setting::Directory,
            Setting::Environment,
            Setting::Force,
            Setting::LockTimeout,
            Setting::Platform,
            Setting::PublicIp,
            Setting::Subnet,
            Setting::Tag,
            Setting::Timeout,
            Setting::Yes,
        ] {
            assert!(exists(option(setting)), "{}", option(setting));
        }
    }
}
