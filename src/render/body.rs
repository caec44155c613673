//! Fills the holes of a body: addresses, sizes, texts.

use super::{
    media::{Media, Opened},
    page::Page,
    picture::{self, Offer},
};
use crate::{
    content::markdown::{Alone, Body, Hole, LinkKind, urls},
    diag::Span,
    portal::{Id, Target, Variant},
    sink::{Href, Html},
};

/// The HTML of a text, for its page; `opened` is what the page's policy opens for it, and `cover`
/// is the picture above it.
pub(super) fn html(
    page: &Page<'_>,
    variant: &Variant,
    opened: &mut Opened,
    cover: Option<&Href>,
) -> Html {
    let filling = Filling { page, origin: "", own: &Href::default() };
    // A cover that the text shows itself stands there only.
    let is_covered = cover.is_some_and(|it| !filling.shows(variant, it));
    filling.html(variant, &filling.body(variant), Some(opened), !is_covered)
}

/// The HTML of a text of front matter that is read as the body is, for its page.
pub(super) fn minutes(
    page: &Page<'_>,
    variant: &Variant,
    value: &Span,
    opened: &mut Opened,
) -> Html {
    let settings = &page.site.settings;
    let (raw_html, style) = (settings.raw_html, settings.style(&variant.lang));
    let body = variant.document.minutes(value, raw_html, style, &page.site.colored);
    let filling = Filling { page, origin: "", own: &Href::default() };
    body.map_or_else(Html::new, |it| filling.html(variant, &it, Some(opened), false))
}

/// The HTML of a text, for readers elsewhere: every address is absolute. `own` is the one of
/// the text's page.
pub(super) fn absolute(page: &Page<'_>, variant: &Variant, own: &Href) -> Html {
    let filling = Filling { page, origin: &page.site.settings.origin, own };
    filling.html(variant, &filling.body(variant), None, false)
}

/// Where a link of a text leads, for readers elsewhere: an absolute address; none for what leads
/// nowhere. `own` is the one of the text's page.
pub(super) fn address(page: &Page<'_>, target: &Target, own: &Href) -> Href {
    Filling { page, origin: &page.site.settings.origin, own }.href(target)
}

/// A picture of a text for readers elsewhere; nothing for one that is not of the portal.
pub(super) fn picture(page: &Page<'_>, target: &Target, own: &Href) -> Option<Href> {
    Filling { page, origin: &page.site.settings.origin, own }.offer(target).map(|it| it.url)
}

/// What the addresses of the portal begin with, and those within the page.
struct Filling<'a> {
    page: &'a Page<'a>,
    origin: &'a str,
    own: &'a Href,
}

impl Filling<'_> {
    /// Whether a text shows a picture.
    fn shows(&self, variant: &Variant, picture: &Href) -> bool {
        let links = variant.document.outline().links.iter().zip(variant.targets.iter());
        let mut images = links.filter(|it| it.0.kind == LinkKind::Image);
        images.any(|it| self.offer(it.1).is_some_and(|it| it.url == *picture))
    }

    /// The text below the front matter.
    fn body(&self, variant: &Variant) -> Body {
        let site = self.page.site;
        let style = site.settings.style(&variant.lang);
        variant.document.body(site.settings.raw_html, style, &site.colored)
    }

    /// Where nothing can be played, `opened` is nothing: a video is a link. `is_first` is whether
    /// the first picture of the text is the first one of its page.
    fn html(
        &self,
        variant: &Variant,
        body: &Body,
        mut opened: Option<&mut Opened>,
        mut is_first: bool,
    ) -> Html {
        let site = self.page.site;
        let length = body.segments.iter().map(|it| it.len() + 60).sum();
        let mut out = Html::with_capacity(length);
        let mut holes = body.holes.iter();
        let mut offer = None;
        let sizes = &site.theme.images.sizes;
        let mut marking = self.page.terms().marking();
        // What ends a part that is left out.
        let mut until = None;
        for segment in &body.segments {
            if until.is_none() && marking.is_idle() {
                self.segment(segment, &mut out);
            } else if until.is_none() {
                self.segment(&marking.mark(segment), &mut out);
            }
            let Some(hole) = holes.next() else { continue };
            if until.as_ref().is_some_and(|it| it != hole) {
                continue;
            }
            match hole {
                Hole::Text(key) => out.text(self.page.t.get(key)),
                Hole::Link(idx) => self.link(variant.targets.get(*idx), &mut out),
                Hole::Picture(idx) => {
                    offer = variant.targets.get(*idx).and_then(|it| self.offer(it));
                    picture::before(&mut out, offer.as_ref(), sizes);
                }
                Hole::Image(_) => {
                    picture::attributes(&mut out, offer.as_ref(), sizes);
                    // What is seen first is waited for; the rest is loaded when it is near.
                    picture::loading(&mut out, std::mem::take(&mut is_first));
                }
                Hole::Credit(idx) => {
                    if let Some(target) = variant.targets.get(*idx) {
                        self.credit(target, &mut out);
                    }
                }
                Hole::PictureEnd => picture::behind(&mut out, offer.take().as_ref()),
                Hole::Alone(idx) => {
                    let alone = body.alone.get(*idx).zip(opened.as_deref_mut());
                    let is_shown = alone.is_some_and(|(alone, opened)| {
                        self.alone(variant, alone, opened, &mut out)
                    });
                    until = is_shown.then_some(Hole::AloneEnd);
                }
                Hole::AloneEnd => until = None,
                Hole::Anchor(idx) => self.anchor(body.anchors.get(*idx), &mut out),
            }
        }
        out
    }

    /// A link that stands alone, if it is shown as more.
    fn alone(
        &self,
        variant: &Variant,
        alone: &Alone,
        opened: &mut Opened,
        out: &mut Html,
    ) -> bool {
        let Some(target) = variant.targets.get(alone.link) else { return false };
        let media = Media::of(self.page, variant, alone, target);
        media.is_some_and(|it| it.write(target, opened, out))
    }

    /// Anchors that the text itself has: those of its headings and footnotes. No text can look
    /// like one, because quotes in texts are escaped.
    fn segment(&self, html: &Html, out: &mut Html) {
        if self.own.is_empty() {
            return out.append(html);
        }
        out.append_with(html, " href=\"#", |out| {
            out.push(" href=\"");
            out.text(self.own.as_str());
            out.push("#");
        });
    }

    /// The link of a heading to itself; readers elsewhere have no address bar to take it from.
    fn anchor(&self, id: Option<&String>, out: &mut Html) {
        let Some(id) = id.filter(|_| self.own.is_empty()) else { return };
        out.push(" <a class=\"anchor\"");
        out.address("href", &Href::default().with_anchor(&format!("#{id}")));
        out.attribute("aria-label", self.page.t.get("heading-anchor"));
        out.push(">#</a>");
    }

    fn link(&self, target: Option<&Target>, out: &mut Html) {
        let Some(target) = target else { return };
        let url = self.href(target);
        if matches!(target, Target::Broken | Target::Held) || self.comes_later(target) {
            return;
        }
        out.address("href", &url);
        if matches!(target, Target::AsIs(_)) && url.is_elsewhere() {
            out.attribute("rel", "noopener noreferrer");
        }
    }

    /// Whether a link leads to a page that another day brings: it is plain text until then.
    fn comes_later(&self, target: &Target) -> bool {
        let Target::Path(path) = target else { return false };
        let path = path.split('#').next().unwrap_or(path);
        path.ends_with('/') && self.page.site.routes.known(path).is_none()
    }

    fn href(&self, target: &Target) -> Href {
        let page = self.page;
        match target {
            Target::AsIs(url) if url.starts_with('#') => self.own.with_anchor(url),
            Target::AsIs(url) => Href::outside(url),
            Target::Entry { id, variant, anchor } => {
                let lang = self.language(*id, *variant, anchor);
                let url = page.url(page.site.routes.entry(*id, lang));
                url.absolute(self.origin).with_anchor(anchor)
            }
            Target::Path(path) => page.url(path).absolute(self.origin),
            Target::Beside(..) | Target::Static(..) => self.address(target),
            Target::Broken | Target::Held => Href::default(),
        }
    }

    /// The language in which a link leads to an entry: the page's own, but for a link that
    /// names a translation, or an anchor that only the named text has.
    fn language(&self, id: Id, variant: usize, anchor: &str) -> usize {
        let page = self.page;
        let entry = page.entry(id);
        let Some(named) = entry.variants.get(variant) else { return page.lang };
        let own = entry.variant(page.code);
        let has = |it: &Variant| {
            let outline = it.document.outline();
            let mut all = outline.headings.iter().map(|it| &it.id).chain(&outline.anchors);
            anchor.is_empty() || all.any(|it| anchor.strip_prefix('#') == Some(it))
        };
        if named.document.place.lang.is_none() && own.is_some_and(has) {
            return page.lang;
        }
        let mut texts = page.site.theme.texts.iter();
        texts.position(|it| it.lang == named.lang).unwrap_or(page.lang)
    }

    /// Who made an image.
    fn credit(&self, target: &Target, out: &mut Html) {
        let path = match target {
            Target::Beside(path, _) => path.to_string(),
            Target::Static(path, _) => format!("static/{path}"),
            _ => return,
        };
        if let Some(credit) = self.page.site.credits.get(path.as_str()) {
            picture::Credit::of(credit, &self.page.words).write(self.page.t, out);
        }
    }

    /// What is published of an image; readers elsewhere get one form of it.
    fn offer(&self, target: &Target) -> Option<Offer> {
        let offer = match target {
            Target::Beside(path, _) => picture::offer(self.page.site, path, self.origin),
            Target::Static(path, _) => {
                picture::offer(self.page.site, &format!("static/{path}"), self.origin)
            }
            _ => None,
        }?;
        Some(if self.origin.is_empty() { offer } else { offer.alone() })
    }

    fn address(&self, target: &Target) -> Href {
        let site = self.page.site;
        let path = match target {
            Target::Beside(path, _) => site.routes.file(path).unwrap_or("/").to_owned(),
            Target::Static(path, _) => format!("/{path}"),
            _ => return Href::default(),
        };
        let own = Href::own(&site.settings.base, &urls::encode_path(&path));
        own.absolute(self.origin)
    }
}
