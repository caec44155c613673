//! Rules about front matter and settings.

use super::{Example, Piece, example};

pub(super) const EXAMPLES: &[Example] = &[
    example(Piece::Retex, "bad-date", "date: 2026-02-30", "date: 2026-02-28"),
    example(Piece::Retex, "bad-slug", "slug: Mon Retex", "slug: mon-retex"),
    example(Piece::Retex, "duplicate-key", "summary: Un\nsummary: Deux", "summary: Un"),
    example(
        Piece::Retex,
        "empty-field",
        "summary: \"\"",
        "summary: Trois équipes, un plan",
    ),
    example(
        Piece::Retex,
        "unknown-field",
        "sumary: Trois équipes",
        "summary: Trois équipes",
    ),
    example(Piece::Retex, "unknown-person", "authors: [anna]", "authors: [ana]"),
    example(Piece::Retex, "unknown-topic", "topics: [rsut]", "topics: [rust]"),
    example(Piece::Retex, "unknown-reference", "related: [un-autre]", "related: [charte]"),
    example(
        Piece::Retex,
        "unpublished-reference",
        "related: [brouillon]",
        "related: [charte]",
    ),
    example(Piece::Retex, "wrong-type", "draft: peut-être", "draft: true"),
    example(Piece::Retex, "yaml-anchor", "summary: &texte Un texte", "summary: Un texte"),
    example(
        Piece::Retex,
        "yaml-syntax",
        "summary: \"Trois équipes",
        "summary: \"Trois équipes\"",
    ),
    example(Piece::Retex, "yaml-tab", "extra:\n\tlieu: Paris", "extra:\n  lieu: Paris"),
    example(Piece::Retex, "yaml-tag", "summary: !texte Un texte", "summary: Un texte"),
    example(
        Piece::Event,
        "bad-recurrence",
        "start: 2026-03-02\nrecurrence: FREQ=MONTLY",
        "start: 2026-03-02\nrecurrence: FREQ=MONTHLY",
    ),
    example(
        Piece::Event,
        "end-before-start",
        "start: 2026-03-02T18:00\nend: 2026-03-02T17:00",
        "start: 2026-03-02T17:00\nend: 2026-03-02T18:00",
    ),
    example(
        Piece::Event,
        "end-is-start",
        "start: 2026-03-02T18:00\nend: 2026-03-02T18:00",
        "start: 2026-03-02T18:00\nend: 2026-03-02T19:00",
    ),
    example(Piece::Event, "missing-field", "location: Paris", "start: 2026-03-02"),
    example(
        Piece::Event,
        "time-skipped",
        "start: 2026-03-29T02:30",
        "start: 2026-03-29T03:30",
    ),
    example(
        Piece::Event,
        "time-twice",
        "start: 2026-10-25T02:30",
        "start: 2026-10-25T03:30",
    ),
    example(
        Piece::Event,
        "unknown-time-zone",
        "start: 2026-03-02T18:00\ntimezone: Europe/Pari",
        "start: 2026-03-02T18:00\ntimezone: Europe/Paris",
    ),
    example(
        Piece::Settings,
        "bad-url",
        "repository: {url: git.example}",
        "repository: {url: https://git.example/}",
    ),
    example(
        Piece::Settings,
        "bad-color",
        "theme_settings:\n  colors: {accent: rouge}",
        "theme_settings:\n  colors: {accent: \"#8a1c1c\"}",
    ),
    example(
        Piece::Settings,
        "menu-page",
        "menu:\n  - {label: La charte, page: /pages/chartes.md}",
        "menu:\n  - {label: La charte, page: /pages/charte.md}",
    ),
    example(
        Piece::Settings,
        "unknown-check",
        "checks: {image-text: off}",
        "checks: {image-alt: off}",
    ),
    example(Piece::Settings, "unknown-theme", "theme: parvi", "theme: parvis"),
    example(
        Piece::Settings,
        "untranslated-interface",
        "languages: [fr, br]",
        "languages: [fr, en]",
    ),
];
