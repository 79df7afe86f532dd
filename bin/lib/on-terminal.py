"""Runs a program on a terminal of its own and prints what the program writes to it. The exit code is the program's.

Usage: python on-terminal.py [--when TEXT --type KEYS] PROGRAM ARGUMENT…   types KEYS, such as \\x03, once TEXT was written
"""

import os
import pty
import sys


def read(terminal):
    """Returns the next part of the output; nothing at its end."""
    try:
        return os.read(terminal, 65536)
    except OSError:
        return b""


def main(arguments):
    """Runs the program and returns its exit code."""
    text, keys = None, b""
    if arguments[0] == "--when":
        text, keys, arguments = arguments[1].encode(), arguments[3].encode().decode("unicode_escape").encode(), arguments[4:]
    process, terminal = pty.fork()
    if process == 0:
        os.execvp(arguments[0], arguments)
    output = b""
    while part := read(terminal):
        os.write(sys.stdout.fileno(), part)
        output += part
        if text and text in output:
            os.write(terminal, keys)
            text = None
    code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    return code if code >= 0 else 128 - code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
