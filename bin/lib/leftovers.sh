# shellcheck shell=bash
# What a run of the demo could leave behind on a machine, as a list that can be compared.

# Prints one line for each container, image, volume, network, mount and file that is there, and each process that carries the
# mark: `inventory MARK FOLDER…`. A mark is an environment variable's setting, which every process hands on to its children.
inventory() {
    local mark=$1
    shift
    docker ps --all --quiet --no-trunc | sed 's/^/container /'
    docker image ls --all --no-trunc --format 'image {{.ID}} {{.Repository}}:{{.Tag}}'
    docker volume ls --quiet | sed 's/^/volume /'
    docker network ls --quiet --no-trunc | sed 's/^/network /'
    awk '{ print "mount " $5 }' /proc/self/mountinfo
    find "$@" \( -path "$TARGET" -o -path "$REPO/target" -o -path "$REPO/.git" \) -prune -o -print | sed 's/^/file /'
    marked_processes "$mark"
}

marked_processes() {
    local environment pid
    for environment in /proc/[0-9]*/environ; do
        pid=${environment//[^0-9]/}
        if grep -qszxF -- "$1" "$environment"; then
            echo "process $pid $(tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null)"
        fi
    done
}
