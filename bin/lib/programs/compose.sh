# shellcheck shell=bash
# Docker Compose: the plugin (`docker compose`) and the older program (`docker-compose` 1.29).

# The newest Debian release whose plugin works with Docker engines from version 20.10 on.
COMPOSE_RELEASE=trixie

# Accepts any Compose, the plugin or the program. If there is none, it fetches the plugin and sets DOCKER_CONFIG.
provide_compose() {
    docker compose version >/dev/null 2>&1 || has docker-compose || use_fetched_plugin
}

# Sets COMPOSE_PLUGIN, the path of the plugin.
provide_compose_plugin() {
    local folder
    for folder in "${DOCKER_CONFIG:-$HOME/.docker}" /usr/local/lib/docker /usr/local/libexec/docker /usr/lib/docker /usr/libexec/docker; do
        if [[ -x $folder/cli-plugins/docker-compose ]]; then
            export COMPOSE_PLUGIN=$folder/cli-plugins/docker-compose
            return
        fi
    done
    fetch_plugin docker-compose
    fetch_plugin docker-buildx
    export COMPOSE_PLUGIN=$TOOLS/cli-plugins/docker-compose
}

# Sets COMPOSE_PROGRAM, the path of `docker-compose` 1.29. The last Debian release that has it is bookworm.
provide_compose_program() {
    COMPOSE_PROGRAM=$(command -v docker-compose) && "$COMPOSE_PROGRAM" version --short 2>/dev/null | grep -q '^1\.' ||
        { install_package docker-compose && COMPOSE_PROGRAM=$(command -v docker-compose); } ||
        fail "\`docker-compose\` 1.29 is missing" "install \`docker-compose\` (Debian bookworm, as root)"
    export COMPOSE_PROGRAM
}

# Accepts any buildx. If there is none, it fetches it and sets DOCKER_CONFIG.
provide_buildx() {
    docker buildx version >/dev/null 2>&1 || use_fetched_plugin
}

fetch_plugin() {
    local program=$TOOLS/$1-$COMPOSE_RELEASE/usr/libexec/docker/cli-plugins/$1
    if ! debian_unpack "$1" "$1-$COMPOSE_RELEASE" "$COMPOSE_RELEASE" || [[ ! -x $program ]]; then
        fail "Docker Compose is missing" "install the Compose plugin of Docker, or \`docker-compose\`"
    fi
    mkdir -p "$TOOLS/cli-plugins"
    ln -sfn "$program" "$TOOLS/cli-plugins/$1"
}

use_fetched_plugin() {
    fetch_plugin docker-compose
    fetch_plugin docker-buildx
    write_docker_config "$TOOLS/docker"
    export DOCKER_CONFIG=$TOOLS/docker
}

# Writes a configuration folder for the Docker client, without credentials but with the user's plugins: `write_docker_config FOLDER`.
write_docker_config() {
    mkdir -p "$1"
    printf '{"cliPluginsExtraDirs": ["%s/cli-plugins", "%s/cli-plugins"]}\n' "${DOCKER_CONFIG:-$HOME/.docker}" "$TOOLS" >"$1/config.json"
}
