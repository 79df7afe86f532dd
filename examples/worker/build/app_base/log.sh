# Sourced by the project's programs: one JSON object a line, as CloudWatch Logs Insights reads it.
log() {
  printf '{"time":"%s","message":"%s"}\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$*"
}
