"""What it costs to start `deploy` at all."""

import fcntl
import os
import subprocess

from measure import DEPLOY, Line, in_turn, seconds

TOLERANCE = 0.005  # seconds over an empty process
MEMORY = 20.0  # MiB


def help_time():
    """`deploy --help` beside a program that does nothing."""
    ours, theirs = in_turn(lambda: seconds([DEPLOY, "--help"]), lambda: seconds(["true"]), 40)
    yield Line("deploy --help | an empty process", ours * 1e3, theirs * 1e3, "theirs + 5 ms", ours - theirs <= TOLERANCE, "{:.2f} ms")


def help_memory():
    """The most memory that `deploy --help` holds, read while it waits to write into a full pipe."""
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
    """Waits until a process sleeps in a write to a pipe, and returns its peak resident size in MiB."""
    while "pipe_write" not in read(pid, "wchan"):
        os.sched_yield()
    fields = dict(line.split(":", 1) for line in read(pid, "status").splitlines())
    return int(fields["VmHWM"].split()[0]) / 1024


def read(pid, name):
    """Returns a file of a process in /proc."""
    with open(f"/proc/{pid}/{name}", encoding="utf-8") as file:
        return file.read()
