"""Prints the resources in an AWS account, one per line, to check that a destroy leaves none.

Leaves out revisions of task definitions, which the modules keep (`skip_destroy`); KMS keys, which AWS deletes after seven days at
the earliest; and the hosted zones of private namespaces, which AWS deletes with the namespace and moto does not."""

import boto3

# Service, operation, and the path to what identifies each resource.
CALLS = [
    ("ecs", "list_clusters", "clusterArns[]"),
    ("ecr", "describe_repositories", "repositories[].repositoryName"),
    ("logs", "describe_log_groups", "logGroups[].logGroupName"),
    ("elbv2", "describe_load_balancers", "LoadBalancers[].LoadBalancerName"),
    ("elbv2", "describe_target_groups", "TargetGroups[].TargetGroupName"),
    ("ec2", "describe_security_groups", "SecurityGroups[].[GroupName,GroupId]"),
    ("ec2", "describe_network_interfaces", "NetworkInterfaces[].NetworkInterfaceId"),
    ("iam", "list_roles", "Roles[].RoleName"),
    ("acm", "list_certificates", "CertificateSummaryList[].DomainName"),
    ("servicediscovery", "list_namespaces", "Namespaces[].Name"),
    ("servicediscovery", "list_services", "Services[].Name"),
    ("secretsmanager", "list_secrets", "SecretList[].Name"),
    ("ssm", "describe_parameters", "Parameters[].Name"),
]


def resources():
    for service, call, path in CALLS:
        yield from pages(boto3.client(service), service, call, path)
    iam = boto3.client("iam")
    yield from pages(iam, "iam", "list_policies", "Policies[].PolicyName", Scope="Local")
    ecs = boto3.client("ecs")
    for cluster in ecs.list_clusters()["clusterArns"]:
        yield from pages(ecs, "ecs", "list_services", "serviceArns[]", cluster=cluster)
        yield from pages(ecs, "ecs", "list_tasks", "taskArns[]", cluster=cluster)
    scaling = boto3.client("application-autoscaling")
    yield from pages(scaling, "application-autoscaling", "describe_scalable_targets", "ScalableTargets[].ResourceId", ServiceNamespace="ecs")
    yield from pages(scaling, "application-autoscaling", "describe_scaling_policies", "ScalingPolicies[].PolicyName", ServiceNamespace="ecs")
    route53 = boto3.client("route53")
    for zone in route53.list_hosted_zones()["HostedZones"]:
        if zone["Config"]["PrivateZone"]:
            continue
        yield from pages(route53, f"route53 {zone['Name']}", "list_resource_record_sets", "ResourceRecordSets[].[Name,Type]", HostedZoneId=zone["Id"])


def pages(client, service, call, path, **arguments):
    if client.can_paginate(call):
        found = client.get_paginator(call).paginate(**arguments).search(path)
    else:
        raise SystemExit(f"{service} {call} cannot be paginated")
    for thing in found:
        if thing is not None:
            yield f"{service} {call} {thing if isinstance(thing, str) else ' '.join(thing)}"


if __name__ == "__main__":
    print(*sorted(resources()), sep="\n")
