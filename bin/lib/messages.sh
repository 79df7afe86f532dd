# shellcheck shell=bash
# Messages to the person at the terminal. They go to stderr; stdout is for data.

say() {
    printf '%s\n' "$*" >&2
}

# Exits with an error message and hints, one line each: `fail MESSAGE [HINT…]`.
fail() {
    printf 'error: %s\n' "$1" >&2
    shift
    [[ $# -eq 0 ]] || printf 'hint: %s\n' "$@" >&2
    exit "${FAILURE_STATUS:-1}"
}

# Prints the comment at the top of the calling script.
print_usage() {
    sed -n '2,/^set /{/^#/s/^# \{0,1\}//p}' "$0"
}
