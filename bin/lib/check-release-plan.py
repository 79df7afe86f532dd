"""Checks that a Terraform plan for a new image tag changes task definitions and services only.

Reads `terraform show -json PLAN` from standard input. Prints each other change, and each of the two resource types that does not
change; exits with 1 if it printed something.
"""

import json
import sys

EXPECTED = {"aws_ecs_task_definition": {("create", "delete"), ("delete", "create")}, "aws_ecs_service": {("update",)}}

changes = [
    (change["address"], change["type"], tuple(change["change"]["actions"]))
    for change in json.load(sys.stdin)["resource_changes"]
    if change["mode"] == "managed" and change["change"]["actions"] != ["no-op"]
]
unexpected = [f"{address}: {' and '.join(actions)}" for address, kind, actions in changes if actions not in EXPECTED.get(kind, set())]
missing = [f"no {kind} changes" for kind in EXPECTED if kind not in {changed for _, changed, _ in changes}]
print(*unexpected, *missing, sep="\n")
sys.exit(1 if unexpected or missing else 0)
