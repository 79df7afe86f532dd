# shellcheck shell=bash
# Starting and ending programs by id. A program gets a session of its own: whatever it starts, in whatever process group, is
# found by the session's id, and a Ctrl-C at the terminal reaches it through us alone, once.

# Starts a program in the background in its own session and sets STARTED to its id. Signals have their default meaning in it:
# bash makes its background programs deaf to SIGINT.
start() {
    setsid env --default-signal=INT,QUIT,TERM,HUP "$@" &
    STARTED=$!
}

# Prints the ids of a session's processes that still live.
session() {
    { ps -o pid=,stat= -s "$1" || true; } | awk '$2 !~ /^Z/ { print $1 }'
}

# Waits until a process has ended, for so many seconds at most: `ended PID SECONDS`.
ended() {
    local tenths
    for ((tenths = 0; tenths < $2 * 10; tenths++)); do
        alive "$1" || return 0
        sleep 0.1
    done
    ! alive "$1"
}

alive() {
    local state
    state=$(ps -o stat= -p "$1") && [[ $state != Z* ]]
}

# Ends by force what is left of a session, and waits until it is gone: a killed process ends in the kernel's own time.
end_session() {
    local rest tenths
    for ((tenths = 0; tenths < 50; tenths++)); do
        rest=$(session "$1")
        [[ -n $rest ]] || return 0
        # shellcheck disable=SC2086
        kill -s KILL $rest 2>/dev/null || true
        sleep 0.1
    done
}

# Signals one process and gives it time to end by itself; then ends by force what is left of its session: `end PID SIGNAL SECONDS`.
end() {
    kill -s "$2" "$1" 2>/dev/null || true
    ended "$1" "$3" || say "process $1 did not end within $3 s; ending it by force"
    end_session "$1"
}
