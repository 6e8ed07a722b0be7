#!/usr/bin/env bash
# Sees to a Docker engine: takes the one that answers, else starts Debian's (installed first where it is missing and
# may be). Exit status 3, loudly, where there can be none. What it starts stays; stop it with: kill $(cat /run/docker.pid)
set -euo pipefail

answers() { docker info >/dev/null 2>&1; }

none() {
  echo "NO DOCKER ENGINE: $*; all that needs containers will be SKIPPED" >&2
  exit 3
}

answers && exit 0
[ "$(id -u)" -eq 0 ] || none "none answers, and only root can start one"
if ! command -v dockerd >/dev/null; then
  (apt-get update -qq && apt-get install -y -qq --no-install-recommends docker.io iptables) >/dev/null ||
    none "docker.io cannot be installed"
fi
log=$(mktemp /tmp/dockerd.XXXXXX)
nohup dockerd >"$log" 2>&1 </dev/null &
for _ in $(seq 60); do
  if answers; then exit 0; fi
  kill -0 $! 2>/dev/null || break
  sleep 1
done
tail -20 "$log" >&2
none "dockerd does not start; its last words are above"
