"""Measures the cases and prints a table that compares `deploy` with what it replaces.

Usage: python bin/lib/bench [--check] [--list] [CASE…]. CASE is a name or the beginning of one. With --check the exit code is 1
if a line misses its target. Use bin/bench, which provides the programs and the sandbox.
"""

import sys

import bridge
import container
import fleet
import follow
import output
import plan
import start

CASES = {
    "help": start.help_time,
    "help-memory": start.help_memory,
    "container": container.start,
    "plan": plan.until_on_screen,
    "output-local": output.local_state,
    "output-s3": output.s3_state,
    "modules": bridge.modules,
    "redeploy": fleet.redeploy,
    "model": fleet.model,
    "follow": follow.many,
    "verdicts": follow.verdicts,
}


def select(names):
    """Returns the cases that begin with one of the names; without names, all cases."""
    found = [case for case in CASES if not names or any(case.startswith(name) for name in names)]
    if not found:
        sys.exit(f"error: unknown case\nhint: available: {', '.join(CASES)}")
    return found


def main(arguments):
    """Runs the cases and prints each line as soon as it is measured."""
    if "--list" in arguments:
        print("\n".join(CASES))
        return 0
    missed = False
    print(f"{'case':<42} {'deploy':>10} {'other':>10} {'ratio':>7}  {'target':<22}", flush=True)
    for case in select([name for name in arguments if not name.startswith("--")]):
        for line in CASES[case]():
            print(line, flush=True)
            missed = missed or not line.ok
    return 1 if missed and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
