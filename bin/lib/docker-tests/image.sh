# shellcheck shell=bash disable=SC2016,SC2153,SC2154
# The image: what is in it, and what is not.

test_image() {
    check 'bin/image prints the name of the image' image_name_is_printed
    check 'bin/image prints the largest layers' largest_layers_are_printed
    check 'the image has labels, a user and a signal to stop' image_is_described
    check 'the last layer has the program and the modules, and nothing else' last_layer_is_the_program
    check 'without the program, the image has at most 366 MB more than its base' image_is_small
    check 'the programs of the image run' programs_run
    check 'the image names the versions that the repository names' versions_agree
    check 'a change of the sources compiles no dependency again' sources_do_not_count
    check 'no layer has a secret or a file of this machine' image_has_nothing_of_the_machine
    check 'the image trusts the authorities of its packages only' image_trusts_packages_only
}

image_name_is_printed() {
    [[ $(cat "$scratch/image.out") == "$IMAGE" ]]
}

largest_layers_are_printed() {
    grep -A 9 'the largest layers of' "$scratch/image.log" | grep -q terraform && grep -q ' MB over ' "$scratch/image.log"
}

image_is_described() {
    local found version
    version=$(sed -n 's/^version = "\(.*\)"/\1/p' "$REPO/Cargo.toml")
    found=$(docker image inspect --format '{{.Config.User}} {{.Config.StopSignal}} {{index .Config.Labels "org.opencontainers.image.version"}} {{index .Config.Labels "org.opencontainers.image.revision"}}' "$IMAGE")
    [[ $found == "deploy SIGINT $version "?* ]] || { echo "$found" >&2 && return 1; }
}

# The image as a tar file, made once. `docker save` has each layer as a tar file.
saved_layers() {
    [[ ! -d $scratch/layers ]] || return 0
    mkdir "$scratch/layers"
    docker save "$IMAGE" | tar --directory "$scratch/layers" --extract
}

# Prints the paths of the layers, the last one last.
layers() {
    "$PYTHON_PROGRAM" -c 'import json, sys; [print(sys.argv[1] + "/" + layer) for layer in json.load(open(sys.argv[1] + "/manifest.json"))[0]["Layers"]]' "$scratch/layers"
}

last_layer() {
    layers | tail -n 1
}

last_layer_is_the_program() {
    saved_layers
    tar --list --file "$(last_layer)" | grep -v '/$' >"$scratch/last-layer"
    grep -qx usr/local/bin/deploy "$scratch/last-layer" && grep -qx opt/deploy/terraform-modules/services/generic/variables.tf "$scratch/last-layer" &&
        ! grep -vE '^(usr/local/bin/deploy|opt/deploy/terraform-modules/.*)$' "$scratch/last-layer" >&2
}

image_is_small() {
    local base size program
    saved_layers
    base=$(docker image inspect --format '{{.Size}}' "$(sed -n 's/^.* MB over \(.*\)$/\1/p' "$scratch/image.log")")
    size=$(docker image inspect --format '{{.Size}}' "$IMAGE")
    program=$(stat -c %s "$(last_layer)")
    echo "        $(((size - base - program) / 1000000)) MB without the program"
    [[ $((size - base - program)) -le 366000000 ]]
}

programs_run() {
    docker run --rm --entrypoint sh "$IMAGE" -c 'set -e; deploy --version; terraform version; docker --version; docker compose version; docker buildx version; git --version; ssh -V
        ls /opt/deploy/terraform-modules/services/generic/variables.tf; [ "$(id -u)" = 1000 ]; touch "$HOME/file" file' >"$scratch/programs" 2>&1 || { cat "$scratch/programs" >&2 && return 1; }
}

versions_agree() {
    grep -q "^ARG TERRAFORM_IMAGE=hashicorp/terraform:$(sed -n 's/^TERRAFORM_VERSION=//p' "$lib/programs/terraform.sh")\$" "$REPO/docker/Dockerfile" &&
        grep -q "^ARG RUST_IMAGE=rust:$(sed -n 's/^channel = "\(.*\)"/\1/p' "$REPO/rust-toolchain.toml")-" "$REPO/docker/Dockerfile"
}

# Docker compiles the dependencies again if /manifests has changed.
sources_do_not_count() {
    local copy=$scratch/sources
    mkdir "$copy"
    (cd "$REPO" && git ls-files -z | xargs -0 tar --create --ignore-failed-read 2>/dev/null) | tar --directory "$copy" --extract
    manifests "$copy" >"$scratch/manifests.before" || return
    echo '// a change' >>"$copy/crates/deploy-core/src/lib.rs"
    mkdir "$copy/crates/deploy-core/src/new_module"
    touch "$copy/crates/deploy-core/src/new_module/mod.rs"
    manifests "$copy" >"$scratch/manifests.after" || return
    grep -q crates/deploy-cli/Cargo.toml "$scratch/manifests.before" && diff "$scratch/manifests.before" "$scratch/manifests.after" >&2
}

# Lists the files and folders that the dependencies are compiled from, with their checksums.
manifests() {
    local image=$IMAGE-manifests base
    base=$(sed -n 's/^.* MB over \(.*\)$/\1/p' "$scratch/image.log")
    DOCKER_BUILDKIT=1 docker build --quiet --file "$1/docker/Dockerfile" --build-arg "BASE_IMAGE=$base" --target manifests --tag "$image" "$1" >/dev/null || return
    docker run --rm --entrypoint sh "$image" -c 'cd /manifests && find . | sort && find . -type f | sort | xargs sha256sum'
    docker image rm "$image" >/dev/null
}

# Searches the names of all files, and the text of all files but the program, which names the sources of its libraries.
image_has_nothing_of_the_machine() {
    local layer found=''
    saved_layers
    ! docker history --no-trunc --format '{{.CreatedBy}}' "$IMAGE" | grep -iE 'password|secret|token|AKIA[A-Z0-9]{16}' >&2 || return 1
    for layer in $(layers); do
        found+=$(tar --list --file "$layer" | grep -E '(^|/)(\.aws|\.docker|\.cargo|\.ssh|\.netrc|\.git-credentials|\.terraformrc|\.gitconfig|\.bash_history)(/|$)|^root/.|^home/.*/.' || true)
        found+=$(tar --extract --to-stdout --exclude=usr/local/bin/deploy --file "$layer" | LC_ALL=C grep --text --only-matching --fixed-strings --regexp="$REPO" --regexp="$HOME/.cargo" | head -n 3 || true)
    done
    [[ -z $found ]] || { echo "$found" >&2 && return 1; }
}

# Each certificate of the machine that is not in the package must not be in any file, and the bundle has those of the package.
image_trusts_packages_only() {
    local layer
    saved_layers
    docker run --rm --entrypoint sh "$IMAGE" -c 'cat /usr/share/ca-certificates/mozilla/*.crt' >"$scratch/package.pem"
    docker run --rm --entrypoint cat "$IMAGE" /etc/ssl/certs/ca-certificates.crt >"$scratch/bundle.pem"
    [[ $(grep -c BEGIN "$scratch/bundle.pem") -ge 100 ]] || return 1
    certificates "$scratch/package.pem" >"$scratch/of-package"
    ! certificates "$scratch/bundle.pem" | grep -vxFf "$scratch/of-package" >&2 || return 1
    [[ -f /etc/ssl/certs/ca-certificates.crt ]] || return 0
    # A line of the signature, as the files have it.
    { certificates /etc/ssl/certs/ca-certificates.crt | grep -vxFf "$scratch/of-package" || true; } |
        awk '{ print substr($0, int(length($0) / 64) * 64 - 63, 64) }' >"$scratch/of-machine" || return 1
    echo "        this machine has $(wc -l <"$scratch/of-machine") authorities that Debian's package does not have"
    [[ -s $scratch/of-machine ]] || return 0
    for layer in $(layers); do
        ! LC_ALL=C grep --quiet --text --fixed-strings --file "$scratch/of-machine" "$layer" || return 1
    done
}

# Prints each certificate of a file as one line, without the line breaks.
certificates() {
    awk '/BEGIN CERT/ { body = ""; next } /END CERT/ { print body; next } { gsub(/[ \r]/, ""); body = body $0 }' "$1" | sort -u
}
