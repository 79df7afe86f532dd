# shellcheck shell=bash
# A Docker engine: the one that runs. If there is none, root on a Debian machine gets one installed and started.

# Sets ENGINE_PID if it started the engine; the caller must stop that process.
provide_engine() {
    has docker && docker version >/dev/null 2>&1 && return
    [[ -z ${DOCKER_HOST:-} ]] || fail "the Docker engine at $DOCKER_HOST does not answer" "start it, or unset DOCKER_HOST"
    [[ ! -S /var/run/docker.sock || -w /var/run/docker.sock ]] ||
        fail "this user may not use the Docker engine" "add the user to the group \`docker\` and log in again"
    has dockerd && has docker || install_package docker.io iptables ||
        fail "the Docker engine is missing" "install \`docker.io\`, or run this once as root on a Debian machine"
    start_engine
}

start_engine() {
    [[ $(id -u) -eq 0 ]] || fail "the Docker engine is not running" "start it, for example by \`sudo systemctl start docker\`"
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
