//! No text of an author is more than a text, in any form of a letter.

use html5ever::{parse_document, tendril::TendrilSink};
use mailparse::MailHeaderMap;
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use parvis::render::digest::Form;
use pulldown_cmark::{Event, Options, Parser};

use super::{mail, september, sound, written};
use crate::diagnostics::portal;

/// What people and attackers write into titles.
fn texts() -> Vec<String> {
    let mut all: Vec<String> = [
        "a;b, c",
        "a\r\nBcc: evil@x.example",
        "a\nb\rc",
        "\r\n\r\n<h1>x</h1>",
        "</script><script>alert(1)</script>",
        "]]>",
        "--></style><style>*{display:none}",
        "=1+1",
        "=?utf-8?B?QmNjOg==?=",
        "--=_boundary--",
        ".",
        "From me",
        "\" onclick=\"x\" style=\"x",
        "' x='",
        "&lt;b&gt; &amp;",
        "[a](javascript:alert(1)) ![x](https://x.example/p.png) <b>x</b>",
        "# a\n- b\n1. c\n> d",
        "```\na",
        "a\u{2028}b\u{2029}c\u{85}d",
        "{{ t.menu }} {% raw %}",
        "https://x.example/?a=b",
    ]
    .map(str::to_owned)
    .into();
    // 500 bytes, and one word.
    all.push("🎉".repeat(125));
    all
}

/// A portal whose texts are all this one.
fn portal_of(text: &str) -> String {
    let text = serde_json::to_string(text).unwrap();
    // What ends a line in YAML, and not in JSON.
    let text = ["2028", "2029", "0085"].iter().fold(text, |text, it| {
        let letter = char::from_u32(u32::from_str_radix(it, 16).unwrap()).unwrap();
        text.replace(letter, &format!("\\u{it}"))
    });
    format!(
        "\
=== portal.yaml
title: {text}
url: https://p.example/
letters: [{{date: 2026-09-30, since: 2026-08-01, intro: {text}}}]
=== people/ana.md
---
name: {text}
---
=== communities/rte/index.md
---
title: {text}
short_title: {text}
---
=== communities/rte/retex/2026-09-10-a.md
---
title: {text}
authors: [ana]
summary: {text}
---
=== communities/rte/talks/t.md
---
title: {text}
speakers: [{{name: {text}}}]
summary: {text}
deliveries: [{{conference: {text}, date: 2026-09-03, city: {text}}}]
---
=== events/f.md
---
title: {text}
start: 2026-10-08
place: {{name: {text}}}
---
"
    )
}

/// Elements and attributes of a tree, with the values that are no texts.
fn skeleton(node: &Handle, out: &mut Vec<String>) {
    match &node.data {
        NodeData::Element { name, attrs, .. } => {
            out.push(format!("<{}", name.local));
            for it in attrs.borrow().iter() {
                out.push(format!(" {}={}", it.name.local, it.value));
            }
        }
        NodeData::Comment { contents } => out.push(format!("<!--{contents}-->")),
        NodeData::Text { contents } if node_is_style(node) => {
            out.push(contents.borrow().to_string());
        }
        _ => {}
    }
    for child in node.children.borrow().iter() {
        skeleton(child, out);
    }
    out.push("/".to_owned());
}

fn node_is_style(node: &Handle) -> bool {
    let parent = node.parent.take();
    let above = parent.as_ref().and_then(std::rc::Weak::upgrade);
    node.parent.set(parent);
    above.is_some_and(|it| match &it.data {
        NodeData::Element { name, .. } => &*name.local == "style",
        _ => false,
    })
}

fn tree(html: &str) -> Vec<String> {
    let dom = parse_document(RcDom::default(), html5ever::ParseOpts::default()).one(html);
    let mut out = Vec::new();
    skeleton(&dom.document, &mut out);
    out
}

/// What a reader of Markdown makes of a text, without the words.
fn events(markdown: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for event in Parser::new_ext(markdown, Options::ENABLE_GFM | Options::ENABLE_TABLES) {
        let is_text = matches!(event, Event::Text(_));
        if !is_text {
            all.push(format!("{event:?}"));
        }
    }
    all
}

#[test]
fn no_text_changes_what_a_letter_consists_of() {
    let plain = sound(&portal_of("Plain"));
    let ask = september();
    let (html, markdown) =
        (written(&plain, &ask, &Form::Html), written(&plain, &ask, &Form::Markdown));
    let text = written(&plain, &ask, &Form::Text);
    assert_eq!(html.matches("<h3").count(), 3, "{html}");
    assert!(html.matches("Plain").count() >= 14, "{html}");
    for hostile in texts() {
        // What is refused as a title is shown all the same, in a preview.
        let snapshot = portal(&portal_of(&hostile));
        let own = written(&snapshot, &ask, &Form::Html);
        assert_eq!(tree(&own), tree(&html), "{hostile:?} in {own}");
        let own = written(&snapshot, &ask, &Form::Markdown);
        assert_eq!(events(&own), events(&markdown), "{hostile:?} in {own}");
        let own = written(&snapshot, &ask, &Form::Text);
        let marks = |it: &str| it.lines().filter(|it| it.starts_with("* ")).count();
        assert_eq!(marks(&own), marks(&text), "{hostile:?} in {own}");
        assert!(!own.contains(|it: char| it.is_control() && it != '\n'), "{own:?}");
    }
}

#[test]
fn no_text_adds_a_header_or_a_part_to_a_message() {
    for hostile in texts() {
        let snapshot = portal(&portal_of(&hostile));
        let bytes = written(&snapshot, &september(), &mail());
        for line in bytes.split("\r\n") {
            assert!(line.len() <= 78 && !line.contains(['\r', '\n']), "{line:?}");
        }
        assert!(bytes.is_ascii(), "{hostile:?}");
        let read = mailparse::parse_mail(bytes.as_bytes()).unwrap();
        let names: Vec<String> =
            read.headers.iter().map(mailparse::MailHeader::get_key).collect();
        assert_eq!(
            names,
            [
                "Date",
                "Message-ID",
                "Subject",
                "Content-Language",
                "X-Unsent",
                "MIME-Version",
                "Content-Type"
            ],
            "{hostile:?}"
        );
        assert_eq!(read.subparts.len(), 2, "{hostile:?}");
        let subject = read.headers.get_first_value("Subject").unwrap();
        assert!(subject.ends_with(" – Lettre du 30 septembre 2026"), "{subject}");
    }
}
