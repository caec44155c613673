use super::super::{Run, Style, applied};

/// What a part of a paragraph is.
#[derive(Clone, Copy)]
enum It {
    French(&'static str),
    English(&'static str),
    Code,
    Soft,
    Hard,
}

use It::{Code, English, French, Hard, Soft};

/// The texts as they are set, between bars; raised letters between carets.
fn set(pieces: &[It]) -> String {
    let mut run = Run::default();
    let mut texts = Vec::new();
    for piece in pieces {
        match piece {
            French(text) => run.text(text, Style::French),
            English(text) => run.text(text, Style::English),
            Code => run.object(),
            Soft => run.soft_break(),
            Hard => run.hard_break(),
        }
        if let French(text) | English(text) = piece {
            texts.push(*text);
        }
    }
    run.set();
    let shown = |(at, text): (usize, &&str)| {
        let mut edits: Vec<_> = run.edits(at).collect();
        let raised: Vec<&str> = edits
            .iter()
            .filter(|it| it.to.is_none())
            .filter_map(|it| text.get(it.at..it.end))
            .collect();
        edits.retain(|it| it.to.is_some());
        let text = applied(text, &edits);
        if raised.is_empty() { text } else { format!("{text}^{}^", raised.join("^")) }
    };
    let texts: Vec<String> = texts.iter().enumerate().map(shown).collect();
    texts.join("|").replace('\u{202f}', "~").replace('\u{a0}', "_")
}

#[test]
fn marks_see_across_borders() {
    let cases: &[(&[It], &str)] = &[
        (&[French("\"un "), French("mot"), French("\" ici")], "«~un |mot|~» ici"),
        (&[French("l'"), French("été"), French(" !")], "l’|été|~!"),
        (&[French("été"), French("!")], "été|~!"),
        (&[French("« "), French("été"), French(" »")], "«~|été|~»"),
        (&[French("«"), French("été"), French("»")], "«~|été|~»"),
        (&[French("«"), French("\u{a0}"), French("été")], "«|_|été"),
        (&[French("l'"), Code, French(" : un")], "l’|_: un"),
        (&[French("\""), Code, French("\"")], "«~|~»"),
        (&[French("voir"), Soft, French("!")], "voir|!"),
        (&[French("Attention"), French(":"), French(" rien")], "Attention|_:| rien"),
        (&[French("a:"), French("b")], "a:|b"),
        (&[French("\"un"), Soft, French("deux\"")], "«~un|deux~»"),
        (&[French("Bonjour."), Hard, French("— Salut")], "Bonjour.|—_Salut"),
        (&[French("Bonjour."), Soft, French("— Salut")], "Bonjour.|— Salut"),
        (&[French("10 "), French("km")], "10_|km"),
        (&[French("le 1er mars et le XXe")], "le 1er_mars et le XXe^er^e^"),
        (&[French("la 2e, 3es")], "la 2e, 3es^e^es^"),
        (&[French("1re, 2nde, 5ème, Ier")], "1re, 2nde, 5ème, Ier^re^nde^ème^er^"),
        (
            &[French("Vie, Ce, De, Ver, 1e-5, 0x2e, #3e")],
            "Vie, Ce, De, Ver, 1e-5, 0x2e, #3e",
        ),
    ];
    for (pieces, expected) in cases {
        assert_eq!(set(pieces), *expected);
    }
}

#[test]
fn each_language_follows_its_own_rules() {
    assert_eq!(
        set(&[
            French("Il dit : "),
            English("\"it's fine!\""),
            French(" ; puis \"rien\" !")
        ]),
        "Il dit_: |“it’s fine!”|~; puis «~rien~»~!"
    );
    assert_eq!(set(&[English("a \"word\": "), French("\"mot\"")]), "a “word”: |«~mot~»");
    assert_eq!(set(&[French("un \"a "), English("b\" c")]), "un \"a |b\" c");
}
