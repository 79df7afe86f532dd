# shellcheck shell=bash disable=SC2016,SC2153,SC2154
# The whole job in the container, in the sandbox: create, build, push, plan, apply, rollouts; and interruptions in the middle of an apply.

test_job() {
    check 'bin/demo --docker' demo_completes
    check 'docker stop in the middle of an apply: state saved, lock free, exit code 130' survives docker_stop 1.0.1
    check 'Ctrl-C in the middle of an apply: state saved, lock free, exit code 130' survives ctrl_c 1.0.2
    check 'a project of ecs-app-utils is moved by the three lines of docs/from-ecs-app-utils.md' moves_project
    check 'the demo leaves no container' leaves_no_container
}

# Keeps the sandbox for the cases below. Sets DEMO to its folder.
demo_completes() {
    mkdir -p "$scratch/tmp"
    TMPDIR=$scratch/tmp PROGRAMS_ARE_BUILT=1 DEPLOY_IMAGE=$IMAGE run_interruptible process "$REPO/bin/demo" --docker --keep >"$scratch/demo.log" 2>&1 || { tail -n 40 "$scratch/demo.log" >&2 && return 1; }
    echo "$scratch"/tmp/deploy-demo.* >"$scratch/demo"
    DEMO=$(cat "$scratch/demo")
    sed -n 's/^the demo took/        &/p' "$scratch/demo.log"
}

# Runs a command in the demo's project, with its variables: `in_demo COMMAND…`.
in_demo() {
    (. "$DEMO/env" && cd "$DEMO/examples/worker" && DEPLOY_IMAGE=$IMAGE "$@")
}

survives() {
    local how=$1 tag=$2 status=0 output found
    [[ -n ${DEMO:-} ]] || return 1
    in_demo "$REPO/bin/sandbox" fault ecs:UpdateService 'latency 8000' >/dev/null
    "$how" "$tag" >"$scratch/apply.log" 2>&1 || status=$?
    in_demo "$REPO/bin/sandbox" reset >/dev/null
    expect 130 'now: ' "$status" "$(cat "$scratch/apply.log")" && expect 130 'resources were changed' "$status" "$(cat "$scratch/apply.log")" || return
    found=$(find "$DEMO/examples/worker" -name '*.lock.info')
    [[ -z $found ]] || { echo "$found" >&2 && return 1; }
    # What was in progress has been completed and saved: nothing is left to do.
    status=0
    output=$(in_demo "$REPO/bin/deploy" plan --env dev --tag "$tag" --detailed-exitcode 2>&1) || status=$?
    expect 0 'no changes' "$status" "$output"
}

# By then, the update of the service is in progress.
IN_PROGRESS='create module.worker.aws_ecs_task_definition.main'

docker_stop() {
    local apply
    in_demo env --default-signal=INT "$REPO/bin/deploy" apply --env dev --tag "$1" --yes >"$scratch/stopped.log" 2>&1 &
    apply=$!
    until grep -q "$IN_PROGRESS" "$scratch/stopped.log" || ! is_running "$apply"; do sleep 0.05; done
    docker stop "$(docker ps --quiet --filter "ancestor=$IMAGE")" >/dev/null
    cat "$scratch/stopped.log"
    wait "$apply"
}

ctrl_c() {
    in_demo "$PYTHON_PROGRAM" -B "$lib/on-terminal.py" --when "$IN_PROGRESS" --type '\x03' "$REPO/bin/deploy" --color never apply --env dev --tag "$1" --yes
}

leaves_no_container() {
    [[ -z $(docker ps --all --quiet --filter "ancestor=$IMAGE" --filter "ancestor=$PROBE") ]]
}
