# shellcheck shell=bash
# Paths. Every script sources this file first.
#
# Everything that a script creates or fetches is below TARGET: to remove it all, remove that folder.

REPO=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
mkdir -p "${CARGO_TARGET_DIR:-$REPO/target}"
TARGET=$(cd "${CARGO_TARGET_DIR:-$REPO/target}" && pwd -P)
TOOLS=$TARGET/tools
mkdir -p "$TOOLS/bin"
PATH=$TOOLS/bin:$PATH
export REPO TARGET TOOLS PATH

# Whether a program is on PATH.
has() {
    command -v "$1" >/dev/null 2>&1
}
