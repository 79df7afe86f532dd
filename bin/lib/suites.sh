# shellcheck shell=bash
# Running suites of tests and adding up their counts. A suite is a command whose output ends with its counts, or holds those
# of `cargo test`; whatever ends badly without a failed test counts as one.

PASSED=0 FAILED=0 SKIPPED=0
LOGS=$TARGET/test-logs
mkdir -p "$LOGS"

# Runs a suite with its output in view and in a log: `suite NAME READER one|all COMMAND…`. READER turns the log into
# "PASSED FAILED SKIPPED".
suite() {
    local name=$1 reader=$2 whom=$3 log=$LOGS/$1.log status=0 began=$SECONDS counts
    printf '\n=== %s\n' "$name"
    # shellcheck disable=SC2016
    attend "$whom" bash -c 'set -o pipefail; log=$1; shift; "$@" 2>&1 | tee "$log"' suite "$log" "${@:4}" || status=$?
    counts=$("$reader" "$log" "$status")
    add "$name" "$((SECONDS - began))" "$status" "$counts"
}

add() {
    local passed failed skipped
    read -r passed failed skipped <<<"$4"
    if [[ $3 -ne 0 && $failed -eq 0 ]]; then
        failed=1
    fi
    PASSED=$((PASSED + passed)) FAILED=$((FAILED + failed)) SKIPPED=$((SKIPPED + skipped))
    SUMMARY+=$(printf '%-10s %4d passed, %d failed, %d skipped (%d s)' "$1" "$passed" "$failed" "$skipped" "$2")$'\n'
}

# Readers of logs.

# One check: it passed or it did not.
read_status() {
    [[ $2 -eq 0 ]] && echo 1 0 0 || echo 0 1 0
}

# All of cargo's result lines; what was filtered out by name was left out on purpose, as was what is ignored.
read_cargo() {
    awk '/^test result: / {
        for (i = 2; i <= NF; i++) {
            if ($i == "passed;") passed += $(i - 1)
            if ($i == "failed;") failed += $(i - 1)
            if ($i == "ignored;" || ($i == "filtered" && $(i + 1) ~ /^out/)) skipped += $(i - 1)
        }
    } END { print passed + 0, failed + 0, skipped + 0 }' "$1"
}

# The last line of the form that bin/test itself ends with.
read_last_line() {
    sed -n 's/^\([0-9]*\) passed, \([0-9]*\) failed, \([0-9]*\) skipped$/\1 \2 \3/p' "$1" | tail -n 1 | grep . || echo 0 0 0
}
