# shellcheck shell=bash disable=SC2016,SC2153,SC2154
# The whole job in the container, in the sandbox: create, build, push, plan, apply, rollouts; and interruptions in the middle of an apply.

test_job() {
    check 'bin/demo --docker' demo_completes
    check 'docker stop in the middle of an apply: state saved, lock free, exit code 130' survives docker_stop 1.0.1
    check 'Ctrl-C in the middle of an apply: state saved, lock free, exit code 130' survives ctrl_c 1.0.2
    check 'E19: a profile in ~/.aws/config alone leads to the account' profile_is_enough
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
    # All that was made is in the state: only the update that was interrupted is left to do.
    status=0
    output=$(in_demo "$REPO/bin/deploy" plan --env dev --tag "$tag" --detailed-exitcode 2>&1) || status=$?
    expect 2 'Plan: 0 to add, 1 to change, 0 to destroy.' "$status" "$output"
}

# Waits until Terraform updates the service, which takes a while, or the apply has ended: `wait_for_update MARK`. What Terraform writes goes
# to a file in the state folder; MARK is a file that is older than this apply.
wait_for_update() {
    until [[ -f $scratch/ended ]] || find "$DEMO/state/deploy/applies" -type f -newer "$1" -exec grep -q '"aws_ecs_service".*"type":"apply_start"' {} \; -print | grep -q .; do sleep 0.05; done
}

docker_stop() {
    local stopping
    begin_apply
    (wait_for_update "$scratch/mark" && docker stop "$(docker ps --quiet --filter "ancestor=$IMAGE")" >/dev/null) &
    stopping=$!
    apply "$1" "$REPO/bin/deploy"
    wait "$stopping" || true
    return "$APPLIED"
}

ctrl_c() {
    begin_apply
    apply "$1" "$PYTHON_PROGRAM" -B "$lib/on-terminal.py" --input "$REPO/bin/deploy" < <(wait_for_update "$scratch/mark" && printf '\x03')
    return "$APPLIED"
}

begin_apply() {
    rm -f "$scratch/ended"
    touch "$scratch/mark"
}

# Applies a tag. Sets APPLIED to the exit code, and says to those who wait that it has ended.
apply() {
    APPLIED=0
    in_demo "${@:2}" --color never apply --env dev --tag "$1" --yes || APPLIED=$?
    touch "$scratch/ended"
}

# The keys and the region are in the profile, and in no other file or variable: without the profile, there are none.
profile_is_enough() {
    local status=0 output
    [[ -n ${DEMO:-} ]] || return 1
    mkdir -p "$scratch/aws-home/.aws"
    printf '[profile team]\nregion = us-east-1\naws_access_key_id = test\naws_secret_access_key = test\n' >"$scratch/aws-home/.aws/config"
    output=$(status_with AWS_PROFILE=team 2>&1) || status=$?
    expect 0 worker-dev-worker "$status" "$output" && ! status_with NO_PROFILE=1 >/dev/null 2>&1
}

status_with() {
    (. "$DEMO/env" && cd "$DEMO/examples/worker" && unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_REGION AWS_DEFAULT_REGION AWS_CONFIG_FILE AWS_SHARED_CREDENTIALS_FILE &&
        env "$1" HOME="$scratch/aws-home" DEPLOY_IMAGE="$IMAGE" "$REPO/bin/deploy" status --env dev)
}

leaves_no_container() {
    [[ -z $(docker ps --all --quiet --filter "ancestor=$IMAGE" --filter "ancestor=$PROBE") ]]
}
