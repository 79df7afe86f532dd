//! What is known of an apply so far, from the lines that Terraform has written.

use super::apply_stream::{Change, Message};
use crate::terraform::diagnostics::Diagnostic;

/// What is known of an apply so far.
#[derive(Debug, Default)]
pub(super) struct Progress {
    pub(super) changes: Vec<Change>,
    /// Addresses of the resources that Terraform is at.
    pub(super) unfinished: Vec<String>,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Whether Terraform said that it was through.
    pub(super) is_complete: bool,
}

impl Progress {
    /// Takes in what a line tells.
    pub(super) fn take(&mut self, message: Message) {
        match message {
            Message::ApplyStart { hook } | Message::ApplyProgress { hook } if hook.is_change() => {
                let address = hook.resource.address;
                if !self.unfinished.contains(&address) {
                    self.unfinished.push(address);
                }
            }
            Message::ApplyComplete { hook } if hook.is_change() => {
                self.unfinished.retain(|unfinished| *unfinished != hook.resource.address);
                self.changes.push(Change { action: hook.action, id: hook.id_value });
            }
            Message::Diagnostic { diagnostic } => self.diagnostics.push(diagnostic),
            Message::ChangeSummary { changes } => self.is_complete |= changes.operation != "plan",
            _ => {}
        }
    }
}
