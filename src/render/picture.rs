//! Which forms of a picture a page offers to a browser; and who shows a picture.

use std::sync::Arc;

use super::words::Words;
use crate::{
    config::Texts,
    content::{
        markdown::{LinkKind, urls},
        record::Record,
    },
    diag::{Diagnostic, Label, Span},
    picture::{Form, Store, forms, offers_whole},
    portal::{Target, Variant},
    sink::{Href, Html, Srcset},
    snapshot::Site,
};

/// The width of the picture that is loaded by who cannot choose, in pixels.
const USUAL: u32 = 800;

/// What a page says of a picture.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Offer {
    /// For who cannot choose.
    pub(super) url: Href,
    /// The picture in its own format; empty when there is one form only.
    pub(super) own: Srcset,
    /// The picture as WebP; empty for what is none.
    pub(super) webp: Srcset,
    /// In pixels; 0 when it is not known.
    pub(super) width: usize,
    /// In pixels; 0 when it is not known.
    pub(super) height: usize,
}

impl Offer {
    /// Without a choice.
    pub(super) fn alone(self) -> Self {
        Self { own: Srcset::default(), webp: Srcset::default(), ..self }
    }
}

/// Writes what stands before a picture: another format that a browser may choose.
pub(super) fn before(out: &mut Html, offer: Option<&Offer>, sizes: &str) {
    let Some(offer) = offer.filter(|it| !it.webp.is_empty()) else { return };
    out.push("<picture><source type=\"image/webp\"");
    out.srcset(&offer.webp);
    out.attribute("sizes", sizes);
    out.push(">");
}

/// Writes the attributes of a picture that depend on its file.
pub(super) fn attributes(out: &mut Html, offer: Option<&Offer>, sizes: &str) {
    let Some(offer) = offer else { return };
    out.address("src", &offer.url);
    if !offer.own.is_empty() {
        out.srcset(&offer.own);
        out.attribute("sizes", sizes);
    }
    if offer.width > 0 {
        out.push(" width=\"");
        out.number(offer.width);
        out.push("\" height=\"");
        out.number(offer.height);
        out.push("\"");
    }
}

/// Writes when a browser loads a picture: before anything else, or when a reader comes near it.
pub(super) fn loading(out: &mut Html, is_first: bool) {
    out.push(if is_first { " fetchpriority=\"high\"" } else { " loading=\"lazy\"" });
}

/// Writes what stands behind a picture that has something before it.
pub(super) fn behind(out: &mut Html, offer: Option<&Offer>) {
    if offer.is_some_and(|it| !it.webp.is_empty()) {
        out.push("</picture>");
    }
}

/// Who made a picture, and what may be done with it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Credit {
    /// Who made it.
    pub(super) name: String,
    /// Where it comes from.
    pub(super) source: Href,
    /// What may be done with it.
    pub(super) license: String,
    /// The words of the license.
    pub(super) license_url: Href,
}

impl Credit {
    /// What front matter or the file beside a picture says, in the page's language.
    pub(super) fn of(record: &Record, words: &Words<'_>) -> Self {
        let text = |field| words.setting(record, field).unwrap_or_default();
        let address = |field| record.text(field).map(Href::outside).unwrap_or_default();
        let (name, license) = (text("credit"), text("license"));
        let (source, license_url) = (address("source"), address("license_url"));
        Self { name, source, license, license_url }
    }

    /// Writes it behind a picture or its caption.
    pub(super) fn write(&self, t: &Texts, out: &mut Html) {
        out.push(" <small class=\"credit\">");
        out.text(t.get("cover-credit"));
        out.push(" ");
        linked(&self.name, &self.source, " rel=\"noopener noreferrer\"", out);
        if !self.license.is_empty() {
            out.push(", ");
            linked(
                &self.license,
                &self.license_url,
                " rel=\"license noopener noreferrer\"",
                out,
            );
        }
        out.push("</small>");
    }
}

fn linked(text: &str, address: &Href, rel: &'static str, out: &mut Html) {
    if address.is_empty() {
        return out.text(text);
    }
    out.push("<a");
    out.address("href", address);
    out.push(rel);
    out.push(">");
    out.text(text);
    out.push("</a>");
}

/// What is published of a file, with what all addresses begin with; nothing for what is not.
pub(super) fn offer(site: &Site, path: &str, origin: &str) -> Option<Offer> {
    let info = site.files.get(path)?;
    let address = site.routes.file(path)?;
    let size = info.dimensions;
    let (width, height) = size.unwrap_or((0, 0));
    let url = |form: Form| {
        let path = urls::encode_path(&form.address(address));
        Href::own(&site.settings.base, &path).absolute(origin)
    };
    let whole = url(Form::Clean);
    let plain = Offer { url: whole.clone(), width, height, ..Offer::default() };
    let Some(raster) = info.raster else { return Some(plain) };
    let widths = site.routes.widths(path);
    if widths.is_empty() {
        return Some(plain);
    }
    let made = forms(widths, &raster, info);
    let (mut own, mut webp, mut usual) = (Srcset::default(), Srcset::default(), None);
    // The first that is wide enough; else the last.
    let mut choose = |url: &Href, width: u32| {
        if usual.as_ref().is_none_or(|it: &(Href, u32)| it.1 < USUAL) {
            usual = Some((url.clone(), width));
        }
    };
    for form in &made {
        match *form {
            Form::Own(width) | Form::Jpeg(width) => {
                own.add(&url(*form), width);
                choose(&url(*form), width);
            }
            Form::Webp(width) => webp.add(&url(*form), width),
            Form::Clean => {}
        }
    }
    let is_last = |it: &&u32| **it as usize == width && offers_whole(&made, widths, width);
    if let Some(width) = widths.last().filter(is_last) {
        own.add(&whole, *width);
        choose(&whole, *width);
    }
    Some(Offer { url: usual.map_or(whole, |it| it.0), own, webp, ..plain })
}

/// A picture of a site in some forms.
///
/// # Errors
/// What is wrong with its file, and who shows it.
pub fn make(
    site: &Site,
    store: &Store,
    path: &Arc<str>,
    forms: &[Form],
) -> Result<Vec<Vec<u8>>, Box<Diagnostic>> {
    let info = site.files.get(path).cloned().unwrap_or_default();
    store.get(path, &info, forms).map_err(|mut it| {
        let label = |span| Label { span, message: "shown here".to_owned() };
        it.labels.extend(uses(site, path).map(label));
        it
    })
}

/// Where texts show a file.
fn uses<'a>(site: &'a Site, path: &'a str) -> impl Iterator<Item = Span> + 'a {
    let variants = site.portal.ids().flat_map(|it| &site.portal.entry(it).variants);
    variants.flat_map(move |it| shown_by(it, path))
}

fn shown_by<'a>(variant: &'a Variant, path: &'a str) -> impl Iterator<Item = Span> + 'a {
    let document = &variant.document;
    let is_it =
        move |other: &str| other == path || path.strip_prefix("static/") == Some(other);
    let named = document.facts.files.iter();
    let named = named.filter(move |it| it.path.as_deref().is_some_and(is_it));
    let links = document.outline().links.iter().zip(variant.targets.iter());
    let links = links.filter(move |(link, target)| {
        link.kind == LinkKind::Image
            && match target {
                Target::Beside(other, _) => &**other == path,
                Target::Static(other, _) => path.strip_prefix("static/") == Some(other),
                _ => false,
            }
    });
    let span = move |range| Span::new(&document.source, range);
    named.map(|it| it.span.clone()).chain(links.map(move |it| span(it.0.range.clone())))
}
