//! Every attack in every place of a body, each alone, so that none can hide another.

use std::sync::Arc;

use parvis::{
    content::markdown::{self, Hole, RawHtml, outline},
    diag::Source,
    sink::{Href, Html},
};
use url::Url;

use super::{
    dom::faults,
    payloads::{PLACES, payloads, placed},
};

/// The HTML of a text, with addresses in its holes as a portal would fill them.
pub(super) fn filled(text: &str, mode: RawHtml) -> Html {
    let source = Arc::new(Source::new("a.md", text));
    let whole = 0..text.len();
    let links = outline(&source, &whole).value.links;
    let body = markdown::body(&source, &whole, mode, &|_, _| None);
    let mut out = Html::new();
    let mut holes = body.holes.iter();
    for segment in &body.segments {
        out.append(segment);
        match holes.next() {
            Some(Hole::Link(at)) => {
                let target = links.get(*at).map_or("", |it| &*it.target);
                let outside = Href::outside(target);
                let own = Href::own("", "/in/").with_anchor(target);
                out.address("href", if outside.is_empty() { &own } else { &outside });
            }
            Some(Hole::Image(_)) => out.address("src", &Href::own("", "/a.png")),
            Some(Hole::Text(key)) => out.text(key),
            _ => {}
        }
    }
    out
}

fn page(body: &Html) -> String {
    format!("<!doctype html><html lang=\"fr\"><head><meta charset=\"utf-8\"><title>t</title></head><body><main><h1>t</h1><div class=\"prose\">{body}</div></main></body></html>")
}

#[test]
fn no_attack_in_any_place_of_a_body_gets_through() {
    let base = Url::parse("https://p.example/a/").unwrap();
    let payloads = payloads();
    let mut bad = Vec::new();
    for mode in [RawHtml::Sanitize, RawHtml::Text] {
        for place in PLACES {
            for payload in &payloads {
                let text = placed(place, payload);
                let html = page(&filled(&text, mode));
                let found = faults(&html, &base);
                if !found.is_empty() {
                    bad.push(format!("{place:?} with {payload:?} ({mode:?}): {found:?}\n{html}"));
                }
            }
        }
    }
    assert!(bad.is_empty(), "{} of them:\n{}", bad.len(), bad.iter().take(30).map(|it| format!("{it}\n\n")).collect::<String>());
}
