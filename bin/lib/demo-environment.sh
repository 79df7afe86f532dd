# shellcheck shell=bash
# The folder of one run of the demo, DEMO_DIR: a copy of the example, a sandbox, the name of a base image, and the variables that
# lead to them. DEMO_DIR/env is enough to continue by hand; DEMO_DIR is enough to remove everything.

# Prints the name of the run's base image.
base_image() {
    echo "deploy-demo-base:${DEMO_DIR##*.}"
}

# Copies the example and the modules. The layout stays the same, because the example refers to the modules by relative path.
copy_example() {
    tar -C "$REPO" --exclude=.deploy --exclude=.terraform --exclude='*.tfstate*' -c "examples/$1" terraform-modules | tar -C "$DEMO_DIR" -x
}

# Keeps the demo away from the user's accounts, workspaces and settings.
unset_user_settings() {
    local name
    for name in $(compgen -e); do
        case $name in
            AWS_CA_BUNDLE | TF_CLI_CONFIG_FILE | DEPLOY_IMAGE) ;;
            AWS_* | TF_* | DEPLOY_* | COMPOSE_* | APP_TAG | REGISTRY | BASE_IMAGE | NGINX_IMAGE | TERRAFORM_DIRECTORY) unset "$name" ;;
        esac
    done
}

# Writes DEMO_DIR/env. The Docker client gets its own folder, so that builds leave no files in the user's. DEMO_DIR is a repository,
# so that a container of `deploy` gets all of it: the example refers to the modules.
write_environment() {
    local engine
    git init --quiet "$DEMO_DIR"
    touch "$DEMO_DIR/no-aws-config" "$DEMO_DIR/no-aws-credentials"
    engine=$(docker context inspect --format '{{.Endpoints.docker.Host}}' 2>/dev/null) || engine=''
    write_docker_config "$DEMO_DIR/docker"
    {
        SANDBOX_DIR=$DEMO_DIR/sandbox "$REPO/bin/sandbox" env
        cat "$DEMO_DIR/provided"
        printf 'export %s=%q\n' SANDBOX_DIR "$DEMO_DIR/sandbox" DOCKER_CONFIG "$DEMO_DIR/docker" BASE_IMAGE "$(base_image)" NGINX_IMAGE "$(base_image)" \
            AWS_CONFIG_FILE "$DEMO_DIR/no-aws-config" AWS_SHARED_CREDENTIALS_FILE "$DEMO_DIR/no-aws-credentials" \
            XDG_STATE_HOME "$DEMO_DIR/state" DEPLOY_CACHE_DIR "$DEMO_DIR/cache" PATH "$TOOLS/bin:$PATH"
        printf 'export AWS_PAGER= CHECKPOINT_DISABLE=1\n'
        [[ -n ${DOCKER:-} ]] || printf 'export DEPLOY_NATIVE=%q\n' "$(built_deploy)"
        [[ -z $engine || -n ${DOCKER_HOST:-} ]] || printf 'export DOCKER_HOST=%q\n' "$engine"
    } >"$DEMO_DIR/env"
}

# Removes what a run created, however far it came.
remove_demo() {
    local layer
    SANDBOX_DIR=$DEMO_DIR/sandbox "$REPO/bin/sandbox" down
    if layer=$(first_layer "$(base_image)" 2>/dev/null); then
        remove_images_on "$layer"
    fi
    stop_started_engine
    rm -rf "$DEMO_DIR"
}

# Stops the Docker engine, but only if this run started it. The process id in the file may belong to another program by now.
stop_started_engine() {
    local pid
    pid=$(sed -n 's/^export ENGINE_PID=//p' "$DEMO_DIR/provided" 2>/dev/null) || return 0
    [[ -z $pid || $(cat "/proc/$pid/comm" 2>/dev/null) != dockerd ]] || stop_process "$pid" TERM 20
}
