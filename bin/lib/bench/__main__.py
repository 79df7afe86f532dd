"""Measures the cases and prints the table: one line a case, ours beside theirs.

Usage: python bin/lib/bench [--check] [--list] [CASE…]. CASE is a name or the beginning of one. With --check the exit code is 1
where a line falls SHORT of what it must be. Run it by bin/bench, which provides the programs and the sandbox.
"""

import sys

import bridge
import fleet
import output
import plan
import start

CASES = {
    "help": start.help_time,
    "help-memory": start.help_memory,
    "plan": plan.until_on_screen,
    "output-local": output.local_state,
    "output-s3": output.s3_state,
    "modules": bridge.modules,
    "redeploy": fleet.redeploy,
    "model": fleet.model,
}


def chosen(names):
    """Returns the cases that begin with one of the names; all where there is no name."""
    found = [case for case in CASES if not names or any(case.startswith(name) for name in names)]
    if not found:
        sys.exit(f"error: no such case\nhint: there are: {', '.join(CASES)}")
    return found


def main(arguments):
    """Runs the chosen cases and prints each line as soon as it is known."""
    if "--list" in arguments:
        print("\n".join(CASES))
        return 0
    short = False
    print(f"{'name':<42} {'ours':>10} {'theirs':>10} {'ratio':>7}  {'must be':<22}", flush=True)
    for case in chosen([name for name in arguments if not name.startswith("--")]):
        for line in CASES[case]():
            print(line, flush=True)
            short = short or not line.ok
    return 1 if short and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
