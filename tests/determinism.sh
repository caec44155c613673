#!/usr/bin/env bash
# One tree of bytes for every combination of threads, time zone, folder and locale.
#
#   determinism.sh <program> <portal>
set -euo pipefail
program=$(realpath "$1")
portal=$(realpath "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/at another/depth"
cp -r "$portal" "$work/at another/depth/portal"
# Other times, too; and what was built in the original is none of the copy's business.
rm -rf "$work/at another/depth/portal/public"
find "$work/at another" -exec touch -d 2001-01-01 {} +

builds=0
first=
for threads in 1 2 8; do
    for zone in UTC Europe/Paris Pacific/Kiritimati Pacific/Pago_Pago; do
        for folder in "$portal" "$work/at another/depth/portal"; do
            for locale in C fr_FR.UTF-8; do
                rm -rf "$work/public"
                RAYON_NUM_THREADS=$threads TZ=$zone LC_ALL=$locale LANG=$locale \
                    "$program" build "$folder" --quiet --date 2026-11-24 --output "$work/public" 2>"$work/said" ||
                    { cat "$work/said"; exit 1; }
                tree=$(cd "$work/public" && find . -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum)
                first=${first:-$tree}
                builds=$((builds + 1))
                if [ "$tree" != "$first" ]; then
                    echo "FAULT: $threads threads, $zone, $folder, $locale gives other bytes:"
                    diff <(echo "$first") <(echo "$tree") | sed -n 1,5p || true
                    exit 1
                fi
            done
        done
    done
done
echo "$builds builds, one tree of $(wc -l <<<"$first") files"
