use deploy_core::commands::{self, Output, Outputs};
use deploy_core::error::{Failure, Hint, Kind, listed};
use serde_json::{Map, Value};

use crate::args::EnvironmentArgs;
use crate::command_context::{CommandContext, SessionOptions};
use crate::outcome::{CommandOutcome, CommandResult};
use crate::output::json::write_document;
use crate::output::streams::{write_answer_line, write_stdout_line};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    environment: EnvironmentArgs,
    /// Only this output, as it is: for scripts, also a sensitive one
    #[arg(value_name = "NAME")]
    name: Option<String>,
}

/// The output that was asked for does not exist.
#[derive(Debug, thiserror::Error)]
#[error("unknown output `{name}`")]
struct NoOutput {
    name: String,
    known: Vec<String>,
}

impl Failure for NoOutput {
    fn kind(&self) -> Kind {
        Kind::Usage
    }

    fn hints(&self) -> Vec<Hint> {
        vec![match self.known.as_slice() {
            [] => "none exist yet: nothing was applied".into(),
            known => format!("available: {}", listed(known)).into(),
        }]
    }
}

pub(crate) async fn run(context: &CommandContext, args: Args) -> CommandResult {
    let (session, environment) = context.session_in(&args.environment, SessionOptions::default())?;
    let outputs = commands::output(&session, &environment).await?;
    let as_json = context.global.json;
    match &args.name {
        Some(name) => write_one(&outputs, name, as_json)?,
        None if as_json => write_document(&without_sensitive(&outputs)),
        None => {
            for (name, output) in outputs.iter() {
                write_answer_line(&format!("{name} = {}", shown(output)));
            }
        }
    }
    Ok(CommandOutcome::answered())
}

/// A string is printed without quotes, as a script needs it.
fn write_one(outputs: &Outputs, name: &str, as_json: bool) -> Result<(), NoOutput> {
    let known = || outputs.iter().map(|(name, _)| name.to_owned()).collect();
    let output = outputs.get(name).ok_or_else(|| NoOutput { name: name.to_owned(), known: known() })?;
    match &output.value {
        Some(Value::String(text)) if !as_json => write_stdout_line(text),
        value => write_document(value),
    }
    Ok(())
}

fn shown(output: &Output) -> String {
    match &output.value {
        _ if output.sensitive => "(sensitive)".to_owned(),
        value => value.as_ref().unwrap_or(&Value::Null).to_string(),
    }
}

fn without_sensitive(outputs: &Outputs) -> Map<String, Value> {
    let value = |output: &Output| if output.sensitive { None } else { output.value.clone() };
    outputs.iter().map(|(name, output)| (name.to_owned(), value(output).unwrap_or(Value::Null))).collect()
}
