"""Makes the plain root that a root with modules is compared with: the same resources and data, each written out in one file.

What a resource says is taken from the state, as far as the configuration set it, and refers to the resources that it depends on,
so that Terraform has to wait for the same answers in the same order. The state is renamed to match: both roots are planned over
resources that exist.
"""

import collections
import json
import re

SHORTEST = 8  # a shorter value, "aws" say, stands in words that have nothing to do with it


def flatten(state, schemas, plan):
    """Returns (configuration in Terraform's JSON, state) of the plain root; `plan` is the one that made the state from nothing."""
    plain, resources, references = {"resource": {}, "data": {}}, [], references_of(state)
    for resource in state["resources"]:
        schema = block_of(schemas, resource)
        said = said_by(plan, resource)
        for number, instance in enumerate(resource["instances"]):
            name = name_of(resource, number)
            kind = "resource" if resource["mode"] == "managed" else "data"
            known = [pair for dependency in instance.get("dependencies", []) for pair in references[dependency]]
            plain[kind].setdefault(resource["type"], {})[name] = refer(arguments(instance["attributes"], schema, said), known)
            kept = {key: value for key, value in instance.items() if key not in ("index_key", "dependencies")}
            resources.append({key: value for key, value in resource.items() if key != "module"} | {"name": name, "instances": [kept]})
    plain["output"] = {name: {"value": typed(output)} for name, output in state["outputs"].items()}
    return plain, state | {"resources": resources, "check_results": None}


def references_of(state):
    """Returns, for each address that the state uses, the values by which a resource is known to others, and how to refer to them."""
    references = collections.defaultdict(list)
    for resource in state["resources"]:
        data = "" if resource["mode"] == "managed" else "data."
        address = ".".join(filter(None, [resource.get("module"), f"{data}{resource['type']}.{resource['name']}"]))
        for number, instance in enumerate(resource["instances"]):
            reference = f"{data}{resource['type']}.{name_of(resource, number)}"
            values = {attribute: instance["attributes"].get(attribute) for attribute in ("arn", "id")}
            references[address] += [(value, f"${{{reference}.{attribute}}}") for attribute, value in values.items() if value and len(value) >= SHORTEST]
    return references


def refer(value, known):
    """Replaces known values, the longest first, wherever they stand."""
    if isinstance(value, str):
        for text, reference in sorted(known, key=lambda pair: -len(pair[0])):
            value = value if "${" in value else value.replace(text, reference)
    if isinstance(value, list):
        return [refer(item, known) for item in value]
    if isinstance(value, dict):
        return {key: refer(item, known) for key, item in value.items()}
    return value


def name_of(resource, number):
    """Returns a name that no other resource of the root has."""
    return re.sub(r"\W+", "_", f"{resource.get('module', 'root')}_{resource['name']}_{number}")


def block_of(schemas, resource):
    """Returns the schema of a resource's or a data source's block."""
    provider = next(iter(schemas["provider_schemas"].values()))
    kind = "resource_schemas" if resource["mode"] == "managed" else "data_source_schemas"
    return provider[kind][resource["type"]]["block"]


def said_by(plan, resource):
    """Returns the names of what the configuration gives a resource: its arguments, and the blocks that were known before the apply,
    because the configuration does not show those that it makes dynamically."""
    wanted = (resource["mode"], resource["type"], resource["name"])
    known = set()
    for change in plan["resource_changes"]:
        if (change["mode"], change["type"], change["name"]) == wanted and change.get("module_address") == resource.get("module"):
            for side in ("after", "after_unknown"):
                known |= {name for name, value in change["change"][side].items() if isinstance(value, list) and value}
    return known | expressions(plan["configuration"]["root_module"], resource, wanted)


def expressions(module, resource, wanted):
    """Returns the names of the arguments that stand in the configuration of a resource."""
    for call in re.findall(r"module\.([^.\[]+)", resource.get("module", "")):
        module = module["module_calls"][call]["module"]
    for candidate in module["resources"]:
        if (candidate["mode"], candidate["type"], candidate["name"]) == wanted:
            return set(candidate.get("expressions", {}))
    raise SystemExit(f"error: the configuration has no {wanted}")


def arguments(values, schema, said=None):
    """Returns what may be written of a block's values; at the top (`said` is given) only what the configuration said itself."""
    written = {}
    for name, attribute in schema.get("attributes", {}).items():
        settable = attribute.get("required") or (attribute.get("optional") if said is None else name in said)
        if settable and values.get(name) not in (None, "", []):
            written[name] = literal(values[name])
    for name, nested in schema.get("block_types", {}).items():
        value = values.get(name) or []
        if said is None or name in said:
            blocks = [arguments(block, nested["block"]) for block in (value if isinstance(value, list) else [value])]
            written |= {name: blocks} if any(blocks) else {}
    return written


def typed(output):
    """Returns the value of an output. Written down, a map would be an object to Terraform, a list or a set a tuple."""
    kind, value = output["type"][0], literal(output["value"])
    return f"${{to{kind}({json.dumps(value)})}}" if kind in ("map", "list", "set") else value


def literal(value):
    """Escapes what Terraform's JSON would read as a template."""
    if isinstance(value, str):
        return value.replace("${", "$${").replace("%{", "%%{")
    if isinstance(value, list):
        return [literal(item) for item in value]
    if isinstance(value, dict):
        return {key: literal(item) for key, item in value.items()}
    return value
