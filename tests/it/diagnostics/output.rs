//! The three forms: human, short and JSON; all at once, in one order, safe for a terminal.

use parvis::diag::write::{Format, SHOWN, write};

use super::{portal, retex};

fn form(text: &str, format: Format) -> String {
    let mut out = Vec::new();
    write(&mut out, &portal(text).diagnostics, format, false).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn short_is_one_line_each() {
    let text = retex("title: Y\ntopics: [rsut]\n", "é [a](no.md)");
    assert_eq!(
        form(&text, Format::Short),
        "\
communities/rte/retex/2026-01-02-x.md:4:1: error[duplicate-key]: `title` is given twice
communities/rte/retex/2026-01-02-x.md:5:10: error[unknown-topic]: unknown topic `rsut`
communities/rte/retex/2026-01-02-x.md:8:7: error[broken-link]: there is no file `no.md`
"
    );
}

#[test]
fn json_has_the_shape_of_the_contract() {
    let text = retex("title: Y\n", "# É\n");
    let json: serde_json::Value = serde_json::from_str(&form(&text, Format::Json)).unwrap();
    let path = "communities/rte/retex/2026-01-02-x.md";
    assert_eq!(
        json,
        serde_json::json!({
            "version": 1,
            "errors": 1,
            "warnings": 1,
            "diagnostics": [
                {
                    "code": "duplicate-key",
                    "severity": "error",
                    "message": "`title` is given twice",
                    "path": path,
                    "line": 4,
                    "column": 1,
                    "end_line": 4,
                    "end_column": 6,
                    "help": "keep one of the two",
                    "labels": [
                        { "path": path, "line": 2, "column": 1, "message": "first here" }
                    ],
                },
                {
                    "code": "heading-level",
                    "severity": "warning",
                    "message": "the title is the page's only heading of level 1",
                    "path": path,
                    "line": 7,
                    "column": 1,
                    "end_line": 7,
                    "end_column": 4,
                    "help": "write `##`",
                    "labels": [],
                    "fix": [
                        {
                            "path": path,
                            "line": 7,
                            "column": 1,
                            "end_line": 7,
                            "end_column": 1,
                            "text": "#",
                        },
                    ],
                },
            ],
        })
    );
}

/// A portal with more faults than a terminal is shown.
fn many() -> String {
    let links: String = (0..250).map(|it| format!("[a{it}](no{it}.md)\n\n")).collect();
    retex("", &links)
}

#[test]
fn a_terminal_is_shown_two_hundred_and_told_of_the_rest() {
    let text = form(&many(), Format::Human);
    assert_eq!(text.matches("error[broken-link]").count(), SHOWN);
    assert!(
        text.ends_with("… and 50 more; `parvis check --format short` shows all\n"),
        "{text}"
    );
    assert_eq!(form(&many(), Format::Short).lines().count(), 250);
    let json: serde_json::Value =
        serde_json::from_str(&form(&many(), Format::Json)).unwrap();
    assert_eq!(
        (&json["errors"], json["diagnostics"].as_array().unwrap().len()),
        (&250.into(), 250)
    );
}

#[test]
fn the_order_is_that_of_paths_and_places_whatever_the_threads() {
    let text: String = (0..60)
        .map(|it| {
            format!(
                "=== pages/p{:02}.md\n---\ntitle: P\nzzz: 1\nyyy: 2\n---\n\n[a](no.md)\n",
                (it * 37) % 60
            )
        })
        .collect();
    let with = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| form(&text, Format::Short))
    };
    let one = with(1);
    assert_eq!(one, with(8));
    assert_eq!(one.lines().count(), 180);
    let mut places: Vec<(String, usize)> = Vec::new();
    for line in one.lines() {
        let mut parts = line.split(':');
        places.push((parts.next().unwrap().into(), parts.next().unwrap().parse().unwrap()));
    }
    assert!(places.is_sorted(), "{places:?}");
}

#[test]
fn no_form_steers_a_terminal() {
    let odd = "\\u001b]0;owned\\u0007\\u009b31m\\u202e\\u007f";
    let text = retex(
        &format!(
            "topics: [\"{odd}\"]\nstatus{odd}: 1\n\"k{odd}\": 1\nseries: {{id: \"{odd}\", part: \"{odd}\"}}\n"
        ),
        &format!("\u{9b}31m \u{1b}]0;x\u{7} [a](<{odd}\u{202e}.md>)"),
    );
    let texts = [
        text,
        retex(&format!("topics: [\"{odd}\"]\n\"k{odd}\": 1\n"), "[a](<&#x1b;&#x9b;.md>)"),
    ];
    for text in texts {
        for format in [Format::Human, Format::Short, Format::Json] {
            let drawn = form(&text, format);
            let bad = |it: char| {
                (it.is_control() && it != '\n')
                    || matches!(it, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
            };
            assert!(!drawn.is_empty() && !drawn.contains(bad), "{format:?}: {drawn:?}");
        }
    }
}

#[test]
fn a_place_far_along_a_line_keeps_its_column() {
    let text = retex("", &format!("{}[a](no.md)", "é ".repeat(3000)));
    let drawn = form(&text, Format::Human);
    assert!(drawn.contains("2026-01-02-x.md:6:6005\n"), "{drawn}");
}

#[test]
fn warnings_never_hide_an_error() {
    let many: String = (0..SHOWN + 20)
        .map(|it| {
            format!(
                "=== pages/p{it:03}.md\n---\ntitle: P{it}\n---\n\n[a](http://a.example/)\n"
            )
        })
        .collect();
    let last = "=== pages/z.md\n---\ntitle: Z\n---\n\n[a](no.md)\n";
    let text = form(&format!("{many}{last}"), Format::Human);
    assert_eq!(text.matches("warning[insecure-link]").count(), SHOWN - 1);
    assert!(text.contains("error[broken-link]"), "{text}");
    assert!(text.contains("… and 21 more;"));
}

#[test]
fn a_line_that_is_cut_has_one_origin() {
    let long = "x ".repeat(400);
    let text = format!("=== pages/x.md\n---\ntitle: X\n---\n\n{long}[a](nowhere.md)\n");
    let snapshot = portal(&text);
    for color in [false, true] {
        let drawn = parvis::diag::write::human(&snapshot.diagnostics[0], color);
        assert!(drawn.contains("pages/x.md:5:"), "{drawn}");
        assert!(!drawn.contains(":::"), "{drawn}");
    }
}
