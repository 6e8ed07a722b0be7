#!/usr/bin/env bash
# How long it takes from the 25th correction to a new model in two classifiers, and what training
# costs the latency of labels. Teaches a label that the bundled model does not know: literature, by 25
# verses of the Odia Bhagabata.
#
#   src/benchmark/loop.sh [FOLDER] [OPTION of odia benchmark-loop…]
set -euo pipefail
cd "$(dirname "$0")/../.."
folder=${1:-target/benchmark-loop}
mkdir -p "$folder"
{
  printf 'id\tlabel\ttext\n'
  gzip -dc src/corpus/unlabelled/literature-bhagabata.txt.gz | awk 'NF >= 8 && ++n % 100 == 0 { printf "verse-%d\tliterature\t%s\n", n, $0 }' | sed -n 1,25p
} >"$folder/corrections.tsv"
./odia benchmark-loop --corrections "$folder/corrections.tsv" "${@:2}"
