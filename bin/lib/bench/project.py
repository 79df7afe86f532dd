"""Projects to measure on: copies of examples/worker that `deploy` has created and applied in the sandbox."""

import functools
import os
import pathlib
import shutil

from measure import DEPLOY, TERRAFORM, WORLD, seconds

BACKEND = 'terraform {\n  backend "s3" {\n    bucket       = "%s"\n    key          = "bench.tfstate"\n    region       = "us-east-1"\n    use_lockfile = true\n  }\n}\n'


def copy(name):
    """Copies the example, beside itself because its modules are named by relative path; returns its folder."""
    source, folder = pathlib.Path(WORLD, "examples", "worker"), pathlib.Path(WORLD, "examples", name)
    shutil.copytree(source, folder)
    with open(folder / "terraform" / "terraform.dev.tfvars", "a", encoding="utf-8") as values:
        values.write(f'\nproject = "{name}"\n')
    return folder


def apply(folder):
    """Creates the environment `dev` and applies it once."""
    seconds([DEPLOY, "create", "--env", "dev", "--yes"], cwd=folder)
    seconds([DEPLOY, "apply", "--env", "dev", "--tag", "1.0.1", "--yes", "--no-wait"], cwd=folder)


@functools.cache
def with_local_state():
    """A project whose state is a file."""
    folder = copy("local")
    apply(folder)
    return folder


@functools.cache
def with_s3_state():
    """A project whose state is in the bucket that the sandbox seeds."""
    folder = copy("s3")
    (folder / "terraform" / "backend.tf").write_text(BACKEND % state_bucket(), encoding="utf-8")
    apply(folder)
    return folder


def state_bucket():
    """Returns the name of the one bucket that the sandbox has before anything is made."""
    import boto3

    return boto3.client("s3").list_buckets()["Buckets"][0]["Name"]


def bare(folder, *arguments):
    """Returns a Terraform command on the environment that `deploy` made, and the options that run it there."""
    environment = os.environ | {"TF_WORKSPACE": "dev", "TF_DATA_DIR": str(folder / ".deploy" / "dev" / "terraform"), "TF_IN_AUTOMATION": "1"}
    return [TERRAFORM, *arguments], {"cwd": folder / "terraform", "env": environment}
