"""Checks that all services of the account run images with one tag.

Usage: check-deployed-tag.py TAG. Prints the services and images; exits with 1 if a service runs another tag or too few tasks, or
if ECR and the registry have different digests for an image.
"""

import hashlib
import os
import sys
import urllib.request

import boto3
import botocore.exceptions

MANIFESTS = "application/vnd.docker.distribution.manifest.v2+json, application/vnd.oci.image.manifest.v1+json"


def services(ecs):
    """Yields (cluster, service) of every service of the account."""
    for cluster in ecs.list_clusters()["clusterArns"]:
        for page in ecs.get_paginator("list_services").paginate(cluster=cluster, maxResults=10):  # the limit of DescribeServices
            if page["serviceArns"]:
                for service in ecs.describe_services(cluster=cluster, services=page["serviceArns"])["services"]:
                    yield cluster.rsplit("/", 1)[-1], service


def images(ecs, service):
    """Returns the images in a service's task definition that are in the sandbox's registry."""
    definition = ecs.describe_task_definition(taskDefinition=service["taskDefinition"])["taskDefinition"]
    names = [container["image"] for container in definition["containerDefinitions"]]
    return [name for name in names if name.startswith(os.environ["REGISTRY"])]


def show_services(ecs, tag):
    """Prints the services; returns their images and the errors."""
    found, wrong = [], []
    for cluster, service in services(ecs):
        primary = next(deployment for deployment in service["deployments"] if deployment["status"] == "PRIMARY")
        rollout = primary.get("rolloutState", "?")
        print(f"ECS       {cluster}/{service['serviceName']}: {primary['runningCount']}/{service['desiredCount']} running, rollout {rollout}")
        for image in images(ecs, service):
            print(f"          {image}")
            found.append(image)
            if image.rsplit(":", 1)[-1] != tag:
                wrong.append(f"{service['serviceName']} runs {image}, not {tag}")
        # The count of the deployment, because that of the service includes tasks of the previous deployment that are still draining.
        if primary["runningCount"] != service["desiredCount"]:
            wrong.append(f"{service['serviceName']} runs {primary['runningCount']} tasks, not {service['desiredCount']}")
    return found, wrong if found else ["no services found"]


def registry_digest(image, token):
    """Returns the digest of the manifest that the registry has for a tag."""
    host, rest = image.split("/", 1)
    repository, tag = rest.rsplit(":", 1)
    headers = {"Accept": MANIFESTS, "Authorization": f"Basic {token}"}
    request = urllib.request.Request(f"http://{host}/v2/{repository}/manifests/{tag}", headers=headers)
    with urllib.request.urlopen(request, timeout=10) as answer:
        return "sha256:" + hashlib.sha256(answer.read()).hexdigest()


def show_images(ecr, found):
    """Prints the digests of the images in ECR and in the registry; returns the errors."""
    wrong = []
    token = ecr.get_authorization_token()["authorizationData"][0]["authorizationToken"]
    for image in sorted(set(found)):
        repository, tag = image.split("/", 1)[1].rsplit(":", 1)
        try:
            named = ecr.describe_images(repositoryName=repository, imageIds=[{"imageTag": tag}])["imageDetails"][0]["imageDigest"]
            held = registry_digest(image, token)
        except (botocore.exceptions.ClientError, OSError) as error:
            wrong.append(f"{repository}:{tag}: {error}")
            continue
        print(f"ECR       {repository}:{tag} {named}\nregistry  {repository}:{tag} {held}")
        if named != held:
            wrong.append(f"ECR and the registry have different digests for {image}")
    return wrong


def main():
    found, wrong = show_services(boto3.client("ecs"), sys.argv[1])
    wrong += show_images(boto3.client("ecr"), found)
    for line in wrong:
        print(f"error: {line}", file=sys.stderr)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
