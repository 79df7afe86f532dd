# shellcheck shell=bash
# Runs test suites and adds up their counts. A suite is a command. A suite that fails without a failed test counts as one failure.

PASSED=0 FAILED=0 SKIPPED=0
LOGS=$TARGET/test-logs
mkdir -p "$LOGS"

# Runs a suite, shows its output and writes it to a log: `run_suite NAME READER process|session COMMAND…`. READER turns the log
# and the exit code into "PASSED FAILED SKIPPED".
run_suite() {
    local name=$1 reader=$2 scope=$3 log=$LOGS/$1.log status=0 began=$SECONDS counts
    printf '\n=== %s\n' "$name"
    # shellcheck disable=SC2016
    run_interruptible "$scope" bash -c 'set -o pipefail; log=$1; shift; "$@" 2>&1 | tee "$log"' suite "$log" "${@:4}" || status=$?
    counts=$("$reader" "$log" "$status")
    add_suite "$name" "$((SECONDS - began))" "$status" "$counts"
}

# Adds a suite to the totals and to the summary: `add_suite NAME SECONDS EXIT-CODE COUNTS`.
add_suite() {
    local passed failed skipped
    read -r passed failed skipped <<<"$4"
    if [[ $3 -ne 0 && $failed -eq 0 ]]; then
        failed=1
    fi
    PASSED=$((PASSED + passed)) FAILED=$((FAILED + failed)) SKIPPED=$((SKIPPED + skipped))
    SUMMARY+=$(printf '%-22s %4d passed, %d failed, %d skipped (%d s)' "$1" "$passed" "$failed" "$skipped" "$2")$'\n'
}

# Reads the exit code alone: the suite is a single check.
read_status() {
    [[ $2 -eq 0 ]] && echo 1 0 0 || echo 0 1 0
}

# Adds up the result lines of `cargo test`. Ignored tests and those filtered out by name count as skipped.
read_cargo() {
    add_up_cargo_results "$1" 1
}

# The same, but tests that are filtered out do not count, because another suite runs them.
read_cargo_selection() {
    add_up_cargo_results "$1" 0
}

add_up_cargo_results() {
    awk -v filtered="$2" '/^test result: / {
        for (i = 2; i <= NF; i++) {
            if ($i == "passed;") passed += $(i - 1)
            if ($i == "failed;") failed += $(i - 1)
            if ($i == "ignored;" || (filtered && $i == "filtered" && $(i + 1) ~ /^out/)) skipped += $(i - 1)
        }
    } END { print passed + 0, failed + 0, skipped + 0 }' "$1"
}

# Reads the last line "N passed, N failed, N skipped", as `print_counts` writes it.
read_last_line() {
    sed -n 's/^\([0-9]*\) passed, \([0-9]*\) failed, \([0-9]*\) skipped$/\1 \2 \3/p' "$1" | tail -n 1 | grep . || echo 0 0 0
}
