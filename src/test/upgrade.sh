#!/usr/bin/env bash
# Rolls from an older version of this program to this one and one instance back, under load: upgrade.sh [COMMIT]
set -euo pipefail
cd "$(dirname "$0")/../.."

commit=${1:-9ae6a5e} # the last one before the dashboard, its topics and its records
old=target/old-version
git cat-file -e "$commit^{commit}" || { echo "There is no version $commit in this clone; a shallow one lacks old versions" >&2; exit 1; }

rm -rf "$old"
mkdir -p "$old"
git archive "$commit" | tar -x -C "$old"
(cd "$old" && mvn -q -B -Dmaven.test.skip=true package)
exec mvn -B verify -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=UpgradeIT -Dodia.old="$PWD/$old/target/odia-stream.jar"
