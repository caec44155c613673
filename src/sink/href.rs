//! Addresses in links, images and heads of pages.

use std::fmt::{self, Display};

use serde::Serialize;

use super::urls::{Address, classify, encode};

/// An address that a page may have, percent-encoded; empty for none.
///
/// It is one of the portal's own, of an anchor, or of the web or a mailbox: what an author wrote
/// comes in through [`Href::outside`] and [`Href::mail`] only, which take nothing else.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Href(String);

impl Href {
    /// An address of the portal: its base path, empty or `/x`, and what is at the address.
    pub fn own(base: &str, address: &str) -> Self {
        let mut own = encode(base);
        own.push_str(&encode(address));
        // `//host` would be another site.
        let inside = own.starts_with('/') && !own.starts_with("//");
        debug_assert!(inside, "`{own}` is no address of the portal");
        if inside { Self(own) } else { Self::default() }
    }

    /// The same with the portal's origin before it, which is of the settings.
    #[must_use]
    pub fn absolute(&self, origin: &str) -> Self {
        let Self(own) = self;
        if own.starts_with('/') { Self(format!("{origin}{own}")) } else { self.clone() }
    }

    /// The same as an address to subscribe to, `webcal:` at the portal's origin; none for what is
    /// not the portal's own.
    #[must_use]
    pub fn webcal(&self, origin: &str) -> Self {
        let host = origin.split_once("://").map_or("", |it| it.1);
        if self.0.starts_with('/') && !host.is_empty() {
            Self(format!("webcal://{host}{}", self.0))
        } else {
            Self::default()
        }
    }

    /// The same with an anchor, `#x` or empty.
    #[must_use]
    pub fn with_anchor(&self, anchor: &str) -> Self {
        if anchor.starts_with('#') {
            Self(format!("{}{}", self.0, encode(anchor)))
        } else {
            self.clone()
        }
    }

    /// An address of another site as an author wrote it; none for what is something else.
    pub fn outside(text: &str) -> Self {
        match classify(text) {
            Address::Web { .. } | Address::Contact => Self(encode(text)),
            Address::Inner | Address::Unsafe => Self::default(),
        }
    }

    /// An e-mail address as an author wrote it; none for an empty one.
    pub fn mail(address: &str) -> Self {
        if address.is_empty() {
            return Self::default();
        }
        // What follows `?` would write the message as well.
        Self(format!("mailto:{}", encode(address).replace('?', "%3F")))
    }

    /// What is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether it is of another site.
    pub fn is_elsewhere(&self) -> bool {
        self.0.contains("://") || self.0.starts_with("//")
    }
}

impl Display for Href {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A picture in several widths: the `srcset` of HTML; empty for none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Srcset(String);

impl Srcset {
    /// Adds the picture in a width in pixels. A space, which would end an address here, stands in
    /// none.
    pub fn add(&mut self, address: &Href, width: u32) {
        let comma = if self.0.is_empty() { "" } else { ", " };
        self.0.extend([comma, address.as_str(), " ", &width.to_string(), "w"]);
    }

    /// What is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_but_the_web_and_mailboxes_comes_from_outside() {
        for text in ["https://x.example/é?a=\"b\"", "mailto:a@b.example", "//x.example"] {
            assert!(!Href::outside(text).is_empty(), "{text}");
        }
        for text in ["javascript:x", "data:text/html,x", "/inside/", "", "#a", " https://x"]
        {
            assert_eq!(Href::outside(text), Href::default(), "{text}");
        }
        let quoted = Href::outside("https://x.example/\"><script>");
        assert_eq!(quoted.as_str(), "https://x.example/%22%3E%3Cscript%3E");
        assert_eq!(Href::mail("a@b.example?bcc=c").as_str(), "mailto:a@b.example%3Fbcc=c");
    }

    #[test]
    fn the_portals_own_begin_with_its_base_path() {
        let own = Href::own("/portal", "/é/");
        assert_eq!(own.as_str(), "/portal/%C3%A9/");
        assert_eq!(own.with_anchor("#à").as_str(), "/portal/%C3%A9/#%C3%A0");
        assert_eq!(own.with_anchor("?x"), own);
        let there = own.absolute("https://x.example");
        assert_eq!(there.as_str(), "https://x.example/portal/%C3%A9/");
        assert_eq!(Href::default().with_anchor("#a").as_str(), "#a");
        let calendar = Href::own("", "/calendar.ics").webcal("https://x.example");
        assert_eq!(calendar.as_str(), "webcal://x.example/calendar.ics");
        let other = Href::outside("https://y.example/calendar.ics");
        assert_eq!(other.webcal("https://x.example"), Href::default());
    }
}
