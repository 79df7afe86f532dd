"""Projects for the measurements: copies of examples/worker that are applied in the sandbox."""

import functools
import os
import pathlib
import shutil

from measure import DEPLOY, TERRAFORM, DEMO_DIR, seconds

BACKEND = 'terraform {\n  backend "s3" {\n    bucket       = "%s"\n    key          = "bench.tfstate"\n    region       = "us-east-1"\n    use_lockfile = true\n  }\n}\n'


def copy(name):
    """Copies the example to a sibling folder, because it refers to the modules by relative path; returns the folder."""
    source, folder = pathlib.Path(DEMO_DIR, "examples", "worker"), pathlib.Path(DEMO_DIR, "examples", name)
    shutil.copytree(source, folder)
    with open(folder / "terraform" / "terraform.dev.tfvars", "a", encoding="utf-8") as values:
        values.write(f'\nproject = "{name}"\n')
    return folder


def apply(folder):
    """Creates the environment `dev` and applies it once, by Terraform itself: its images are in no registry."""
    seconds([DEPLOY, "create", "--env", "dev", "--yes"], cwd=folder)
    seconds([DEPLOY, "tf", "--env", "dev", "--tag", "1.0.1", "--", "apply", "-auto-approve"], cwd=folder)


@functools.cache
def with_local_state():
    """Returns a project with a local state."""
    folder = copy("local")
    apply(folder)
    return folder


@functools.cache
def with_s3_state():
    """Returns a project with its state in the S3 bucket of the sandbox."""
    folder = copy("s3")
    (folder / "terraform" / "backend.tf").write_text(BACKEND % state_bucket(), encoding="utf-8")
    apply(folder)
    return folder


def state_bucket():
    """Returns the name of the bucket that the sandbox starts with."""
    import boto3

    return boto3.client("s3").list_buckets()["Buckets"][0]["Name"]


def data_folder(folder):
    """Returns Terraform's data folder of the environment `dev`, which `deploy` named after the project."""
    (found,) = pathlib.Path(os.environ["DEPLOY_CACHE_DIR"], "terraform").glob(f"{folder.name}-dev-*")
    return found


def terraform(folder, *arguments):
    """Returns a Terraform command in the environment `dev` that `deploy` created, and the options to run it with."""
    environment = os.environ | {"TF_WORKSPACE": "dev", "TF_DATA_DIR": str(data_folder(folder)), "TF_IN_AUTOMATION": "1"}
    return [TERRAFORM, *arguments], {"cwd": folder / "terraform", "env": environment}
