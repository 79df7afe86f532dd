# Prints log messages as JSON objects, one per line, which CloudWatch Logs Insights can query.
log() {
  printf '{"time":"%s","message":"%s"}\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$*"
}
