"""Following rollouts: the calls and the cost of many services, and how soon a failure is told."""

import datetime
import json
import os
import subprocess

import boto3
import fleet
from measure import DEPLOY, Line

POLLS, INTERVAL = 10, 1
SLOW = "start takes 3600s"
LOOP = "crash after 1s exit 1"


def many():
    """Follows 200 rollouts that do not end for at least ten polls."""
    names = fleet.make_services("follow", 200)
    folder = fleet.make_project("follow", names)
    rule(f"on follow-* {SLOW}")
    before = fleet.ecs_calls()
    command = [DEPLOY, "redeploy", "--env", "dev", "--poll-interval", f"{INTERVAL}s", "--timeout", f"{(POLLS + 2) * INTERVAL}s", "--json"]
    with subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as program:
        _, status, used = os.wait4(program.pid, 0)
        program.returncode = os.waitstatus_to_exitcode(status)
    if program.returncode != 4:
        raise SystemExit(f"error: {' '.join(command)} exited with {program.returncode}, expected 4: the time-out")
    per_poll = len(fleet.batches(names))
    described = (fleet.ecs_calls() - before)["DescribeServices"] - per_poll  # one look before the deployments
    polls = described / per_poll
    yield Line("200 rollouts: DescribeServices a poll", per_poll, None, "20, at least 10 polls", polls.is_integer() and polls >= POLLS, "{:.0f}")
    processor = used.ru_utime + used.ru_stime
    yield Line(f"200 rollouts, {polls:.0f} polls: processor time", processor, None, "at most 2 s", processor <= 2)
    peak = used.ru_maxrss / 1024
    yield Line(f"200 rollouts, {polls:.0f} polls: peak memory", peak, None, "at most 40 MiB", peak <= 40, "{:.1f} MiB")


def verdicts():
    """Measures the polls from the third failed task of a crash loop, and from the end that ECS records, to the verdict."""
    ecs = boto3.client("ecs")
    names = fleet.make_services("ends", 2)
    folder = fleet.make_project("ends", names)
    loop, failing = names
    breaker = {"deploymentCircuitBreaker": {"enable": True, "rollback": False}}
    ecs.update_service(cluster="ends", service=failing, deploymentConfiguration=breaker)
    for name in names:
        rule(f"on {name} {LOOP}")
    told = verdict_times(folder)
    listed = ecs.list_tasks(cluster="ends", serviceName=loop, desiredStatus="STOPPED")["taskArns"]
    primary = ecs.describe_services(cluster="ends", services=[loop])["services"][0]["deployments"][0]["id"]
    stopped = [task for task in ecs.describe_tasks(cluster="ends", tasks=listed)["tasks"] if task["startedBy"] == primary]
    third = sorted(task["stoppedAt"] for task in stopped)[2]
    yield in_polls("crash loop: third stop to verdict", told[loop] - third)
    events = ecs.describe_services(cluster="ends", services=[failing])["services"][0]["events"]
    failed = next(event["createdAt"] for event in events if "deployment failed" in event["message"])
    yield in_polls("failed: end in ECS to verdict", told[failing] - failed)


def verdict_times(folder):
    """Returns, for each service, when `redeploy` told how its rollout ended."""
    command = [DEPLOY, "redeploy", "--env", "dev", "--poll-interval", f"{INTERVAL}s", "--json"]
    done = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    events = [json.loads(line) for line in done.stdout.splitlines()]
    ends = [event for event in events if event["type"] == "rollout_ended"]
    return {event["service"]: datetime.datetime.fromisoformat(event["time"][:26] + "+00:00") for event in ends}


def in_polls(name, took):
    """Returns a line with a time in polls."""
    polls = took.total_seconds() / INTERVAL
    return Line(name, polls, None, "at most 2 polls", polls <= 2, "{:.2f}")


def rule(text):
    """Lets the sandbox's ECS behave by a rule."""
    subprocess.run([fleet.SANDBOX, "rule", text], check=True, stdout=subprocess.DEVNULL)
