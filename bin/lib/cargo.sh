# shellcheck shell=bash
# The programs of this repository.

# Builds all programs at once: each by itself would build the dependencies anew, with other features. Where PROGRAMS_ARE_BUILT,
# those of the tests are used, for the same reason.
build_programs() {
    local quiet=--quiet
    [[ -z ${PROGRAMS_ARE_BUILT:-} ]] || return 0
    has cargo || fail "Rust is missing" "install it from https://rustup.rs"
    if [[ ! -d $TARGET/debug/deps ]]; then
        say "building the programs for the first time (some minutes)"
        quiet=''
    fi
    (cd "$REPO" && cargo build ${quiet:+"$quiet"} --workspace --bins >&2)
}

# Prints the newest of the built `deploy` programs, or nothing.
built_deploy() {
    local newest='' program
    for program in "$TARGET/release/deploy" "$TARGET/debug/deploy"; do
        if [[ -x $program && (-z $newest || $program -nt $newest) ]]; then
            newest=$program
        fi
    done
    [[ -n $newest ]] && echo "$newest"
}
