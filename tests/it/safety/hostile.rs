//! Files that make readers slow: each is a finding or a page, soon and in little memory.

use std::time::Instant;

use parvis::render::render;

use crate::diagnostics::portal;

/// Long enough that quadratic work is found in a program that is not optimised.
const LENGTH: usize = 150_000;

fn many(part: &str) -> String {
    part.repeat(LENGTH / part.len())
}

fn counted(one: impl Fn(usize) -> String) -> String {
    let mut text = String::new();
    for it in 0.. {
        text.push_str(&one(it));
        if text.len() > LENGTH {
            break;
        }
    }
    text
}

/// Reads a portal, and makes its first page and that of the text.
#[track_caller]
fn ends(name: &str, text: &str) {
    let start = Instant::now();
    let memory = allocation_counter::measure(|| {
        let snapshot = portal(text);
        let Some(site) = &snapshot.site else { return };
        for address in ["/", "/p/", "/personnes/", "/sujets/", "/interventions/"] {
            drop(render(site, address));
        }
    });
    let (taken, peak) = (start.elapsed(), memory.bytes_max / 1_000_000);
    assert!(taken.as_secs() < 15 && peak < 400, "{name}: {taken:?}, {peak} MB");
}

#[test]
fn texts_that_are_hard_to_read_end() {
    let page = |body: &str| format!("=== pages/p.md\n---\ntitle: P\n---\n\n{body}\n");
    for part in [
        "[",
        "]",
        "![",
        "*a **b ",
        "`a``",
        "$a ",
        "$$a ",
        "<a",
        "<b>",
        "<!--",
        "<svg>",
        "> ",
        "- ",
        "| a ",
        "[^a] ",
        "[a][b] ",
        "https://a.fr ",
        "a@b.fr ",
        "\u{202e}",
        "1er ",
        "l'a ",
        "## a\n\n",
        "> [!NOTE]\n> a\n\n",
        "a\n: b\n\n",
        ":::a\n",
        "```a\nb\n```\n\n",
        "<div>\n\n",
        "https://youtu.be/dQw4w9WgXcQ\n\n",
        "[a](b.md)\n",
        "![a](b.png)\n\n",
        "[a](#b) ",
    ] {
        ends(part, &page(&many(part)));
    }
    ends(
        "anchors",
        &page(
            &(counted(|it| format!("## h{it}\n\n"))
                + &counted(|it| format!("[a](#z{it}) "))),
        ),
    );
    ends("links", &page(&counted(|it| format!("[a](b{it}.md)\n"))));
    ends("languages", &page(&counted(|it| format!("```l{it}\na\n```\n\n"))));
    ends("definitions", &page(&counted(|it| format!("[a][b{it}]\n\n[c{it}]: /d\n\n"))));
    ends("notes", &page(&counted(|it| format!("a[^{it}]\n\n[^{it}]: b\n\n"))));
    ends("attributes", &page(&format!("<p {}>", counted(|it| format!("a{it}=1 ")))));
    ends(
        "attributes in a line",
        &page(&format!("x <span {}>a", counted(|it| format!("a{it}=1 ")))),
    );
    for (lang, part) in
        [("json", "1 "), ("ini", "\t"), ("rust", "\""), ("html", "<a "), ("ts", "<")]
    {
        ends(lang, &page(&format!("```{lang}\n{}\n```\n", many(part))));
        let line = format!("{}\n", part.repeat(1_900 / part.len()));
        ends(lang, &page(&format!("```{lang}\n{}\n```\n", line.repeat(70)).repeat(5)));
    }
}

#[test]
fn lists_and_settings_that_are_hard_to_read_end() {
    ends(
        "people",
        &format!(
            "=== people.yaml\n{}",
            counted(|it| format!("- {{id: p{it}, name: P {it}}}\n"))
        ),
    );
    ends(
        "topics",
        &format!(
            "=== topics.yaml\n{}",
            counted(|it| format!("- {{id: t{it}, label: T, parent: t{}}}\n", it + 1))
        ),
    );
    ends(
        "unknown fields",
        &format!(
            "=== people.yaml\n{}",
            counted(|it| format!("- {{id: p{it}, nam{it}: P}}\n"))
        ),
    );
    ends(
        "unknown people",
        &format!(
            "=== talks.yaml\n{}",
            counted(|it| format!("- {{id: t{it}, title: T, speakers: [q{it}]}}\n"))
        ),
    );
    ends(
        "rules",
        &format!(
            "=== portal.yaml\ntitle: P\nurl: https://p.example\nchecks:\n{}",
            counted(|it| format!("  code{it}: error\n"))
        ),
    );
    ends("words", &format!("=== i18n/fr.yaml\n{}", counted(|it| format!("coun{it}: x\n"))));
    for part in ["[", "{a: ", "- ", "? ", "- a: b: c\n", "---\na: 1\n", "\t- x\n"] {
        ends(part, &format!("=== people.yaml\n{}\n", many(part)));
    }
}
