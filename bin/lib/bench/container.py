"""Measures what bin/deploy adds to `docker run` of the same image."""

import os
import subprocess

from measure import Line, alternate, seconds

REPO = os.environ.get("REPO", ".")
TOLERANCE = 0.150  # seconds more than `docker run`
ROUNDS = 15


def start():
    """Compares `deploy --version` by bin/deploy with `docker run`, in a folder that is a project."""
    image = "deploy-bench:latest"
    subprocess.run([f"{REPO}/bin/image", "--binary", os.environ["MEASURED_PROGRAM"], "--name", image], stdout=subprocess.DEVNULL, check=True)
    environment = {name: value for name, value in os.environ.items() if name != "DEPLOY_NATIVE"}
    try:
        deploy, other = alternate(
            lambda: seconds([f"{REPO}/bin/deploy", "--version"], env={**environment, "DEPLOY_IMAGE": image}, cwd=f"{REPO}/examples/worker"),
            lambda: seconds(["docker", "run", "--rm", image, "--version"]),
            ROUNDS,
        )
    finally:
        subprocess.run(["docker", "image", "rm", image], stdout=subprocess.DEVNULL, check=False)
    name = f"bin/deploy | docker run, {(deploy - other) * 1e3:+.0f} ms"
    yield Line(name, deploy * 1e3, other * 1e3, "other + 150 ms", deploy - other <= TOLERANCE, "{:.0f} ms")
