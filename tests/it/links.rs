//! Links that lead nowhere, or are written in another way than here: what is said, and what is
//! written instead.

use std::time::{Duration, Instant};

use parvis::{
    diag::{
        Diagnostic,
        patch::{Patch, apply},
    },
    render::{Output, render},
};

use crate::diagnostics::portal;

/// Files that links may lead to.
const FILES: &str = "\
=== communities/ux/index.md
---
title: UX
---
=== communities/ux/pages/charter.md
---
title: Charter
---

## Part

x
=== communities/ux/retex/2026-01-02-our-first-test.md
---
title: Moved
authors: [ana]
date: 2026-01-02
---

## Part

x
=== communities/ux/retex/readme.md
---
title: Read me
authors: [ana]
date: 2026-01-02
---
x
=== events/summit-2018.md
---
title: Summit
start: 2026-12-01
---
x
=== pages/guide.md
---
title: Guide
---

## Goals

### One

## Goals

## L'équipe

## A / B

## Contents

## 日本語の見出し
";

/// What is found in a report of the community `rte`.
fn found(body: &str) -> Vec<Diagnostic> {
    let text = format!(
        "{FILES}=== communities/rte/retex/2026-01-02-x.md\n---\ntitle: X\nauthors: [ana]\n---\n{body}\n"
    );
    let all = portal(&text).diagnostics.clone();
    // Of the other files nothing is to be said but that two headings are alike.
    all.into_iter().filter(|it| it.code != "heading-twice").collect()
}

/// The only finding of a text: its code, its help, and the text when it is mended.
#[track_caller]
fn only(body: &str) -> (&'static str, String, Option<String>) {
    let found = found(body);
    assert_eq!(found.len(), 1, "{body}: {found:?}");
    let it = found.into_iter().next().unwrap();
    let text = it.span.as_ref().unwrap().source().text().to_owned();
    let mended = it.fix.and_then(|fix| {
        let mut patch = Patch::default();
        assert!(patch.take(&fix));
        let (_, edits) = patch.into_files().next()?;
        let mended = apply(&text, &edits)?;
        let (_, body) = mended.rsplit_once("---\n")?;
        Some(body.trim_end().to_owned())
    });
    (it.code, it.help.unwrap_or_default(), mended)
}

/// What is said, and the text as it is when it is mended, after which nothing is said.
#[track_caller]
fn mends(body: &str, code: &str, right: &str) {
    let (own, help, mended) = only(body);
    assert_eq!((own, mended.as_deref()), (code, Some(right)), "{body}: {help}");
    let left = found(right);
    assert!(left.is_empty(), "{right}: {left:?}");
}

#[track_caller]
fn says(body: &str, code: &str, part: &str) {
    let (own, help, mended) = only(body);
    assert_eq!((own, mended), (code, None), "{body}: {help}");
    assert!(help.contains(part), "{body}: {help}");
}

#[track_caller]
fn is_right(body: &str) {
    let found = found(body);
    assert!(found.is_empty(), "{body}: {found:?}");
}

#[test]
fn anchors_of_other_programs_lead_to_the_heading_and_are_mended() {
    for (written, right) in [
        ("goals-1", "goals-2"),
        ("Goals", "goals"),
        ("léquipe", "l-equipe"),
        ("l%C3%A9quipe", "l-equipe"),
        ("a--b", "a-b"),
        ("user-content-goals", "goals"),
        ("user-content-l-équipe", "l-equipe"),
    ] {
        let link = |anchor| format!("[the guide](/pages/guide.md#{anchor})");
        mends(&link(written), "link-spelling", &link(right));
    }
    for anchor in [
        "contents",
        "日本語の見出し",
        "%E6%97%A5%E6%9C%AC%E8%AA%9E%E3%81%AE%E8%A6%8B%E5%87%BA%E3%81%97",
    ] {
        is_right(&format!("[the guide](/pages/guide.md#{anchor})"));
    }
    mends("## Ωμέγα\n\n[x](#ΩΜΈΓΑ)", "link-spelling", "## Ωμέγα\n\n[x](#ωμέγα)");
    mends(
        "## Ωμέγα\n\n[x][y]\n\n[y]: #ΩΜΈΓΑ",
        "link-spelling",
        "## Ωμέγα\n\n[x][y]\n\n[y]: #ωμέγα",
    );
    says("## Un\n\n[x](#deux)", "broken-anchor", "its anchors are `#un`");
}

#[test]
fn a_link_with_another_name_of_an_anchor_is_published_with_ours() {
    let text = format!(
        "{FILES}=== communities/rte/retex/2026-01-02-x.md\n---\ntitle: X\nauthors: [ana]\n---\n[a](/pages/guide.md#a--b)\n\n[b](#Ete)\n\n## Été\n"
    );
    let snapshot = portal(&text);
    let site = snapshot.site.as_ref().unwrap();
    let Ok(Output::Bytes(html)) = render(site, "/communautes/rte/retex/x/") else {
        panic!("no page")
    };
    let html = String::from_utf8(html).unwrap();
    assert!(html.contains("href=\"/guide/#a-b\""), "{html}");
    assert!(html.contains("href=\"#ete\">b"), "{html}");
}

#[test]
fn addresses_that_are_none_are_said_in_markdown_and_in_html() {
    for (wrong, right) in [
        ("https:/a.example/x", Some("https://a.example/x")),
        ("https:a.example/x", Some("https://a.example/x")),
        ("https://https://a.example/", Some("https://a.example/")),
        ("mailto://ana@a.example", Some("mailto:ana@a.example")),
        ("https://", None),
        ("https://a.example:99999/", None),
        ("https://[::1/", None),
        ("https://exemple..example/", None),
        ("mailto:", None),
        ("mailto:pas-une-adresse", None),
        ("tel:", None),
    ] {
        let (markdown, html) =
            (format!("[un lien]({wrong})"), format!("<a href=\"{wrong}\">un lien</a>"));
        for text in [markdown, html] {
            match right {
                Some(right) => mends(&text, "bad-url", &text.replace(wrong, right)),
                None => says(&text, "bad-url", ""),
            }
        }
    }
    is_right("[un lien](mailto:?subject=x&body=y) [un autre](tel:+33-1)");
    says("[le serveur](http://localhost:3000/)", "local-address", "between backticks");
    says("[le serveur](localhost:3000)", "unknown-scheme", "your own machine");
}

#[test]
fn a_file_of_the_authors_own_disk_is_told() {
    for address in [
        r"C:\Users\ana\x.pdf",
        "C:/x.pdf",
        "file:///home/ana/x.pdf",
        r"\\\serveur\part\x.pdf",
    ] {
        says(&format!("[le fichier]({address})"), "unsafe-address", "beside the text");
        says(&format!("![le dessin]({address})"), "unsafe-address", "beside the text");
    }
}

#[test]
fn what_opens_a_program_is_published() {
    is_right(
        "[a](irc://a.example/x) [b](webcal://a.example/x.ics) [c](sip:a@b.example) [d](msteams:x)",
    );
    says("[a](gopher://a.example/)", "unknown-scheme", "`irc:`");
}

#[test]
fn an_address_without_its_scheme_is_completed() {
    for (wrong, right) in [
        ("bit.ly/abc", "https://bit.ly/abc"),
        ("www.a.example", "https://www.a.example"),
        ("ana@a.example", "mailto:ana@a.example"),
        ("https//a.example", "https://a.example"),
        ("/pages/guide.html", "/pages/guide.md"),
        ("/guide.html", "/pages/guide.md"),
        ("/guide/index.html#goals", "/pages/guide.md#goals"),
        ("/retex/index.html", "/retex/"),
        (
            "/communities/rte/retex/2026-01-02-our-first-test.md#part",
            "/communities/ux/retex/2026-01-02-our-first-test.md#part",
        ),
    ] {
        mends(
            &format!("[le lien]({wrong})"),
            "broken-link",
            &format!("[le lien]({right})"),
        );
    }
    says("[le lien](/nulle-part.html)", "broken-link", "link to a file");
    says("[le lien](http//a.example)", "broken-link", "write `http://a.example`");
    // The anchor would be the next error.
    says(
        "[x](/communities/rte/retex/2026-01-02-our-first-test.md#no)",
        "broken-link",
        "did you mean",
    );
}

#[test]
fn blanks_around_an_address_are_none_of_it_and_what_nobody_sees_is_named() {
    is_right(
        "<a href=\" https://a.example/x \">e</a> <a href=\"https://a.ex\nample/\">f</a>",
    );
    let found = found("[un lien](\u{200b}https://a.example/x)");
    let codes: Vec<_> = found.iter().map(|it| it.code).collect();
    assert_eq!(codes, ["invisible-character", "unsafe-address"]);
    assert!(found.iter().all(|it| it.message.contains("U+200B")), "{found:?}");
    assert!(found.iter().all(|it| it.fix.is_some()), "{found:?}");
}

#[test]
fn a_wrong_definition_is_said_once_where_it_is() {
    let text = "Hello [Tim], [Tim] and [me][mail].\n\n[Tim]: [https://a.example/](https://a.example/)\n[mail]: me@a.example";
    let found = found(text);
    assert_eq!(found.len(), 2, "{found:?}");
    let (tim, me) = (&found[0], &found[1]);
    assert_eq!((tim.code, tim.labels.len()), ("bad-url", 2));
    assert_eq!(
        tim.span.as_ref().unwrap().text(),
        "[https://a.example/](https://a.example/)"
    );
    assert_eq!((me.code, me.labels.len()), ("broken-link", 1));
    assert_eq!(me.labels[0].span.text(), "[me][mail]");
    assert_eq!(me.span.as_ref().unwrap().text(), "me@a.example");
}

#[test]
fn only_what_can_be_right_is_proposed() {
    let from_root = "begins with `/` at the portal's folder";
    says("[charter](charter.md)", "broken-link", from_root);
    says("[x](/wg-x/README.md)", "broken-link", from_root);
    says(
        "[x](/evenements/summit-2018-speakers)",
        "broken-link",
        "did you mean `/evenements/summit-2018/`?",
    );
    says("[x](/evenements/summit-2018/speakers)", "broken-link", "link to a file");
    mends("[guide](guide.md)", "broken-link", "[guide](/pages/guide.md)");
}

#[test]
fn a_link_to_the_portals_own_address_is_one_of_its_paths() {
    mends(
        "[x](https://p.example/guide/#goals)",
        "link-spelling",
        "[x](/pages/guide.md#goals)",
    );
    mends("[x](https://P.example/guide/)", "link-spelling", "[x](/pages/guide.md)");
    mends("[x](https://p.example/retex/)", "link-spelling", "[x](/retex/)");
    says("[x](https://p.example/nope/)", "broken-link", "link to a file");
    is_right("[x](https://p.example.org/nope/) [y](https://other.example/p.example/)");
}

#[test]
fn two_events_of_one_address_are_one_finding_with_its_place() {
    let found = portal(
        "=== events/a.md\n---\ntitle: A\nstart: 2026-12-01\n---\n=== events/b.md\n---\ntitle: B\nstart: 2026-12-01\nslug: a\n---\n",
    );
    let found = &found.diagnostics;
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].span.is_some() && found[0].labels.len() == 1, "{found:?}");
}

/// Each of tens of thousands of broken anchors is said, and few are compared with all headings.
#[test]
fn no_number_of_broken_anchors_keeps_a_check_busy() {
    let headings: Vec<String> = (0..5_000).map(|it| format!("## h{it}\n\n")).collect();
    let links: Vec<String> = (0..10_000).map(|it| format!("[x](#g{it})\n")).collect();
    let start = Instant::now();
    let found = found(&[headings.concat(), links.concat()].concat());
    assert!(found.len() >= 10_000, "{}", found.len());
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}
