#!/bin/sh
# Works until it gets SIGTERM, then exits at once. ECS kills a container 30 seconds after SIGTERM.
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
  # In the background, because a shell handles signals only after its foreground program has exited.
  sleep "${WORKER_INTERVAL:-10}" &
  wait $!
done
