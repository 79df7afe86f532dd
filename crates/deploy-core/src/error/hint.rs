//! What to do about a failure, as data: the library knows no option and no command line, deploy-cli puts it into words.

use std::path::PathBuf;

use crate::types::{EnvName, Tag};

/// One sentence on what to do, without a full stop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hint {
    /// A sentence that names no command and no option.
    Text(String),
    /// A command of this program, for which `{}` in the sentence stands.
    Run {
        /// "{} creates the repositories".
        sentence: String,
        /// The command.
        command: Box<Suggestion>,
    },
    /// An option of this program, for which `{}` in the sentence stands.
    Set {
        /// "pass a longer {}".
        sentence: String,
        /// The option.
        setting: Setting,
    },
}

impl Hint {
    pub(crate) fn run(command: Suggestion, sentence: impl Into<String>) -> Self {
        Self::Run { sentence: sentence.into(), command: Box::new(command) }
    }

    /// An option of this program, for which `{}` in the sentence stands.
    pub fn set(setting: Setting, sentence: impl Into<String>) -> Self {
        Self::Set { sentence: sentence.into(), setting }
    }
}

impl From<&str> for Hint {
    fn from(sentence: &str) -> Self {
        Self::Text(sentence.to_owned())
    }
}

impl From<String> for Hint {
    fn from(sentence: String) -> Self {
        Self::Text(sentence)
    }
}

/// A command of this program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Suggestion {
    /// Makes what an environment needs.
    Create {
        /// None where the environment is not known.
        environment: Option<EnvName>,
    },
    /// Initialises Terraform.
    Init {
        /// Of which environment.
        environment: EnvName,
        /// With newer providers and modules.
        upgrade: bool,
        /// With the backend as it is configured now.
        reconfigure: bool,
    },
    /// Builds, pushes and applies a tag.
    All {
        /// Where to.
        environment: EnvName,
    },
    /// Builds the images.
    Build {
        /// With which tag.
        tag: Tag,
    },
    /// Pushes the images.
    Push {
        /// With which tag; none where it is not known.
        tag: Option<Tag>,
    },
    /// Plans.
    Plan {
        /// And saves the plan.
        out: Option<PathBuf>,
    },
    /// Applies.
    Apply,
    /// Lets a rollout continue that waits for a person.
    Continue {
        /// In which environment.
        environment: EnvName,
        /// Of which service.
        service: String,
    },
    /// Shows the services.
    Status {
        /// Of which environment.
        environment: EnvName,
    },
    /// Ends the lock of an environment.
    Unlock {
        /// Of which environment.
        environment: EnvName,
    },
    /// Runs Terraform itself.
    Terraform {
        /// In which environment.
        environment: EnvName,
        /// With which arguments.
        args: Vec<String>,
    },
}

impl Suggestion {
    /// Initialises an environment as it is configured.
    pub(crate) fn init(environment: &EnvName) -> Self {
        Self::Init { environment: environment.clone(), upgrade: false, reconfigure: false }
    }
}

/// An option of this program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// Consent to what a plan destroys or replaces.
    AllowDestroy,
    /// A build argument.
    BuildArg,
    /// The Compose build file.
    BuildFile,
    /// Consent that is given beforehand by the environment's name.
    Confirm,
    /// The container of a one-off task.
    Container,
    /// The folder of the project.
    Directory,
    /// The environment.
    Environment,
    /// Overwriting what was changed by hand.
    Force,
    /// How long to wait for the lock of an environment.
    LockTimeout,
    /// The platform that images are built for.
    Platform,
    /// A public address for a one-off task.
    PublicIp,
    /// The subnet of a one-off task.
    Subnet,
    /// The tag.
    Tag,
    /// How long something may take.
    Timeout,
    /// Consent that is given beforehand.
    Yes,
}
