"""Converts a root with modules to one without: the same resources and data sources in a single file.

The arguments come from the state, as far as the configuration sets them. They refer to the resources that they depend on, so that
Terraform makes the same calls in the same order. The state is converted to match, so that a plan of the new root has no changes.
"""

import collections
import json
import re

MINIMUM_LENGTH = 8  # a shorter value, such as "aws", also occurs in unrelated text


def flatten(state, schemas, plan):
    """Returns the configuration in Terraform's JSON syntax and the state; `plan` is the first plan of the root."""
    plain, resources, references = {"resource": {}, "data": {}}, [], references_of(state)
    for resource in state["resources"]:
        schema = block_of(schemas, resource)
        configured = configured_arguments(plan, resource)
        for number, instance in enumerate(resource["instances"]):
            name = name_of(resource, number)
            kind = "resource" if resource["mode"] == "managed" else "data"
            known = [pair for dependency in instance.get("dependencies", []) for pair in references[dependency]]
            plain[kind].setdefault(resource["type"], {})[name] = refer(arguments(instance["attributes"], schema, configured), known)
            kept = {key: value for key, value in instance.items() if key not in ("index_key", "dependencies")}
            resources.append({key: value for key, value in resource.items() if key != "module"} | {"name": name, "instances": [kept]})
    plain["output"] = {name: {"value": typed(output)} for name, output in state["outputs"].items()}
    return plain, state | {"resources": resources, "check_results": None}


def references_of(state):
    """Returns, for each address in the state, the ARN and the id of the resource and the expressions that refer to them."""
    references = collections.defaultdict(list)
    for resource in state["resources"]:
        data = "" if resource["mode"] == "managed" else "data."
        address = ".".join(filter(None, [resource.get("module"), f"{data}{resource['type']}.{resource['name']}"]))
        for number, instance in enumerate(resource["instances"]):
            reference = f"{data}{resource['type']}.{name_of(resource, number)}"
            values = {attribute: instance["attributes"].get(attribute) for attribute in ("arn", "id")}
            references[address] += [(value, f"${{{reference}.{attribute}}}") for attribute, value in values.items() if value and len(value) >= MINIMUM_LENGTH]
    return references


def refer(value, known):
    """Replaces known values by references, the longest first."""
    if isinstance(value, str):
        for text, reference in sorted(known, key=lambda pair: -len(pair[0])):
            value = value if "${" in value else value.replace(text, reference)
    if isinstance(value, list):
        return [refer(item, known) for item in value]
    if isinstance(value, dict):
        return {key: refer(item, known) for key, item in value.items()}
    return value


def name_of(resource, number):
    """Returns a unique name."""
    return re.sub(r"\W+", "_", f"{resource.get('module', 'root')}_{resource['name']}_{number}")


def block_of(schemas, resource):
    """Returns the schema of a resource or data source."""
    provider = next(iter(schemas["provider_schemas"].values()))
    kind = "resource_schemas" if resource["mode"] == "managed" else "data_source_schemas"
    return provider[kind][resource["type"]]["block"]


def configured_arguments(plan, resource):
    """Returns the names of the arguments and blocks that the configuration sets. Blocks come from the plan, too, because the
    configuration does not show dynamic ones."""
    wanted = (resource["mode"], resource["type"], resource["name"])
    known = set()
    for change in plan["resource_changes"]:
        if (change["mode"], change["type"], change["name"]) == wanted and change.get("module_address") == resource.get("module"):
            for side in ("after", "after_unknown"):
                known |= {name for name, value in change["change"][side].items() if isinstance(value, list) and value}
    return known | expressions(plan["configuration"]["root_module"], resource, wanted)


def expressions(module, resource, wanted):
    """Returns the names of the arguments in the configuration of a resource."""
    for call in re.findall(r"module\.([^.\[]+)", resource.get("module", "")):
        module = module["module_calls"][call]["module"]
    for candidate in module["resources"]:
        if (candidate["mode"], candidate["type"], candidate["name"]) == wanted:
            return set(candidate.get("expressions", {}))
    raise SystemExit(f"error: the configuration has no {wanted}")


def arguments(values, schema, configured=None):
    """Returns the values of a block that can be set; at the top level (`configured` is given) only those that are configured."""
    written = {}
    for name, attribute in schema.get("attributes", {}).items():
        settable = attribute.get("required") or (attribute.get("optional") if configured is None else name in configured)
        if settable and values.get(name) not in (None, "", []):
            written[name] = literal(values[name])
    for name, nested in schema.get("block_types", {}).items():
        value = values.get(name) or []
        if configured is None or name in configured:
            blocks = [arguments(block, nested["block"]) for block in (value if isinstance(value, list) else [value])]
            written |= {name: blocks} if any(blocks) else {}
    return written


def typed(output):
    """Returns the value of an output with its type: in JSON, a map would become an object, and a list or a set a tuple."""
    kind, value = output["type"][0], literal(output["value"])
    return f"${{to{kind}({json.dumps(value)})}}" if kind in ("map", "list", "set") else value


def literal(value):
    """Escapes the template syntax of Terraform."""
    if isinstance(value, str):
        return value.replace("${", "$${").replace("%{", "%%{")
    if isinstance(value, list):
        return [literal(item) for item in value]
    if isinstance(value, dict):
        return {key: literal(item) for key, item in value.items()}
    return value
