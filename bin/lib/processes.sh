# shellcheck shell=bash
# Starts and stops programs by process id. Each program gets its own session: all that it starts can be found by the session id,
# whatever the process group, and Ctrl-C at the terminal reaches it only through the script, once.

# Starts a program in the background in its own session and sets STARTED to its process id. Signals have their default action
# in it; bash would make background programs ignore SIGINT.
start() {
    setsid env --default-signal=INT,QUIT,TERM,HUP "$@" &
    STARTED=$!
}

# Prints the ids of the processes of a session that are still running.
session_pids() {
    { ps -o pid=,stat= -s "$1" || true; } | awk '$2 !~ /^Z/ { print $1 }'
}

# Waits until a process has exited, or fails after a number of seconds: `wait_for_exit PID SECONDS`.
wait_for_exit() {
    local tenths
    for ((tenths = 0; tenths < $2 * 10; tenths++)); do
        is_running "$1" || return 0
        sleep 0.1
    done
    ! is_running "$1"
}

is_running() {
    local state
    state=$(ps -o stat= -p "$1") && [[ $state != Z* ]]
}

# Kills what is left of a session and waits until it is gone, because a killed process does not exit at once.
kill_session() {
    local rest tenths
    for ((tenths = 0; tenths < 50; tenths++)); do
        rest=$(session_pids "$1")
        [[ -n $rest ]] || return 0
        # shellcheck disable=SC2086
        kill -s KILL $rest 2>/dev/null || true
        sleep 0.1
    done
}

# Signals a process, gives it time to exit, then kills what is left of its session: `stop_process PID SIGNAL SECONDS`.
stop_process() {
    kill -s "$2" "$1" 2>/dev/null || true
    wait_for_exit "$1" "$3" || say "process $1 did not exit within $3 s; killing it"
    kill_session "$1"
}
