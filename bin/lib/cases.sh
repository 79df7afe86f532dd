# shellcheck shell=bash
# Tests written in bash: each case is a function that says on stderr what is wrong and fails.

CASES_PASSED=0 CASES_FAILED=0 CASES_SKIPPED=0

# Runs a case and says how it ended: `case_of "WHAT IT SHOWS" FUNCTION ARGUMENT…`.
case_of() {
    local what=$1
    shift
    if "$@"; then
        CASES_PASSED=$((CASES_PASSED + 1))
        echo "ok      $what"
    else
        CASES_FAILED=$((CASES_FAILED + 1))
        echo "FAILED  $what"
    fi
}

skipped() {
    CASES_SKIPPED=$((CASES_SKIPPED + 1))
    echo "skipped $1"
}

# Ends a file of cases: the counts are its last line, and its exit code is right.
conclude() {
    echo "$CASES_PASSED passed, $CASES_FAILED failed, $CASES_SKIPPED skipped"
    [[ $CASES_FAILED -eq 0 ]]
}
