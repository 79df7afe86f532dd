"""Measures the start of `deploy`."""

import fcntl
import os
import subprocess

from measure import DEPLOY, Line, alternate, seconds

TOLERANCE = 0.005  # seconds more than an empty process
MEMORY = 20.0  # MiB


def help_time():
    """Compares `deploy --help` with a program that does nothing."""
    deploy, other = alternate(lambda: seconds([DEPLOY, "--help"]), lambda: seconds(["true"]), 40)
    yield Line("deploy --help | an empty process", deploy * 1e3, other * 1e3, "other + 5 ms", deploy - other <= TOLERANCE, "{:.2f} ms")


def help_memory():
    """Measures the peak memory of `deploy --help`, while it waits to write to a full pipe."""
    reader, writer = os.pipe()
    size = fcntl.fcntl(writer, fcntl.F_GETPIPE_SZ)
    os.write(writer, b"x" * size)
    with subprocess.Popen([DEPLOY, "--help"], stdout=writer, stderr=writer) as program:
        peak = peak_when_blocked(program.pid)
        os.close(writer)
        while os.read(reader, size):
            pass
    os.close(reader)
    yield Line("deploy --help, peak memory", peak, None, "at most 20 MiB", peak <= MEMORY, "{:.1f} MiB")


def peak_when_blocked(pid):
    """Waits until a process blocks on a write to a pipe, and returns its peak memory in MiB."""
    while "pipe_write" not in read(pid, "wchan"):
        os.sched_yield()
    fields = dict(line.split(":", 1) for line in read(pid, "status").splitlines())
    return int(fields["VmHWM"].split()[0]) / 1024


def read(pid, name):
    """Returns the contents of a file of a process in /proc."""
    with open(f"/proc/{pid}/{name}", encoding="utf-8") as file:
        return file.read()
