//! Every attack in every place of a body, each alone, so that none can hide another.

use std::sync::Arc;

use parvis::{
    content::markdown::{self, Hole, RawHtml, outline},
    diag::Source,
    sink::{Href, Html},
    source::decode,
    typography::Style,
};
use url::Url;

use super::{
    dom::faults,
    payloads::{PLACES, is_whole, payloads, placed},
};

/// The HTML of a text, with addresses in its holes as a portal would fill them.
pub(super) fn filled(text: &str, mode: RawHtml) -> Html {
    let source = Arc::new(Source::new("a.md", text));
    let whole = 0..text.len();
    let links = outline(&source, &whole, None).value.links;
    let body = markdown::body(&source, &whole, mode, Style::of("fr"), &|_, _| None);
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

pub(super) fn page(body: &Html) -> String {
    format!(
        "<!doctype html><html lang=\"fr\"><head><meta charset=\"utf-8\"><title>t</title></head><body><main><h1>t</h1><div class=\"prose\">{body}</div></main></body></html>"
    )
}

/// All that is wrong with one place under all attacks.
fn attacked(turn: usize, place: &str, payloads: &[String], base: &Url) -> Vec<String> {
    let mut bad = Vec::new();
    for (number, payload) in payloads.iter().enumerate() {
        // Every attack and every place is in each run; the gate takes all pairs.
        if !is_whole() && !(number + turn).is_multiple_of(5) {
            continue;
        }
        let text = placed(place, payload);
        // A file with control characters is refused as a whole.
        let Some(text) = decode(&"a.md".into(), text.as_bytes()).value else { continue };
        for mode in [RawHtml::Sanitize, RawHtml::Text] {
            // Only raw HTML is another thing in the other mode.
            if mode == RawHtml::Text && !text.contains('<') {
                continue;
            }
            let html = page(&filled(&text, mode));
            let found = faults(&html, base);
            if !found.is_empty() {
                bad.push(format!(
                    "{place:?} with {payload:?} ({mode:?}): {found:?}\n{html}\n\n"
                ));
            }
        }
    }
    bad
}

#[test]
fn no_attack_in_any_place_of_a_body_gets_through() {
    let base = Url::parse("https://p.example/a/").unwrap();
    let payloads = payloads();
    let half = |from: usize| -> Vec<String> {
        let places = PLACES.iter().enumerate().skip(from).step_by(2);
        places.flat_map(|(turn, it)| attacked(turn, it, &payloads, &base)).collect()
    };
    let mut bad = std::thread::scope(|scope| {
        let other = scope.spawn(|| half(1));
        let mut bad = half(0);
        bad.extend(other.join().unwrap());
        bad
    });
    let count = bad.len();
    bad.truncate(30);
    assert!(bad.is_empty(), "{count} of them:\n{}", bad.concat());
}
