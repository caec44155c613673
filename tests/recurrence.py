#!/usr/bin/env python3
"""Writes rules of recurrence and the days that python-dateutil gives for them.

usage: recurrence.py <file> [<how many>] [<seed>]

One rule a line: start, last day, rule, at most 60 days, with tabs between. `cargo test` compares
them with Parvis' own days (`PARVIS_RECURRENCES=<file>`). Where dateutil is known to differ from
RFC 5545, the days are put together in another way, and the reason stands beside it.
"""

import datetime as dt
import itertools
import random
import sys

from dateutil.rrule import rrulestr

# A rule that gives nothing would be looked at up to the year 9999.
dt.MAXYEAR = 2101

DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
MOST = 60


def some(rng, values, most):
    return rng.sample(values, rng.randint(1, min(most, len(values))))


def signed(rng, most, count):
    return some(rng, [n for n in range(-most, most + 1) if n], count)


def text(values):
    return ",".join(map(str, values))


def a_rule(rng, start):
    freq = rng.choice(["DAILY", "WEEKLY", "WEEKLY", "MONTHLY", "MONTHLY", "YEARLY", "YEARLY"])
    parts = {"FREQ": freq}
    if rng.random() < 0.5:
        parts["INTERVAL"] = rng.choice([2, 2, 3, 4, 5, 6, 12, 13, 40])
    counted = freq in ("MONTHLY", "YEARLY")
    if rng.random() < 0.3:
        parts["BYMONTH"] = text(some(rng, range(1, 13), 4))
    if freq == "YEARLY" and rng.random() < 0.25:
        parts["BYWEEKNO"] = text(signed(rng, 53, 4))
    if freq == "YEARLY" and rng.random() < 0.2:
        parts["BYYEARDAY"] = text(signed(rng, 366, 6))
    if freq != "WEEKLY" and rng.random() < 0.35:
        parts["BYMONTHDAY"] = text(signed(rng, 31, 5))
    if rng.random() < 0.55:
        days = some(rng, DAYS, 4)
        if counted and "BYWEEKNO" not in parts and rng.random() < 0.6:
            most = 5 if freq == "MONTHLY" or "BYMONTH" in parts else 53
            plain = rng.random() < 0.15
            days = [
                day if plain and rng.random() < 0.5 else f"{signed(rng, most, 1)[0]}{day}"
                for day in days
            ]
        parts["BYDAY"] = text(days)
    if any(it.startswith("BY") for it in parts) and rng.random() < 0.3:
        parts["BYSETPOS"] = text(signed(rng, 8, 3))
    if rng.random() < 0.3:
        parts["WKST"] = rng.choice(DAYS)
    ending = rng.random()
    if ending < 0.25:
        parts["COUNT"] = rng.randint(1, 40)
    elif ending < 0.5:
        until = start + dt.timedelta(days=rng.randint(0, 4000))
        parts["UNTIL"] = until.strftime("%Y%m%d")
    names = [it for it in parts if it != "FREQ"]
    rng.shuffle(names)
    return {it: parts[it] for it in ["FREQ", *names]}


def write(parts):
    return ";".join(f"{name}={value}" for name, value in parts.items())


def week_of(day, wkst):
    """Number of the week, and how many its year has: the first one has at least four days."""
    first = day - dt.timedelta(days=(day.weekday() - wkst) % 7)
    middle = first + dt.timedelta(days=3)
    last = dt.date(middle.year, 12, 28)
    last = last - dt.timedelta(days=(last.weekday() - wkst) % 7) + dt.timedelta(days=3)
    number = lambda it: (it.timetuple().tm_yday - 1) // 7 + 1
    return number(middle), number(last)


def union(parts, start, last):
    """Difference 1. dateutil takes `BYDAY=MO,1TU` for the days that are both a Monday and a first
    Tuesday, which is none; RFC 5545 takes either."""
    days = parts["BYDAY"].split(",")
    plain = [it for it in days if it in DAYS]
    counted = [it for it in days if it not in DAYS]
    found = set()
    for those in (plain, counted):
        rule = {**parts, "BYDAY": text(those)}
        found |= set(given(rule, start, last, None))
    return sorted(found)


def weeks(parts, start, last):
    """Difference 2. dateutil counts the weeks of the year before by the length of this year, and
    does not know the first days of January or the last of December by a negative number of
    their week (`BYWEEKNO=-53`); here every day is asked for the number of its own week."""
    bare = {it: value for it, value in parts.items() if it != "BYWEEKNO"}
    numbers = set(map(int, parts["BYWEEKNO"].split(",")))
    wkst = DAYS.index(parts.get("WKST", "MO"))
    says_day = any(it in parts for it in ("BYDAY", "BYMONTHDAY", "BYYEARDAY"))
    rule = bare if says_day else {**bare, "BYDAY": text(DAYS)}

    def is_in(day):
        number, count = week_of(day, wkst)
        return number in numbers or number - count - 1 in numbers

    return [it for it in given(rule, start, last, None) if is_in(it)]


def given(parts, start, last, most):
    # With `COUNT` alone dateutil looks for days up to the year 9999.
    count = parts.get("COUNT")
    bare = {it: value for it, value in parts.items() if it != "COUNT"}
    if "UNTIL" not in bare:
        bare["UNTIL"] = last.strftime("%Y%m%d")
    rule = rrulestr(write(bare), dtstart=dt.datetime.combine(start, dt.time()))
    days = itertools.takewhile(lambda it: it <= last, (it.date() for it in rule))
    return list(itertools.islice(days, min(most or count or sys.maxsize, count or sys.maxsize)))


def places(parts, start, last, every):
    """`BYSETPOS` and `COUNT` of days that were put together in another way, year by year or month
    by month."""
    bare = {it: value for it, value in parts.items() if it not in ("BYSETPOS", "COUNT")}
    begin = start.replace(day=1) if parts["FREQ"] == "MONTHLY" else start.replace(month=1, day=1)
    # Defaults come from the start, so that every part is given before it is moved.
    days = every(bare, begin, last.replace(month=12, day=31))
    if "BYSETPOS" in parts:
        of = lambda it: (it.year, it.month) if parts["FREQ"] == "MONTHLY" else it.year
        chosen = []
        for _, group in itertools.groupby(days, of):
            group = list(group)
            for place in map(int, parts["BYSETPOS"].split(",")):
                at = place - 1 if place > 0 else len(group) + place
                if 0 <= at < len(group):
                    chosen.append(group[at])
        days = sorted(set(chosen))
    days = [it for it in days if start <= it <= last]
    return days[: parts.get("COUNT", None)]


def expected(parts, start, last):
    by_day = parts.get("BYDAY", "").split(",")
    is_plain = [it in DAYS for it in by_day]
    if "BYWEEKNO" in parts:
        return places(parts, start, last, weeks)
    if any(is_plain) and not all(is_plain):
        return places(parts, start, last, union)
    return given(parts, start, last, MOST)


def main():
    path = sys.argv[1]
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 3000
    rng = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 5545)
    with open(path, "w") as out:
        for _ in range(count):
            start = dt.date(1970, 1, 1) + dt.timedelta(days=rng.randint(0, 365 * 90))
            parts = a_rule(rng, start)
            years = {"DAILY": 3, "WEEKLY": 8, "MONTHLY": 12, "YEARLY": 40}[parts["FREQ"]]
            last = min(start + dt.timedelta(days=365 * years), dt.date(2100, 12, 31))
            days = [str(it) for it in expected(parts, start, last)[:MOST]]
            out.write("\t".join([str(start), str(last), write(parts), " ".join(days)]) + "\n")
    print(f"{count} rules in {path}")


if __name__ == "__main__":
    main()
