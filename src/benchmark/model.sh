#!/usr/bin/env bash
# Reruns the README's table of results from raw text to figures, unattended: some five hours on two
# cores. What is in the folder already is not made again, so it can be stopped and started.
#
#   src/benchmark/model.sh [FOLDER] [SEEDS] [SET...]
#
# FOLDER   where checkpoints and logs go, target/benchmark by default
# SEEDS    "1 2 3 4 5" by default
# SET      further labelled sets: folders with train.tsv, dev.tsv and test.tsv
set -euo pipefail
cd "$(dirname "$0")/../.."
folder=${1:-target/benchmark}
seeds=${2:-"1 2 3 4 5"}
sets=("${@:3}")
sib=src/corpus/sib200-ory
text=(src/corpus/related/*/*.txt.gz)
labelled=(--related src/corpus/sib200-related/*.tsv)
lexicon=(--lexicon src/corpus/lexicon.tsv.gz)
mkdir -p "$folder"

pretrain() { # name, then options
  [ -f "$folder/$1.ckpt" ] || ./odia pretrain --out "$folder/$1.ckpt" "${@:2}" 2>>"$folder/$1.log" \
    --corpus src/corpus/unlabelled/{wikipedia-articles,wikipedia-sentences,common-voice-sentences,ud-odia-sentences,mann-ki-baat,indicvoices-prompts}.txt.gz
}

# So many of a labelled file's texts, in an order that the seed decides.
subset() { # file, texts, seed
  head -n 1 "$1"
  tail -n +2 "$1" | sort -R --random-source=<(yes "$3") | sed -n "1,$2p"
}

figures() { # checkpoint, data: accuracy, macro-F1 and calibration error
  ./odia evaluate --json --model "$1" --data "$2" |
    sed -E 's/.*"accuracy":([0-9.E-]+),"macroF1":([0-9.E-]+),"calibrationError":([0-9.E-]+).*/\1 \2 \3/'
}

# One row: mean over the seeds and standard deviation, of the development and the test set.
row() { # name, base, set, training texts or all, then options of finetune
  local name=$1 base=$folder/$2.ckpt set=$3 size=$4 seed model train
  for seed in $seeds; do
    model=$folder/$name-$seed.ckpt
    train=$set/train.tsv
    if [ "$size" != all ]; then
      train=$folder/$name-$seed.tsv
      subset "$set/train.tsv" "$size" "$seed" >"$train"
    fi
    [ -f "$model" ] || ./odia finetune --base "$base" --train "$train" --dev "$set/dev.tsv" \
      --out "$model" --seed "$seed" "${@:5}" 2>>"$folder/$name.log"
    [ -f "$model.txt" ] ||
      echo "$(figures "$model" "$set/dev.tsv") $(figures "$model" "$set/test.tsv")" >"$model.txt"
    cat "$model.txt"
  done | awk -v name="$name" '
    { for (i = 1; i <= NF; i++) { sum[i] += $i; squares[i] += $i * $i } }
    END {
      printf "%-28s", name
      for (i = 1; i <= NF; i++) {
        mean = sum[i] / NR
        variance = NR > 1 ? (squares[i] - NR * mean * mean) / (NR - 1) : 0
        printf "  %5.1f ±%4.1f", 100 * mean, 100 * sqrt(variance > 0 ? variance : 0)
      }
      printf "\n"
    }'
}

pretrain base --epochs 0 --related "${text[@]}" "${lexicon[@]}"

printf '%-28s  %11s  %11s  %11s  %11s  %11s  %11s\n' "%, mean ± deviation" dev dev-F1 dev-ECE test test-F1 test-ECE
row whole base $sib all "${labelled[@]}" "${lexicon[@]}"
row network-alone base $sib all --no-wide "${labelled[@]}" "${lexicon[@]}"
row ngrams-alone base $sib all --no-deep "${labelled[@]}" "${lexicon[@]}"
row odia-labels base $sib all
row ngrams-odia-labels base $sib all --no-deep
row from-scratch base $sib all --from-scratch
row network-from-scratch base $sib all --from-scratch --no-wide
for size in 100 200 400; do
  row "whole-$size" base $sib $size
  row "from-scratch-$size" base $sib $size --from-scratch
  row "network-from-scratch-$size" base $sib $size --from-scratch --no-wide
  row "ngrams-$size" base $sib $size --no-deep
done
for set in "${sets[@]}"; do
  row "$(basename "$set")" base "$set" all
  row "$(basename "$set")-ngrams" base "$set" all --no-deep
done

# What pretraining text and steps are worth; each of these bases takes a quarter of an hour to make.
pretrain base-letters --epochs 0 --related "${text[@]}"
row letters base-letters $sib all "${labelled[@]}"
pretrain base-odia --epochs 0
row odia-alone base-odia $sib all
pretrain base-lm --related "${text[@]}" "${lexicon[@]}"
row language-model base-lm $sib all "${labelled[@]}" "${lexicon[@]}"
