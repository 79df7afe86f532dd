"""Many services: what `redeploy` asks of AWS, and what the sandbox's model of ECS costs."""

import collections
import os
import pathlib
import subprocess
import time

import boto3
from measure import DEPLOY, TERRAFORM, WORLD, Line, at_most, seconds

AWS = os.environ.get("AWS_PROGRAM", "aws")
SANDBOX = os.environ.get("SANDBOX_COMMAND", "sandbox")
BATCH = 10  # services that one DescribeServices takes


def make_services(cluster, count):
    """Makes a cluster with so many services of one task each; returns their names."""
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
    """Cuts the names into what one call takes."""
    return [names[start : start + BATCH] for start in range(0, len(names), BATCH)]


def make_project(cluster, names):
    """A project that has nothing but the outputs which `deploy` reads; returns its folder."""
    folder = pathlib.Path(WORLD, "fleet")
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


def counted(command, **options):
    """Runs a command; returns how long it took and how often it called which operation of ECS."""
    before = ecs_calls()
    took = seconds(command, **options)
    return took, ecs_calls() - before


def ecs_calls():
    """Counts what the sandbox has recorded, by operation."""
    lines = subprocess.run([SANDBOX, "calls"], check=True, capture_output=True, text=True).stdout.splitlines()
    return collections.Counter(operation for operation in operations(lines))


def operations(lines):
    """Yields the operations of ECS out of lines like `ecs UpdateService 200`."""
    for line in lines:
        words = line.split()
        if "ecs" in words:
            yield words[words.index("ecs") + 1]


def redeploy():
    """100 services, without waiting, beside a loop of the AWS command line; then the calls of a run that waits."""
    names = make_services("fleet", 100)
    folder = make_project("fleet", names)
    command = [DEPLOY, "redeploy", "--env", "dev"]
    ours, calls = counted([*command, "--no-wait"], cwd=folder)
    updates = calls["UpdateService"]
    loop = f"for name in {' '.join(names)}; do {AWS} ecs update-service --cluster fleet --service $name --force-new-deployment; done"
    theirs, their_calls = counted(["sh", "-ec", loop])
    yield at_most("redeploy of 100 | loop of aws ecs", ours, theirs, 1.0)
    yield Line("  calls of UpdateService", updates, their_calls["UpdateService"], "100", updates == len(names), "{:.0f}")
    _, calls = counted(command, cwd=folder)
    described, per_poll = calls["DescribeServices"], len(batches(names))
    yield Line("  calls of DescribeServices, all polls", described, None, f"whole polls of {per_poll}", described > 0 and described % per_poll == 0, "{:.0f}")


def model():
    """The processor time and the memory of the sandbox while 200 services are read ten times."""
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
