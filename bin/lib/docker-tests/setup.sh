# shellcheck shell=bash disable=SC2016,SC2153,SC2154
# What the tests of the container need: the image, a user who is not root, and projects in both layouts.

TEST_USER=12345

# The variables that the tests set. Nothing of the environment of bin/test reaches bin/deploy, but what BASE has.
set_up_engine() {
    scratch=$(mktemp -d "${TMPDIR:-/tmp}/deploy-docker.XXXXXX")
    chmod 0755 "$scratch"
    eval "$("$lib/provide" engine buildx python terraform compose_plugin)"
    RUN_NAME=$(tr '[:upper:]' '[:lower:]' <<<"${scratch##*.}")
    IMAGE=deploy-test:$RUN_NAME PROBE=deploy-probe:$RUN_NAME
    stand_ins >"$scratch/stand-ins"
}

set_up() {
    set_up_engine
    run_interruptible session "$lib/build-programs"
    if has strip; then strip -o "$scratch/program" "$TARGET/debug/deploy"; else cp "$TARGET/debug/deploy" "$scratch/program"; fi
    say "building the image from stand-ins"
    run_interruptible session "$REPO/bin/image" --stand-ins --binary "$scratch/program" --name "$IMAGE" >"$scratch/image.out" 2>"$scratch/image.log" ||
        fail "the image could not be built" "$(tail -n 20 "$scratch/image.log")"
    # The same image with another entry point, to see what a program in the container sees.
    make_probe || fail "the image of the tests could not be built"
    SOCKET_GROUP=$(stat -L -c %g /var/run/docker.sock)
    BASE=(PATH="$PATH" USER=tester TERM=xterm ${DOCKER_HOST:+"DOCKER_HOST=$DOCKER_HOST"})
    USERS=(user)
    [[ $(id -u) -ne 0 ]] || USERS+=(root)
    make_projects
}

make_probe() {
    printf 'FROM %s\nENTRYPOINT ["/usr/bin/tini", "-s", "--"]\n' "$IMAGE" | DOCKER_BUILDKIT=1 docker build --quiet --tag "$PROBE" - >/dev/null
}

# Prints the ids of the stand-ins that the engine has.
stand_ins() {
    docker image ls --quiet --no-trunc --filter label=deploy-stand-in | sort -u
}

# Removes the run's containers and images; stand-ins that were there before are kept.
finish() {
    local status=$? image containers
    set +e # do all of the following, whatever fails
    trap '' INT TERM HUP
    stop_running_program
    [[ -n ${scratch:-} ]] || exit "$status"
    [[ ! -f $scratch/demo ]] || "$REPO/bin/demo" --down "$(cat "$scratch/demo")" >/dev/null 2>&1
    [[ -z ${AGENT:-} ]] || kill "$AGENT"
    for image in "${PROBE:-}" "${IMAGE:-}" "${IMAGE:-}"-{first,second,manifests} "deploy:0.0.0-${RUN_NAME:-}" $(test_images) $(comm -13 "$scratch/stand-ins" <(stand_ins)); do
        containers=$(docker ps --all --quiet --filter "ancestor=$image" 2>/dev/null)
        # shellcheck disable=SC2086
        [[ -z $containers ]] || docker rm --force $containers >/dev/null
        docker image rm --force "$image" >/dev/null 2>&1
    done
    rm -rf "$scratch"
    exit "$status"
}

# Prints the images that the projects of this run have built.
test_images() {
    docker image ls --quiet --filter "reference=localhost:1/deploy-test-*/*:$RUN_NAME" 2>/dev/null | sort -u
}

# Makes the two layouts, with a copy of bin/deploy: a repository of its own, and a subfolder of the application's repository. A build
# of the second one needs a file above the folder of the project.
make_projects() {
    local user
    for user in "${USERS[@]}"; do
        mkdir -p "$scratch/$user"/{home,own/{bin,build/app,terraform},sub/{bin,deploy/{build,terraform},src/module}}
        cp "$REPO/bin/deploy" "$scratch/$user/own/bin"
        sed 's/^: "${DEPLOY_PROJECT:=}"$/: "${DEPLOY_PROJECT:=deploy}"/' "$REPO/bin/deploy" >"$scratch/$user/sub/bin/deploy"
        chmod +x "$scratch/$user/sub/bin/deploy"
        printf 'FROM scratch\nCOPY . /\n' | tee "$scratch/$user/own/build/app/Dockerfile" >"$scratch/$user/sub/Dockerfile"
        printf '*\n!src\n' >"$scratch/$user/sub/.dockerignore"
        echo text | tee "$scratch/$user/own/build/app/file" >"$scratch/$user/sub/src/file"
        printf 'services:\n  app:\n    image: localhost:1/deploy-test-%s/own:${APP_TAG}\n    build: {context: app}\n' "$user" >"$scratch/$user/own/build/docker-compose.build.yml"
        printf 'services:\n  app:\n    image: localhost:1/deploy-test-%s/sub:${APP_TAG}\n    build: {context: ../..}\n' "$user" >"$scratch/$user/sub/deploy/build/docker-compose.build.yml"
        git init --quiet "$scratch/$user/own"
        git init --quiet "$scratch/$user/sub"
        [[ $user == root || $(id -u) -ne 0 ]] || chown -R "$TEST_USER:$TEST_USER" "$scratch/$user"
    done
}

# Sets COMMAND to a command of `user` or `root`, with the variables in BASE and in EXTRA, in a folder: `command_as USER FOLDER COMMAND…`.
command_as() {
    local user=$1 folder=$2
    shift 2
    COMMAND=(env --chdir="$folder")
    [[ $user == root || $(id -u) -ne 0 ]] || COMMAND+=(setpriv --reuid "$TEST_USER" --regid "$TEST_USER" --groups "$SOCKET_GROUP")
    COMMAND+=(env --ignore-environment "${BASE[@]}" HOME="$scratch/$user/home" DEPLOY_IMAGE="${USED_IMAGE:-$IMAGE}" "${EXTRA[@]}" "$@")
}
EXTRA=() KEYS=()

as() {
    command_as "$@"
    "${COMMAND[@]}"
}

# The same on a terminal, with options of on-terminal.py in KEYS.
on_terminal() {
    command_as "$@"
    "$PYTHON_PROGRAM" -B "$lib/on-terminal.py" "${KEYS[@]}" "${COMMAND[@]}"
}

# Runs bin/deploy of the checkout in the project of its own, with another entry point: `probe COMMAND…`.
probe() {
    USED_IMAGE=$PROBE as user "$scratch/user/own" "$REPO/bin/deploy" "$@" 2>"$scratch/stderr"
}

# Checks the exit code of the last command, and that its output contains a text: `expect CODE TEXT STATUS OUTPUT`.
expect() {
    [[ $3 -eq $1 && $4 == *"$2"* ]] && return
    printf 'exit code %s, expected %s; expected "%s" in:\n%s\n' "$3" "$1" "$2" "$4" >&2
    return 1
}

leaves_no_foreign_files() {
    local found
    [[ $(id -u) -eq 0 ]] || TEST_USER=$(id -u)
    found=$(find "$scratch/user" -not -user "$TEST_USER")
    [[ -z $found ]] || { echo "$found" >&2 && return 1; }
}
