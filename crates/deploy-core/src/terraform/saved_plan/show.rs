use std::path::Path;

use crate::terraform::arguments::{self, words};
use crate::terraform::command::emit_line;
use crate::terraform::error::Error;
use crate::terraform::read_only;
use crate::terraform::terraform::Terraform;

/// Shows the text of a saved plan, as events.
pub(crate) async fn show(terraform: &Terraform, plan: &Path) -> Result<(), Error> {
    let mut args = words(&["show"]);
    args.extend(arguments::color(terraform.settings()));
    args.push(plan.into());
    read_only::run(terraform, &args, &[0], |line| emit_line(terraform, line.to_owned())).await.map(drop)
}
