# shellcheck shell=bash
# Lists what a run of the demo could leave behind on the machine, so that two lists can be compared.

# Prints one line for each container, image, volume, network, mount and file, and for each process whose environment holds a
# setting: `host_inventory NAME=VALUE FOLDER…`. A process passes its environment on to its children.
host_inventory() {
    local setting=$1
    shift
    docker ps --all --quiet --no-trunc | sed 's/^/container /'
    docker image ls --all --no-trunc --format 'image {{.ID}} {{.Repository}}:{{.Tag}}'
    docker volume ls --quiet | sed 's/^/volume /'
    docker network ls --quiet --no-trunc | sed 's/^/network /'
    awk '{ print "mount " $5 }' /proc/self/mountinfo
    find "$@" \( -path "$TARGET" -o -path "$REPO/target" -o -path "$REPO/.git" \) -prune -o -print | sed 's/^/file /'
    processes_with "$setting"
}

processes_with() {
    local environment pid
    for environment in /proc/[0-9]*/environ; do
        pid=${environment//[^0-9]/}
        if grep -qszxF -- "$1" "$environment"; then
            echo "process $pid $(tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null)"
        fi
    done
}
