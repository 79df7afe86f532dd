"""Many services: the calls and the time of `redeploy`, and the cost of the sandbox's model of ECS."""

import collections
import os
import pathlib
import subprocess
import time

import boto3
from measure import DEPLOY, TERRAFORM, DEMO_DIR, Line, at_most, seconds

AWS = os.environ.get("AWS_PROGRAM", "aws")
SANDBOX = os.environ.get("SANDBOX_COMMAND", "sandbox")
BATCH = 10  # the limit of DescribeServices


def make_services(cluster, count):
    """Creates a cluster with `count` services of one task each; returns their names."""
    ecs = boto3.client("ecs")
    ecs.create_cluster(clusterName=cluster)
    container = {"name": "app", "image": f"{os.environ['REGISTRY']}/app:1", "memoryReservation": 128}
    ecs.register_task_definition(
        family=cluster, cpu="256", memory="512", networkMode="awsvpc", requiresCompatibilities=["FARGATE"], containerDefinitions=[container]
    )
    network = {"awsvpcConfiguration": {"subnets": ["subnet-1"], "securityGroups": ["sg-1"]}}
    names = [f"{cluster}-{number:03}" for number in range(count)]
    for name in names:
        ecs.create_service(
            cluster=cluster, serviceName=name, taskDefinition=cluster, desiredCount=1, launchType="FARGATE", networkConfiguration=network
        )
    for batch in batches(names):
        ecs.get_waiter("services_stable").wait(cluster=cluster, services=batch, WaiterConfig={"Delay": 1})
    return names


def batches(names):
    """Splits the names into lists that fit into one call."""
    return [names[start : start + BATCH] for start in range(0, len(names), BATCH)]


def make_project(cluster, names):
    """Creates a project that has only the outputs that `deploy` reads; returns its folder."""
    folder = pathlib.Path(DEMO_DIR, cluster)
    root = folder / "terraform"
    root.mkdir(parents=True)
    services = "\n".join(f'    "{name}" = "{name}"' for name in names)
    (root / "main.tf").write_text(
        f'variable "app_tag" {{\n  default = "1"\n}}\noutput "app_tag" {{\n  value = var.app_tag\n}}\n'
        f'output "cluster_name" {{\n  value = "{cluster}"\n}}\noutput "services" {{\n  value = {{\n{services}\n  }}\n}}\n',
        encoding="utf-8",
    )
    (root / "terraform.dev.tfvars").touch()
    seconds([TERRAFORM, "init", "-input=false"], cwd=root)
    seconds([TERRAFORM, "workspace", "new", "dev"], cwd=root)
    seconds([TERRAFORM, "apply", "-input=false", "-auto-approve"], cwd=root)
    return folder


def count_calls(command, **options):
    """Runs a command; returns how long it took and how often it called each ECS operation."""
    before = ecs_calls()
    took = seconds(command, **options)
    return took, ecs_calls() - before


def ecs_calls():
    """Returns how often each ECS operation was called so far."""
    lines = subprocess.run([SANDBOX, "calls"], check=True, capture_output=True, text=True).stdout.splitlines()
    return collections.Counter(operation for operation in operations(lines))


def operations(lines):
    """Yields the ECS operations in lines like `ecs UpdateService 200`."""
    for line in lines:
        words = line.split()
        if "ecs" in words:
            yield words[words.index("ecs") + 1]


def redeploy():
    """Compares `redeploy` of 100 services with a loop of the AWS CLI, then counts the calls of a run that waits."""
    names = make_services("fleet", 100)
    folder = make_project("fleet", names)
    command = [DEPLOY, "redeploy", "--env", "dev"]
    deploy, calls = count_calls([*command, "--no-wait"], cwd=folder)
    updates = calls["UpdateService"]
    loop = f"for name in {' '.join(names)}; do {AWS} ecs update-service --cluster fleet --service $name --force-new-deployment; done"
    other, other_calls = count_calls(["sh", "-ec", loop])
    yield at_most("redeploy of 100 | loop of aws ecs", deploy, other, 1.0)
    yield Line("  calls of UpdateService", updates, other_calls["UpdateService"], "100", updates == len(names), "{:.0f}")
    _, calls = count_calls(command, cwd=folder)
    described, per_poll = calls["DescribeServices"], len(batches(names))
    yield Line("  calls of DescribeServices, all polls", described, None, f"a multiple of {per_poll}", described > 0 and described % per_poll == 0, "{:.0f}")


def model():
    """Measures the processor time and the memory of the sandbox while 200 services are described ten times."""
    names = make_services("model", 200)
    ecs = boto3.client("ecs")
    pid = pathlib.Path(os.environ["SANDBOX_DIR"], "pid").read_text(encoding="utf-8").strip()
    before = processor_time(pid)
    began = time.perf_counter()
    for _ in range(10):
        for batch in batches(names):
            ecs.describe_services(cluster="model", services=batch)
    wall = time.perf_counter() - began
    spent = processor_time(pid) - before
    yield Line("200 services, 10 polls: processor | wall", spent, wall, "at most 1 s", spent <= 1.0)
    peak = peak_memory(pid)
    yield Line("200 services, 10 polls: peak memory", peak, None, "at most 128 MiB", peak <= 128, "{:.1f} MiB")


def processor_time(pid):
    """Returns the seconds of user and system time that a process has used."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def peak_memory(pid):
    """Returns the peak resident size of a process in MiB."""
    lines = pathlib.Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
