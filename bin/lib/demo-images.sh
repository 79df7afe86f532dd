# shellcheck shell=bash
# Creates the demo's base image from busybox, and removes it and all images that were built on it.
#
# The images of a run are found by their first layer. It contains the name of the run, so the images of another run or of the
# user are never removed.

# Creates the base image of a run: `make_base_image NAME RUN`.
make_base_image() {
    local root applet
    root=$(mktemp -d)
    mkdir -p "$root/bin" "$root/etc" "$root/tmp"
    chmod 1777 "$root/tmp"
    cp "$BUSYBOX_PROGRAM" "$root/bin/busybox"
    for applet in $("$root/bin/busybox" --list); do
        [[ $applet == busybox ]] || ln -s busybox "$root/bin/$applet"
    done
    echo 'root:x:0:0:root:/:/bin/sh' >"$root/etc/passwd"
    echo "$2" >"$root/etc/demo"
    tar -C "$root" --owner=0 --group=0 -c . | docker import --change 'ENV PATH=/bin' --change 'CMD ["sh"]' - "$1" >/dev/null
    rm -rf "$root"
}

# Prints the first layer of an image; fails if there is no such image.
first_layer() {
    docker image inspect --format '{{index .RootFS.Layers 0}}' "$1"
}

# Prints the ids of all images with a given first layer, with or without a name.
images_on() {
    local all
    all=$(docker image ls --all --quiet --no-trunc | sort -u)
    # shellcheck disable=SC2086
    [[ -z $all ]] || docker image inspect --format '{{.Id}} {{if .RootFS.Layers}}{{index .RootFS.Layers 0}}{{end}}' $all 2>/dev/null |
        awk -v layer="$1" '$2 == layer { print $1 }'
}

# Removes all images with a given first layer. An interrupted build may still create one, so it looks until two looks find none.
remove_images_on() {
    local layer=$1 images filters containers quiet=0
    for _ in {1..20}; do
        images=$(images_on "$layer")
        if [[ -z $images ]]; then
            quiet=$((quiet + 1))
            [[ $quiet -lt 2 ]] || return 0
            sleep 0.2
            continue
        fi
        quiet=0
        mapfile -t filters < <(awk '{ print "--filter=ancestor=" $1 }' <<<"$images")
        containers=$(docker ps --all --quiet --no-trunc "${filters[@]}")
        # shellcheck disable=SC2086
        [[ -z $containers ]] || docker rm --force $containers >/dev/null 2>&1 || true
        # shellcheck disable=SC2086
        docker image rm --force $images >/dev/null 2>&1 || true
    done
    say "some of the demo's images could not be removed: docker image ls --all"
}
