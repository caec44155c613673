//! Links, images and references to footnotes.

use pulldown_cmark::{LinkType, Tag};

use super::{
    super::{
        notes::use_suffix,
        urls::{Address, classify},
    },
    Hole, Image, Pass,
};
use crate::{sink::Href, typography::set};

impl Pass<'_> {
    pub(super) fn open_link(&mut self, title: &str) {
        self.push("<a");
        let link = self.links;
        self.links += 1;
        self.out().hole(Hole::Link(link));
        self.attribute("title", title);
        self.push(">");
    }

    /// An attribute with a text; nothing for an empty one.
    pub(super) fn attribute(&mut self, name: &'static str, value: &str) {
        if !value.is_empty() {
            self.out().attribute(name, value);
        }
    }

    /// In an alternative text there is no markup; but links in it count.
    pub(super) fn start_in_image(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Link { .. } => self.links += 1,
            Tag::Image { title, .. } => self.start_image(title),
            _ => {}
        }
    }

    pub(super) fn start_image(&mut self, title: &str) {
        let link = self.links;
        self.links += 1;
        let title = set(title, self.style).into_owned();
        self.images.push(Image { link, title, alt: String::new() });
    }

    pub(super) fn start_link(&mut self, kind: LinkType, address: &str, title: &str) {
        let is_safe = kind == LinkType::Email || classify(address) != Address::Unsafe;
        let written = is_safe && !self.in_link();
        self.open_links.push(written);
        if written {
            self.open_link(&set(title, self.style));
        } else {
            self.links += 1;
        }
    }

    pub(super) fn close_image(&mut self) {
        let Some(image) = self.images.pop() else { return };
        match self.images.last_mut() {
            Some(outer) => outer.alt.push_str(&image.alt),
            None => self.image(image.link, &image.alt, &image.title),
        }
    }

    pub(super) fn image(&mut self, link: usize, alt: &str, title: &str) {
        self.out().hole(Hole::Picture(link));
        self.push("<img");
        self.out().hole(Hole::Image(link));
        self.push(" alt=\"");
        self.out().escaped(alt);
        self.push("\"");
        self.attribute("title", title);
        self.push(" decoding=\"async\">");
        self.out().hole(Hole::PictureEnd);
    }

    pub(super) fn note_reference(&mut self, label: &str) {
        let (number, use_) = self.notes.refer(label);
        if !self.images.is_empty() {
            return;
        }
        let id = format!("fnref-{number}{}", use_suffix(use_));
        // A link cannot stand in a link.
        let is_link = !self.in_link();
        self.push(if is_link { "<sup><a class=\"footnote-ref\"" } else { "<sup" });
        self.out().attribute("id", &id);
        if is_link {
            let note = Href::default().with_anchor(&format!("#fn-{number}"));
            self.out().address("href", &note);
        }
        self.push(">");
        self.out().number(number);
        self.push(if is_link { "</a></sup>" } else { "</sup>" });
    }
}
