"""Measures what bin/deploy adds to `docker run` of the same image."""

import os
import subprocess

from measure import Line, alternate, seconds

SCRIPT = os.path.join(os.environ.get("REPO", "."), "bin", "deploy")
TOLERANCE = 0.150  # seconds more than `docker run`
ROUNDS = 15


def start():
    """Compares `deploy --version` by bin/deploy with `docker run`, in a folder that is a project."""
    environment = {name: value for name, value in os.environ.items() if name != "DEPLOY_NATIVE"}
    if "DEPLOY_IMAGE" not in environment:
        built = subprocess.run([os.path.join(os.environ["REPO"], "bin", "image"), "--binary", os.environ["MEASURED_PROGRAM"]], stdout=subprocess.PIPE, check=True)
        environment["DEPLOY_IMAGE"] = built.stdout.decode().split()[-1]
    folder = os.path.join(os.environ["REPO"], "examples", "worker")
    deploy, other = alternate(
        lambda: seconds([SCRIPT, "--version"], env=environment, cwd=folder),
        lambda: seconds(["docker", "run", "--rm", environment["DEPLOY_IMAGE"], "--version"]),
        ROUNDS,
    )
    name = f"bin/deploy | docker run, {(deploy - other) * 1e3:+.0f} ms"
    yield Line(name, deploy * 1e3, other * 1e3, "other + 150 ms", deploy - other <= TOLERANCE, "{:.0f} ms")
