#!/usr/bin/env bash
# A preview over midnight, over a night of sleep, and when the clock goes back: the pages are
# those of the new day, made once, and those who listen are told.
#
#   preview-midnight.sh <program>
#
# Needs curl and faketime, which gives the program a clock of our own.
set -euo pipefail
export LC_ALL=C NO_COLOR=1
program=$(realpath "$1")
work=$(realpath "$(mktemp -d)")
jobs=()
finish() {
    [ ${#jobs[@]} = 0 ] || kill "${jobs[@]}" 2>/dev/null || true
    rm -rf "$work"
}
trap finish EXIT
trap 'echo "FAULT: line $LINENO of this script failed"' ERR
cd "$work"

bad=0
complain() {
    bad=$((bad + 1))
    echo "FAULT: $1"
    sed -n '1,9s/^/    /p' log
}

# until_true <what> <command…>: waits for ten seconds at most.
until_true() {
    local what=$1 end=$((SECONDS + 10))
    shift
    until "$@"; do
        [ $SECONDS -lt $end ] || { complain "$what"; return 0; }
        sleep 0.05
    done
}

# clock <moment>: the time from now on, UTC.
clock() {
    echo "@$1" >clock.new
    mv clock.new clock
}

page() { curl --fail --silent --show-error --max-time 10 "$url$1"; }
# The page is read whole before it is searched: whoever stops reading at what was found makes
# the pipe fail for the one that still writes.
shows() {
    local html
    html=$(page "$1" 2>/dev/null) && grep -q "$2" <<<"$html"
}
is_next() { shows /evenements/ 'Veillée des tests'; }
# A page that does not come says nothing of what is over.
is_over() {
    local html
    html=$(page /evenements/ 2>/dev/null) && ! grep -q 'Veillée des tests' <<<"$html"
}
# told <number>: so often was the page that is open told to show itself anew.
told() { [ "$(grep -c '^event: reload' told)" = "$1" ]; }

: >log >told
"$program" init portal 2>/dev/null
rm -rf portal/communities/*/events portal/events
mkdir -p portal/events
printf -- '---\ntitle: Veillée des tests\nstart: 2026-03-01\n---\n\nToute la nuit.\n' \
    >portal/events/veillee.md

# The last hour of the first of March, in Paris.
clock '2026-03-01 22:10:00'
TZ=UTC LD_PRELOAD=$(find /usr/lib -name libfaketimeMT.so.1 -print -quit) \
    FAKETIME_TIMESTAMP_FILE=$work/clock FAKETIME_NO_CACHE=1 NO_FAKE_STAT=1 \
    FAKETIME_DONT_FAKE_MONOTONIC=1 \
    "$program" serve portal --host 127.0.0.1 >log 2>&1 &
jobs+=($!)
until_true 'no preview' grep -q '^preview at' log
url=$(sed -n 's/^preview at \(http[^,]*\)\/,.*/\1/p' log)
is_next || complain 'the event of today is over before midnight'
curl --silent --no-buffer "$url/__parvis/events?page=/evenements/" >told &
jobs+=($!)
# Nothing was said of what the page shows: it is told once at the start.
until_true 'the page was told nothing' told 1
# The last seconds, however long the start took.
clock '2026-03-01 22:59:57'
until_true 'midnight changed nothing' is_over
until_true 'midnight was not told' told 2

clock '2026-02-20 09:00:00'
until_true 'the clock went back, and the pages did not' is_next
until_true 'a clock that went back was not told' told 3
clock '2026-06-20 09:00:00'
until_true 'a long sleep changed nothing' is_over
until_true 'a long sleep was not told' told 4

# Within a day the clock may do what it likes: when it was looked at again, for another page,
# nobody was told of this one.
for hour in 10 8 22 7; do
    clock "2026-06-20 $hour:00:00"
    printf -- '---\ntitle: Heure-%s\n---\n\nUn mot.\n' "$hour" >portal/pages/heure.md
    until_true 'a saved file' shows /heure/ "Heure-$hour"
done
told 4 || complain 'the page was told of a day that is the same'
echo "8 clocks; $bad faults"
[ "$bad" = 0 ]
