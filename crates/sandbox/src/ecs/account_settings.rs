//! Account settings. One that nobody has set is shown only where a call asks for effective settings (API Reference,
//! "`ListAccountSettings`").

use serde_json::{Value, json};

use crate::ecs::input::{Answer, Input, invalid};
use crate::ecs::limits;
use crate::ecs::state::Ecs;

/// All settings and their defaults (Developer Guide, "Access Amazon ECS features with account
/// settings").
const EFFECTIVE: [(&str, &str); 11] = [
    ("awsvpcTrunking", "disabled"),
    ("containerInsights", "disabled"),
    ("containerInstanceLongArnFormat", "enabled"),
    ("defaultLogDriverMode", "non-blocking"),
    ("fargateEventWindows", "disabled"),
    ("fargateFIPSMode", "disabled"),
    ("fargateTaskRetirementWaitPeriod", "7"),
    ("guardDutyActivate", "off"),
    ("serviceLongArnFormat", "enabled"),
    ("tagResourceAuthorization", "off"),
    ("taskLongArnFormat", "enabled"),
];

/// `PutAccountSetting` and `PutAccountSettingDefault`: the account has one user here.
pub(crate) fn put(ecs: &mut Ecs, input: Input) -> Answer {
    let (name, value) = (input.required("name")?, input.required("value")?);
    if !EFFECTIVE.iter().any(|(known, _)| *known == name) {
        return Err(invalid(format!("Invalid setting name: {name}.")));
    }
    ecs.settings.insert(name.to_owned(), value.to_owned());
    Ok(json!({ "setting": setting(ecs, name, value) }))
}

pub(crate) fn delete(ecs: &mut Ecs, input: Input) -> Answer {
    let name = input.required("name")?;
    ecs.settings.remove(name);
    Ok(json!({ "setting": { "name": name, "principalArn": principal(ecs) } }))
}

pub(crate) fn list(ecs: &Ecs, input: Input) -> Answer {
    let effective = input.flag("effectiveSettings");
    let asked = |name: &str| input.text("name").is_none_or(|asked| asked == name);
    let value = |(name, usual): (&'static str, &'static str)| {
        let set = ecs.settings.get(name).map(String::as_str);
        set.or(effective.then_some(usual)).map(|value| (name, value))
    };
    let shown = EFFECTIVE.into_iter().filter_map(value).filter(|(name, _)| asked(name));
    let shown: Vec<Value> = shown.map(|(name, value)| setting(ecs, name, value)).collect();
    limits::page(input, "settings", 10, &shown)
}

fn setting(ecs: &Ecs, name: &str, value: &str) -> Value {
    json!({ "name": name, "value": value, "principalArn": principal(ecs), "type": "user" })
}

fn principal(ecs: &Ecs) -> String {
    format!("arn:aws:iam::{}:root", ecs.location.account)
}
