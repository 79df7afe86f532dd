#!/bin/sh
# A one-off task that prints its argument: `deploy fargate -- sh /app/job.sh NAME`
set -eu
. /app/log.sh

log "job ${APP_TAG} greets ${1:-nobody}"
