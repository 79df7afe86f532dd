use serde_json::{Value, json};

use super::action::Action;
use super::changes::{PlanChanges, parse};
use super::service::{Controller, PlannedRevision, PlannedService};

const OLD: &str = "arn:aws:ecs:us-east-1:123456789012:task-definition/web:1";

/// A plan with a service `web` and its task definition; what is given here is the service's and the definition's.
fn plan(service: &Value, definition: &Value) -> Value {
    json!({
        "format_version": "1.2",
        "resource_changes": [
            { "address": "module.web.aws_ecs_task_definition.main[\"a\"]", "module_address": "module.web",
              "mode": "managed", "type": "aws_ecs_task_definition", "name": "main", "index": "a", "change": definition },
            { "address": "module.web.aws_ecs_service.main[\"a\"]", "module_address": "module.web",
              "mode": "managed", "type": "aws_ecs_service", "name": "main", "index": "a", "change": service },
            { "address": "data.aws_vpc.main", "mode": "data", "type": "aws_vpc", "name": "main",
              "change": { "actions": ["read"] } },
        ],
        "configuration": { "root_module": { "module_calls": { "web": { "module": { "resources": [
            { "type": "aws_ecs_service", "name": "main",
              "expressions": { "task_definition": { "references": ["aws_ecs_task_definition.main[each.key].arn", "aws_ecs_task_definition.main"] } } },
        ] } } } } },
    })
}

fn definition(actions: &[&str], image: &str) -> Value {
    let containers = json!([{ "name": "web", "image": image }]).to_string();
    json!({ "actions": actions, "before": { "family": "web" }, "after": { "family": "web", "container_definitions": containers } })
}

fn changes(plan: &Value) -> PlanChanges {
    parse(&plan.to_string()).unwrap()
}

fn only(plan: &Value) -> PlannedService {
    let mut services = changes(plan).services;
    assert_eq!(services.len(), 1);
    services.remove(0)
}

fn updated() -> Value {
    json!({
        "actions": ["update"],
        "before": { "id": "arn:aws:ecs:us-east-1:123456789012:service/main/web", "name": "web", "task_definition": OLD },
        "after": { "name": "web" }, "after_unknown": { "task_definition": true },
    })
}

#[test]
fn a_new_revision_is_known_by_the_address_of_its_resource() {
    let web = only(&plan(&updated(), &definition(&["delete", "create"], "a.b/web:2")));
    assert_eq!(web.action, Action::Update);
    assert_eq!(web.arn.as_deref(), Some("arn:aws:ecs:us-east-1:123456789012:service/main/web"));
    let address = "module.web.aws_ecs_task_definition.main[\"a\"]".to_owned();
    assert_eq!(web.revision, PlannedRevision::New { address });
    assert_eq!(web.images.unwrap()[0].image, "a.b/web:2");
}

#[test]
fn a_service_that_ignores_its_task_definition_keeps_the_old_revision() {
    let unchanged = json!({ "actions": ["no-op"], "before": { "task_definition": OLD }, "after": { "task_definition": OLD } });
    let web = only(&plan(&unchanged, &definition(&["delete", "create"], "a.b/web:2")));
    assert_eq!(web.revision, PlannedRevision::Kept(OLD.into()));
    let web = only(&plan(&unchanged, &definition(&["no-op"], "a.b/web:2")));
    assert_eq!(web.revision, PlannedRevision::Registered(OLD.into()));
}

#[test]
fn a_definition_that_is_handed_through_modules_is_found() {
    let mut plan = plan(&updated(), &definition(&["create"], "a.b/web:2"));
    plan["resource_changes"][0]["address"] = "module.job.aws_ecs_task_definition.main".into();
    plan["resource_changes"][0]["change"]["after"]["family"] = "other".into();
    plan["resource_changes"][0]["change"]["before"] = Value::Null;
    let root = &mut plan["configuration"]["root_module"];
    let web = &mut root["module_calls"]["web"];
    web["module"]["resources"][0]["expressions"]["task_definition"] =
        json!({ "references": ["var.definition"] });
    web["expressions"] = json!({ "definition": { "references": ["module.job.arn", "module.job"] } });
    root["module_calls"]["job"] = json!({ "module": {
        "outputs": { "arn": { "expression": { "references": ["aws_ecs_task_definition.main.arn"] } } } } });
    let address = "module.job.aws_ecs_task_definition.main".to_owned();
    assert_eq!(only(&plan).revision, PlannedRevision::New { address });
}

#[test]
fn a_reference_that_cannot_be_followed_is_found_by_its_family() {
    let mut plan = plan(&updated(), &definition(&["create"], "a.b/web:2"));
    plan["configuration"] = json!({});
    assert!(matches!(only(&plan).revision, PlannedRevision::New { .. }));
    plan["resource_changes"][0]["change"]["before"] = Value::Null;
    plan["resource_changes"][0]["change"]["after"]["family"] = "other".into();
    assert_eq!(only(&plan).revision, PlannedRevision::Unknown);
}

#[test]
fn who_deploys_it_and_whether_terraform_waits_is_read() {
    let mut service = updated();
    service["after"]["deployment_controller"] = json!([{ "type": "CODE_DEPLOY" }]);
    service["after"]["wait_for_steady_state"] = true.into();
    let web = only(&plan(&service, &definition(&["no-op"], "x")));
    assert_eq!((web.controller, web.waits_for_steady_state), (Controller::CodeDeploy, true));
}

#[test]
fn what_is_destroyed_or_replaced_is_listed_without_task_definitions() {
    let mut service = updated();
    service["actions"] = json!(["delete", "create"]);
    let changes = changes(&plan(&service, &definition(&["delete", "create"], "x")));
    assert_eq!(changes.resources.len(), 2);
    let summary = "2 to replace; destroys or replaces module.web.aws_ecs_service.main[\"a\"]";
    assert_eq!(changes.to_string(), summary);
}

#[test]
fn a_task_definition_that_is_deregistered_when_it_is_replaced_is_known() {
    let deregistered = |actions: &[&str], before: bool, after: bool| {
        let mut definition = definition(actions, "x");
        definition["before"]["skip_destroy"] = before.into();
        definition["after"]["skip_destroy"] = after.into();
        changes(&plan(&updated(), &definition)).deregistered.len()
    };
    let replaced = ["delete", "create"];
    assert_eq!(deregistered(&replaced, false, false), 1);
    assert_eq!([deregistered(&replaced, true, true), deregistered(&replaced, false, true)], [0, 0]);
    assert_eq!([deregistered(&["update"], false, false), deregistered(&["create"], false, false)], [0, 0]);
}

#[test]
fn a_plan_that_cannot_be_read_says_where_and_nothing_of_its_text() {
    let error = parse("{\"resource_changes\": [{\"address\": \"hush\"}]}").unwrap_err().to_string();
    assert!(
        error.starts_with("the saved plan could not be read: line 1") && !error.contains("hush"),
        "{error}"
    );
}
