# shellcheck shell=bash
# Running a program so that a signal to the script is heeded at once: bash by itself would wait for the program's end first.

ATTENDING=''

# Runs a program and returns its exit code: `attend one|all PROGRAM ARGUMENT…`. Interrupted, the script asks either that one
# process to end, which then ends its own children, or all processes of its session.
attend() {
    local status=0
    ATTENDING=$1
    start "${@:2}"
    wait "$STARTED" || status=$?
    ATTENDING=''
    return "$status"
}

# For a script's EXIT trap: ends the program that was being attended. The process is the last one that the shell started,
# whether or not its id had been noted when the signal came.
end_attended() {
    local pid=${!:-}
    [[ -n $ATTENDING && -n $pid && $(ps -o ppid= -p "$pid") -eq $$ ]] || return 0
    if [[ $ATTENDING == one ]]; then
        end "$pid" INT 60
    else
        # shellcheck disable=SC2046
        kill -s TERM $(session "$pid") 2>/dev/null || true
        end "$pid" TERM 20
    fi
}

# Makes a script end, through its EXIT trap, with the exit codes that signals have.
heed_signals() {
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
}
