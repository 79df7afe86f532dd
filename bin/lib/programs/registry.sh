# shellcheck shell=bash
# `docker-registry`, the container registry behind the sandbox.

# Sets DOCKER_REGISTRY_PROGRAM: the one on PATH, else from Debian's package, else from the image `registry:2`.
provide_registry() {
    local unpacked=$TOOLS/docker-registry/usr/bin/docker-registry
    if has docker-registry; then
        DOCKER_REGISTRY_PROGRAM=$(command -v docker-registry)
    elif debian_unpack docker-registry docker-registry && [[ -x $unpacked ]]; then
        DOCKER_REGISTRY_PROGRAM=$unpacked
    elif registry_from_image "$TOOLS/bin/docker-registry"; then
        DOCKER_REGISTRY_PROGRAM=$TOOLS/bin/docker-registry
    else
        fail "\`docker-registry\` is missing" "install it, or make the image \`registry:2\` available to Docker"
    fi
    export DOCKER_REGISTRY_PROGRAM
}

# The program in the image is static, so it also runs outside of a container.
registry_from_image() {
    local container
    say "copying docker-registry out of the image registry:2"
    container=$(docker create --quiet registry:2) || return 1
    docker cp "$container:/bin/registry" "$1.new" >&2 && mv "$1.new" "$1"
    docker rm "$container" >/dev/null
    [[ -x $1 ]]
}
