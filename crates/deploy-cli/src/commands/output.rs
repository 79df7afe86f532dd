//! `deploy output`.

use deploy_core::commands::{self, Output, Outputs};
use deploy_core::error::{Failure, Kind, listed};
use serde_json::{Map, Value};

use super::Desk;
use crate::args;
use crate::json;
use crate::outcome::{Ended, Outcome};
use crate::terminal::Terminal;

/// The output that was asked for is not there.
#[derive(Debug, thiserror::Error)]
#[error("there is no output `{name}`")]
struct NoOutput {
    name: String,
    known: Vec<String>,
}

impl Failure for NoOutput {
    fn kind(&self) -> Kind {
        Kind::Usage
    }

    fn hint(&self) -> Option<String> {
        Some(match self.known.as_slice() {
            [] => "there are none yet: nothing was applied".to_owned(),
            known => format!("there are {}", listed(known)),
        })
    }
}

pub(super) async fn run(desk: &Desk, args: &args::Output) -> Ended {
    let (session, environment) = desk.session_in(&args.environment, Vec::new(), false)?;
    let outputs = commands::output(&session, &environment).await?;
    match &args.name {
        Some(name) => one(&outputs, name, desk.global.json)?,
        None if desk.global.json => json::document(&document(&outputs)),
        None => {
            for (name, output) in outputs.iter() {
                Terminal::data(&format!("{name} = {}", shown(output)));
            }
        }
    }
    Ok(Outcome::answered())
}

/// A text is printed bare, as a script wants it.
fn one(outputs: &Outputs, name: &str, as_json: bool) -> Result<(), NoOutput> {
    let known = || outputs.iter().map(|(name, _)| name.to_owned()).collect();
    let output = outputs.get(name).ok_or_else(|| NoOutput { name: name.to_owned(), known: known() })?;
    match &output.value {
        Some(Value::String(text)) if !as_json => Terminal::data(text),
        value => json::document(value),
    }
    Ok(())
}

fn shown(output: &Output) -> String {
    match &output.value {
        _ if output.sensitive => "(sensitive)".to_owned(),
        value => value.as_ref().unwrap_or(&Value::Null).to_string(),
    }
}

/// All of them, but what Terraform would hide.
fn document(outputs: &Outputs) -> Map<String, Value> {
    let value = |output: &Output| if output.sensitive { None } else { output.value.clone() };
    outputs.iter().map(|(name, output)| (name.to_owned(), value(output).unwrap_or(Value::Null))).collect()
}
