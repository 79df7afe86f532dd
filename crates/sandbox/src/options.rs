//! What a sandbox is started with.

use std::{path::PathBuf, time::Duration};

use crate::clock::Pace;

/// What a sandbox is started with. By default there is no backend: calls to services without a model are refused.
#[derive(Clone, Debug)]
pub struct Options {
    /// The account's number, twelve digits.
    pub account: String,
    /// The one region.
    pub region: String,
    /// Port of the AWS APIs on 127.0.0.1; 0 takes a free one.
    pub port: u16,
    /// Port of the registry on 127.0.0.1; 0 takes a free one.
    pub registry_port: u16,
    /// How fast time passes.
    pub pace: Pace,
    /// By how many seconds the sandbox's clock is ahead of the machine's; behind it, if negative.
    pub clock_ahead: i64,
    /// Time for one step of a rollout, on the sandbox's clock; a rollout takes about four.
    pub step: Duration,
    /// Answers the calls to services without a model: moto.
    pub upstream: Backend,
    /// Stores the registry's content: docker-registry.
    pub registry: Backend,
    /// Where backends write their files and logs; a temporary folder if `None`.
    pub dir: Option<PathBuf>,
}

/// A server that the sandbox forwards requests to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Backend {
    /// There is none.
    #[default]
    Nothing,
    /// It runs already, at `http://HOST:PORT`.
    Url(String),
    /// The sandbox starts it on a free loopback port, and ends it.
    Program(PathBuf),
}

impl Default for Options {
    fn default() -> Self {
        Self {
            account: "123456789012".into(),
            region: "us-east-1".into(),
            port: 0,
            registry_port: 0,
            pace: Pace::Wall,
            clock_ahead: 0,
            step: Duration::from_millis(500),
            upstream: Backend::Nothing,
            registry: Backend::Nothing,
            dir: None,
        }
    }
}
