#!/usr/bin/env bash
# What corrections are worth: starts from a model fine-tuned on 100 SIB-200 training texts, sends the
# other 601 as corrections in six rounds through Kafka, classifier and learner, and measures each
# champion. Writes the README's table to standard output and its chart to corrections.svg.
#
#   src/benchmark/corrections.sh BASE [FOLDER] [SEED]
#
# BASE     pretrained checkpoint, e.g. base.ckpt of model.sh
# FOLDER   where everything goes, target/benchmark-corrections by default
# SEED     1 by default; decides which 100 texts come first, and the trainings
#
# The gate judges by the development set; the test set is seen by nobody but this script's tables.
set -euo pipefail
cd "$(dirname "$0")/../.."
base=$(readlink -f "$1")
folder=$(readlink -m "${2:-target/benchmark-corrections}")
seed=${3:-1}
port=${ODIA_PORT:-19392}
sib=src/corpus/sib200-ory
server=127.0.0.1:$port
mkdir -p "$folder/original"

shuffled=$folder/shuffled.tsv
tail -n +2 "$sib/train.tsv" | sort -R --random-source=<(yes "$seed") >"$shuffled"
with() { printf '%s\n' "$1"; cat; }
sed -n 1,100p "$shuffled" | with $'id\tlabel\ttext' >"$folder/original/train.tsv"
cp "$sib/dev.tsv" "$folder/original/dev.tsv"
finetune() { [ -f "$3" ] || ./odia finetune --base "$1" --train "$2" --dev "$sib/dev.tsv" --seed "$seed" --out "$3"; }
finetune "$base" "$folder/original/train.tsv" "$folder/start.ckpt"
finetune "$base" "$sib/train.tsv" "$folder/all.ckpt"

accuracy() { ./odia evaluate --json --model "$1" --data "$sib/$2.tsv" | sed -E 's/.*"accuracy":([0-9.E-]+),"macroF1".*/\1/'; }
line() { # round, corrections sent, checkpoint, what became of the challenger
  printf '%s\t%s\t%s\t%s\t%s\n' "$1" "$2" "$(accuracy "$3" dev)" "$(accuracy "$3" test)" "$4"
}

rm -rf "$folder/data"
ODIA_ORIGINAL_DATA=$folder/original ODIA_MODEL=$folder/start.ckpt ODIA_SEED=$seed ODIA_RETRAIN_CORRECTIONS=1000000 \
  ./odia up --port "$port" --data-dir "$folder/data" >"$folder/up.log" 2>&1 &
up=$!
trap 'kill $up; wait $up || true' EXIT

models() { ./odia models list --json --bootstrap "$server"; }
champion() { models | grep '"state":"champion' | sed -E 's/.*"version":"([0-9a-f]+)".*/\1/'; }
until [ -n "$(champion)" ]; do sleep 2; done

# The documents first, as any producer sends them; each is corrected by its id later.
sed -n '101,$p' "$shuffled" | cut -f 1,3 | with $'id\ttext' >"$folder/documents.tsv"
./odia publish --bootstrap "$server" "$folder/documents.tsv"
./odia watch labels --from-beginning --count 601 --bootstrap "$server" >"$folder/labels.txt"

{
  line 0 0 "$folder/start.ckpt" "-"
  for round in 1 2 3 4 5 6; do
    last=$((round == 6 ? 701 : 100 + round * 100))
    # Ten people take turns: nobody comes near the cap.
    sed -n "$((1 + round * 100)),${last}p" "$shuffled" | cut -f 1,2 | awk '{ print $0 "\tannotator-" NR % 10 }' |
      with $'id\tlabel\tby' >"$folder/round-$round.tsv"
    ./odia correct --file "$folder/round-$round.tsv" --bootstrap "$server" >/dev/null
    ./odia watch examples --from-beginning --count $((last - 100)) --bootstrap "$server" >/dev/null
    verdicts=$(grep -c 'LearnerSession: Challenger' "$folder/up.log" || true)
    ./odia models retrain --by benchmark --reason "round $round" --bootstrap "$server" >/dev/null
    until [ "$(grep -c 'LearnerSession: Challenger' "$folder/up.log" || true)" -gt "$verdicts" ]; do sleep 2; done
    verdict=$(grep 'LearnerSession: Challenger' "$folder/up.log" | tail -1 | sed -E 's/.*(PROMOTED|REFUSED).*/\L\1/')
    ./odia models save "$(champion)" --out "$folder/champion-$round.ckpt" --bootstrap "$server" >/dev/null
    line "$round" $((last - 100)) "$folder/champion-$round.ckpt" "$verdict"
  done
  line "all 701 at once" - "$folder/all.ckpt" "-"
} | tee "$folder/rounds.tsv"

# The chart: accuracy of the champion on both sets, round by round, and of all texts at once.
awk -F '\t' '
  function y(share) { return 20 + (0.9 - share) * 500 }
  /^[0-6]\t/ { n++; dev[n] = $3; test[n] = $4 }
  /^all/ { allDev = $3; allTest = $4 }
  function curve(values, color, name, all,   i, points) {
    for (i = 1; i <= n; i++) points = points " " (10 + i * 70) "," y(values[i])
    printf "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>\n", points, color
    for (i = 1; i <= n; i++) printf "<circle cx=\"%d\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>\n", 10 + i * 70, y(values[i]), color
    printf "<line x1=\"80\" x2=\"500\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-dasharray=\"4 4\"/>\n", y(all), y(all), color
    printf "<text x=\"508\" y=\"%.1f\" fill=\"%s\">%s %.1f</text>\n", y(values[n]) + 4, color, name, 100 * values[n]
  }
  END {
    print "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 640 300\" font-family=\"sans-serif\" font-size=\"12\">"
    print "<rect width=\"640\" height=\"300\" fill=\"white\"/>"
    for (share = 40; share <= 90; share += 10)
      printf "<line x1=\"60\" x2=\"500\" y1=\"%d\" y2=\"%d\" stroke=\"#ddd\"/><text x=\"30\" y=\"%d\">%d %%</text>\n", y(share / 100), y(share / 100), y(share / 100) + 4, share
    for (i = 1; i <= n; i++) printf "<text x=\"%d\" y=\"290\" text-anchor=\"middle\">%s</text>\n", 10 + i * 70, (i == n ? 601 : (i - 1) * 100)
    curve(test, "#1f6feb", "test", allTest)
    curve(dev, "#bc4c00", "dev", allDev)
    print "<text x=\"508\" y=\"40\" fill=\"#555\">dashed: all 701</text><text x=\"508\" y=\"55\" fill=\"#555\">texts at once</text>"
    print "<text x=\"508\" y=\"290\" fill=\"#555\">corrections</text></svg>"
  }' "$folder/rounds.tsv" >"$folder/corrections.svg"
