//! Account settings, and the capacity providers that every account has.
//!
//! A setting that nobody has set is told only where a call asks for effective settings (API Reference,
//! "`ListAccountSettings`").

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::wire::{Answer, Input, invalid};
use super::{Ecs, limits, names};

/// The settings that there are and what they are unless set (Developer Guide, "Access Amazon ECS features with account
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

/// What was set, by name.
pub(super) type Settings = BTreeMap<String, String>;

impl Ecs {
    /// `PutAccountSetting` and `PutAccountSettingDefault`: the account has one user here.
    pub(super) fn put_account_setting(&mut self, input: Input) -> Answer {
        let (name, value) = (input.required("name")?, input.required("value")?);
        if !EFFECTIVE.iter().any(|(known, _)| *known == name) {
            return Err(invalid(format!("Invalid setting name: {name}.")));
        }
        self.settings.insert(name.to_owned(), value.to_owned());
        Ok(json!({ "setting": self.setting_shown(name, value) }))
    }

    pub(super) fn delete_account_setting(&mut self, input: Input) -> Answer {
        let name = input.required("name")?;
        self.settings.remove(name);
        Ok(json!({ "setting": { "name": name, "principalArn": self.principal() } }))
    }

    pub(super) fn list_account_settings(&self, input: Input) -> Answer {
        let effective = input.flag("effectiveSettings");
        let asked = |name: &str| input.text("name").is_none_or(|asked| asked == name);
        let value = |(name, usual): (&'static str, &'static str)| {
            let set = self.settings.get(name).map(String::as_str);
            set.or(effective.then_some(usual)).map(|value| (name, value))
        };
        let told = EFFECTIVE.into_iter().filter_map(value).filter(|(name, _)| asked(name));
        let told: Vec<Value> = told.map(|(name, value)| self.setting_shown(name, value)).collect();
        limits::page(input, "settings", 10, &told)
    }

    fn setting_shown(&self, name: &str, value: &str) -> Value {
        json!({ "name": name, "value": value, "principalArn": self.principal(), "type": "user" })
    }

    fn principal(&self) -> String {
        format!("arn:aws:iam::{}:root", self.place.account)
    }

    /// `FARGATE` and `FARGATE_SPOT`; there are no others here (API Reference, "`DescribeCapacityProviders`").
    pub(super) fn describe_capacity_providers(&self, input: Input) -> Value {
        let arn = |name: &str| self.place.arn(&format!("capacity-provider/{name}"));
        let known = ["FARGATE", "FARGATE_SPOT"];
        let asked: Vec<&str> = input.texts("capacityProviders").map(names::last).collect();
        let shown = known.into_iter().filter(|name| asked.is_empty() || asked.contains(name)).map(
            |name| json!({ "capacityProviderArn": arn(name), "name": name, "status": "ACTIVE", "tags": [] }),
        );
        let missing = asked.iter().filter(|name| !known.contains(name));
        let failures = missing.map(|name| json!({ "arn": arn(name), "reason": "MISSING" }));
        json!({ "capacityProviders": shown.collect::<Vec<_>>(), "failures": failures.collect::<Vec<_>>() })
    }
}
