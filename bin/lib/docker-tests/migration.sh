# shellcheck shell=bash disable=SC2016,SC2153,SC2154
# A project of ecs-app-utils, and what docs/from-ecs-app-utils.md says to change in it.

# The old layout. The registry is that of the sandbox; the image that the project had is in no registry any more.
make_old_project() {
    mkdir -p "$1"/{bin,build/app,terraform}
    printf '#!/bin/sh\ndocker-compose -f docker-compose.yml run --rm deploy "$@"\n' >"$1/bin/deploy"
    chmod +x "$1/bin/deploy"
    printf 'FROM hashicorp/terraform:0.11.8\n' >"$1/Dockerfile"
    printf 'version: "2.1"\nservices:\n  deploy:\n    build: .\n    volumes: [".:/home", "/var/run/docker.sock:/var/run/docker.sock"]\n' >"$1/docker-compose.yml"
    printf 'version: "2.1"\nservices:\n  deploy:\n    environment:\n      NOTE: from the override\n' >"$1/docker-compose.override.yml"
    (. "$DEMO/env" && echo "REGISTRY=$REGISTRY" && echo "BASE_IMAGE=$BASE_IMAGE") >"$1/.env"
    cat >"$1/build/docker-compose.build.yml" <<'YAML'
version: "2.1"
services:
  app:
    image: ${REGISTRY}/old_app:${APP_TAG}
    build:
      context: app
      args:
        BASE_IMAGE: ${BASE_IMAGE}
        NOTE: ${NOTE}
YAML
    printf 'ARG BASE_IMAGE\nFROM ${BASE_IMAGE}\nARG NOTE\nLABEL note="${NOTE}"\n' >"$1/build/app/Dockerfile"
    cat >"$1/terraform/main.tf" <<'HCL'
variable "app_tag" {}
variable "env_label" {}
locals {
  containers = templatefile("${path.module}/container_definitions.tpl", { tag = var.app_tag })
}
resource "terraform_data" "service" {
  input = "${local.containers} ${file("${path.module}/iam_policy.json")}"
}
output "cluster_name" { value = "old-${var.env_label}" }
output "services" { value = {} }
output "app_tag" { value = var.app_tag }
HCL
    echo '[{"name": "app", "image": "old_app:${tag}"}]' >"$1/terraform/container_definitions.tpl"
    echo '{}' >"$1/terraform/iam_policy.json"
    echo 'env_label = "dev"' >"$1/terraform/terraform.dev.tfvars"
}

# The commands are those of ecs-app-utils. The override file still applies: its variable is in the image that is built.
moves_project() {
    local project=$scratch/old command output status
    [[ -n ${DEMO:-} ]] || return 1
    make_old_project "$project"
    git init --quiet "$project"
    cp "$REPO/bin/deploy" "$project/bin/deploy"
    sed -i "s|^: \"\${DEPLOY_IMAGE:=}\"|: \"\${DEPLOY_IMAGE:=$IMAGE}\"|" "$project/bin/deploy"
    rm "$project/Dockerfile" "$project/docker-compose.yml"
    for command in 'create --env dev --yes' 'build --tag 1.0.1' 'push --tag 1.0.1' 'plan --env dev --tag 1.0.1' 'output --env dev'; do
        status=0
        # shellcheck disable=SC2086
        output=$( (. "$DEMO/env" && unset REGISTRY BASE_IMAGE DEPLOY_IMAGE && cd "$project" && bin/deploy $command) 2>&1 </dev/null) || status=$?
        expect 0 '' "$status" "$output" || { echo "after: $command" >&2 && return 1; }
    done
    [[ $( (. "$DEMO/env" && docker image inspect --format '{{.Config.Labels.note}}' "$REGISTRY/old_app:1.0.1")) == 'from the override' ]]
}
