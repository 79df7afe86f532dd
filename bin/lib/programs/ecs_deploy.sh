# shellcheck shell=bash
# `ecs`, the program of ecs-deploy, in a virtual environment of its own.

# Sets ECS_DEPLOY_PROGRAM.
provide_ecs_deploy() {
    local venv
    provide_venv ecs-deploy ecs
    export ECS_DEPLOY_PROGRAM=$venv/bin/ecs
}
