"""What the modules cost: the plan of examples/bridge beside a plain root with the same resources."""

import json
import pathlib
import shutil
import subprocess

from flatten import flatten
from measure import TERRAFORM, WORLD, at_most, in_turn, seconds

LOCAL = 'terraform {\n  backend "local" {}\n}\n'
VALUES = ["-input=false", "-var-file=terraform.dev.tfvars", "-var", "app_tag=1.0.1"]
NO_CHANGE = ["-detailed-exitcode", *VALUES]


def modules():
    """Both roots are planned over resources that exist and have not changed: a plan with changes would end with another code."""
    root = pathlib.Path(WORLD, "examples", "bridge", "terraform")
    plan = apply(root)
    plain = write_plain(root, plan)
    ours, theirs = in_turn(
        lambda: seconds([TERRAFORM, "plan", *NO_CHANGE], cwd=root),
        lambda: seconds([TERRAFORM, "plan", *NO_CHANGE], cwd=plain),
        15,
    )
    yield at_most("plan of bridge | root without modules", ours, theirs, 1.1)


def apply(root):
    """Applies the example with its state in a file, and returns the plan that was applied."""
    (root / "backend_override.tf").write_text(LOCAL, encoding="utf-8")
    seconds([TERRAFORM, "init", "-input=false"], cwd=root)
    seconds([TERRAFORM, "plan", "-out=first.plan", *VALUES], cwd=root)
    plan = answer(root, "show", "-json", "first.plan")
    seconds([TERRAFORM, "apply", "-input=false", "first.plan"], cwd=root)
    return plan


def write_plain(root, plan):
    """Writes the root without modules, and its state, into a folder beside the copy; returns the folder. What goes into the root and
    comes out of it is the same."""
    configuration, state = flatten(answer(root, "state", "pull"), answer(root, "providers", "schema", "-json"), plan)
    values = {name: variable.get("value") for name, variable in plan["variables"].items()}
    tags = {"Project": values["project"], "Environment": values["env_label"]}
    configuration["terraform"] = {"required_providers": {"aws": {"source": "hashicorp/aws", "version": "~> 5.100"}}}
    configuration["provider"] = {"aws": {"region": values["region"], "default_tags": [{"tags": tags}]}}
    folder = pathlib.Path(WORLD, "plain")
    folder.mkdir()
    for file in ("variables.tf", "terraform.dev.tfvars"):
        shutil.copy(root / file, folder)
    (folder / "main.tf.json").write_text(json.dumps(configuration, indent=2), encoding="utf-8")
    (folder / "terraform.tfstate").write_text(json.dumps(state), encoding="utf-8")
    seconds([TERRAFORM, "init", "-input=false"], cwd=folder)
    return folder


def answer(root, *arguments):
    """Returns what Terraform answers in JSON."""
    done = subprocess.run([TERRAFORM, *arguments], cwd=root, check=True, stdout=subprocess.PIPE)
    return json.loads(done.stdout)
