//! Which task definition a service refers to, followed through variables and outputs of modules.
//!
//! A configuration that goes through `locals` cannot be followed: `show -json` does not have them.

use serde_json::Value;

use super::document::{Change, Document, Module};

/// How far references are followed.
const DEPTH: u32 = 10;
const TASK_DEFINITION: &str = "aws_ecs_task_definition";

/// The address of the task definition that a service refers to, without the key of an instance.
pub(super) fn task_definition_of(service: &Change, document: &Document) -> Option<String> {
    let path = module_path(&service.module_address);
    let module = find(&document.configuration.root_module, &path)?;
    let resource = module
        .resources
        .iter()
        .find(|resource| resource.kind == service.kind && resource.name == service.name)?;
    follow(document, &path, resource.expressions.get("task_definition")?, DEPTH)
}

/// The names of the modules in an address, without keys: `module.a["x"].module.b` is `a`, `b`.
fn module_path(address: &str) -> Vec<String> {
    without_keys(address)
        .split('.')
        .filter(|part| *part != "module" && !part.is_empty())
        .map(str::to_owned)
        .collect()
}

/// An address without the keys of instances, which may hold any text.
pub(super) fn without_keys(address: &str) -> String {
    let (mut plain, mut in_key, mut in_text) = (String::new(), false, false);
    for letter in address.chars() {
        match letter {
            '"' if in_key => in_text = !in_text,
            '[' if !in_text => in_key = true,
            ']' if !in_text => in_key = false,
            _ if !in_key => plain.push(letter),
            _ => {}
        }
    }
    plain
}

fn find<'a>(root: &'a Module, path: &[String]) -> Option<&'a Module> {
    path.iter().try_fold(root, |module, name| module.calls.get(name).map(|call| &call.module))
}

fn follow(document: &Document, path: &[String], expression: &Value, depth: u32) -> Option<String> {
    let references = expression.get("references")?.as_array()?;
    let depth = depth.checked_sub(1)?;
    references.iter().filter_map(Value::as_str).find_map(|reference| one(document, path, reference, depth))
}

fn one(document: &Document, path: &[String], reference: &str, depth: u32) -> Option<String> {
    let reference = without_keys(reference);
    if let Some(rest) = reference.strip_prefix(TASK_DEFINITION).and_then(|rest| rest.strip_prefix('.')) {
        let name = rest.split('.').next()?;
        let modules: Vec<_> = path.iter().flat_map(|module| ["module", module]).collect();
        return Some([&modules[..], &[TASK_DEFINITION, name]].concat().join("."));
    }
    let mut parts = reference.split('.');
    match (parts.next()?, parts.next()?, parts.next()) {
        ("var", name, _) => {
            let (called, parent) = path.split_last()?;
            let call = find(&document.configuration.root_module, parent)?.calls.get(called)?;
            follow(document, parent, call.expressions.get(name)?, depth)
        }
        ("module", name, Some(output)) => {
            let path = [path, &[name.to_owned()]].concat();
            let module = find(&document.configuration.root_module, &path)?;
            follow(document, &path, &module.outputs.get(output)?.expression, depth)
        }
        _ => None,
    }
}
