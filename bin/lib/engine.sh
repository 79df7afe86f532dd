# shellcheck shell=bash
# A Docker engine. The machine's own is used; one is installed and started only where root finds none on a Debian machine.

# Sets ENGINE_PID where the engine was started here: who asked for it ends it, by that id.
provide_engine() {
    has docker && docker version >/dev/null 2>&1 && return
    [[ -z ${DOCKER_HOST:-} ]] || fail "the Docker engine at $DOCKER_HOST does not answer" "start it, or unset DOCKER_HOST"
    [[ ! -S /var/run/docker.sock || -w /var/run/docker.sock ]] ||
        fail "this user may not speak to the Docker engine" "become a member of the group \`docker\`, and log in again"
    has dockerd && has docker || install_package docker.io iptables ||
        fail "there is no Docker engine" "install \`docker.io\`, or run this once as root on a Debian machine"
    start_engine
}

start_engine() {
    [[ $(id -u) -eq 0 ]] || fail "the Docker engine does not run" "start it, for example by \`sudo systemctl start docker\`"
    say "starting a Docker engine (log: $TOOLS/dockerd.log)"
    setsid dockerd >"$TOOLS/dockerd.log" 2>&1 </dev/null &
    export ENGINE_PID=$!
    for _ in {1..150}; do
        docker version >/dev/null 2>&1 && return
        kill -0 "$ENGINE_PID" 2>/dev/null || break
        sleep 0.2
    done
    tail -n 5 "$TOOLS/dockerd.log" >&2
    fail "the Docker engine did not start" "its log is $TOOLS/dockerd.log"
}
