#!/usr/bin/env bash
# Whether Prometheus takes our configuration, and each alert fires for its symptom and not without. Wants promtool.
set -euo pipefail
cd "$(dirname "$0")"

if ! command -v promtool >/dev/null; then
  echo "promtool is missing: it comes with Prometheus (on Debian: apt-get install prometheus)" >&2
  exit 1
fi
promtool check config prometheus.yml
promtool test rules alerts-test.yml
