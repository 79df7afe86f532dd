# shellcheck shell=bash
# Docker Compose, in both generations: the plugin (`docker compose`) and the older program (`docker-compose` 1.29).

# The last release of Debian whose package is a plugin that runs on engines from 20.10 on.
COMPOSE_RELEASE=trixie

# Any Compose will do: the plugin, the program, else a plugin of our own. Sets DOCKER_CONFIG only in the last case.
provide_compose() {
    docker compose version >/dev/null 2>&1 || has docker-compose || use_own_plugin
}

# Sets COMPOSE_PLUGIN: the plugin's file.
provide_compose_plugin() {
    local folder
    for folder in "${DOCKER_CONFIG:-$HOME/.docker}" /usr/local/lib/docker /usr/local/libexec/docker /usr/lib/docker /usr/libexec/docker; do
        if [[ -x $folder/cli-plugins/docker-compose ]]; then
            export COMPOSE_PLUGIN=$folder/cli-plugins/docker-compose
            return
        fi
    done
    own_plugin docker-compose
    own_plugin docker-buildx
    export COMPOSE_PLUGIN=$TOOLS/cli-plugins/docker-compose
}

# Sets COMPOSE_PROGRAM: `docker-compose` of the 1.29 line, which bookworm is the last Debian to carry.
provide_compose_program() {
    COMPOSE_PROGRAM=$(command -v docker-compose) && "$COMPOSE_PROGRAM" version --short 2>/dev/null | grep -q '^1\.' ||
        { install_package docker-compose && COMPOSE_PROGRAM=$(command -v docker-compose); } ||
        fail "\`docker-compose\` 1.29 is missing" "install \`docker-compose\` (Debian bookworm, as root)"
    export COMPOSE_PROGRAM
}

own_plugin() {
    local program=$TOOLS/$1-$COMPOSE_RELEASE/usr/libexec/docker/cli-plugins/$1
    if ! debian_unpack "$1" "$1-$COMPOSE_RELEASE" "$COMPOSE_RELEASE" || [[ ! -x $program ]]; then
        fail "Docker Compose is missing" "install the Compose plugin of Docker, or \`docker-compose\`"
    fi
    mkdir -p "$TOOLS/cli-plugins"
    ln -sfn "$program" "$TOOLS/cli-plugins/$1"
}

use_own_plugin() {
    own_plugin docker-compose
    own_plugin docker-buildx
    docker_config "$TOOLS/docker"
    export DOCKER_CONFIG=$TOOLS/docker
}

# A configuration folder for the Docker client, with no credentials, that finds the plugins of the person's own: `docker_config FOLDER`.
docker_config() {
    mkdir -p "$1"
    printf '{"cliPluginsExtraDirs": ["%s/cli-plugins", "%s/cli-plugins"]}\n' "${DOCKER_CONFIG:-$HOME/.docker}" "$TOOLS" >"$1/config.json"
}
