#!/usr/bin/env bash
# What 500 wrong labels of one hostile annotator do to the bundled recipe: seven trainings, a quarter
# of an hour on one core. The README's table of poison is its output.
#
#   src/benchmark/poison.sh [FOLDER] [CHECKPOINT]
#
# FOLDER       where jobs and original texts go, target/poison by default
# CHECKPOINT   base and first champion, the bundled one by default
set -euo pipefail
cd "$(dirname "$0")/../.."
folder=${1:-target/poison}
checkpoint=${2:-src/main/resources/model/odia.ckpt}
export OMP_NUM_THREADS=1

mvn -q -B -DskipTests package
exec java -Xmx3g -XX:+UseSerialGC -Dfile.encoding=UTF-8 -cp 'target/test-classes:target/classes:target/lib/*' \
  odia.feedback.PoisonBenchmark "$folder" "$checkpoint" \
  src/corpus/unlabelled/{wikipedia-sentences,indicvoices-prompts,mann-ki-baat}.txt.gz
