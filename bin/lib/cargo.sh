# shellcheck shell=bash
# The programs of this repository.

# Builds all programs in one call: a call for each would build the dependencies again, with other features. With
# PROGRAMS_ARE_BUILT it uses the programs that the tests have built.
build_programs() {
    local quiet=--quiet
    [[ -z ${PROGRAMS_ARE_BUILT:-} ]] || return 0
    has cargo || fail "Rust is missing" "install it from https://rustup.rs"
    if [[ ! -d $TARGET/debug/deps ]]; then
        say "building the programs for the first time (takes some minutes)"
        quiet=''
    fi
    (cd "$REPO" && cargo build ${quiet:+"$quiet"} --workspace --bins >&2)
}

# Prints the path of the newest `deploy` that was built; fails if there is none.
built_deploy() {
    local newest='' program
    for program in "$TARGET/release/deploy" "$TARGET/debug/deploy"; do
        if [[ -x $program && (-z $newest || $program -nt $newest) ]]; then
            newest=$program
        fi
    done
    [[ -n $newest ]] && echo "$newest"
}
