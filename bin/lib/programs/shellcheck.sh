# shellcheck shell=bash
# Provides the program shellcheck, with which the tests check these scripts.

# Sets SHELLCHECK_PROGRAM.
provide_shellcheck() {
    if has shellcheck; then
        SHELLCHECK_PROGRAM=$(command -v shellcheck)
    else
        debian_unpack shellcheck shellcheck || fail "shellcheck is missing" "install \`shellcheck\`"
        SHELLCHECK_PROGRAM=$TOOLS/shellcheck/usr/bin/shellcheck
    fi
    export SHELLCHECK_PROGRAM
}
