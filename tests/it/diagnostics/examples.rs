//! The examples of `parvis explain` are true: what is shown as wrong is found, and what is shown
//! as right is not.

use parvis::diag::codes::{
    examples::{Example, Piece, all},
    find,
};

use super::{event, portal, retex};

/// What examples refer to.
const AROUND: &str = "\
=== pages/charte.md
---
title: Charte
---

## Idée

Nos règles.
=== pages/brouillon.md
---
title: Brouillon
draft: true
---
=== practices/relire-a-deux.md
---
title: Relire à deux
status: proposed
---
=== communities/rte/retex/plan.png
";

/// The codes that a piece has, in its portal.
fn codes(example: &Example, piece: &str) -> Vec<&'static str> {
    let settings = |more: &str| {
        format!("=== portal.yaml\ntitle: P\nurl: https://p.example/\n{more}\n")
    };
    let work = |folder: &str, piece: &str| {
        format!("{}=== {folder}/w.md\n---\ntitle: W\n{piece}\n---\n", retex("", "t"))
    };
    let text = match example.piece {
        Piece::Text => {
            let checks = format!("checks: {{{}: warning}}", example.code);
            let is_off = find(example.code).is_some_and(|it| it.off);
            retex("", piece) + &if is_off { settings(&checks) } else { String::new() }
        }
        Piece::Retex => {
            let text = retex(&format!("{piece}\n"), "Trois équipes.");
            if piece.contains("authors:") {
                text.replace("authors: [ana]\n", "")
            } else {
                text
            }
        }
        Piece::Event => event(&format!("{piece}\n")),
        Piece::Practice => work("practices", piece),
        Piece::Initiative => work("initiatives", piece),
        Piece::Settings => settings(piece),
        Piece::Files => String::new(),
    };
    portal(&format!("{text}{AROUND}")).diagnostics.iter().map(|it| it.code).collect()
}

#[test]
fn what_is_shown_as_wrong_is_and_what_is_shown_as_right_is_not() {
    let mut untrue = Vec::new();
    for example in all().filter(|it| it.piece != Piece::Files) {
        let (wrong, right) = (codes(example, example.wrong), codes(example, example.right));
        if !wrong.contains(&example.code) || right.contains(&example.code) {
            untrue.push(format!("{}: {wrong:?} {right:?}", example.code));
        }
    }
    assert!(untrue.is_empty(), "{untrue:#?}");
}

#[test]
fn each_example_is_of_a_rule_and_each_rule_has_one_at_most() {
    let mut codes: Vec<&str> = all().map(|it| it.code).collect();
    assert!(codes.iter().all(|it| find(it).is_some()), "{codes:?}");
    codes.sort_unstable();
    assert!(codes.windows(2).all(|it| it[0] != it[1]), "{codes:?}");
    assert!(codes.len() > 110);
    assert!(all().all(|it| !it.wrong.is_empty() && it.wrong != it.right));
}
