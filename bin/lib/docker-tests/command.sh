# shellcheck shell=bash disable=SC2016,SC2153,SC2154
# Short commands through bin/deploy: as a user and as root, with a terminal and without, in both layouts.

test_commands() {
    local user layout terminal
    for user in user root; do
        for layout in own sub; do
            for terminal in '' ' on a terminal'; do
                if [[ -z $SKIP && $user == root && $(id -u) -ne 0 ]]; then
                    skip_case "build as root in the layout $layout$terminal"
                else
                    check "build as $user in the layout $layout$terminal" builds "$user" "$layout" "$terminal"
                fi
            done
        done
    done
    check 'a copy works from any folder' works_from_any_folder
    check 'a copy works through a symbolic link' works_through_a_link
    check 'bin/deploy of a checkout works with -C' works_with_directory
    check 'a copy that has no image says what to do' needs_an_image
    check 'an image that is missing is pulled, and that is said' pulls_missing_image
    check 'in a checkout, the image is built once, and that is said' builds_image_of_checkout
    check 'an engine on another machine is refused' refuses_remote_engine
    check 'DEPLOY_NATIVE runs a program on PATH, and not itself' runs_native_program
    check 'the exit code passes through, with a terminal and without' passes_exit_code
    check 'standard output is data only' separates_outputs
    check 'E19: a profile in ~/.aws/config is enough, and the Docker client is that of the image' needs_no_credentials_file
    check 'a docker-compose.override.yml applies' applies_override
    check 'a docker-compose.override.yml of an application does not count' ignores_other_override
}

# The build needs the engine, and in the layout `sub` a file above the folder of the project.
builds() {
    local user=$1 layout=$2 terminal=$3 status=0 output run=(as)
    [[ -z $terminal ]] || run=(on_terminal)
    output=$("${run[@]}" "$user" "$scratch/$user/$layout" "./bin/deploy" build --tag "$RUN_NAME" 2>&1) || status=$?
    expect 0 "built localhost:1/deploy-test-$user/$layout:$RUN_NAME" "$status" "$output" && docker image inspect "localhost:1/deploy-test-$user/$layout:$RUN_NAME" >/dev/null &&
        docker image rm "localhost:1/deploy-test-$user/$layout:$RUN_NAME" >/dev/null
}

works_from_any_folder() {
    local status=0 output
    output=$(as user / "$scratch/user/sub/bin/deploy" build --dry-run --tag 1 2>&1) || status=$?
    expect 0 deploy-test-user/sub:1 "$status" "$output" || return
    output=$(as user "$scratch/user/sub/src/module" ../../bin/deploy build --dry-run --tag 1 2>&1) || status=$?
    expect 0 deploy-test-user/sub:1 "$status" "$output" || return
    output=$(as user / "$scratch/user/own/bin/deploy" build --dry-run --tag 1 2>&1) || status=$?
    expect 0 deploy-test-user/own:1 "$status" "$output"
}

works_through_a_link() {
    local status=0 output
    ln -sfn "$scratch/user/own/bin/deploy" "$scratch/link"
    output=$(as user / "$scratch/link" build --dry-run --tag 1 2>&1) || status=$?
    expect 0 deploy-test-user/own:1 "$status" "$output" || return
    ln -sfn "$REPO/bin/deploy" "$scratch/link"
    output=$(as user "$scratch/user/own" "$scratch/link" build --dry-run --tag 1 2>&1) || status=$?
    expect 0 deploy-test-user/own:1 "$status" "$output"
}

works_with_directory() {
    local status=0 output
    output=$(as user "$scratch/user/own/terraform" "$REPO/bin/deploy" -C "$scratch/user/sub/deploy" build --dry-run --tag 1 2>&1) || status=$?
    expect 0 deploy-test-user/sub:1 "$status" "$output"
}

needs_an_image() {
    local status=0 output EXTRA=(DEPLOY_IMAGE=)
    output=$(as user "$scratch/user/own" ./bin/deploy version 2>&1) || status=$?
    expect 64 'error: DEPLOY_IMAGE is not set' "$status" "$output" && expect 64 "$scratch/user/own/bin/deploy" "$status" "$output"
}

# Nothing listens on this port.
pulls_missing_image() {
    local status=0 output
    output=$(USED_IMAGE=localhost:1/deploy:none as user "$scratch/user/own" ./bin/deploy version 2>&1) || status=$?
    expect 125 "Unable to find image 'localhost:1/deploy:none' locally" "$status" "$output"
}

# A checkout with a version of its own, in which bin/image names the image of this run.
builds_image_of_checkout() {
    local checkout=$scratch/checkout status=0 output EXTRA=(DEPLOY_IMAGE=)
    mkdir -p "$checkout"/{bin,docker,crates/deploy-cli}
    cp "$REPO/bin/deploy" "$checkout/bin"
    touch "$checkout/docker/Dockerfile" "$checkout/crates/deploy-cli/Cargo.toml"
    printf '[workspace.package]\nversion = "0.0.0-%s"\n' "$RUN_NAME" >"$checkout/Cargo.toml"
    printf '#!/bin/sh\ndocker tag %s "$2"\n' "$IMAGE" >"$checkout/bin/image"
    chmod +x "$checkout/bin/image"
    output=$(as user "$scratch/user/own" "$checkout/bin/deploy" --version 2>&1) || status=$?
    expect 0 "note: the image deploy:0.0.0-$RUN_NAME is built once" "$status" "$output" || return
    output=$(as user "$scratch/user/own" "$checkout/bin/deploy" --version 2>&1) || status=$?
    docker image rm "deploy:0.0.0-$RUN_NAME" >/dev/null
    expect 0 'deploy ' "$status" "$output" && [[ $output != *'built once'* ]]
}

refuses_remote_engine() {
    local status=0 output EXTRA=(DOCKER_HOST=tcp://192.0.2.1:2375)
    output=$(as user "$scratch/user/own" ./bin/deploy version 2>&1) || status=$?
    expect 64 'is on another machine' "$status" "$output"
}

# The copy is itself on PATH as `deploy`, before the program.
runs_native_program() {
    local status=0 output EXTRA
    mkdir -p "$scratch/programs.d"
    printf '#!/bin/sh\necho "native $*"\nexit 5\n' >"$scratch/programs.d/deploy"
    chmod +x "$scratch/programs.d/deploy"
    EXTRA=(DEPLOY_NATIVE=1 PATH="$scratch/user/own/bin:$scratch/programs.d:$PATH")
    output=$(as user "$scratch/user/own" deploy one two 2>&1) || status=$?
    expect 5 'native one two' "$status" "$output"
}

passes_exit_code() {
    local status=0 output
    output=$(as user "$scratch/user/own" ./bin/deploy build --unknown 2>&1) || status=$?
    expect 64 'unexpected argument' "$status" "$output" || return
    status=0
    output=$(on_terminal user "$scratch/user/own" ./bin/deploy build --unknown 2>&1) || status=$?
    expect 64 'unexpected argument' "$status" "$output"
}

separates_outputs() {
    local output status=0
    output=$(as user "$scratch/user/own" ./bin/deploy build --dry-run --tag 1 --json 2>/dev/null) || status=$?
    expect 0 '"type":"build_plan"' "$status" "$output" && "$PYTHON_PROGRAM" -c 'import json, sys; [json.loads(line) for line in sys.stdin]' <<<"$output"
}

# In ecs-app-utils, a file with credentials was needed, and the Docker client of the machine was mounted.
needs_no_credentials_file() {
    local status=0 output
    mkdir -p "$scratch/user/home/.aws"
    printf '[profile team]\nregion = eu-west-1\naws_access_key_id = test\naws_secret_access_key = test\n' >"$scratch/user/home/.aws/config"
    own "$scratch/user/home/.aws"
    output=$(EXTRA=(AWS_PROFILE=team) && probe sh -c 'ls "$HOME/.aws"; grep "$AWS_PROFILE" "$HOME/.aws/config"; command -v docker; grep " /usr/local/bin/docker " /proc/mounts || echo "not mounted"') || status=$?
    rm -r "$scratch/user/home/.aws"
    [[ $output == *$'config\n'* && $output != *credentials* && $output == *$'\n[profile team]\n/usr/local/bin/docker\nnot mounted' ]] || expect 0 'the profile, and no Docker client of the machine' 1 "$output"
}

# Gives files to the user of the tests.
own() {
    [[ $(id -u) -ne 0 ]] || chown -R "$TEST_USER:$TEST_USER" "$@"
}

# Writes stdin to the override file of the project.
override() {
    cat >"$scratch/user/own/docker-compose.override.yml"
    own "$scratch/user/own/docker-compose.override.yml"
}

# Sets EXTRA, so that Docker has the Compose plugin.
with_compose() {
    mkdir -p "$scratch/mine" "$scratch/user/docker"
    printf '{"cliPluginsExtraDirs": ["%s"]}\n' "$(dirname "$COMPOSE_PLUGIN")" >"$scratch/user/docker/config.json"
    own "$scratch/user/docker"
    EXTRA=("DOCKER_CONFIG=$scratch/user/docker")
}

applies_override() {
    local status=0 output EXTRA
    with_compose
    echo mine >"$scratch/mine/file"
    printf 'services:\n  deploy:\n    environment:\n      ADDED: added $$1\n    volumes:\n      - %s/mine:/mine:ro\n' "$scratch" | override
    output=$(EXTRA+=('VALUE=a$b"c') && probe sh -c 'echo "$ADDED|$VALUE|$(cat /mine/file)|$(id -u)|$(pwd)|$(cat)"; exit 6' <<<input) || status=$?
    rm "$scratch/user/own/docker-compose.override.yml"
    [[ -n $output ]] || cat "$scratch/stderr" >&2
    expect 6 'added $1|a$b"c|mine|'"$(user_id)|$scratch/user/own|input" "$status" "$output"
}

user_id() {
    if [[ $(id -u) -eq 0 ]]; then echo "$TEST_USER"; else id -u; fi
}

ignores_other_override() {
    local status=0 output
    printf 'services:\n  web:\n    deploy:\n      replicas: 2\n' | override
    output=$(probe sh -c 'echo plain') || status=$?
    rm "$scratch/user/own/docker-compose.override.yml"
    expect 0 plain "$status" "$output"
}
