"""Measures how long a plan takes until it is on the screen."""

import re
import subprocess
import tempfile
import time

import project
from measure import DEPLOY, at_most, alternate

SHOWN = re.compile(rb"^(\x1b\[[0-9;]*m)*(Plan:|No changes)")


def until_shown(command, **options):
    """Runs a command to its end and returns the seconds until the summary of the plan was printed."""
    began, shown = time.perf_counter(), None
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **options) as program:
        for line in program.stdout:
            if shown is None and SHOWN.match(line):
                shown = time.perf_counter() - began
    if shown is None:
        raise SystemExit(f"error: {' '.join(command)} showed no plan")
    return shown


def until_on_screen():
    """Compares `deploy plan` on an initialised environment with the Terraform plan that it runs."""
    folder = project.with_local_state()
    with tempfile.TemporaryDirectory() as scratch:
        command, options = project.terraform(
            folder, "plan", "-input=false", "-var-file=terraform.dev.tfvars", "-var", "app_tag=1.0.2", f"-out={scratch}/plan"
        )
        deploy, other = alternate(
            lambda: until_shown([DEPLOY, "plan", "--env", "dev", "--tag", "1.0.2"], cwd=folder),
            lambda: until_shown(command, **options),
            9,
        )
    yield at_most("deploy plan | terraform plan, until shown", deploy, other, 1.05)
