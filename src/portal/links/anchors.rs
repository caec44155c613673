//! Anchors of links: `#a-heading` of the same page or of another.

use super::{Pass, Written};
use crate::{
    content::markdown::{Named, Outline},
    diag::{Diagnostic, Fix, Span, nearest},
};

/// How many anchors are listed.
const LISTED: usize = 8;

/// Of how many the nearest are listed first.
const SORTED: usize = 100;

impl Pass<'_, '_> {
    /// The anchor of a link as it is published, with its `#`; empty for none. One that is not
    /// there, or is spelled as other programs do, is said.
    pub(super) fn anchor(&mut self, link: &Written<'_>, outline: &Outline) -> String {
        let Some(anchor) = link.anchor else { return String::new() };
        if anchor.is_empty() {
            return "#".to_owned();
        }
        match outline.named(anchor) {
            Named::Itself => {}
            Named::Other(id) => {
                let place = place(&link.span(), anchor);
                let message = format!("`#{anchor}` is not the name of the anchor");
                let as_written = place.text().strip_prefix('#') == Some(anchor);
                let fix = Fix::default().and(place.clone(), format!("#{id}"));
                self.found.push(
                    Diagnostic::warning("link-spelling", message)
                        .at(place)
                        .help(format!("write `#{id}`"))
                        .fix_if(as_written.then_some(fix)),
                );
                return format!("#{id}");
            }
            Named::Nothing => self.found.push(broken(anchor, outline, &link.span())),
        }
        format!("#{anchor}")
    }
}

/// Where an anchor stands in its link: behind the path, which may have the same letters.
fn place(link: &Span, anchor: &str) -> Span {
    let (whole, start) = (link.text(), link.range().start);
    let wanted = format!("#{anchor}");
    match whole.rfind(&wanted) {
        Some(at) => {
            let start = start + at;
            Span::new(link.source(), start..start + wanted.len())
        }
        None => link.clone(),
    }
}

fn broken(anchor: &str, outline: &Outline, link: &Span) -> Diagnostic {
    let near = nearest(anchor, outline.all_anchors());
    let help = match near {
        Some(near) => format!("did you mean `#{near}`?"),
        None => list(anchor, outline.all_anchors()),
    };
    Diagnostic::error("broken-anchor", format!("there is no anchor `#{anchor}`"))
        .at(place(link, anchor))
        .help(help)
}

/// The anchors of a page, the likeliest first where they are few.
fn list<'a>(anchor: &str, known: impl Iterator<Item = &'a str>) -> String {
    let mut some: Vec<&str> = known.take(SORTED + 1).collect();
    if some.len() <= SORTED {
        some.sort_by_cached_key(|it| strsim::damerau_levenshtein(anchor, it));
    }
    let more = if some.len() > LISTED { " …" } else { "" };
    let some: Vec<String> = some.iter().take(LISTED).map(|it| format!("`#{it}`")).collect();
    if some.is_empty() {
        return "the page has no headings: remove the anchor".into();
    }
    format!("its anchors are {}{more}", some.join(", "))
}
