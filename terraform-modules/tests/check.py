#!/usr/bin/env python3
"""Rules that all modules keep and Terraform does not look after. Prints a line for each, and at the end the counts.
With `--copy` the files that several modules share are brought up to date first."""

import re
import shutil
import sys
from pathlib import Path

import readme
from declarations import MODULES, declarations, modules, name

# Variables that users of ecs-app-utils set; its `count` is `desired_count`, since Terraform reserves the word.
TASK = "vpc_id name role_arn execution_role_arn cluster_name security_group_id container_definitions memory cpu desired_count"
NETWORK = """vpc_id ssl_certificate_arn hosted_zone domain_name env_label project short_project_label container_port
    health_check_path"""
INHERITED = {
    "execution_role": "policy_arn role_name",
    "network/base": NETWORK + " security_group_id",
    "network/public": NETWORK,
    "services/generic": TASK,
    "services/load_balanced": TASK + " target_group_arn load_balancer_container_name load_balancer_container_port",
    "services/discoverable": TASK + " service_discovery_namespace_id service_label",
}

# What several modules have: the first holds the files, the others copies, since Terraform cannot include. A module inside of a
# module would be shorter, but Terraform evaluates the variables, validations and outputs of each level anew, in every plan.
SERVICES = ["services/generic", "services/load_balanced", "services/discoverable"]
SHARED = {
    "task": ["job", *SERVICES],
    "service": SERVICES,
    "route": ["network/route", "network/base", "network/public"],
    "balancer": ["network/base", "network/public"],
}

# What came after Terraform 1.5, by version.
NEWER = {
    "1.7 removed block": r"^removed {",
    "1.7 import with for_each": r"^import {[^}]*for_each",
    "1.8 function of a provider": r"\bprovider::",
    "1.8 issensitive": r"\bissensitive\(",
    "1.9 templatestring": r"\btemplatestring\(",
    "1.10 ephemeral": r"\bephemeral\b",
    "1.11 write-only argument": r"^\s+\w+_wo(_version)?\s*=",
}


def declared(module: Path) -> list[str]:
    """Nothing is left to guess: what an input is, what it means, which values are right."""
    wrong = []
    for variable in declarations(module, "variable"):
        needed = {"type", "description", "nullable" if variable.text("type") == "bool" else "validation"}
        wrong += [f"variable {variable.name} has no {lack}" for lack in sorted(needed - variable.attributes.keys())]
    return wrong + [f"output {output.name} has no description" for output in declarations(module, "output") if not output.description()]


def tested(module: Path) -> list[str]:
    """A validation that nothing has ever failed may be one that cannot fail."""
    runs = "".join(path.read_text() for path in Path(__file__).parent.glob("*.tftest.hcl"))
    refused = set(re.findall(r"\bvar\.(\w+)", " ".join(re.findall(r"expect_failures = \[(.*?)\]", runs, re.S))))
    validated = [variable.name for variable in declarations(module, "variable") if "validation" in variable.attributes]
    return [f"no test gives {variable} a bad value" for variable in validated if variable not in refused]


def used(module: Path) -> list[str]:
    """A variable that nothing reads is ignored in silence."""
    code = "".join(path.read_text() for path in module.glob("*.tf") if not path.name.endswith("variables.tf"))
    return [f"variable {variable.name} is not used" for variable in declarations(module, "variable") if not re.search(rf"\bvar\.{variable.name}\b", code)]


def inherited(module: Path) -> list[str]:
    """Users move over by changing `source`."""
    have = {variable.name for variable in declarations(module, "variable")}
    return [f"there is no variable {lack}" for lack in INHERITED.get(name(module), "").split() if lack not in have]


def old_enough(module: Path) -> list[str]:
    """Terraform 1.5 reads the module; a validation may name its own variable only (others since 1.9)."""
    wrong = []
    for path in sorted(module.glob("*.tf")):
        wrong += [f"{path.name} uses {what}" for what, pattern in NEWER.items() if re.search(pattern, path.read_text(), re.M)]
    for variable in declarations(module, "variable"):
        others = set(re.findall(r"\bvar\.(\w+)", variable.attributes.get("validation", ""))) - {variable.name}
        wrong += [f"the validation of {variable.name} names {other}" for other in sorted(others)]
    return wrong


def self_contained(module: Path) -> list[str]:
    """A path without path.module is one of the root's folder, and the module fails wherever else it is used."""
    wrong = []
    for path in module.glob("*.tf"):
        calls = re.findall(r"\b(?:file|templatefile|filebase64|fileset)\([^)]*\)", path.read_text())
        wrong += [f"{path.name}: {call} without path.module" for call in calls if "path.module" not in call]
    return wrong


def documented(module: Path) -> list[str]:
    path = module / "README.md"
    fresh = path.exists() and path.read_text() == readme.render(module)
    return [] if fresh else ["README.md is stale: terraform-modules/tests/readme.py writes it"]


def shared(part: str, holders: list[str]) -> list[str]:
    first, *others = [{path.name: path.read_text() for path in (MODULES / holder).glob(f"{part}*.tf")} for holder in holders]
    return [
        f"{holder}/{file} is not as in {holders[0]}: `check.py --copy` makes it so"
        for holder, other in zip(holders[1:], others)
        for file in sorted(first.keys() | other.keys())
        if first.get(file) != other.get(file)
    ]


def copy_shared() -> None:
    """Brings all copies up to date."""
    for part, (first, *others) in SHARED.items():
        for path in [path for other in others for path in (MODULES / other).glob(f"{part}*.tf")]:
            path.unlink()
        for path in (MODULES / first).glob(f"{part}*.tf"):
            for other in others:
                shutil.copy(path, MODULES / other)


def service_bodies() -> list[str]:
    text = (MODULES / "services/generic/service.tf").read_text()
    fixed, autoscaled = (
        re.search(rf'^resource "aws_ecs_service" "{kind}" {{\n  count = [^\n]*\n(.*?)^}}$', text, re.M | re.S)[1] for kind in ("fixed", "autoscaled")
    )
    kept = "\n  lifecycle {\n    ignore_changes = [desired_count]\n  }\n"
    return [] if fixed + kept == autoscaled else ["the fixed and the autoscaled service differ in more than ignore_changes"]


def images_are_named(build_file: Path) -> list[str]:
    """Each with a repository of its own and the tag: without the repository, Compose names all images the same."""
    images = re.findall(r"^    image: (.*)$", build_file.read_text(), re.M)
    named = re.compile(r"\$\{REGISTRY:-123456789012\.dkr\.ecr\.us-east-1\.amazonaws\.com\}/[a-z0-9_]+:\$\{APP_TAG\}")
    wrong = [f"image {image}" for image in images if not named.fullmatch(image)]
    return wrong if len(set(images)) == len(images) > 0 else [*wrong, "two images of one name, or none"]


def holds_no_secret(var_file: Path) -> list[str]:
    """A value that looks like one, or a name that says so: var-files are committed."""
    secret = re.compile(r'(?i)^\s*\w*(secret|password|passwd|token|credential|private_key|api_key)\w*\s*=|AKIA[0-9A-Z]{16}|-----BEGIN')
    return [line for line in var_file.read_text().splitlines() if secret.search(line)]


def verdicts():
    """Each rule for each module: what it is, and what is wrong."""
    for module in modules():
        for rule in (declared, tested, used, inherited, old_enough, self_contained, documented):
            yield f"{name(module)}: {rule.__name__}", rule(module)
    for part, holders in SHARED.items():
        yield f"{part}*.tf: the same everywhere", shared(part, holders)
    yield "services/generic: both services are the same", service_bodies()
    for build_file in sorted(MODULES.parent.glob("examples/*/build/docker-compose.build.yml")):
        yield f"{build_file.relative_to(MODULES.parent)}: images are named", images_are_named(build_file)
    for var_file in sorted(MODULES.parent.glob("examples/*/terraform/*.tfvars")):
        yield f"{var_file.relative_to(MODULES.parent)}: holds no secret", holds_no_secret(var_file)


def main() -> int:
    if "--copy" in sys.argv:
        copy_shared()
    passed, failed = 0, 0
    for what, wrong in verdicts():
        passed, failed = passed + (not wrong), failed + bool(wrong)
        if wrong:
            print(f"FAILED  {what}", *(f"        {line}" for line in wrong), sep="\n")
    print(f"{passed} passed, {failed} failed, 0 skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
