"""Measures the time of commands, and formats the lines of the table."""

import os
import statistics
import subprocess
import time
from dataclasses import dataclass

DEPLOY = os.environ.get("MEASURED_PROGRAM", "deploy")
TERRAFORM = os.environ.get("TERRAFORM_PROGRAM", "terraform")
DEMO_DIR = os.environ.get("DEMO_DIR", "")


@dataclass
class Line:
    """One line of the table. `other` is None if there is nothing to compare with; `form` formats a figure with its unit."""

    name: str
    deploy: float
    other: float | None
    target: str
    ok: bool
    form: str = "{:.3f} s"

    def __str__(self):
        other = "-" if self.other is None else self.form.format(self.other)
        ratio = f"{self.deploy / self.other:.2f}" if self.other else "-"
        return f"{self.name:<42} {self.form.format(self.deploy):>10} {other:>10} {ratio:>7}  {self.target:<22} {'ok' if self.ok else 'MISSED'}"


def at_most(name, deploy, other, factor):
    """Returns a line whose target is at most `factor` times the other figure."""
    return Line(name, deploy, other, f"at most {factor} x other", deploy <= factor * other)


def alternate(deploy, other, rounds):
    """Returns the medians of two measurements. They alternate, so that a busy machine slows down both."""
    pairs = [(deploy(), other()) for _ in range(rounds)]
    return tuple(statistics.median(column) for column in zip(*pairs))


def seconds(command, **options):
    """Runs a command, checks that it succeeds, and returns how long it took."""
    began = time.perf_counter()
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, **options)
    took = time.perf_counter() - began
    if done.returncode != 0:
        raise SystemExit(f"error: {' '.join(command)} exited with {done.returncode}\n{done.stdout.decode()[-2000:]}")
    return took
