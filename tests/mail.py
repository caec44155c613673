#!/usr/bin/env python3
"""Reads messages of `parvis digest` with Python's `email`, by its strictest policy.

usage: mail.py <message>…

Each must be ASCII with CR LF, no line over 78 octets, without a defect by the parser's own word, of
two parts that say the same, and its HTML must ask for nothing.
"""

import email
import email.policy
import html.parser
import pathlib
import re
import sys

POLICY = email.policy.SMTP.clone(raise_on_defect=True)


class Reader(html.parser.HTMLParser):
    """The words, the links and what would be loaded."""

    def __init__(self):
        super().__init__()
        self.words, self.links, self.loads, self.skip = [], [], [], 0

    def handle_starttag(self, tag, attrs):
        named = dict(attrs)
        if tag in ("style", "title"):
            self.skip += 1
        if tag in ("img", "link", "script", "iframe", "object", "embed"):
            self.loads.append(tag)
        self.loads += [it for it in ("src", "background", "srcset") if it in named]
        if "url(" in named.get("style", ""):
            self.loads.append("style")
        if tag == "a":
            self.links.append(named["href"])

    def handle_endtag(self, tag):
        if tag in ("style", "title"):
            self.skip -= 1

    def handle_data(self, data):
        if not self.skip:
            self.words += data.split()


def check(path):
    raw = path.read_bytes()
    for line in raw.split(b"\r\n"):
        assert len(line) <= 78, f"{path}: a line of {len(line)} octets"
        assert b"\r" not in line and b"\n" not in line, f"{path}: a bare CR or LF"
    raw.decode("ascii")
    message = email.message_from_bytes(raw, policy=POLICY)
    for part in message.walk():
        assert not part.defects, f"{path}: {part.defects}"
        for name, value in part.items():
            assert not getattr(value, "defects", ()), f"{path}: {name}: {value.defects}"
    assert message.get_content_type() == "multipart/alternative"
    names = [it.lower() for it in message.keys()]
    assert len(names) == len(set(names)), names
    assert message["date"].datetime and re.fullmatch(r"<[0-9a-f]{32}@[a-z0-9.-]+>", message["message-id"])
    text, page = message.iter_parts()
    assert (text.get_content_type(), page.get_content_type()) == ("text/plain", "text/html")
    reader = Reader()
    reader.feed(page.get_content())
    assert not reader.loads, f"{path}: {reader.loads}"
    plain = text.get_content()
    for link in reader.links:
        assert link.removeprefix("mailto:") in plain, f"{path}: {link} is in the HTML alone"
    words = set(plain.split())
    missing = [it for it in reader.words if it not in words and it not in ("·",)]
    assert not missing, f"{path}: {missing} in the HTML alone"
    return len(reader.links)


links = sum(check(pathlib.Path(it)) for it in sys.argv[1:])
assert links > 20, links
print(f"{len(sys.argv) - 1} messages, {links} links")
