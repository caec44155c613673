//! Rules about practices, initiatives and series.

use super::{Example, Piece, example};

pub(super) const EXAMPLES: &[Example] = &[
    example(
        Piece::Retex,
        "duplicate-part",
        "series: {id: voies, part: 1}",
        "series: {id: voies, part: 2}",
    ),
    example(
        Piece::Practice,
        "for-and-against",
        "status: proposed\nsupported_by: [x]\ncontested_by: [x]",
        "status: proposed\nsupported_by: [x]",
    ),
    example(
        Piece::Retex,
        "missing-part",
        "series: {id: trains, part: 2}",
        "series: {id: trains, part: 1}",
    ),
    example(
        Piece::Practice,
        "late-review",
        "status: proposed\nreview_by: 2026-03-02",
        "status: proposed\nreview_by: 2027-03-02",
    ),
    example(
        Piece::Initiative,
        "overdue-initiative",
        "status: running\nend: 2026-03-02",
        "status: done\nend: 2026-03-02",
    ),
    example(
        Piece::Community,
        "ended-mandate",
        "leads: [{person: ana, until: 2026-01-31}]",
        "leads: [{person: bo, until: 2028-01-31}]",
    ),
    example(
        Piece::Event,
        "event-without-notes",
        "start: 2026-03-03T14:00",
        "start: 2026-03-03T14:00\noccurrences: [{date: 2026-03-03, notes: We chose the small one.}]",
    ),
    example(Piece::Community, "silent-community", "status: active", "status: dormant"),
    example(
        Piece::Practice,
        "undated-status",
        "status: adopted",
        "status: adopted\nsince: 2026-03-02",
    ),
    example(
        Piece::Initiative,
        "unknown-practice",
        "status: proposed\npractices: [relir-a-deux]",
        "status: proposed\npractices: [relire-a-deux]",
    ),
    example(
        Piece::Practice,
        "unknown-retex",
        "status: proposed\nsupported_by: [xx]",
        "status: proposed\nsupported_by: [x]",
    ),
];
