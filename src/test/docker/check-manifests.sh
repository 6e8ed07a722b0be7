#!/usr/bin/env bash
# Whether the Kubernetes manifests come together: base and example, as kubectl renders them. That every field of them is
# one that Kubernetes knows is held by ManifestsTest, in every build.
set -euo pipefail
cd "$(dirname "$0")/../../.."
if ! command -v kubectl >/dev/null; then
  echo "NO KUBECTL: that the manifests come together is NOT CHECKED; their fields are, by ManifestsTest" >&2
  exit 0
fi
for folder in base example; do
  rendered=$(kubectl kustomize "src/kubernetes/$folder")
  echo "check-manifests: $folder makes $(grep -c '^kind: ' <<<"$rendered") objects"
done
grep -q 'image: registry.example.org/odia-stream:' <<<"$rendered" || { echo "the example's image is not ours"; exit 1; }
grep -q 'KAFKA_BOOTSTRAP_SERVERS: kafka-bootstrap' <<<"$rendered" || { echo "the example's settings are lost"; exit 1; }
# A field that kustomize does not know must not pass.
broken=$(mktemp -d); trap 'rm -rf "$broken"' EXIT
cp src/kubernetes/base/*.yaml "$broken"
sed -i 's/^resources:/resource:/' "$broken/kustomization.yaml"
! kubectl kustomize "$broken" >/dev/null 2>&1 || { echo "a misspelt kustomization passed"; exit 1; }
