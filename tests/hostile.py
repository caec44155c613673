#!/usr/bin/env python3
"""Builds portals with a file that somebody wrote to keep a build busy: each ends within seconds
and with little memory, as a page or as a finding.

    hostile.py <program> [<words of names>…]

Every reader has its kinds: what is nested, never closed, referred to from everywhere, squared by
what lists it, unpacked to far more. Each file is as large as it may be.
"""

import os
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib

# For one portal: seconds of two cores together, and mebibytes.
SECONDS, MEMORY = 10, 500
# Just below the largest text, list and drawing, and the largest template.
TEXT, LIST, TEMPLATE = 1024 * 1024 - 4096, 4 * 1024 * 1024 - 4096, 256 * 1024 - 1024

PORTAL = "title: P\nurl: https://p.example/\n"
PAGE = "---\ntitle: A\n---\n\n"
CODE = ("rust", "c", "html", "xml", "python", "bash", "ruby", "php", "javascript", "css", "yaml")


def fill(piece, size=TEXT):
    return piece * (size // len(piece.encode()))


def many(piece, size=TEXT):
    """Numbered pieces."""
    out, length, number = [], 0, 0
    while length < size:
        out.append(piece(number))
        length += len(out[-1].encode())
        number += 1
    return "".join(out[:-1])


def page(text):
    return {"pages/a.md": PAGE + text}


def front(fields):
    return {"pages/a.md": f"---\ntitle: A\n{fields}\n---\n\nText.\n"}


def event(fields, count=1):
    text = f"---\ntitle: A\nstart: 1970-01-01T10:00\n{fields}\n---\n"
    return {f"events/a{it}.md": text for it in range(count)}


def minutes(text):
    """Notes of many meetings."""
    lines = "".join(f"    {it}\n" for it in text.split("\n"))
    days = (f"20{20 + it // 336}-{1 + it // 28 % 12:02}-{1 + it % 28:02}" for it in range(60))
    notes = "".join(f"- date: {it}\n  notes: |\n{lines}" for it in days)
    return event(f"recurrence: FREQ=DAILY\noccurrences:\n{notes}")


def drawing(inside):
    head = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
    return {"pages/a/index.md": PAGE + "![A drawing](a.svg)\n", "pages/a/a.svg": f"{head}{inside}</svg>"}


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def photo(width, height, *more):
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(bytes(3 * 8001) * 8000, 9)
    parts = [chunk(b"IHDR", head), *more, chunk(b"IDAT", rows), chunk(b"IEND", b"")]
    png = b"\x89PNG\r\n\x1a\n" + b"".join(parts)
    return {"pages/a/index.md": PAGE + "![A photo](a.png)\n", "pages/a/a.png": png}


def template(text):
    return {"themes/parvis/templates/home.html": text}


def listed(name, piece, size=LIST):
    return {f"{name}.yaml": many(piece, size)}


PIECES = {
    "brackets": "[", "images": "![", "links": "[a](", "angles": "<", "emphasis": "*a_ ",
    "bold": "**a *b ", "tildes": "~~a ~", "code": "`a``", "dollars": "$a ", "two dollars": "$$a ",
    "entities": "&#x41;", "quotes": "> ", "items": "- ", "pipes": "|a|\n", "tables": "|a|b|\n|-|-|\n|c|d|\n\n",
    "notes": "[^a] ", "terms": "a\n: b\n\n", "headings": "## a\n\n", "boxes": "> [!NOTE]\n> a\n\n",
    "comments": "<!--", "processing": "<?a ", "scripts": "<script>", "elements": "<div>\n\n",
    "tags": "<b>", "ends": "</b>", "cells": "<table><tr><td>", "anchors": '<a href="#a">b',
    "hidden": "\u200b", "turning": "\u202e", "accents": "a\u0301\u0301\u0301", "guillemets": '" a ',
    "addresses": "https://a.example ", "mailboxes": "a@b.example ", "videos": "https://youtu.be/dQw4w9WgXcQ\n\n",
    "missing files": "[a](b.md) ", "missing anchors": "[a](#b) ", "fences": "```a\nb\n```\n\n",
    "escapes": "\\a", "zeros": "\0", "returns": "\r", "colons": ":::a\n", "dashes": "-- ",
}

CASES = {
    **{f"text: {name}": (lambda it=it: page(fill(it))) for name, it in PIECES.items()},
    **{f"notes of meetings: {name}": (lambda it=it: minutes(fill(it, 900))) for name, it in PIECES.items()
       if name in ("brackets", "emphasis", "headings", "tables", "fences", "missing files")},
    "text: definitions": lambda: page(many(lambda it: f"[a{it}]\n\n[a{it}]: /b{it}\n")),
    "text: undefined": lambda: page(many(lambda it: f"[a][b{it}] ")),
    "text: notes of notes": lambda: page(many(lambda it: f"[^{it}]: [^{it + 1}]\n\n")),
    "text: attributes": lambda: page("<p " + many(lambda it: f"a{it}=1 ")),
    "text: ids": lambda: page(many(lambda it: f'<a id="b{it}"></a>')),
    "text: names of files": lambda: page(many(lambda it: f"![a](b{it}.png)\n\n")),
    "text: headings and anchors": lambda: page(fill("## a b\n\n", TEXT // 2) + many(lambda it: f"[a](#z{it}) ", TEXT // 2)),
    "text: a wide table": lambda: page(fill("|a", TEXT // 3) + "\n" + fill("|-", TEXT // 3) + "\n" + fill("|b\n", TEXT // 3)),
    "text: deep lists": lambda: page("\n".join("  " * it + "* a" for it in range(1000))),
    "text: deep formulas": lambda: page("$$\n" + fill("\\frac{", TEXT) + "\n$$"),
    **{f"code: {lang}": (lambda lang=lang: page("".join(
        f"```{lang}\n" + fill(line, 190_000) + "\n```\n\n" for line in ("(", '"', "{a: ", "<a b='", "/*"))))
       for lang in CODE},
    "YAML: aliases": lambda: front("extra:\n" + "".join(f"  a{it}: &a{it} [{','.join([f'*a{it - 1}'] * 9)}]\n" for it in range(1, 12))),
    "YAML: depth": lambda: {"people.yaml": fill("[", LIST)},
    "YAML: flow": lambda: {"people.yaml": fill("{a: [", LIST)},
    "YAML: faults": lambda: {"people.yaml": fill("- a: b: c\n", LIST)},
    "YAML: names": lambda: {"people.yaml": "- id: a\n" + many(lambda it: f"  k{it}: x\n", LIST)},
    "YAML: documents": lambda: {"people.yaml": fill("---\na: 1\n", LIST)},
    "YAML: a quote": lambda: {"people.yaml": '- id: "' + fill("x\n", LIST)},
    "YAML: front matter": lambda: front("topics: [" + many(lambda it: f"t{it},", 60_000) + "]"),
    "YAML: settings": lambda: {"portal.yaml": PORTAL + "menu:\n" + many(lambda it: f"  - {{label: x, url: https://a.example/{it}}}\n")},
    "YAML: words": lambda: {"i18n/fr.yaml": many(lambda it: f"k{it}: x\n")},
    "lists: people": lambda: listed("people", lambda it: f"- {{id: p{it}, name: P {it}}}\n", 800_000),
    "lists: talks": lambda: listed("talks", lambda it: f"- {{id: t{it}, title: T, speakers: [{{name: S{it}}}], deliveries: [{{conference: C{it}, date: 2026-01-01}}]}}\n", 500_000),
    "lists: topics in topics": lambda: {"topics.yaml": "- {id: t0, label: T}\n" + many(lambda it: f"- {{id: t{it + 1}, label: T{it}, parent: t{it}}}\n", 400_000)},
    "lists: topics in a circle": lambda: listed("topics", lambda it: f"- {{id: t{it}, label: T{it}, parent: t{it + 1}}}\n", 400_000),
    "meetings: every day": lambda: event("recurrence: FREQ=DAILY", 300),
    "meetings: a long rule": lambda: event("recurrence: FREQ=DAILY;BYMONTH=" + ",".join(["1"] * 30_000)),
    "meetings: never": lambda: event("recurrence: FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"),
    "drawings: depth": lambda: drawing(fill("<g>", LIST)),
    "drawings: attributes": lambda: drawing("<g " + many(lambda it: f'a{it}="1" ', LIST) + "/>"),
    "drawings: styles": lambda: drawing(fill("<style>a{b:url(c)}</style>", LIST)),
    "drawings: a comment": lambda: drawing(fill("<!--", LIST)),
    "drawings: signs": lambda: drawing(fill("<", LIST)),
    "photos: more than they weigh": lambda: photo(8000, 8000),
    "photos: larger than they are": lambda: photo(60_000, 60_000),
    "photos: a profile": lambda: photo(8000, 8000, chunk(b"iCCP", b"a\0\0" + zlib.compress(bytes(200_000_000), 9))),
    "captions": lambda: {"pages/a/index.md": PAGE + "![A](v.mp4)\n", "pages/a/v.mp4": "x", "pages/a/v.vtt": "WEBVTT\n\n" + fill("<v <c.a & --> ")},
    "styles": lambda: {"themes/parvis/static/css/90-a.css": fill("a{color:var(--b)}\n")},
    "templates: loops": lambda: template("{% for a in range(end=100000) %}{% for b in range(end=100000) %}x{% endfor %}{% endfor %}"),
    "templates: doubling": lambda: template('{% set x = "aaaaaaaa" %}{% for i in range(end=60) %}{% set_global x = x ~ x %}{% endfor %}'),
    "templates: nesting": lambda: template("{% if true %}" * 9000 + "{% endif %}" * 9000),
    "templates: blocks": lambda: template(many(lambda it: f"{{% block b{it} %}}{{% endblock %}}", TEMPLATE)),
    "templates: values": lambda: template(many(lambda it: f"{{% set a{it} = 1 %}}", TEMPLATE)),
    "templates: themselves": lambda: template('{% include "home.html" %}'),
    "another encoding": lambda: {"pages/a.md": (PAGE + "é\n" * 250_000).encode("utf-16")},
    "bytes": lambda: {"pages/a.md": bytes(range(256)) * 4000},
}


def build(program, folder, files):
    portal, output = os.path.join(folder, "portal"), os.path.join(folder, "public")
    for path, text in {"portal.yaml": PORTAL, **files}.items():
        place = os.path.join(portal, path)
        os.makedirs(os.path.dirname(place), exist_ok=True)
        with open(place, "wb") as file:
            file.write(text if isinstance(text, bytes) else text.encode())
    args = [program, "build", portal, "--output", output, "--no-cache"]
    with open(os.path.join(folder, "said"), "wb") as said:
        run = subprocess.Popen(["timeout", "-s", "KILL", "120", *args], stdout=said, stderr=said)
        _, status, used = os.wait4(run.pid, 0)
    return os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main():
    program, words = os.path.abspath(sys.argv[1]), sys.argv[2:]
    chosen = {name: it for name, it in CASES.items() if not words or any(word in name for word in words)}
    bad, slowest, largest = 0, (0, ""), (0, "")
    for name, files in chosen.items():
        folder = tempfile.mkdtemp()
        code, seconds, memory = build(program, folder, files())
        slowest, largest = max(slowest, (seconds, name)), max(largest, (memory, name))
        if code not in (0, 1, 2) or seconds > SECONDS or memory > MEMORY:
            bad += 1
            print(f"FAULT: {name}: exit {code}, {seconds:.1f} s of CPU, {memory:.0f} MiB")
        shutil.rmtree(folder)
    print(f"{len(chosen)} hostile portals: {bad} pass a bound; "
          f"the slowest is {slowest[1]} ({slowest[0]:.1f} s), the largest {largest[1]} ({largest[0]:.0f} MiB)")
    sys.exit(1 if bad or not chosen else 0)


if __name__ == "__main__":
    main()
