//! Rules about practices, initiatives and series.

use super::{Example, Piece, example};

pub(super) const EXAMPLES: &[Example] = &[
    example(
        Piece::Files,
        "duplicate-part",
        "series: {id: trains, part: 1}",
        "series: {id: trains, part: 2}",
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
        Piece::Initiative,
        "overdue-initiative",
        "status: running\nend: 2026-03-02",
        "status: done\nend: 2026-03-02",
    ),
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
