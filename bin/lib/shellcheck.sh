# shellcheck shell=bash
# The checker of these scripts.

# Sets SHELLCHECK_PROGRAM.
provide_shellcheck() {
    if has shellcheck; then
        SHELLCHECK_PROGRAM=$(command -v shellcheck)
    else
        debian_unpack shellcheck shellcheck || fail "there is no shellcheck" "install \`shellcheck\`"
        SHELLCHECK_PROGRAM=$TOOLS/shellcheck/usr/bin/shellcheck
    fi
    export SHELLCHECK_PROGRAM
}
