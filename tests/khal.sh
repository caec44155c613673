#!/usr/bin/env bash
# Meetings in four zones on both sides of both changes of hour, as khal shows them in Paris.
#
# usage: tests/khal.sh <parvis>
set -euo pipefail
program=$1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir -p "$folder/portal/events" "$folder/calendar"
cat >"$folder/portal/portal.yaml" <<'END'
title: Zones
url: https://zones.example/
END
for zone in Europe/Paris America/New_York Asia/Tokyo Pacific/Kiritimati; do
    name=$(basename "$zone" | tr 'A-Z_' 'a-z-')
    cat >"$folder/portal/events/$name.md" <<END
---
title: $name
start: 2026-01-07T14:30
end: 2026-01-07T15:30
timezone: $zone
recurrence: FREQ=WEEKLY;UNTIL=20261231
exceptions:
  - { date: 2026-07-15, cancelled: true }
  - { date: 2026-07-22, moved_to: 2026-07-23T09:00 }
---
END
done
"$program" build "$folder/portal" --date 2026-06-01 --output "$folder/public" >"$folder/log" 2>&1 || {
    cat "$folder/log"
    exit 1
}
cat >"$folder/config" <<END
[calendars]
[[zones]]
path = $folder/calendar
readonly = True
[sqlite]
path = $folder/khal.db
[locale]
local_timezone = Europe/Paris
default_timezone = Europe/Paris
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
END
# khal reads a folder of files with one event each.
for file in "$folder"/public/evenements/*/event.ics; do
    cp "$file" "$folder/calendar/$(basename "$(dirname "$file")").ics"
done
khal -c "$folder/config" list --format '{start-long} {title}' --day-format '' 2026-01-01 2027-01-08 |
    sort >"$folder/shown"
# The same instants, by the zones of Python.
python3 - <<'END' | sort >"$folder/expected"
import datetime as dt
import zoneinfo

paris = zoneinfo.ZoneInfo("Europe/Paris")
for zone in ("Europe/Paris", "America/New_York", "Asia/Tokyo", "Pacific/Kiritimati"):
    name = zone.split("/")[1].lower().replace("_", "-")
    for week in range(52):
        day = dt.date(2026, 1, 7) + dt.timedelta(weeks=week)
        if day == dt.date(2026, 7, 15):
            continue
        at = dt.datetime.combine(day, dt.time(14, 30))
        if day == dt.date(2026, 7, 22):
            at = dt.datetime(2026, 7, 23, 9, 0)
        here = at.replace(tzinfo=zoneinfo.ZoneInfo(zone)).astimezone(paris)
        print(here.strftime("%Y-%m-%d %H:%M"), name)
END
diff "$folder/expected" "$folder/shown"
echo "$(wc -l <"$folder/shown") occurrences in four zones: khal shows each at its time"
