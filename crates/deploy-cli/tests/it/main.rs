//! The real binary in a world of its own: fake programs for Terraform and Docker on its PATH, the sandbox for AWS, a fake
//! engine over HTTP, and nothing else in its environment. A snapshot holds the exit code, what was printed, **and the calls**.
#![expect(clippy::unwrap_used, reason = "a test fails by it")]

mod all;
mod applied_verdict;
mod apply;
mod apply_saved_plan;
mod build;
mod build_names;
mod build_order;
mod clusters;
mod command_line;
mod completions;
mod continue_rollout;
mod create;
mod credentials;
mod destroy;
mod failure_causes;
mod fargate;
mod faults;
mod folders;
mod init;
mod interrupts;
mod killed_runs;
mod modules;
mod output;
mod plan;
mod project;
mod protection;
mod push;
mod redeploy;
mod secrets;
mod stages;
mod status;
mod streams;
mod support;
mod tags;
mod tf;
mod unanswered_calls;
mod verdicts;
mod version;
mod wait;
mod with_terraform;
