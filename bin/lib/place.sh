# shellcheck shell=bash
# Where things are, and how the scripts speak. Sourced first by every script.
#
# Everything that a script makes or fetches is below TARGET: removing that folder removes it all.

REPO=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
mkdir -p "${CARGO_TARGET_DIR:-$REPO/target}"
TARGET=$(cd "${CARGO_TARGET_DIR:-$REPO/target}" && pwd -P)
TOOLS=$TARGET/tools
mkdir -p "$TOOLS/bin"
PATH=$TOOLS/bin:$PATH
export REPO TARGET TOOLS PATH

# Says a line to the person at the terminal; stdout stays data.
say() {
    printf '%s\n' "$*" >&2
}

# Ends the script with a message and, after it, hints of a line each.
fail() {
    printf 'error: %s\n' "$1" >&2
    shift
    [[ $# -eq 0 ]] || printf 'hint: %s\n' "$@" >&2
    exit "${FAILURE_STATUS:-1}"
}

has() {
    command -v "$1" >/dev/null 2>&1
}
