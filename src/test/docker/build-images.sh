#!/usr/bin/env bash
# Images for tests where none can be pulled: a Debian base with a Java runtime (made by debootstrap, once), a broker
# like the public apache/kafka, and ours, from the jars that Maven has built. Run it after mvn package.
# Prints what to set for the tests. Usage: eval "$(src/test/docker/build-images.sh)"
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
base=odia-test-base:bookworm
kafka=odia-test-kafka:4.3.1
ours=odia-stream:test
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
talk() { echo "build-images: $*" >&2; }
build() { docker build -q "$@" >"$work/built" 2>&1 || { cat "$work/built" >&2; return 1; }; }

[ -f "$root/target/odia-stream.jar" ] || { talk "there is no target/odia-stream.jar; run mvn package first"; exit 1; }

# The mirror that this machine's apt has for Debian itself.
mirror() {
  apt-get indextargets --format '$(REPO_URI) $(CODENAME)' 'Created-By: Packages' 'Component: main' |
    awk '$2 == "bookworm" { print $1; exit }'
}

make_base() {
  command -v debootstrap >/dev/null ||
    (apt-get update -qq && apt-get install -y -qq --no-install-recommends debootstrap) >/dev/null
  local from; from=$(mirror)
  talk "making a base image of Debian bookworm"
  debootstrap --variant=minbase --include=openjdk-17-jre-headless bookworm "$work/base" ${from:+"$from"} \
    >"$work/log" 2>&1 || { tail -20 "$work/log" >&2; return 1; }
  rm -rf "$work"/base/var/cache/apt/* "$work"/base/var/lib/apt/lists/* "$work"/base/usr/share/{doc,man,locale,info}/*
  tar -C "$work/base" -c . | docker import - "$base" >/dev/null
}

make_kafka() {
  mkdir -p "$work/kafka/libs" "$work/kafka/docker"
  cp "$here/kafka/Dockerfile" "$work/kafka"
  cp "$here"/kafka/{run,server.properties,logback.xml,log4j2.yaml,tools-log4j2.yaml} "$work/kafka/docker"
  local jar
  for jar in "$root"/target/lib/*.jar; do
    case ${jar##*/} in
      # What computes, serves pages or runs streams is no part of a broker.
      nd4j-* | openblas-* | deeplearning4j-* | javacpp-* | rocksdbjni-* | kafka-streams-* | protobuf-1.0* | guava-1.0* | \
        jackson-1.0* | jna-* | javalin-* | jetty-* | kotlin-* | commons-math3-* | micrometer-* | prometheus-*) ;;
      *) cp "$jar" "$work/kafka/libs" ;;
    esac
  done
  build --build-arg RUN_IMAGE="$base" -t "$kafka" "$work/kafka"
}

make_ours() {
  "$root/src/main/docker/assemble" "$work/image"
  # All that the Dockerfile's build stage does is done already; so its other stage, then the two layers of jars.
  mkdir "$work/none"
  build --build-arg RUN_IMAGE="$base" --target run -t odia-test-run -f "$root/Dockerfile" "$work/none"
  printf 'FROM odia-test-run\nCOPY lib/ /\nCOPY program/ /\n' >"$work/image/Dockerfile"
  build -t "$ours" "$work/image"
}

docker image inspect "$base" >/dev/null 2>&1 || make_base
make_kafka
make_ours
docker images --format 'build-images: {{.Repository}}:{{.Tag}} {{.Size}}' | grep -E "$base|$kafka|$ours" >&2
echo "export KAFKA_IMAGE=$kafka ODIA_IMAGE=$ours"
