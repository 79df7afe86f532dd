#!/bin/sh
# Works until it is told to stop, and then stops at once: ECS sends SIGTERM and kills 30 seconds later.
set -eu
. /app/log.sh

stop() {
  log "worker ${APP_TAG} stops"
  exit 0
}
trap stop TERM INT

log "worker ${APP_TAG} starts"
while :; do
  log "worker ${APP_TAG} works"
  # In the background, since a shell heeds signals only between its foreground programs.
  sleep "${WORKER_INTERVAL:-10}" &
  wait $!
done
