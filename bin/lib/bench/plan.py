"""How long a person waits for a plan."""

import re
import subprocess
import tempfile
import time

import project
from measure import DEPLOY, at_most, in_turn

SHOWN = re.compile(rb"^(\x1b\[[0-9;]*m)*(Plan:|No changes)")


def until_shown(command, **options):
    """Returns the seconds until the plan's summary is on screen; waits for the command's end."""
    began, shown = time.perf_counter(), None
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **options) as program:
        for line in program.stdout:
            if shown is None and SHOWN.match(line):
                shown = time.perf_counter() - began
    if shown is None:
        raise SystemExit(f"error: {' '.join(command)} showed no plan")
    return shown


def until_on_screen():
    """`deploy plan` on an initialised environment beside the Terraform plan that it runs."""
    folder = project.with_local_state()
    with tempfile.TemporaryDirectory() as scratch:
        command, options = project.bare(
            folder, "plan", "-input=false", "-var-file=terraform.dev.tfvars", "-var", "app_tag=1.0.2", f"-out={scratch}/plan"
        )
        ours, theirs = in_turn(
            lambda: until_shown([DEPLOY, "plan", "--env", "dev", "--tag", "1.0.2"], cwd=folder),
            lambda: until_shown(command, **options),
            9,
        )
    yield at_most("deploy plan | terraform plan, until shown", ours, theirs, 1.05)
