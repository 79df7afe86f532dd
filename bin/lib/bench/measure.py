"""The yardstick: rounds, medians, and the line of the table that a case ends in."""

import os
import statistics
import subprocess
import time
from dataclasses import dataclass

DEPLOY = os.environ.get("MEASURED_PROGRAM", "deploy")
TERRAFORM = os.environ.get("TERRAFORM_PROGRAM", "terraform")
WORLD = os.environ.get("WORLD", "")


@dataclass
class Line:
    """One line of the table. `theirs` is None where there is nothing to compare with; `form` shows a figure with its unit."""

    name: str
    ours: float
    theirs: float | None
    must_be: str
    ok: bool
    form: str = "{:.3f} s"

    def __str__(self):
        theirs = "-" if self.theirs is None else self.form.format(self.theirs)
        ratio = f"{self.ours / self.theirs:.2f}" if self.theirs else "-"
        return f"{self.name:<42} {self.form.format(self.ours):>10} {theirs:>10} {ratio:>7}  {self.must_be:<22} {'ok' if self.ok else 'SHORT'}"


def at_most(name, ours, theirs, factor):
    """A line that is ok where ours is at most `factor` times theirs."""
    return Line(name, ours, theirs, f"at most {factor} x theirs", ours <= factor * theirs)


def in_turn(ours, theirs, rounds):
    """Returns the medians of two measurements that take turns, so that whatever slows the machine slows both."""
    pairs = [(ours(), theirs()) for _ in range(rounds)]
    return tuple(statistics.median(column) for column in zip(*pairs))


def seconds(command, **options):
    """Runs a command to its end, insists that it succeeds, and returns how long it took."""
    began = time.perf_counter()
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, **options)
    took = time.perf_counter() - began
    if done.returncode != 0:
        raise SystemExit(f"error: {' '.join(command)} ended with {done.returncode}\n{done.stdout.decode()[-2000:]}")
    return took
