#!/bin/sh
# A one-off task: prints what it was given and ends. `deploy fargate -- sh /app/job.sh NAME`
set -eu
. /app/log.sh

log "job ${APP_TAG} greets ${1:-nobody}"
