# shellcheck shell=bash
# A real container registry for the sandbox to stand before: the program `docker-registry`.

# Sets DOCKER_REGISTRY_PROGRAM: from PATH, else out of Debian's package, else out of the image `registry:2`.
provide_registry() {
    local unpacked=$TOOLS/docker-registry/usr/bin/docker-registry
    if has docker-registry; then
        DOCKER_REGISTRY_PROGRAM=$(command -v docker-registry)
    elif debian_unpack docker-registry docker-registry && [[ -x $unpacked ]]; then
        DOCKER_REGISTRY_PROGRAM=$unpacked
    elif registry_from_image "$TOOLS/bin/docker-registry"; then
        DOCKER_REGISTRY_PROGRAM=$TOOLS/bin/docker-registry
    else
        fail "no container registry could be had" "install \`docker-registry\`, or let Docker pull \`registry:2\`"
    fi
    export DOCKER_REGISTRY_PROGRAM
}

# The program in that image is static, so it runs outside of it.
registry_from_image() {
    local container
    say "fetching the image registry:2 for its program"
    container=$(docker create --quiet registry:2) || return 1
    docker cp "$container:/bin/registry" "$1.new" >&2 && mv "$1.new" "$1"
    docker rm "$container" >/dev/null
    [[ -x $1 ]]
}
