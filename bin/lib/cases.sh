# shellcheck shell=bash
# Tests written in bash. Each case is a function that prints what is wrong to stderr and fails.

CASES_PASSED=0 CASES_FAILED=0 CASES_SKIPPED=0

# Runs a case and prints its result: `run_case NAME FUNCTION ARGUMENT…`.
run_case() {
    local name=$1
    shift
    if "$@"; then
        CASES_PASSED=$((CASES_PASSED + 1))
        echo "ok      $name"
    else
        CASES_FAILED=$((CASES_FAILED + 1))
        echo "FAILED  $name"
    fi
}

skip_case() {
    CASES_SKIPPED=$((CASES_SKIPPED + 1))
    echo "skipped $1"
}

# Prints the counts as the last line of a file of cases; fails if a case failed.
print_counts() {
    echo "$CASES_PASSED passed, $CASES_FAILED failed, $CASES_SKIPPED skipped"
    [[ $CASES_FAILED -eq 0 ]]
}
