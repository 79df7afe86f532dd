"""Reads `terraform show -json` of a plan for another tag, and fails where it changes more than a release does: new revisions of
task definitions, and the services that move on to them."""

import json
import sys

RELEASE = {"aws_ecs_task_definition": {("create", "delete"), ("delete", "create")}, "aws_ecs_service": {("update",)}}

changes = [
    (change["address"], change["type"], tuple(change["change"]["actions"]))
    for change in json.load(sys.stdin)["resource_changes"]
    if change["mode"] == "managed" and change["change"]["actions"] != ["no-op"]
]
others = [f"{address}: {' and '.join(actions)}" for address, kind, actions in changes if actions not in RELEASE.get(kind, set())]
missing = [f"no {kind} changes" for kind in RELEASE if kind not in {changed for _, changed, _ in changes}]
print(*others, *missing, sep="\n")
sys.exit(1 if others or missing else 0)
