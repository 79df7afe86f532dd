"""Measures how long it takes to read outputs."""

import project
from measure import DEPLOY, at_most, alternate, seconds


def compare(name, folder):
    """Compares `deploy output` with one `terraform output -json`."""
    command, options = project.terraform(folder, "output", "-json")
    deploy, other = alternate(
        lambda: seconds([DEPLOY, "output", "--env", "dev"], cwd=folder),
        lambda: seconds(command, **options),
        11,
    )
    yield at_most(f"deploy output | terraform output, {name}", deploy, other, 0.3)


def local_state():
    """With a local state."""
    return compare("local", project.with_local_state())


def s3_state():
    """With the state in S3."""
    return compare("S3", project.with_s3_state())
