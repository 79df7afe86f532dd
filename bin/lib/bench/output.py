"""How long it takes to read outputs."""

import project
from measure import DEPLOY, at_most, in_turn, seconds


def compare(name, folder):
    """`deploy output` beside one `terraform output -json`."""
    command, options = project.bare(folder, "output", "-json")
    ours, theirs = in_turn(
        lambda: seconds([DEPLOY, "output", "--env", "dev"], cwd=folder),
        lambda: seconds(command, **options),
        11,
    )
    yield at_most(f"deploy output | terraform output, {name}", ours, theirs, 0.3)


def local_state():
    """The state is a file."""
    return compare("local", project.with_local_state())


def s3_state():
    """The state is in S3."""
    return compare("S3", project.with_s3_state())
