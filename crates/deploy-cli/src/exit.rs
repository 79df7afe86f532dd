//! What each exit code means. They are an API: the README lists them, and no other place knows a number.

use std::process::ExitCode;

use deploy_core::Kind;
use deploy_core::error::Signal;

/// How the program ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Done, or nothing to do.
    Done,
    /// `plan --detailed-exitcode`: there are changes, as Terraform says it.
    Changes,
    /// As the kind of failure says.
    Failed(Kind),
    /// As above, where an exit code of a container is expected: it must not look like one.
    FailedBeside(Kind),
    /// With the code of the program that the user ran through us.
    Child(i32),
}

impl Exit {
    /// That of a failed command.
    pub(crate) fn failed(kind: Kind, command: &str) -> Self {
        if command == "fargate" { Self::FailedBeside(kind) } else { Self::Failed(kind) }
    }

    /// The number.
    pub(crate) fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Changes => 2,
            Self::Failed(kind) | Self::FailedBeside(kind @ Kind::Interrupted(_)) => of(kind),
            // As `docker run` does it.
            Self::FailedBeside(_) => 125,
            // Exit codes are a byte; a program cannot give another.
            Self::Child(code) => u8::try_from(code).unwrap_or(1),
        }
    }
}

fn of(kind: Kind) -> u8 {
    match kind {
        Kind::Failed => 1,
        Kind::RolloutFailed => 3,
        Kind::TimedOut => 4,
        Kind::Refused => 5,
        Kind::Usage => 64,
        Kind::Interrupted(Signal::Interrupt) => 130,
        Kind::Interrupted(Signal::Terminate) => 143,
    }
}

/// The name of a kind in JSON results.
pub(crate) fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Failed => "failed",
        Kind::RolloutFailed => "rollout_failed",
        Kind::TimedOut => "timed_out",
        Kind::Refused => "refused",
        Kind::Usage => "usage",
        Kind::Interrupted(_) => "interrupted",
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        exit.code().into()
    }
}
