//! What a page says of itself for machines: the head of its HTML, and JSON-LD.
//!
//! Nothing of it is trusted: it is text and JSON, which whoever uses it looks at.

use std::{cell::RefCell, mem};

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use html5ever::{
    Attribute,
    tendril::StrTendril,
    tokenizer::{
        BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer,
        TokenizerOpts, states::RawKind,
    },
};
use serde_json::Value;

use super::{Answer, Url};

/// How many of each are kept of a page: real ones have a tenth of it.
const MOST: usize = 500;

/// What a page says of itself.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Page {
    /// Language of the page; empty for none.
    pub lang: String,
    /// Title of the window.
    pub title: String,
    /// Names (`og:title`, `description`) and what they say.
    pub metas: Vec<(String, String)>,
    /// Links of the head.
    pub links: Vec<Link>,
    /// JSON-LD.
    pub data: Vec<Value>,
    /// Addresses of frames: players, often.
    pub frames: Vec<Url>,
    /// Links to pages of the Internet Archive.
    pub archives: Vec<Url>,
}

/// A link of a head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// What it is to the page; words in lower case.
    pub relations: String,
    /// Its media type, in lower case; empty for none.
    pub media_type: String,
    /// Where it leads.
    pub url: Url,
}

impl Page {
    /// Of an answer with HTML.
    pub fn of(answer: &Answer) -> Self {
        let text = decode(&answer.body, &answer.charset);
        let reader = Reader { url: &answer.url, state: RefCell::default() };
        let tokenizer = Tokenizer::new(reader, TokenizerOpts::default());
        let queue = BufferQueue::default();
        queue.push_back(StrTendril::from(text.as_str()));
        // Its sink never pauses the reader: the whole of it is read at once.
        drop(tokenizer.feed(&queue));
        tokenizer.end();
        tokenizer.sink.state.into_inner().page
    }

    /// What a name says, if anything.
    pub fn meta(&self, name: &str) -> Option<&str> {
        let found = self.metas.iter().find(|it| it.0 == name && !it.1.is_empty());
        found.map(|it| it.1.as_str())
    }

    /// The first link of a relation and a media type; any type for an empty one.
    pub fn link(&self, relation: &str, media_type: &str) -> Option<&Url> {
        let has = |it: &&Link| {
            it.relations.split_ascii_whitespace().any(|it| it == relation)
                && (media_type.is_empty() || it.media_type == media_type)
        };
        self.links.iter().find(has).map(|it| &it.url)
    }
}

/// A text in the encoding that its first bytes, its head or itself name; UTF-8 for none, or what
/// nearly all others are where it is not that.
pub fn decode(bytes: &[u8], charset: &str) -> String {
    let label = |it: &str| Encoding::for_label(it.as_bytes());
    let encoding = Encoding::for_bom(bytes).map(|it| it.0).or_else(|| label(charset));
    let encoding = encoding.or_else(|| label(&named(bytes))).unwrap_or_else(|| {
        // What was cut may end within a letter.
        let is_utf8 = match std::str::from_utf8(bytes) {
            Ok(_) => true,
            Err(error) => error.error_len().is_none(),
        };
        if is_utf8 { UTF_8 } else { WINDOWS_1252 }
    });
    encoding.decode(bytes).0.into_owned()
}

/// The encoding that the first kilobyte names: `<meta charset=…>`, or the old form of it.
fn named(bytes: &[u8]) -> String {
    let start = bytes.get(..1024).unwrap_or(bytes);
    let text: String = start.iter().map(|it| char::from(it.to_ascii_lowercase())).collect();
    let rest = text.split_once("charset=").map_or("", |it| it.1);
    let rest = rest.trim_start_matches(['"', '\'', ' ']);
    rest.chars()
        .take_while(|it| it.is_ascii_alphanumeric() || "-_:".contains(*it))
        .collect()
}

#[derive(Default)]
struct State {
    page: Page,
    /// What the characters that come belong to.
    inside: Inside,
    text: String,
}

#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Inside {
    #[default]
    Nothing,
    Title,
    Data,
}

struct Reader<'a> {
    url: &'a Url,
    state: RefCell<State>,
}

impl TokenSink for Reader<'_> {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut state = self.state.borrow_mut();
        match token {
            Token::CharacterTokens(text) if state.inside != Inside::Nothing => {
                state.text.push_str(&text);
            }
            Token::TagToken(tag) if tag.kind == TagKind::EndTag => state.close(&tag.name),
            Token::TagToken(tag) => return state.open(&tag, self.url),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl State {
    fn open(&mut self, tag: &Tag, url: &Url) -> TokenSinkResult<()> {
        let name: &str = &tag.name;
        let value =
            |name: &str| attribute(&tag.attrs, name).unwrap_or("").trim().to_owned();
        let page = &mut self.page;
        match name {
            "html" => page.lang = value("lang"),
            "meta" if page.metas.len() < MOST => {
                let name = ["property", "name", "itemprop"].map(value);
                let name = name.into_iter().find(|it| !it.is_empty()).unwrap_or_default();
                page.metas.push((name.to_ascii_lowercase(), value("content")));
            }
            "link" if page.links.len() < MOST => {
                if let Ok(url) = url.join(&value("href")) {
                    let relations = value("rel").to_ascii_lowercase();
                    let media_type = value("type").to_ascii_lowercase();
                    page.links.push(Link { relations, media_type, url });
                }
            }
            "iframe" if page.frames.len() < MOST => {
                let lazy = ["src", "data-src"].map(value);
                let found = lazy.iter().find(|it| !it.is_empty());
                page.frames.extend(found.and_then(|it| url.join(it).ok()));
            }
            "a" if page.archives.len() < MOST => {
                let found = url.join(&value("href")).ok();
                let is_copy = |it: &Url| {
                    it.host_str() == Some("web.archive.org")
                        && it.path().starts_with("/web/")
                };
                page.archives.extend(found.filter(is_copy));
            }
            "title" if page.title.is_empty() => {
                self.inside = Inside::Title;
                return TokenSinkResult::RawData(RawKind::Rcdata);
            }
            "title" | "textarea" => return TokenSinkResult::RawData(RawKind::Rcdata),
            "script" => {
                let is_data =
                    value("type").to_ascii_lowercase().starts_with("application/ld+json");
                if is_data && page.data.len() < MOST {
                    self.inside = Inside::Data;
                }
                return TokenSinkResult::RawData(RawKind::ScriptData);
            }
            "style" | "xmp" | "noembed" | "noframes" => {
                return TokenSinkResult::RawData(RawKind::Rawtext);
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }

    fn close(&mut self, name: &str) {
        if !matches!(name, "title" | "script") {
            return;
        }
        let text = mem::take(&mut self.text);
        match mem::take(&mut self.inside) {
            Inside::Title => text.trim().clone_into(&mut self.page.title),
            Inside::Data => self.page.data.extend(serde_json::from_str(text.trim()).ok()),
            Inside::Nothing => {}
        }
    }
}

fn attribute<'a>(all: &'a [Attribute], name: &str) -> Option<&'a str> {
    all.iter().find(|it| &*it.name.local == name).map(|it| &*it.value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(html: &[u8], charset: &str) -> Page {
        let mut answer = Answer::empty(Url::parse("https://a.example/x/y").unwrap());
        answer.body = html.to_vec();
        charset.clone_into(&mut answer.charset);
        Page::of(&answer)
    }

    #[test]
    fn a_head_is_read_and_nothing_else() {
        let html = "<!doctype html><html lang=fr><title>A &amp; <b>é</title>\
            <meta property=og:title content='O &quot;T&quot;'><meta name=Description content=D>\
            <link rel='Alternate' type=application/json+oembed href=/o?a=1&amp;b=2>\
            <script>'<meta property=x content=y>'</script><style><meta name=z></style>\
            <script type=application/ld+json>{\"a\":\"</b>\"}</script>\
            <script type=application/ld+json>{broken</script>\
            <!-- <meta name=c content=c> --><textarea><meta name=t content=t></textarea>\
            <a href=//web.archive.org/web/2020/https://x.example/>b</a><a href=/web/1>c</a>\
            <iframe src=//v.example/e/1></iframe><svg><title>Other</title></svg>";
        let page = page(html.as_bytes(), "");
        assert_eq!((page.lang.as_str(), page.title.as_str()), ("fr", "A & <b>é"));
        assert_eq!(page.metas.len(), 2, "{:?}", page.metas);
        assert_eq!(page.meta("og:title"), Some("O \"T\""));
        assert_eq!(page.meta("description"), Some("D"));
        let oembed = page.link("alternate", "application/json+oembed");
        assert_eq!(oembed.map(Url::as_str), Some("https://a.example/o?a=1&b=2"));
        assert_eq!(page.data, [serde_json::json!({ "a": "</b>" })]);
        let copies: Vec<&str> = page.archives.iter().map(Url::as_str).collect();
        assert_eq!(copies, ["https://web.archive.org/web/2020/https://x.example/"]);
        assert_eq!(page.frames.first().map(Url::as_str), Some("https://v.example/e/1"));
    }

    #[test]
    fn a_page_is_read_in_its_own_encoding() {
        for (bytes, charset) in [
            (&b"<title>\xc9t\xe9 \x80</title>"[..], ""),
            (b"<title>\xc9t\xe9 \x80</title>", "iso-8859-1"),
            (b"<meta charset='ISO-8859-15'><title>\xc9t\xe9 \xa4</title>", ""),
            (b"<meta http-equiv=Content-Type content=\"text/html; charset=windows-1252\"><title>\xc9t\xe9 \x80</title>", ""),
            ("<title>Été €</title>".as_bytes(), ""),
            ("<title>Été €</title>".as_bytes(), "utf-8"),
            ("\u{feff}<title>Été €</title>".as_bytes(), "latin1"),
            (b"\xff\xfe<\0t\0i\0t\0l\0e\0>\0\xc9\0t\0\xe9\0 \0\xac\x20<\0", ""),
        ] {
            let read = page(bytes, charset).title;
            let cut = bytes.starts_with(b"\xff\xfe");
            assert_eq!(read, if cut { "" } else { "Été €" }, "{charset}");
        }
        assert_eq!(decode("é".as_bytes().get(..1).unwrap(), ""), "\u{fffd}");
    }
}
