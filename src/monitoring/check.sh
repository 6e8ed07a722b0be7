#!/usr/bin/env bash
# Whether a running "./odia up" serves every metric that the Grafana dashboard and the alerts use.
# Kafka's figures of partitions come up to a minute after the start; jvm_gc_pause_seconds with the first collection.
# Usage: src/monitoring/check.sh http://127.0.0.1:9100
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
used=$(grep -oE '(odia|kafka|jvm|process|system)_[a-z_]+' "$here/grafana-dashboard.json" "$here/alerts.yml" -h | sort -u)
end=$((SECONDS + ${2:-120}))
while :; do
  served=$(curl -sf "$1/metrics" | grep -v '^#' | grep -oE '^[a-z_0-9A-Z]+' | sort -u) || served=
  missing=$(comm -23 <(echo "$used") <(echo "$served"))
  [ -n "$missing" ] || break
  if [ $SECONDS -ge $end ]; then echo "not served: $missing" >&2; exit 1; fi
  sleep 2
done
echo "served: $(echo "$used" | wc -l) metrics that the dashboard and the alerts use, $(curl -s "$1/metrics" | grep -vc '^#') series in all"
