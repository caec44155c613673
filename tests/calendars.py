#!/usr/bin/env python3
"""Reads every calendar of a published portal with three other programs.

usage: calendars.py <published folder>…

Each file must be RFC 5545 to the letter where that can be told of its bytes (line ends, folds,
characters), be read by `icalendar`, `vobject` and `ics`, mean the same when it is written again,
and give the right instants: `VTIMEZONE` of the file, read by `icalendar` and by dateutil, against
the zone of the same name in the newest time zone database (`tzdata` of PyPI: the system's may be
older than ours), on every occurrence.
"""

import datetime as dt
import io
import pathlib
import sys
import zoneinfo

import icalendar
import ics
import vobject
from dateutil.rrule import rrulestr
from dateutil.tz import tzical

zoneinfo.reset_tzpath(to=[])

ENDS = dt.date(2031, 1, 1)


def bytes_of(path):
    raw = path.read_bytes()
    assert raw.endswith(b"\r\n"), f"{path}: ends without CR LF"
    text = raw.decode("utf-8")
    lines = raw.split(b"\r\n")[:-1]
    for line in lines:
        assert len(line) <= 75, f"{path}: a line of {len(line)} octets"
        assert b"\r" not in line and b"\n" not in line, f"{path}: a bare CR or LF"
        line.decode("utf-8")
        assert line, f"{path}: an empty line"
        for octet in line:
            assert octet >= 32 or octet == 9, f"{path}: a control character"
    return text


def meant(calendar):
    """What a calendar says, as values that can be compared."""
    out = []
    for it in calendar.walk():
        if it.name == "VTIMEZONE" or it.name in ("STANDARD", "DAYLIGHT"):
            continue
        props = sorted((name, str(value.to_ical()) if hasattr(value, "to_ical") else str(value))
                       for name, value in it.property_items(recursive=False))
        out.append((it.name, props))
    return out


def instants(path, text, calendar):
    zones = tzical(io.StringIO(text.replace("\r\n ", "").replace("\r\n", "\n"))) if "VTIMEZONE" in text else None
    count = 0
    own = {str(it["TZID"]): it.to_tz(lookup_tzid=False) for it in calendar.walk("VTIMEZONE")}
    for event in calendar.walk("VEVENT"):
        start = event["DTSTART"]
        value = start.dt
        if not isinstance(value, dt.datetime):
            assert start.params.get("VALUE") == "DATE", f"{path}: a day without VALUE=DATE"
            continue
        name = start.params.get("TZID")
        if name is None:
            assert value.tzinfo is not None, f"{path}: a time of no zone"
            continue
        assert name in own, f"{path}: no VTIMEZONE for {name}"
        local = value.replace(tzinfo=None)
        rule = event.get("RRULE")
        times = [local]
        if rule is not None:
            text_rule = rule.to_ical().decode()
            if "UNTIL=" in text_rule:
                until = rule["UNTIL"][0]
                assert until.tzinfo is not None, f"{path}: UNTIL is not in UTC"
                bare = until.astimezone(zoneinfo.ZoneInfo(name)).replace(tzinfo=None)
                old = next(it for it in text_rule.split(";") if it.startswith("UNTIL="))
                text_rule = text_rule.replace(old, bare.strftime("UNTIL=%Y%m%dT%H%M%S"))
            found = []
            for it in rrulestr(text_rule, dtstart=local):
                if it.date() > ENDS or len(found) > 2000:
                    break
                found.append(it)
            assert found and found[0] == local, f"{path}: DTSTART is no day of {text_rule}"
            times = found
        truth, dateutils = zoneinfo.ZoneInfo(name), zones.get(name)
        for it in times:
            right = it.replace(tzinfo=truth).utcoffset()
            # An hour that the clocks skip or repeat is nobody's: programs differ there.
            if right != it.replace(tzinfo=truth, fold=1).utcoffset():
                continue
            for reader, zone in (("icalendar", own[name]), ("dateutil", dateutils)):
                got = zone.localize(it).utcoffset() if hasattr(zone, "localize") else it.replace(tzinfo=zone).utcoffset()
                assert got == right, f"{path}: {it} {name}: {got} with {reader}, {right} in truth"
            count += 1
    return count


def check(path):
    text = bytes_of(path)
    calendar = icalendar.Calendar.from_ical(text)
    for it in calendar.walk():
        assert not it.errors, f"{path}: {it.name}: {it.errors}"
    again = icalendar.Calendar.from_ical(calendar.to_ical())
    assert meant(calendar) == meant(again), f"{path}: means something else when it is written again"
    seen = set()
    for it in calendar.walk("VEVENT"):
        for need in ("UID", "DTSTAMP", "DTSTART", "SUMMARY", "STATUS"):
            assert need in it, f"{path}: an event without {need}"
        # Which file is newer: both say it, or neither does.
        assert ("SEQUENCE" in it) == ("LAST-MODIFIED" in it), f"{path}: SEQUENCE and LAST-MODIFIED"
        if "SEQUENCE" in it:
            stamp = it["DTSTAMP"].dt
            assert it["SEQUENCE"] == stamp.timestamp() // 60, f"{path}: SEQUENCE {it['SEQUENCE']} at {stamp}"
        key = (str(it["UID"]), str(it["RECURRENCE-ID"].dt) if "RECURRENCE-ID" in it else "")
        assert key not in seen, f"{path}: {key} twice"
        seen.add(key)
    other = vobject.readOne(text)
    assert len(list(other.contents.get("vevent", []))) == len(calendar.walk("VEVENT")), f"{path}: vobject"
    vobject.readOne(other.serialize())
    third = ics.Calendar(text)
    # ics keeps one event of each UID.
    assert len(third.events) >= len({it[0] for it in seen}), f"{path}: ics"
    ics.Calendar(third.serialize())
    return instants(path, text, calendar), len(seen)


def main():
    files = sorted(it for folder in sys.argv[1:] for it in pathlib.Path(folder).rglob("*.ics"))
    assert files, "no calendar"
    totals = [check(it) for it in files]
    print(f"{len(files)} calendars, {sum(it[1] for it in totals)} events, "
          f"{sum(it[0] for it in totals)} instants: all right")


if __name__ == "__main__":
    main()
