//! Links and images: where their addresses stand, and what is wrong with them.

use std::{collections::BTreeMap, ops::Range};

use pulldown_cmark::{LinkType, Parser};

use super::{
    super::{
        Link, LinkKind,
        lint::is_known_secure,
        reading::{Reading, options},
        urls::{self, Address, PROGRAMS, classify},
    },
    Pass,
};
use crate::{
    content::web::{self, is_local},
    diag::{Diagnostic, Fix, Label, Span, nearest},
    yaml::shorten,
};

/// Where the addresses of names stand in the file, by the folded name.
pub(super) type Definitions = BTreeMap<String, Range<usize>>;

/// The name by which a link has its address, if it has one.
pub(super) fn by_name(link: LinkType, name: &str) -> Option<&str> {
    let by_name =
        matches!(link, LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut);
    by_name.then_some(name)
}

fn fold(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

impl Pass<'_> {
    pub(super) fn link(
        &mut self,
        target: &str,
        kind: LinkKind,
        at: &Range<usize>,
        name: Option<&str>,
    ) {
        let target = &*urls::bare(target);
        let defined = name.and_then(|it| self.defined(it, target));
        let by_name = defined.is_some().then(|| at.clone());
        let span = match defined {
            Some(range) => self.span(range),
            None => self.destination(at, target),
        };
        let before = self.found.len();
        self.address(target, kind, &span);
        if let (Some(at), Some(link)) = (by_name, self.out.links.last_mut()) {
            link.by_name = Some(at.clone());
            let place = Span::new(self.source, at);
            for it in self.found.iter_mut().skip(before) {
                it.labels.push(used(&place));
            }
        }
    }

    /// Notes an address, and says what is wrong with it as far as its own letters tell.
    pub(super) fn address(&mut self, target: &str, kind: LinkKind, span: &Span) {
        match (classify(target), kind) {
            (Address::Unsafe, _) => self.found.push(unsafe_address(target, kind, span)),
            (Address::Web { .. }, LinkKind::Image) => self.found.push(
                Diagnostic::error("foreign-image", "the image is loaded from another site")
                    .at(span.clone())
                    .help("pages load nothing from elsewhere: put the image beside the text, or link to it"),
            ),
            (Address::Web { insecure }, LinkKind::Link) => {
                let fault = wrong(target, span).or_else(|| local(target, span));
                let fault = fault.or_else(|| without_scheme(target, span));
                self.found.extend(fault.or_else(|| insecure.then(|| not_encrypted(span, target))));
            }
            (Address::Contact, LinkKind::Link) => self.found.extend(wrong(target, span)),
            _ => {}
        }
        let (target, range) = (target.into(), span.range());
        self.out.links.push(Link { target, kind, range, by_name: None });
    }

    /// Where the address of a name stands. Pulldown-cmark keeps definitions to itself, so that a
    /// text that uses some is read again.
    fn defined(&mut self, name: &str, target: &str) -> Option<Range<usize>> {
        let Self { source, body, definitions, .. } = self;
        let all = definitions.get_or_insert_with(|| {
            let text = source.text().get(body.clone()).unwrap_or("");
            let reading = Reading::new(text);
            let parser = Parser::new_ext(reading.for_places(), options());
            let all = parser.reference_definitions().iter().filter_map(|(name, it)| {
                let whole = text.get(it.span.clone())?;
                let label = whole.find("]:")? + 2;
                let to = reading.letters(&it.dest);
                let behind = whole.get(label..)?.find(&*to)?;
                let start = body.start + it.span.start + label + behind;
                Some((fold(&reading.letters(name)), start..start + to.len()))
            });
            all.collect()
        });
        let range = all.get(&fold(name))?;
        let is_there = source.text().get(range.clone()) == Some(target);
        (is_there && !target.is_empty()).then(|| range.clone())
    }

    /// Where the destination stands; the whole link when it stands elsewhere (`[a][b]`).
    fn destination(&self, at: &Range<usize>, target: &str) -> Span {
        let whole = self.span(at.clone());
        if let Some(start) = usual(whole.text(), target) {
            return self.span(at.start + start..at.start + start + target.len());
        }
        let behind = whole.text().rfind("](").map_or(at.start, |it| at.start + it + 2);
        let rest = self.span(behind..at.end);
        if rest.text().contains(target) { rest.find(target) } else { whole.find(target) }
    }
}

/// A link that has its address by a name.
pub(crate) fn used(place: &Span) -> Label {
    Label { span: place.clone(), message: "used here".to_owned() }
}

/// What makes an address one that pages cannot have.
fn unsafe_address(target: &str, kind: LinkKind, span: &Span) -> Diagnostic {
    let what = match kind {
        LinkKind::Image => "an image",
        LinkKind::Link => "a link",
    };
    // A word processor made the quotes around it.
    let bare = target.trim_matches(['“', '”', '„', '‘', '’', '«', '»', ' ', '\u{a0}']);
    if bare.len() < target.len() && matches!(classify(bare), Address::Web { .. }) {
        let message = format!("`{}` is no address", shorten(target));
        return Diagnostic::error("bad-url", message)
            .at(span.clone())
            .note("quotes of a word processor stand around it")
            .help(format!("write `{bare}`"));
    }
    // A whole link stands where its address should.
    if target.starts_with('[')
        && let Some(meant) = web::meant(target)
    {
        let message = format!("`{}` is not an address", shorten(target));
        let is_sure = meant.sure && span.text() == target && kind == LinkKind::Link;
        let fix = is_sure.then(|| Fix::default().and(span.clone(), meant.right.as_str()));
        return Diagnostic::error("bad-url", message)
            .at(span.clone())
            .help(format!("write `{}`", meant.right))
            .fix_if(fix);
    }
    if let Some((at, sign)) = urls::hidden_in_scheme(target) {
        let right: String = target.chars().filter(|it| *it != sign).collect();
        let is_sound = classify(&right) != Address::Unsafe;
        let point = u32::from(sign);
        let message =
            format!("the invisible character U+{point:04X} stands in the address");
        let is_plain = span.text() == target;
        let start = span.range().start + at;
        let place = Span::new(span.source(), start..start + sign.len_utf8());
        let place = if is_plain { place } else { span.clone() };
        let error = Diagnostic::error("unsafe-address", message).at(place.clone());
        if is_sound {
            let once = target.chars().filter(|it| *it == sign).count() == 1;
            let is_quiet =
                once && right.starts_with("https://") && wrong(&right, span).is_none();
            let fix = (is_plain && is_quiet && !is_local(&right))
                .then(|| Fix::default().and(place, ""));
            return error.help(format!("write `{right}`, without it")).fix_if(fix);
        }
    }
    if is_of_a_disk(target) {
        let message = format!("`{}` is a place on a disk, not on the web", shorten(target));
        let help = "put the file beside the text, and write its name alone";
        return Diagnostic::error("unsafe-address", message).at(span.clone()).help(help);
    }
    if kind == LinkKind::Link
        && let Some(scheme) = urls::unknown_scheme(target)
    {
        let message = format!("a link cannot begin with `{scheme}:`");
        let help = if scheme.eq_ignore_ascii_case("localhost") {
            "link to where readers find it: only your own machine has this".to_owned()
        } else if scheme.contains('.') {
            format!("write `https://{target}`")
        } else if let (Some(near), Some(rest)) =
            (nearest(scheme, ["https", "http"]), target.get(scheme.len()..))
            && rest.starts_with("://")
        {
            format!("write `{near}{rest}`")
        } else {
            format!(
                "links begin with `https:` or {}, or name a file of the portal",
                schemes()
            )
        };
        return Diagnostic::error("unknown-scheme", message).at(span.clone()).help(help);
    }
    let message = format!("{what} cannot have the address `{}`", shorten(target));
    Diagnostic::error("unsafe-address", message).at(span.clone()).help(match kind {
        LinkKind::Image => "put the image beside the text, or into `static/img/`",
        LinkKind::Link => {
            "links begin with `https:`, `mailto:` or `tel:`, or name a file of the portal"
        }
    })
}

/// Whether an address is that of a file of a disk: `C:\x`, `file:///x`, `\\host\x`, of which
/// Markdown takes one backslash away.
fn is_of_a_disk(target: &str) -> bool {
    let is_drive = |it: (&str, &str)| {
        it.0.len() == 1
            && it.0.bytes().all(|it| it.is_ascii_alphabetic())
            && it.1.starts_with(['\\', '/'])
    };
    target.split_once(':').is_some_and(is_drive)
        || target.get(..5).is_some_and(|it| it.eq_ignore_ascii_case("file:"))
        || target.starts_with('\\')
}

fn schemes() -> String {
    let all: Vec<String> = PROGRAMS.iter().map(|it| format!("`{it}:`")).collect();
    all.join(", ")
}

/// An address that can lead nowhere.
fn wrong(target: &str, place: &Span) -> Option<Diagnostic> {
    let fault = web::fault(target)?;
    let message = format!("`{}` is not an address: {}", shorten(target), fault.what);
    let is_plain = place.text() == target;
    let fix = fault.right.filter(|_| is_plain);
    Some(
        Diagnostic::error("bad-url", message)
            .at(place.clone())
            .help(fault.help)
            .fix_if(fix.map(|it| Fix::default().and(place.clone(), it))),
    )
}

/// An address that leads every reader to a machine of their own.
fn local(target: &str, place: &Span) -> Option<Diagnostic> {
    is_local(target).then(|| {
        let message = format!("only your own machine has `{}`", shorten(target));
        Diagnostic::warning("local-address", message).at(place.clone()).help(
            "link to where readers find it; or show it as code, between backticks, where each of them has one",
        )
    })
}

/// `//host/`: an address that has the scheme of the page it stands on.
fn without_scheme(target: &str, place: &Span) -> Option<Diagnostic> {
    let rest = target.strip_prefix("//")?;
    let start = place.range().start;
    let fix = Fix::default().and(Span::new(place.source(), start..start), "https:");
    let is_sure = place.text() == target;
    Some(
        Diagnostic::warning("insecure-link", "the link has no scheme")
            .at(place.clone())
            .note("encrypted only where its page is")
            .help(format!("write `https://{rest}`"))
            .fix_if(is_sure.then_some(fix)),
    )
}

/// A link without encryption; mended where its site is known to have it.
fn not_encrypted(place: &Span, target: &str) -> Diagnostic {
    let scheme = place.range().start..place.range().start + "http".len();
    let is_sure = place.text() == target && is_known_secure(target);
    let fix = Fix::default().and(Span::new(place.source(), scheme), "https");
    Diagnostic::warning("insecure-link", "the link is not encrypted")
        .at(place.clone())
        .help("write `https://`")
        .fix_if(is_sure.then_some(fix))
}

/// Where the destination of `[text](destination)` begins.
fn usual(link: &str, target: &str) -> Option<usize> {
    let before = link.strip_suffix(')')?.strip_suffix(target)?;
    let is_plain = !target.is_empty() && !target.contains(']');
    (is_plain && before.ends_with("](")).then_some(before.len())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::outline;
    use crate::diag::Source;

    #[test]
    fn a_destination_stands_behind_its_text() {
        let links = [
            ("[b](b)", 4..5),
            ("[a]()", 4..5),
            ("[a](<b c> \"t\")", 5..8),
            ("[a](b \"t\")", 4..5),
            ("![b](b)", 5..6),
            ("[[b](b)](b)", 5..6),
        ];
        for (text, range) in links {
            let source = Arc::new(Source::new("a.md", text));
            let outline = outline(&source, &(0..text.len()), None).value;
            let first = outline.links.first().map(|it| it.range.clone());
            assert_eq!(first, Some(range), "{text}");
        }
    }

    #[test]
    fn a_link_to_another_host_has_its_scheme() {
        for (text, mended) in [
            ("[a](//a.example/x)", Some("https:")),
            ("[a][b]\n\n[b]: //a.example", Some("https:")),
            ("<a href=\"//a.example/x\">a</a>", Some("https:")),
        ] {
            let source = Arc::new(Source::new("a.md", text));
            let found = outline(&source, &(0..text.len()), None).diagnostics;
            let codes: Vec<_> = found.iter().map(|it| it.code).collect();
            assert_eq!(codes, ["insecure-link"], "{text}");
            let fix = found.first().and_then(|it| it.fix.as_ref()?.edits.first());
            assert_eq!(fix.map(|it| it.text.as_str()), mended, "{text}");
        }
    }

    #[test]
    fn an_address_with_a_slip_is_told_as_it_is_written() {
        for (text, right) in [
            ("[a](htp://a.example)", "write `http://a.example`"),
            ("[a](hhttps://a.example)", "write `https://a.example`"),
            ("[a](“https://a.example/”)", "write `https://a.example/`"),
            ("<a href=“https://a.example/”>a</a>", "write `https://a.example/`"),
        ] {
            let source = Arc::new(Source::new("a.md", text));
            let found = outline(&source, &(0..text.len()), None).diagnostics;
            let helps: Vec<_> = found.iter().filter_map(|it| it.help.as_deref()).collect();
            assert_eq!(helps, [right], "{text}");
        }
    }
}
