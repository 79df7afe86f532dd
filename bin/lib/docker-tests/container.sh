# shellcheck shell=bash disable=SC2016,SC2153,SC2154
# What a program in the container sees: user, environment, files, network, signals.

test_container() {
    check 'files that are written belong to the user' writes_as_user
    check 'the environment passes by name, but for PATH, HOME, SHELL, PWD, TMPDIR and LD_*' passes_environment
    check 'no value of the environment is in a command line' passes_no_values
    check 'files that variables name are there, and a missing one is named' mounts_named_files
    check 'Terraform finds the mirror and the cache that its configuration names' mounts_terraform_settings
    check 'the settings of AWS can be read, and their caches written' mounts_aws_settings
    check 'a credential helper that the image does not have is named' names_credential_helper
    check 'the settings of Git and the SSH agent are there' mounts_git_settings
    check 'a worktree of Git works' works_in_a_worktree
    check 'caches survive the container' keeps_caches
    check 'an address on loopback is reached' reaches_loopback
    check 'other addresses do not need the network of the machine' has_its_own_network
    check 'Ctrl-C is one SIGINT on a terminal' gets_one_interrupt_on_a_terminal
    check 'a signal to bin/deploy arrives once' gets_one_signal
    check 'with a docker-compose.override.yml, signals arrive once, too' gets_one_signal_with_override
    check 'docker stop sends SIGINT and waits for 300 s' stops_by_interrupt
    check 'a process that nobody waits for is collected' collects_processes
}

writes_as_user() {
    local output status=0
    output=$(probe sh -c 'touch written; mkdir folder; touch folder/written; id -u; id -G; whoami; [ -w /var/run/docker.sock ] || [ -n "${DOCKER_HOST##unix:*}" ] && echo socket') || status=$?
    expect 0 "$(user_id)" "$status" "$output" && expect 0 socket "$status" "$output" && expect 0 tester "$status" "$output" &&
        [[ $(stat -c %u "$scratch/user/own/folder/written") == "$(user_id)" ]]
}

passes_environment() {
    local output
    output=$(EXTRA=(PLAIN=plain $'LINES_OF_TEXT=one\ntwo' 'QUOTED=a "b" $c' LD_LIBRARY_PATH=/nowhere TMPDIR=/nowhere SHELL=/nowhere EMPTY=) && probe env) || return 1
    [[ $output == *PLAIN=plain* && $output == *$'LINES_OF_TEXT=one\ntwo'* && $output == *'QUOTED=a "b" $c'* && $output == *$'\nEMPTY=\n'* && $output == *"HOME=$scratch/user/home"* &&
        $output == *'PATH=/usr/local/sbin:'* && $output != *nowhere* ]] || { echo "$output" >&2 && return 1; }
}

passes_no_values() {
    local output
    output=$(EXTRA=(MY_SECRET=hidden-value) && probe sh -c 'echo ready; read -r line' < <(
        until docker ps --no-trunc --quiet --filter "ancestor=$PROBE" | grep -q .; do :; done
        cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\0' ' ' | grep --text --count 'hidden-valu[e]' >"$scratch/seen" || true
        echo go
    )) || return 1
    [[ $output == ready && $(cat "$scratch/seen") == 0 ]]
}

mounts_named_files() {
    local output
    mkdir -p "$scratch/files"
    echo bundle >"$scratch/files/ca.pem"
    echo token >"$scratch/files/token"
    output=$(EXTRA=(AWS_CA_BUNDLE="$scratch/files/ca.pem" AWS_WEB_IDENTITY_TOKEN_FILE="$scratch/files/token" SSL_CERT_FILE=/no/such.pem AWS_CONFIG_FILE=/no/config) &&
        probe sh -c 'cat "$AWS_CA_BUNDLE" "$AWS_WEB_IDENTITY_TOKEN_FILE"; echo "[$SSL_CERT_FILE] [$AWS_CONFIG_FILE]"') || return 1
    expect 0 $'bundle\ntoken\n[] [/no/config]' 0 "$output" && expect 0 'note: SSL_CERT_FILE is not passed on: /no/such.pem is missing' 0 "$(cat "$scratch/stderr")" &&
        expect 0 'note: AWS_CONFIG_FILE: /no/config is missing' 0 "$(cat "$scratch/stderr")"
}

mounts_terraform_settings() {
    local output
    mkdir -p "$scratch/files/mirror" "$scratch/user/plugins"
    own "$scratch/user/plugins"
    touch "$scratch/files/mirror/provider"
    printf 'plugin_cache_dir = "%s/user/plugins"\nprovider_installation {\n  filesystem_mirror {\n    path    = "%s/files/mirror"\n  }\n}\n' "$scratch" "$scratch" >"$scratch/files/terraform.rc"
    output=$(EXTRA=(TF_CLI_CONFIG_FILE="$scratch/files/terraform.rc") && probe sh -c "ls '$scratch/files/mirror' && touch '$scratch/user/plugins/written' && terraform version >/dev/null && echo valid") || return 1
    [[ $output == $'provider\nvalid' && -f $scratch/user/plugins/written ]]
}

mounts_aws_settings() {
    local output
    mkdir -p "$scratch/user/home/.aws"
    echo '[default]' >"$scratch/user/home/.aws/config"
    own "$scratch/user/home/.aws"
    output=$(probe sh -c 'touch "$HOME/.aws/sso/cache/token" "$HOME/.aws/cli/cache/role" && cat "$HOME/.aws/config"; touch "$HOME/.aws/config" 2>&1 || echo refused') || return 1
    [[ $output == *default* && $output == *refused && -f $scratch/user/home/.aws/sso/cache/token ]] || { echo "$output" >&2 && return 1; }
}

names_credential_helper() {
    local output
    mkdir -p "$scratch/user/home/.docker"
    echo '{"credsStore": "desktop"}' >"$scratch/user/home/.docker/config.json"
    own "$scratch/user/home/.docker"
    output=$(as user "$scratch/user/own" "$REPO/bin/deploy" build --dry-run --tag 1 2>&1) || true
    rm -r "$scratch/user/home/.docker"
    expect 0 'the credential helper `desktop` is not in the image' 0 "$output"
}

# The agent has no keys: it answers, and `ssh-add` exits with 1. Without an agent, it exits with 2.
mounts_git_settings() {
    local output status=0
    HOME=$scratch/user/home git config --file "$scratch/user/home/.gitconfig" user.name Tester
    own "$scratch/user/home/.gitconfig"
    output=$(as user "$scratch" ssh-agent -a "$scratch/user/agent" -s) || return 1
    AGENT=$(sed -n 's/^SSH_AGENT_PID=\([0-9]*\);.*/\1/p' <<<"$output")
    output=$(EXTRA=(SSH_AUTH_SOCK="$scratch/user/agent") && probe sh -c 'git config user.name; git status --short --branch; ssh-add -l') || status=$?
    kill "$AGENT"
    AGENT=''
    rm "$scratch/user/home/.gitconfig"
    expect 1 Tester "$status" "$output" && expect 1 'no identities' "$status" "$output" && expect 1 '## No commits yet' "$status" "$output"
}

works_in_a_worktree() {
    local output
    as user "$scratch/user" git init --quiet main
    as user "$scratch/user/main" git -c user.name=tester -c user.email=tester@example.com commit --quiet --allow-empty --message=first
    as user "$scratch/user/main" git worktree add --quiet ../worktree
    output=$(USED_IMAGE=$PROBE as user "$scratch/user/worktree" "$REPO/bin/deploy" git log --oneline) || return 1
    [[ $output == *first ]]
}

keeps_caches() {
    probe sh -c 'echo kept >"$HOME/.cache/deploy/file" && echo kept >"$HOME/.local/state/deploy/file"' &&
        [[ $(probe sh -c 'cat "$HOME/.cache/deploy/file" "$HOME/.local/state/deploy/file"') == $'kept\nkept' ]]
}

# Prints the network namespace of the container, with further variables.
network() {
    EXTRA=("$@") && probe readlink /proc/self/ns/net
}

reaches_loopback() {
    local own setting
    own=$(readlink /proc/self/ns/net)
    for setting in AWS_ENDPOINT_URL=http://127.0.0.1:4566 AWS_ENDPOINT_URL_ECS=http://localhost:4566/path HTTPS_PROXY=http://user:word@127.0.0.1:3128 'AWS_ENDPOINT_URL=http://[::1]:1'; do
        [[ $(network "$setting") == "$own" ]] || { echo "$setting" >&2 && return 1; }
    done
}

has_its_own_network() {
    local own setting
    own=$(readlink /proc/self/ns/net)
    for setting in AWS_REGION=eu-west-1 AWS_ENDPOINT_URL=http://localhost.example.com AWS_ENDPOINT_URL=http://10.127.0.0.1; do
        [[ $(network "$setting") != "$own" ]] || { echo "$setting" >&2 && return 1; }
    done
}

# Counts signals until USR1, or until the terminal says `end`.
COUNT='count=0; end=; trap "count=\$((count + 1)); echo got" INT TERM; trap end=1 USR1; echo ready
    if [ -t 0 ]; then until read -r line && [ "$line" = end ]; do :; done; else while [ -z "$end" ]; do sleep 0.1; done; fi; echo "signals: $count"; exit 42'

gets_one_interrupt_on_a_terminal() {
    local output status=0
    output=$(KEYS=(--when ready '\x03end\n') USED_IMAGE=$PROBE && on_terminal user "$scratch/user/own" "$REPO/bin/deploy" sh -c "$COUNT" 2>&1) || status=$?
    expect 42 'signals: 1' "$status" "$output"
}

# Starts the program in the background and waits until it is ready. Sets COUNTER to its process and CONTAINER to its container.
start_counter() {
    : >"$scratch/counter"
    USED_IMAGE=$PROBE command_as user "$scratch/user/own" "$REPO/bin/deploy" sh -c "$COUNT"
    start "${COMMAND[@]}" >"$scratch/counter" 2>&1 </dev/null
    COUNTER=$STARTED
    wait_for_line ready
    CONTAINER=$(docker ps --quiet --filter "ancestor=$PROBE")
}

wait_for_line() {
    until grep -qx "$1" "$scratch/counter" || ! is_running "$COUNTER"; do sleep 0.05; done
}

# The second signal says that the first one, and all that would come with it, have arrived.
end_counter() {
    local status=0
    wait_for_line got
    docker kill --signal USR1 "$CONTAINER" >/dev/null
    wait "$COUNTER" || status=$?
    expect 42 'signals: 1' "$status" "$(cat "$scratch/counter")"
}

# The process is `docker run` by now: bin/deploy has become it.
gets_one_signal() {
    local signal
    for signal in INT TERM; do
        start_counter
        kill -s "$signal" "$COUNTER"
        end_counter || return
    done
}

gets_one_signal_with_override() {
    local EXTRA status=0 output
    with_compose
    printf 'services:\n  deploy:\n    environment:\n      ADDED: added\n' | override
    { gets_one_signal && gets_one_interrupt_on_a_terminal; } || status=1
    rm "$scratch/user/own/docker-compose.override.yml"
    return "$status"
}

stops_by_interrupt() {
    local stopping
    start_counter
    [[ $(docker inspect --format '{{.Config.StopSignal}} {{.Config.StopTimeout}}' "$CONTAINER") == 'SIGINT 300' ]] || return 1
    docker stop "$CONTAINER" >/dev/null &
    stopping=$!
    end_counter && wait "$stopping"
}

# The shell in the substitution ends at once, so that the other one loses its parent. The substitution ends when both have ended.
collects_processes() {
    local output
    output=$(probe sh -c 'ended=$( (true &) ); for _ in $(seq 100); do zombies=$(cat /proc/[0-9]*/status 2>/dev/null | grep -c "^State:.Z"); [ "$zombies" != 0 ] || break; sleep 0.1; done; echo "$zombies"') || true
    [[ $output == 0 ]]
}
