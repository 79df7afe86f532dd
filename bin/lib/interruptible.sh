# shellcheck shell=bash
# Runs programs so that a signal to the script takes effect at once. By default, bash waits for the running program first.

# What to stop when the script is interrupted: `process`, `session`, or nothing while no program runs.
STOP_SCOPE=''

# Runs a program and returns its exit code: `run_interruptible process|session PROGRAM ARGUMENT…`. When the script is
# interrupted, `process` asks only that process to stop, and it stops its own children; `session` asks every process of the session.
run_interruptible() {
    local status=0
    STOP_SCOPE=$1
    start "${@:2}"
    wait "$STARTED" || status=$?
    STOP_SCOPE=''
    return "$status"
}

# Stops the program that is running, for a script's EXIT trap. It is the last process that the shell started, even if the
# signal came before its id was stored.
stop_running_program() {
    local pid=${!:-}
    [[ -n $STOP_SCOPE && -n $pid && $(ps -o ppid= -p "$pid") -eq $$ ]] || return 0
    if [[ $STOP_SCOPE == process ]]; then
        stop_process "$pid" INT 60
    else
        # shellcheck disable=SC2046
        kill -s TERM $(session_pids "$pid") 2>/dev/null || true
        stop_process "$pid" TERM 20
    fi
}

# Makes signals end the script through its EXIT trap, with the usual exit codes.
exit_on_signals() {
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
}
