#!/usr/bin/env bash
# Tries docker-compose.yml for real, with the images that KAFKA_IMAGE and ODIA_IMAGE name: documents become labels,
# three classifiers share them, a broker is killed, and documents and labels must balance to the record.
# Ends and removes what it started, volumes too, under a project name of its own.
set -euo pipefail
cd "$(dirname "$0")/../../.."

if docker compose version >/dev/null 2>&1; then compose=(docker compose); else compose=(docker-compose); fi
compose+=(-p odia-check)
export KAFKA_1_PORT=${KAFKA_1_PORT:-29391} KAFKA_2_PORT=${KAFKA_2_PORT:-29392} KAFKA_3_PORT=${KAFKA_3_PORT:-29393}
export DASHBOARD_PORT=${DASHBOARD_PORT:-29380}
export KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:$KAFKA_1_PORT,127.0.0.1:$KAFKA_2_PORT,127.0.0.1:$KAFKA_3_PORT
work=$(mktemp -d)
page=http://127.0.0.1:$DASHBOARD_PORT
talk() { echo "check-compose: $*"; }

end() {
  status=$?
  [ $status -eq 0 ] || "${compose[@]}" logs --tail=30 || true
  "${compose[@]}" down -v --remove-orphans --timeout 20 >/dev/null 2>&1 || true
  rm -rf "$work"
  exit $status
}
trap end EXIT

# Waits for a command to succeed: until SECONDS COMMAND…
until_it() {
  local end=$((SECONDS + $1)); shift
  until "$@" >/dev/null 2>&1; do
    [ $SECONDS -lt $end ] || { talk "this did not come true: $*"; return 1; }
    sleep 1
  done
}

healthy() { # SERVICE COUNT
  local ids; ids=$("${compose[@]}" ps -q "$1")
  [ "$(docker inspect --format '{{.State.Health.Status}}' $ids | grep -cx healthy)" -eq "$2" ]
}

publish() { # FROM TO
  seq "$1" "$2" | awk 'BEGIN { print "id\ttext" } { print "check-" $1 "\tଭାରତ କ୍ରିକେଟ ଦଳ ଆଜି ବିଶ୍ୱକପ ଜିତିଲା" }' >"$work/documents.tsv"
  timeout 120 ./odia publish "$work/documents.tsv"
}

"${compose[@]}" config -q
began=$SECONDS
"${compose[@]}" up -d --no-build
until_it 360 healthy classifier 1
until_it 240 healthy learner 1
until_it 240 healthy dashboard 1
talk "up and healthy after $((SECONDS - began)) s"

publish 1 100
"${compose[@]}" up -d --no-build --scale classifier=3 >/dev/null 2>&1
until_it 360 healthy classifier 3
publish 101 1000
talk "three classifiers share the work"

docker kill "$("${compose[@]}" ps -q kafka-2)" >/dev/null
publish 1001 2000
timeout 240 ./odia watch labels --from-beginning --count 2000 --json >"$work/labels"
docker start "$("${compose[@]}" ps -q kafka-2)" >/dev/null 2>&1 || "${compose[@]}" up -d --no-build --scale classifier=3 >/dev/null 2>&1
until_it 240 healthy kafka-2 1
ids=$(grep -oE '"documentId":"check-[0-9]+"' "$work/labels" | sort -u | wc -l)
talk "a broker killed: 2000 documents in, $(wc -l <"$work/labels") labels out, $ids documents labelled"
[ "$ids" -eq 2000 ]

token=$("${compose[@]}" exec -T dashboard cat /var/lib/odia/operator-token)
[ "$(curl -s -o /dev/null -w '%{http_code}' "$page/api/labels")" -eq 401 ]
curl -sf -H "Authorization: Bearer $token" "$page/api/labels" | grep check- >/dev/null
until_it 60 sh -c "curl -sf -H 'Authorization: Bearer $token' '$page/metrics' | grep -E '^odia_documents_lag 0'"
! "${compose[@]}" logs 2>&1 | grep -F "$token" >/dev/null || { talk "the token is in the logs"; exit 1; }
began=$SECONDS
"${compose[@]}" stop classifier >/dev/null 2>&1
talk "stopped in $((SECONDS - began)) s, exit statuses $(docker inspect --format '{{.State.ExitCode}}' $("${compose[@]}" ps -aq classifier 2>/dev/null || "${compose[@]}" ps -q classifier) | sort | uniq -c | xargs)"
