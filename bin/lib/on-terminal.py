"""Runs a program on a terminal of its own and prints what the program writes to it. The exit code is the program's.

Usage: python on-terminal.py [OPTION] PROGRAM ARGUMENT…
  --when TEXT KEYS   type KEYS, such as \\x03, once TEXT was written
  --input            type what comes from standard input
"""

import os
import pty
import select
import sys

STDIN, STDOUT = 0, 1


def read(descriptor):
    """Returns the next part of a stream; nothing at its end."""
    try:
        return os.read(descriptor, 65536)
    except OSError:
        return b""


def run(program, text=None, keys=b"", sources=()):
    """Runs the program and returns its exit code."""
    process, terminal = pty.fork()
    if process == 0:
        os.execvp(program[0], program)
    output, sources = b"", [terminal, *sources]
    while True:
        ready = select.select(sources, [], [])[0]
        if STDIN in ready:
            typed = read(STDIN)
            os.write(terminal, typed)
            if not typed:
                sources.remove(STDIN)
        if terminal in ready:
            part = read(terminal)
            if not part:
                break
            os.write(STDOUT, part)
            output += part
        if text and text in output:
            os.write(terminal, keys)
            text = None
    code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    return code if code >= 0 else 128 - code


def main(arguments):
    """Reads the options."""
    if arguments[0] == "--when":
        return run(arguments[3:], arguments[1].encode(), arguments[2].encode().decode("unicode_escape").encode())
    if arguments[0] == "--input":
        return run(arguments[1:], sources=[STDIN])
    return run(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
