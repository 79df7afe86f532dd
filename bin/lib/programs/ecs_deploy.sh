# shellcheck shell=bash
# `ecs`, the program of ecs-deploy, in a virtual environment of its own.

# Sets ECS_DEPLOY_PROGRAM.
provide_ecs_deploy() {
    local pins=$REPO/bin/lib/programs/ecs-deploy-requirements.txt key venv
    has python3 || fail "Python 3 is missing" "install \`python3\` and \`python3-venv\`"
    key=$({ python3 --version && cat "$pins"; } | sha256sum | cut -c1-12)
    venv=$TARGET/venv/$key
    [[ -x $venv/bin/ecs ]] || make_venv "$venv" "$pins"
    export ECS_DEPLOY_PROGRAM=$venv/bin/ecs
}
