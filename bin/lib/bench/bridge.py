"""Compares the plan of examples/bridge with that of a root without modules that has the same resources."""

import json
import pathlib
import shutil
import subprocess

from flatten import flatten
from measure import TERRAFORM, DEMO_DIR, at_most, alternate, seconds

LOCAL = 'terraform {\n  backend "local" {}\n}\n'
VALUES = ["-input=false", "-var-file=terraform.dev.tfvars", "-var", "app_tag=1.0.1"]
NO_CHANGE = ["-detailed-exitcode", *VALUES]


def modules():
    """Plans both roots without changes; `-detailed-exitcode` makes the command fail if there are any."""
    root = pathlib.Path(DEMO_DIR, "examples", "bridge", "terraform")
    plan = apply(root)
    plain = write_plain(root, plan)
    deploy, other = alternate(
        lambda: seconds([TERRAFORM, "plan", *NO_CHANGE], cwd=root),
        lambda: seconds([TERRAFORM, "plan", *NO_CHANGE], cwd=plain),
        15,
    )
    yield at_most("plan of bridge | root without modules", deploy, other, 1.1)


def apply(root):
    """Applies the example with a local state and returns the plan."""
    (root / "backend_override.tf").write_text(LOCAL, encoding="utf-8")
    seconds([TERRAFORM, "init", "-input=false"], cwd=root)
    seconds([TERRAFORM, "plan", "-out=first.plan", *VALUES], cwd=root)
    plan = read_json(root, "show", "-json", "first.plan")
    seconds([TERRAFORM, "apply", "-input=false", "first.plan"], cwd=root)
    return plan


def write_plain(root, plan):
    """Writes a root without modules, and its state, to a folder and returns the folder. Variables and outputs are the same."""
    configuration, state = flatten(read_json(root, "state", "pull"), read_json(root, "providers", "schema", "-json"), plan)
    values = {name: variable.get("value") for name, variable in plan["variables"].items()}
    tags = {"Project": values["project"], "Environment": values["env_label"]}
    configuration["terraform"] = {"required_providers": {"aws": {"source": "hashicorp/aws", "version": "~> 5.100"}}}
    configuration["provider"] = {"aws": {"region": values["region"], "default_tags": [{"tags": tags}]}}
    folder = pathlib.Path(DEMO_DIR, "plain")
    folder.mkdir()
    for file in ("variables.tf", "terraform.dev.tfvars"):
        shutil.copy(root / file, folder)
    (folder / "main.tf.json").write_text(json.dumps(configuration, indent=2), encoding="utf-8")
    (folder / "terraform.tfstate").write_text(json.dumps(state), encoding="utf-8")
    seconds([TERRAFORM, "init", "-input=false"], cwd=folder)
    return folder


def read_json(root, *arguments):
    """Returns the JSON output of a Terraform command."""
    done = subprocess.run([TERRAFORM, *arguments], cwd=root, check=True, stdout=subprocess.PIPE)
    return json.loads(done.stdout)
