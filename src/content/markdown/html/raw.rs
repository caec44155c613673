//! Raw HTML in the page: balanced, and unable to close what is not its own.

use std::mem;

use super::{
    super::{
        raw::{self, REACH, Token},
        urls::{Address, classify},
    },
    Open, Pass, RawHtml,
};
use crate::sink::Html;

impl Open {
    /// The name of an element of raw HTML.
    const fn raw(&self) -> Option<&'static str> {
        match self {
            Self::Raw(name) => Some(name),
            Self::Markdown | Self::Paragraph => None,
        }
    }
}

impl Pass<'_> {
    pub(super) fn raw_block(&mut self, begins: bool) {
        self.in_block = begins;
        if self.raw_html == RawHtml::Text {
            self.push(if begins { "<p>" } else { "</p>\n" });
        }
    }

    pub(super) fn raw(&mut self, html: &str) {
        let tokens = raw::tokens(html);
        let as_text = self.raw_html == RawHtml::Text;
        if as_text || !self.images.is_empty() {
            let is_link =
                |it: &&(Token, _)| matches!(it.0, Token::Link { .. } | Token::Image { .. });
            self.links += tokens.iter().filter(is_link).count();
            for id in tokens.iter().filter_map(|it| it.0.anchor()) {
                self.anchors.claim_as_is(id);
            }
        }
        let shown: String = tokens.iter().filter_map(|it| it.0.shown()).collect();
        if let Some(heading) = &mut self.heading {
            heading.push_str(&shown);
        }
        match self.images.last_mut() {
            Some(image) if as_text => return image.alt.push_str(html),
            Some(image) => return image.alt.push_str(&shown),
            None if as_text => return self.out().escaped(html),
            None => {}
        }
        for (token, _) in tokens {
            match token {
                Token::Open { name, id, attributes, void } => {
                    let id = id.filter(|it| self.anchors.claim_as_is(it));
                    self.open_raw(name, id.as_deref(), &attributes, void);
                }
                Token::Anchor(id) => {
                    if self.anchors.claim_as_is(&id) {
                        self.anchor(&id);
                    }
                }
                Token::Link { target, title } => self.open_raw_link(&target, &title),
                Token::Image { alt, title, .. } => {
                    let link = self.links;
                    self.links += 1;
                    self.image(link, alt.as_deref().unwrap_or(""), &title);
                }
                Token::Close(name) => self.close_named(&name),
                Token::Text(text) => self.out().add(&text),
                Token::Unknown(tag) | Token::Broken(tag) => {
                    if let Some(alone) = &mut self.alone {
                        alone.label.push_str(&tag);
                    }
                    self.out().add(&raw::as_text(&tag));
                }
                Token::Removed(_) => {}
            }
        }
    }

    fn anchor(&mut self, id: &str) {
        let id = self.within.id(id).into_owned();
        self.push("<span");
        self.attribute("id", &id);
        self.push("></span>");
    }

    pub(super) fn open_raw_link(&mut self, target: &str, title: &str) {
        if classify(target) == Address::Unsafe || self.in_link() {
            self.links += 1;
            return;
        }
        self.open_link(title);
        self.raw_links += 1;
        self.open.push(Open::Raw("a"));
    }

    fn open_raw(
        &mut self,
        name: &'static str,
        id: Option<&str>,
        attributes: &Html,
        void: bool,
    ) {
        if !(self.in_block || raw::is_phrasing(name)) {
            // What it would have parted stays parted.
            self.push(" ");
            return id.map_or((), |it| self.anchor(it));
        }
        self.push("<");
        self.push(name);
        if let Some(id) = id {
            let id = self.within.id(id).into_owned();
            self.attribute("id", &id);
        }
        self.out().add(attributes);
        self.push(">");
        if !void {
            self.open.push(Open::Raw(name));
        }
    }

    /// Closes an element and what is open in it; nothing when Markdown lies between.
    pub(super) fn close_named(&mut self, name: &str) {
        let own = self.open.iter().rev().take(REACH);
        let own = own.take_while(|it| matches!(it, Open::Raw(_)));
        let depth =
            own.take_while(|it| !matches!(it, Open::Raw(own) if *own == name)).count();
        let found = self.open.iter().rev().nth(depth);
        if !matches!(found, Some(Open::Raw(own)) if *own == name) {
            self.note_around(depth, name);
            if !(self.in_block || raw::is_phrasing(name)) && raw::parts_words(name) {
                self.push(" ");
            }
            return;
        }
        for _ in 0..=depth {
            if let Some(Open::Raw(name)) = self.open.pop() {
                self.close_tag(name);
            }
        }
    }

    /// Notes that a closing tag in a paragraph closes what is open around it: one that is
    /// indented by four or more stands in the text before it. It is closed with the paragraph, as
    /// browsers do.
    fn note_around(&mut self, inside: usize, name: &str) {
        let mut outer = self.open.iter().rev().skip(inside);
        if matches!(outer.next(), Some(Open::Paragraph))
            && self.around.len() < REACH
            && outer.take(REACH).map_while(Open::raw).any(|it| it == name)
        {
            self.around.push(name.to_owned());
        }
    }

    /// Closes what a paragraph closes around it.
    pub(super) fn close_around(&mut self) {
        for name in mem::take(&mut self.around) {
            self.close_named(&name);
        }
    }

    /// Closes what raw HTML left open in the Markdown element that ends.
    pub(super) fn close_raw(&mut self) {
        while let Some(Open::Raw(name)) = self.open.pop() {
            self.close_tag(name);
        }
    }

    fn close_tag(&mut self, name: &'static str) {
        self.raw_links = self.raw_links.saturating_sub(usize::from(name == "a"));
        self.push("</");
        self.push(name);
        self.push(">");
    }
}
