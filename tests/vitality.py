"""Counts what lives in a portal a second time, from the lists that it publishes, and compares.

    python3 tests/vitality.py PROGRAM [RETEX] [SEED]

Makes a portal of random content (10,000 retex when nothing is said), builds it with the program,
and counts from retex.json, events.json, talks.json, practices.json and initiatives.json what
vitality.json and vitality.csv of the portal and of each community say. Events are expanded by
python-dateutil. Ends with 1 at a difference.
"""

import csv
import datetime
import json
import pathlib
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict

from dateutil.rrule import rrulestr

TODAY = datetime.date(2026, 11, 29)
FIRST = datetime.date(2017, 2, 1)
COMMUNITIES = 12
PEOPLE = 300
COUNTS = ["retex", "authors", "new_authors", "events", "talks", "practices", "initiatives"]
RULES = [
    "FREQ=WEEKLY",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH",
    "FREQ=WEEKLY;BYDAY=TU;BYMONTH=1,2,3,9,10,11",
    "FREQ=MONTHLY;BYDAY=1TU",
    "FREQ=MONTHLY;BYDAY=-1FR",
    "FREQ=MONTHLY;BYMONTHDAY=31",
    "FREQ=DAILY;COUNT=40",
    "FREQ=DAILY",
    "FREQ=YEARLY",
    "FREQ=WEEKLY;COUNT=30",
    "FREQ=MONTHLY;UNTIL=20250630",
]
# What a spreadsheet, a page and a program must not take for more than a text.
TITLES = ["=1+1", "a; b, c", "line\r\nend", "</script><b>", '"quoted"', "@sum", "plain"]


def day_between(rng, first, last):
    return first + datetime.timedelta(days=rng.randint(0, (last - first).days))


def write(root, path, front, body="Text."):
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    # JSON is YAML.
    lines = [f"{name}: {json.dumps(value)}" for name, value in front.items()]
    file.write_text("---\n" + "\n".join(lines) + f"\n---\n\n{body}\n", encoding="utf-8")


def some(rng, least, most):
    return [f"c{it}" for it in sorted(rng.sample(range(COMMUNITIES), rng.randint(least, most)))]


def make_event(rng, at):
    start = day_between(rng, FIRST, TODAY + datetime.timedelta(days=200))
    front = {"title": f"E{at} {rng.choice(TITLES)}", "communities": some(rng, 0, 3)}
    timed = rng.random() < 0.7
    hour = rng.randint(0, 22)
    front["start"] = f"{start}T{hour:02}:30" if timed else str(start)
    length = rng.choice([0, 0, 0, 1, 3])
    if rng.random() < 0.8:
        end = start + datetime.timedelta(days=length)
        front["end"] = f"{end}T{23 if timed else 0:02}:00" if timed else str(end)
    front["status"] = rng.choice(["planned"] * 12 + ["cancelled", "postponed"])
    if rng.random() < 0.35:
        rule = rng.choice(RULES)
        days = days_of(rule, start)
        if days:
            # The first day is one that the rule gives.
            first = days[0]
            moved = (first - start).days
            front["recurrence"] = rule
            for name in ["start", "end"]:
                if name in front:
                    old = front[name]
                    day = datetime.date.fromisoformat(old[:10]) + datetime.timedelta(days=moved)
                    front[name] = str(day) + old[10:]
            days = days_of(rule, first)
            exceptions = []
            for day in sorted(rng.sample(days, min(len(days), rng.randint(0, 6)))):
                if rng.random() < 0.5:
                    exceptions.append({"date": str(day), "cancelled": True})
                else:
                    to = day + datetime.timedelta(days=rng.randint(-40, 40))
                    clock = f"T{rng.randint(0, 22):02}:15" if timed and rng.random() < 0.5 else ""
                    exceptions.append({"date": str(day), "moved_to": f"{to}{clock}"})
            if exceptions:
                front["exceptions"] = exceptions
    return front


def days_of(rule, start):
    """The days of a rule up to some time after today."""
    last = datetime.datetime.combine(TODAY, datetime.time()) + datetime.timedelta(days=90)
    all_days = rrulestr(rule, dtstart=datetime.datetime.combine(start, datetime.time()))
    days = []
    for it in all_days:
        if it > last:
            break
        days.append(it.date())
    return days


def make(root, rng, retex):
    (root / "portal.yaml").write_text(
        'title: "=cmd; \\"P\\", </title>"\nurl: https://p.example/\ntimezone: Europe/Paris\n'
        "typography: false\npage_size: 500\n",
        encoding="utf-8",
    )
    people = [{"id": f"p{it}", "name": f"Person {it}"} for it in range(PEOPLE)]
    (root / "people.yaml").write_text(json.dumps(people), encoding="utf-8")
    for it in range(COMMUNITIES):
        title = TITLES[it % len(TITLES)].replace("\r\n", " ") + f" {it}"
        write(root, f"communities/c{it}/index.md", {"title": title})
    for it in range(retex):
        # Some communities write much, the last one nothing.
        community = min(rng.randrange(COMMUNITIES - 1), rng.randrange(COMMUNITIES - 1))
        day = day_between(rng, FIRST, TODAY + datetime.timedelta(days=20))
        # A few people write the most; somebody may be named twice.
        authors = [f"p{int(PEOPLE * rng.random() ** 3)}" for _ in range(rng.randint(1, 3))]
        front = {"title": f"R{it} {rng.choice(TITLES)}".replace("\r\n", " "), "authors": authors}
        write(root, f"communities/c{community}/retex/{day}-r{it}.md", front)
    for it in range(max(retex // 25, 60)):
        folder = f"communities/c{rng.randrange(COMMUNITIES)}/" if rng.random() < 0.6 else ""
        front = make_event(rng, it)
        front["title"] = front["title"].replace("\r\n", " ")
        write(root, f"{folder}events/e{it}.md", front)
    for it in range(max(retex // 25, 60)):
        folder = f"communities/c{rng.randrange(COMMUNITIES)}/" if rng.random() < 0.6 else ""
        deliveries = [
            {
                "conference": f"Conf {rng.randrange(20)}",
                "edition": str(at),
                "date": str(day_between(rng, FIRST, TODAY + datetime.timedelta(days=90))),
            }
            for at in range(rng.randint(1, 4))
        ]
        front = {"title": f"T{it}", "speakers": ["p1"], "deliveries": deliveries}
        front["communities"] = some(rng, 0, 3)
        write(root, f"{folder}talks/t{it}.md", front)
    for it in range(max(retex // 50, 40)):
        folder = f"communities/c{rng.randrange(COMMUNITIES)}/" if rng.random() < 0.4 else ""
        front = {"title": f"P{it}", "status": rng.choice(["adopted", "adopted", "tried", "proposed", "retired"])}
        if rng.random() < 0.9:
            front["since"] = str(day_between(rng, FIRST, TODAY + datetime.timedelta(days=60)))
        front["communities"] = some(rng, 0, 2)
        front["applied_by"] = some(rng, 0, 3)
        front["tried_by"] = some(rng, 0, 2)
        write(root, f"{folder}practices/m{it}.md", front)
    for it in range(max(retex // 50, 40)):
        folder = f"communities/c{rng.randrange(COMMUNITIES)}/" if rng.random() < 0.4 else ""
        start = day_between(rng, FIRST, TODAY)
        front = {"title": f"I{it}", "status": rng.choice(["done", "done", "running", "dropped"])}
        if rng.random() < 0.8:
            front["start"] = str(start)
        if rng.random() < 0.9:
            front["end"] = str(start + datetime.timedelta(days=rng.randint(0, 500)))
        front["communities"] = some(rng, 0, 3)
        write(root, f"{folder}initiatives/i{it}.md", front)


def quarter(day):
    return day.year * 4 + (day.month - 1) // 3


def name_of(it):
    return f"{it // 4}-Q{it % 4 + 1}"


def day(text):
    return datetime.date.fromisoformat(text[:10])


def moment(text):
    return datetime.datetime.fromisoformat(text)


def held(event):
    """The days on which an event took place."""
    if event["status"] != "planned":
        return []
    start = moment(event["start"])
    lasts = moment(event["end"]) - start if "end" in event else datetime.timedelta()
    exceptions = {it["date"]: it for it in event.get("exceptions", [])}
    days = days_of(event["recurrence"], start.date()) if "recurrence" in event else [start.date()]
    found = []
    for it in days:
        exception = exceptions.get(str(it), {})
        if exception.get("cancelled"):
            continue
        begins = datetime.datetime.combine(it, start.time())
        if "moved_to" in exception:
            begins = moment(exception["moved_to"])
        if (begins + lasts).date() < TODAY:
            found.append(begins.date())
    return found


def signs(lists):
    """Every sign of life: kind, day, communities whose it is, communities that share it, authors."""
    past = lambda text: day(text) if text and day(text) <= TODAY else None
    for it in lists["retex"]["items"]:
        days = [past(it["date"])]
        yield "retex", [it for it in days if it], it["communities"], it["communities"], {a["id"] for a in it["authors"]}
    for it in lists["events"]["items"]:
        all_of = it.get("communities", [])
        yield "events", held(it), all_of, all_of, set()
    for it in lists["talks"]["items"]:
        all_of = [it["id"] for it in it["communities"]]
        days = [past(it["date"]) for it in it["deliveries"]]
        yield "talks", [it for it in days if it], all_of, all_of, set()
    for it in lists["practices"]["items"]:
        owned = it.get("communities", [])
        since = past(it.get("since"))
        adopted = [since] if it["status"] == "adopted" and since else []
        shared = owned + it["applied_by"] + it["tried_by"]
        yield "practices", adopted, owned + it["applied_by"], shared, {"since": since}
    for it in lists["initiatives"]["items"]:
        owned = it.get("communities", [])
        end = past(it.get("end")) if it["status"] == "done" else None
        last = max([it for it in [end, past(it.get("start"))] if it], default=None)
        yield "initiatives", [end] if end else [], owned, owned, {"since": last}


def count(lists, community):
    figures = defaultdict(Counter)
    authors = defaultdict(Counter)
    last = None
    pairs = {}
    for kind, days, owners, shared, extra in signs(lists):
        if community is None or community in owners:
            for it in days:
                figures[quarter(it)][kind] += 1
                last = max(last or it, it)
                if kind == "retex":
                    authors[quarter(it)].update(extra)
        works = kind in ("practices", "initiatives")
        latest = extra["since"] if works else max(days, default=None)
        if not works and latest is None:
            continue
        shared = sorted(set(shared))
        for at, first in enumerate(shared):
            for second in shared[at + 1 :]:
                if community in (None, first, second):
                    number, before = pairs.get((first, second), (0, None))
                    newest = max([it for it in [before, latest] if it], default=None)
                    pairs[first, second] = (number + 1, newest)
    now, seen = quarter(TODAY), set()
    recent, wrote = {"quarters": 4, "retex": 0, "authors": 0, "new_authors": 0}, Counter()
    for it in sorted(authors):
        new = set(authors[it]) - seen
        seen |= new
        figures[it]["authors"], figures[it]["new_authors"] = len(authors[it]), len(new)
        if it > now - 4:
            recent["retex"] += figures[it]["retex"]
            recent["new_authors"] += len(new)
            wrote += authors[it]
    recent["authors"] = len(wrote)
    recent["of_one_author"] = max(wrote.values(), default=0)
    first = min(figures, default=now + 1)
    rows = [
        {"quarter": name_of(it)} | {name: figures[it][name] for name in COUNTS}
        for it in range(first, now + 1)
    ]
    return {
        "rows": rows,
        "last": str(last) if last else None,
        "recent": recent,
        "together": {pair: (it[0], str(it[1]) if it[1] else None) for pair, it in pairs.items()},
    }


def said(vitality):
    """What the program says, in the same shape."""
    return {
        "rows": [{name: it[name] for name in ["quarter", *COUNTS]} for it in vitality["quarters"]],
        "last": vitality.get("last_sign", {}).get("day"),
        "recent": vitality["recent"],
        "together": {
            tuple(sorted(it["id"] for it in pair["communities"])): (pair["entries"], pair.get("last"))
            for pair in vitality["together"]
        },
    }


def differences(name, mine, other):
    for part in mine:
        if mine[part] == other[part]:
            continue
        print(f"{name}: {part} differs")
        if part == "rows":
            for a, b in zip(mine[part], other[part]):
                if a != b:
                    print(f"  counted {a}\n  said    {b}")
            print(f"  {len(mine[part])} quarters counted, {len(other[part])} said")
        else:
            print(f"  counted {mine[part]}\n  said    {other[part]}")
        yield part


def csv_of(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file, strict=True))


def main():
    program = sys.argv[1]
    retex = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
    rng = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        make(root, rng, retex)
        out = root / "public"
        begin = time.monotonic()
        command = [program, "build", str(root), "--date", str(TODAY), "--quiet"]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        if done.returncode != 0:
            print(done.stderr[-3000:])
            return 1
        took = time.monotonic() - begin
        read = lambda name: json.loads((out / name).read_text(encoding="utf-8"))
        names = ["retex", "events", "talks", "practices", "initiatives", "communities"]
        lists = {it: read(f"{it}.json") for it in names}
        assert len(lists["retex"]["items"]) > retex * 0.9
        found, quarters = 0, 0
        scopes = [(None, "")]
        for it in lists["communities"]["items"]:
            scopes.append((it["id"], f"communautes/{it['id']}/"))
        for community, at in scopes:
            published = read(f"{at}vitality.json")
            mine, other = count(lists, community), said(published)
            name = community or "portal"
            found += len(list(differences(name, mine, other)))
            quarters += len(mine["rows"])
            rows = csv_of(out / f"{at}vitality.csv")
            figures = [{"quarter": it["quarter"]} | {name: int(it[name]) for name in COUNTS} for it in rows]
            if figures != mine["rows"]:
                print(f"{name}: the CSV differs")
                found += 1
            # A formula has an apostrophe before it, nothing else is changed.
            title = published.get("community", published["portal"])["name"]
            if any(it["of"] not in (title, f"'{title}") or it["of"][0] in "=+-@" for it in rows):
                print(f"{name}: the CSV has another title: {rows[0]['of']!r}")
                found += 1
        total = sum(it["retex"] for it in count(lists, None)["rows"])
        print(f"{total} retex, {quarters} quarters of {len(scopes)} scopes, built in {took:.1f} s: {found} differences")
        return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
