# shellcheck shell=bash
# The programs of this repository.

# Builds a program, which takes minutes on the first run and nothing when it is up to date: `build_program PACKAGE [CARGO OPTION…]`.
build_program() {
    local package=$1
    shift
    has cargo || fail "Rust is missing" "install it from https://rustup.rs"
    [[ -d $TARGET/debug/deps || -d $TARGET/release/deps ]] || say "building $package for the first time (some minutes)"
    (cd "$REPO" && cargo build --quiet --package "$package" "$@" >&2)
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
