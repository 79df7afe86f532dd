#!/usr/bin/env python3
"""Checks rules for the modules that Terraform does not check. Prints each violation, and the counts as the last line.
With `--link`, first links the files that several modules share."""

import os
import re
import sys
from pathlib import Path

import readme
from declarations import MODULES, declarations, modules, name

# Variables of the modules of ecs-app-utils. Its `count` is `desired_count` here, because Terraform reserves `count`.
TASK = "vpc_id name role_arn execution_role_arn cluster_name security_group_id container_definitions memory cpu desired_count"
NETWORK = """vpc_id ssl_certificate_arn hosted_zone domain_name env_label project short_project_label container_port
    health_check_path"""
COMPATIBLE = {
    "execution_role": "policy_arn role_name",
    "network/base": NETWORK + " security_group_id",
    "network/public": NETWORK,
    "services/generic": TASK,
    "services/load_balanced": TASK + " target_group_arn load_balancer_container_name load_balancer_container_port",
    "services/discoverable": TASK + " service_discovery_namespace_id service_label",
}

# Files that several modules share: the first module has them, the others symbolic links. A nested module would do, too, but
# Terraform evaluates the variables, validations and outputs of each level in every plan.
SERVICES = ["services/generic", "services/load_balanced", "services/discoverable"]
SHARED = {
    "task": ["job", *SERVICES],
    "service": SERVICES,
    "route": ["network/route", "network/base", "network/public"],
    "balancer": ["network/base", "network/public"],
}
SHARERS = [(part, first, other) for part, (first, *others) in SHARED.items() for other in others]

# Language features that are newer than Terraform 1.5.
NEWER = {
    "1.7 removed block": r"^removed {",
    "1.7 import with for_each": r"^import {[^}]*for_each",
    "1.8 function of a provider": r"\bprovider::",
    "1.8 issensitive": r"\bissensitive\(",
    "1.9 templatestring": r"\btemplatestring\(",
    "1.10 ephemeral": r"\bephemeral\b",
    "1.11 write-only argument": r"^\s+\w+_wo(_version)?\s*=",
}


def has_complete_declarations(module: Path) -> list[str]:
    """Each variable has a type, a description and a validation; each output has a description."""
    wrong = []
    for variable in declarations(module, "variable"):
        needed = {"type", "description", "nullable" if variable.text("type") == "bool" else "validation"}
        wrong += [f"variable {variable.name} has no {attribute}" for attribute in sorted(needed - variable.attributes.keys())]
    return wrong + [f"output {output.name} has no description" for output in declarations(module, "output") if not output.description()]


def has_validation_tests(module: Path) -> list[str]:
    """Each validation fails in a test; otherwise it may be one that cannot fail."""
    runs = "".join(path.read_text() for path in Path(__file__).parent.glob("*.tftest.hcl"))
    refused = set(re.findall(r"\bvar\.(\w+)", " ".join(re.findall(r"expect_failures = \[(.*?)\]", runs, re.S))))
    validated = [variable.name for variable in declarations(module, "variable") if "validation" in variable.attributes]
    return [f"no test gives {variable} an invalid value" for variable in validated if variable not in refused]


def uses_all_variables(module: Path) -> list[str]:
    """Terraform ignores unused variables silently. Those that only fail with a reason say so."""
    kept = [variable for variable in declarations(module, "variable") if not variable.description().startswith("Not used any more")]
    code = "".join(path.read_text() for path in module.glob("*.tf") if not path.name.endswith("variables.tf"))
    return [f"variable {variable.name} is unused" for variable in kept if not re.search(rf"\bvar\.{variable.name}\b", code)]


def has_compatible_variables(module: Path) -> list[str]:
    """Users of ecs-app-utils can change `source` and keep their variables."""
    have = {variable.name for variable in declarations(module, "variable")}
    return [f"variable {variable} is missing" for variable in COMPATIBLE.get(name(module), "").split() if variable not in have]


def supports_terraform_1_5(module: Path) -> list[str]:
    """Terraform 1.5 can read the module. Before 1.9, a validation can use its own variable only."""
    wrong = []
    for path in sorted(module.glob("*.tf")):
        wrong += [f"{path.name} uses {what}" for what, pattern in NEWER.items() if re.search(pattern, path.read_text(), re.M)]
    for variable in declarations(module, "variable"):
        others = set(re.findall(r"\bvar\.(\w+)", variable.attributes.get("validation", ""))) - {variable.name}
        wrong += [f"the validation of {variable.name} uses {other}" for other in sorted(others)]
    return wrong


def has_relative_paths(module: Path) -> list[str]:
    """Paths start with path.module; others are relative to the root module."""
    wrong = []
    for path in module.glob("*.tf"):
        calls = re.findall(r"\b(?:file|templatefile|filebase64|fileset)\([^)]*\)", path.read_text())
        wrong += [f"{path.name}: {call} without path.module" for call in calls if "path.module" not in call]
    return wrong


def has_current_readme(module: Path) -> list[str]:
    path = module / "README.md"
    fresh = path.exists() and path.read_text() == readme.render(module)
    return [] if fresh else ["README.md is outdated: run terraform-modules/tests/readme.py"]


def links(part: str, first: str, other: str) -> dict[Path, str]:
    """Returns the links that a module needs, and where each leads."""
    target = os.path.relpath(MODULES / first, MODULES / other)
    return {MODULES / other / path.name: f"{target}/{path.name}" for path in (MODULES / first).glob(f"{part}*.tf")}


def has_shared_files(part: str, first: str, other: str) -> list[str]:
    needed = links(part, first, other)
    wrong = [path for path, target in needed.items() if not path.is_symlink() or os.readlink(path) != target]
    wrong += [path for path in (MODULES / other).glob(f"{part}*.tf") if path not in needed]
    return [f"{path.relative_to(MODULES)} is not a link to {first}: run `check.py --link`" for path in sorted(wrong)]


def link_shared_files(part: str, first: str, other: str) -> None:
    for path in (MODULES / other).glob(f"{part}*.tf"):
        path.unlink()
    for path, target in links(part, first, other).items():
        path.symlink_to(target)


def has_equal_services() -> list[str]:
    text = "".join((MODULES / "services/generic" / file).read_text() for file in ("service.tf", "service_autoscaled.tf"))
    fixed, autoscaled = (
        re.search(rf'^resource "aws_ecs_service" "{kind}" {{\n  count = [^\n]*\n(.*?)^}}$', text, re.M | re.S)[1] for kind in ("fixed", "autoscaled")
    )
    kept = "\n  lifecycle {\n    ignore_changes = [desired_count]\n  }\n"
    return [] if fixed + kept == autoscaled else ["the fixed and the autoscaled service must differ in ignore_changes only"]


def has_valid_image_names(build_file: Path) -> list[str]:
    """Each image has its own repository, and the tag."""
    images = re.findall(r"^    image: (.*)$", build_file.read_text(), re.M)
    named = re.compile(r"\$\{REGISTRY:-123456789012\.dkr\.ecr\.us-east-1\.amazonaws\.com\}/[a-z0-9_]+:\$\{APP_TAG\}")
    wrong = [f"image {image}" for image in images if not named.fullmatch(image)]
    return wrong if len(set(images)) == len(images) > 0 else [*wrong, "two images have the same name, or there are none"]


def has_no_secrets(var_file: Path) -> list[str]:
    """No name or value looks like a secret, because var-files are committed."""
    secret = re.compile(r'(?i)^\s*\w*(secret|password|passwd|token|credential|private_key|api_key)\w*\s*=|AKIA[0-9A-Z]{16}|-----BEGIN')
    return [line for line in var_file.read_text().splitlines() if secret.search(line)]


RULES = [
    has_complete_declarations,
    has_validation_tests,
    uses_all_variables,
    has_compatible_variables,
    supports_terraform_1_5,
    has_relative_paths,
    has_current_readme,
]


def check_all():
    """Yields the name of each check and its violations."""
    for module in modules():
        for rule in RULES:
            yield f"{name(module)}: {rule.__name__}", rule(module)
    for part, first, other in SHARERS:
        yield f"{other}/{part}*.tf: has_shared_files", has_shared_files(part, first, other)
    yield "services/generic: has_equal_services", has_equal_services()
    for build_file in sorted(MODULES.parent.glob("examples/*/build/docker-compose.build.yml")):
        yield f"{build_file.relative_to(MODULES.parent)}: has_valid_image_names", has_valid_image_names(build_file)
    for var_file in sorted(MODULES.parent.glob("examples/*/terraform/*.tfvars")):
        yield f"{var_file.relative_to(MODULES.parent)}: has_no_secrets", has_no_secrets(var_file)


def main() -> int:
    if "--link" in sys.argv:
        for shared in SHARERS:
            link_shared_files(*shared)
    passed, failed = 0, 0
    for name_of_check, wrong in check_all():
        passed, failed = passed + (not wrong), failed + bool(wrong)
        if wrong:
            print(f"FAILED  {name_of_check}", *(f"        {line}" for line in wrong), sep="\n")
    print(f"{passed} passed, {failed} failed, 0 skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
