# shellcheck shell=bash
# The world of one demo run: a folder with a copy of the example, a sandbox, a base image, and an environment that leads to
# these alone. What WORLD/env says is enough to go on by hand; what WORLD holds is enough to take it all down.

# Prints the name of the world's base image.
base_image() {
    echo "deploy-demo-base:${WORLD##*.}"
}

# Lays the copy out as in the repository, because the example's modules are named by relative path.
copy_example() {
    tar -C "$REPO" --exclude=.deploy --exclude=.terraform --exclude='*.tfstate*' -c "examples/$1" terraform-modules | tar -C "$WORLD" -x
}

# A person's own accounts, workspaces and settings must not reach the demo, nor the demo them.
forget_environment() {
    local name
    for name in $(compgen -e); do
        case $name in
            AWS_CA_BUNDLE | TF_CLI_CONFIG_FILE) ;;
            AWS_* | TF_* | DEPLOY_* | COMPOSE_* | APP_TAG | REGISTRY | BASE_IMAGE | NGINX_IMAGE | TERRAFORM_DIRECTORY) unset "$name" ;;
        esac
    done
}

# Writes WORLD/env. The Docker client's own folder keeps builds from leaving files in the person's.
write_environment() {
    local engine
    engine=$(docker context inspect --format '{{.Endpoints.docker.Host}}' 2>/dev/null) || engine=''
    docker_config "$WORLD/docker"
    {
        SANDBOX_DIR=$WORLD/sandbox "$REPO/bin/sandbox" env
        cat "$WORLD/provided"
        printf 'export %s=%q\n' SANDBOX_DIR "$WORLD/sandbox" DOCKER_CONFIG "$WORLD/docker" BASE_IMAGE "$(base_image)" NGINX_IMAGE "$(base_image)" \
            AWS_CONFIG_FILE "$WORLD/no-aws-config" AWS_SHARED_CREDENTIALS_FILE "$WORLD/no-aws-credentials" \
            PATH "$TOOLS/bin:$PATH"
        printf 'export AWS_PAGER= CHECKPOINT_DISABLE=1 DEPLOY_NATIVE=1\n'
        [[ -z $engine || -n ${DOCKER_HOST:-} ]] || printf 'export DOCKER_HOST=%q\n' "$engine"
    } >"$WORLD/env"
}

# Takes down what a world holds, however far it had come.
take_down_world() {
    local layer
    SANDBOX_DIR=$WORLD/sandbox "$REPO/bin/sandbox" down
    if layer=$(first_layer "$(base_image)" 2>/dev/null); then
        remove_images_on "$layer"
    fi
    end_own_engine
    rm -rf "$WORLD"
}

# Ends the engine that was started for this world; any other is not ours to end.
end_own_engine() {
    local pid
    pid=$(sed -n 's/^export ENGINE_PID=//p' "$WORLD/provided" 2>/dev/null) || return 0
    [[ -z $pid ]] || end "$pid" TERM 20
}
