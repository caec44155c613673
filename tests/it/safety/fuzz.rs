//! Pieces of attacks put together at random: what nobody thought of.

use html5ever::tendril::TendrilSink;
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use parvis::{
    content::markdown::RawHtml,
    sink::{Html, Xml},
    source::decode,
};
use proptest::prelude::*;
use quick_xml::events::Event;
use url::Url;

use super::{
    bodies::{filled, page},
    dom::faults,
    payloads::{PLACES, payloads},
};
use crate::fuzz::{bounded, run};

/// What attacks and places are made of: cut where a syntax begins or ends.
fn pieces() -> Vec<String> {
    let mut all = Vec::new();
    for text in payloads().iter().map(String::as_str).chain(PLACES.iter().copied()) {
        let mut piece = String::new();
        for letter in text.chars() {
            let cuts = "<>\"'`=/:&;()[]{}!|#*_$^~ \n\t".contains(letter);
            if cuts && !piece.is_empty() {
                all.push(std::mem::take(&mut piece));
            }
            piece.push(letter);
        }
        all.push(piece);
    }
    // A file with control characters is refused as a whole.
    all.retain(|it| !it.contains(|it: char| it.is_control() && it != '\n' && it != '\t'));
    all.sort();
    all.dedup();
    all
}

fn texts(pieces: &[String], most: usize) -> impl Strategy<Value = String> + use<> {
    prop::collection::vec(prop::sample::select(pieces.to_vec()), 1..most)
        .prop_map(|it| it.concat())
}

#[test]
fn no_mixture_of_attacks_gets_through() {
    let base = Url::parse("https://p.example/a/").unwrap();
    let pieces = pieces();
    assert!(pieces.len() > 500);
    // Tables that are made once, for all inputs.
    filled("```rust\nfn a() {}\n```\n\n$x$ <b>", RawHtml::Sanitize);
    run(&texts(&pieces, 40), |text| {
        let Some(text) = decode(&"a.md".into(), text.as_bytes()).value else {
            return Ok(());
        };
        for mode in [RawHtml::Sanitize, RawHtml::Text] {
            let html = bounded(text.len(), || page(&filled(&text, mode)))?;
            prop_assert!(html.len() < 4096 + 100 * text.len(), "{} bytes", html.len());
            let found = faults(&html, &base);
            prop_assert!(found.is_empty(), "{:?} {:?}: {}", mode, found, html);
        }
        Ok(())
    });
}

/// What was made safe once is safe as it is: reading it as raw HTML changes nothing.
#[test]
fn cleaning_twice_is_cleaning_once() {
    let clean = |html: &str| filled(html, RawHtml::Sanitize).to_string();
    // On one line and in a block, so that Markdown reads nothing of it.
    let around =
        |text: &str| format!("<div>{}</div>", text.replace(['\n', '\r', '\t'], " "));
    run(&texts(&pieces(), 24), |text| {
        let once = clean(&around(&text));
        // Addresses of links are filled by the portal, which adds what an author may not write.
        prop_assume!(!once.contains("<a ") && !once.contains("<img"));
        let twice = clean(once.trim_end());
        prop_assert_eq!(once.trim_end(), twice.trim_end());
        Ok(())
    });
}

/// The text of an element and the value of its attribute, as a browser reads them.
fn read(html: &str) -> (String, String) {
    let dom = html5ever::parse_document(RcDom::default(), html5ever::ParseOpts::default())
        .one(html);
    let mut out = (String::new(), String::new());
    walk(&dom.document, false, &mut out);
    out
}

fn walk(node: &Handle, inside: bool, out: &mut (String, String)) {
    let mut inside = inside;
    match &node.data {
        NodeData::Text { contents } if inside => out.0.push_str(&contents.borrow()),
        NodeData::Element { name, attrs, .. } if &*name.local == "b" => {
            inside = true;
            out.1 = attrs.borrow().iter().map(|it| it.value.to_string()).collect();
        }
        _ => {}
    }
    for child in node.children.borrow().iter() {
        walk(child, inside, out);
    }
}

/// The text of a document without elements but its root, as a reader of XML sees it.
fn read_xml(xml: &str) -> Result<String, TestCaseError> {
    let fail = |error: quick_xml::Error| TestCaseError::fail(error.to_string());
    let mut reader = quick_xml::Reader::from_str(xml);
    let mut out = String::new();
    let mut inside = false;
    loop {
        match reader.read_event().map_err(fail)? {
            Event::Eof => return Ok(out),
            Event::Start(_) => inside = true,
            Event::Text(it) if inside => out.push_str(&it),
            Event::GeneralRef(it) => out.push(match &*it {
                "lt" => '<',
                "gt" => '>',
                "amp" => '&',
                "quot" => '"',
                "apos" => '\'',
                _ => it.resolve_char_ref().map_err(fail)?.unwrap_or('?'),
            }),
            _ => {}
        }
    }
}

#[test]
fn what_is_escaped_reads_as_what_it_was() {
    let any = "\\PC{0,60}".prop_map(|it: String| it);
    run(&prop_oneof![texts(&pieces(), 12), any], |text| {
        let mut html = Html::new();
        html.push("<!doctype html><b");
        html.attribute("title", &text);
        html.push(">");
        html.text(&text);
        html.push("</b>");
        let (inner, value) = read(html.as_str());
        prop_assert_eq!(&inner, &text);
        prop_assert_eq!(&value, &text);
        let mut xml = Xml::document();
        xml.element("b", &text);
        let xml = xml.into_string();
        let legal = |it: &char| matches!(it, '\t' | '\n' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
        let legal: String = text.chars().filter(legal).collect();
        let read = read_xml(&xml)?;
        prop_assert_eq!(read.trim_end(), legal.trim_end());
        Ok(())
    });
}
