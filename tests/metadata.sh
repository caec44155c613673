#!/usr/bin/env bash
# What cameras and programs write into pictures is in nothing that is published: a portal whose
# pictures tell a place, a name and a time is built, and exiftool looks at every file of it.
#
# tests/metadata.sh <parvis>
set -euo pipefail
parvis=$(realpath "$1")
cd "$(dirname "$0")/.."
temp=$(mktemp -d)
trap 'rm -rf "$temp"' EXIT
portal=$temp/portal
cp -r content-example "$portal"
rm -rf "$portal/public" "$portal/.parvis-cache"
photo=content-example/static/img/place-du-marche.jpg
drawing=content-example/static/img/vie-d-un-retex.png
mkdir "$portal/pages/metadata"

# Every group that could tell of a person, in every format that exiftool can write.
tell() {
    exiftool -q -overwrite_original \
        -GPSLatitude=48.8584 -GPSLatitudeRef=N -GPSLongitude=2.2945 -GPSLongitudeRef=E \
        -EXIF:Artist=SECRET -EXIF:DateTimeOriginal='2026:01:02 03:04:05' -EXIF:Model=SECRET \
        -XMP:Creator=SECRET -XMP:Location=SECRET "$@"
}
cp "$photo" "$portal/pages/metadata/photo.jpg"
head -c 9000 "$photo" >"$portal/thumbnail"
tell -EXIF:Orientation#=6 -IPTC:By-line=SECRET -Comment=SECRET "-ThumbnailImage<=$portal/thumbnail" \
    "$portal/pages/metadata/photo.jpg"
# What phones put behind the picture.
printf 'SECRET video' >>"$portal/pages/metadata/photo.jpg"
cp "$drawing" "$portal/pages/metadata/drawing.png"
tell -PNG:Author=SECRET -PNG:Comment=SECRET "$portal/pages/metadata/drawing.png"
# Programs that draw write names of layers, of authors, and paths of their disk.
cat >"$portal/pages/metadata/layers.svg" <<'END'
<!-- SECRET -->
<svg xmlns="http://www.w3.org/2000/svg" xmlns:i="http://ink.example/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" width="4" height="4" i:docname="/home/SECRET">
<metadata><rdf:RDF><rdf:Description><dc:creator>SECRET</dc:creator></rdf:Description></rdf:RDF></metadata><rect width="4" height="4"/></svg>
END
# One frame of one pixel, with what exiftool can write into it.
printf 'GIF89a\001\000\001\000\200\000\000\000\000\000\377\377\377,\000\000\000\000\001\000\001\000\000\002\002D\001\000;' \
    >"$portal/pages/metadata/point.gif"
exiftool -q -overwrite_original -Comment=SECRET -XMP:Creator=SECRET "$portal/pages/metadata/point.gif"
# A WebP of our own making, and a picture that no text shows.
cp "$portal/pages/metadata/drawing.png" "$portal/static/img/alone.png"
cat >"$portal/pages/metadata/index.md" <<'END'
---
title: Images
---

![Une place](photo.jpg "Une place")

![Un dessin](drawing.png)

![Un carré](layers.svg)

![Un point](point.gif)
END
rm "$portal/thumbnail"
"$parvis" build --quiet "$portal"
found=$(find "$portal/public/metadata" -name '*.webp' | sort | sed -n 1p)
cp "$found" "$portal/pages/metadata/made.webp"
tell "$portal/pages/metadata/made.webp"
printf '\n![Encore](made.webp)\n' >>"$portal/pages/metadata/index.md"
for file in "$portal"/pages/metadata/*.*; do
    case $file in *.md) ;; *) exiftool "$file" | grep SECRET >/dev/null || { echo "nothing to find in $file"; exit 1; } ;; esac
done
"$parvis" build --quiet "$portal"

count=0
while read -r file; do
    count=$((count + 1))
    told=$(exiftool -a -G0:1 -s "$file" |
        grep -E '^\[(EXIF|XMP|IPTC|MakerNotes|Photoshop|MPF)|GPS|SECRET|Artist|Author|Creator|By-line|Comment|Thumbnail|Trailer' || true)
    if [ -n "$told" ] || grep -qa SECRET "$file"; then
        echo "$file tells:"
        echo "$told"
        exit 1
    fi
done < <(find "$portal/public" -regex '.*\.\(jpg\|jpeg\|png\|gif\|webp\|avif\|svg\)')
test "$count" -gt 12
# A picture that was held upright is published upright.
exiftool -s3 -ImageWidth -ImageHeight "$portal/public/metadata/photo-480.jpg" |
    { read -r width; read -r height; test "$width" -lt "$height"; }
echo "nothing is told by $count pictures"
