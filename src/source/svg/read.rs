//! XML → what is drawn, or what is wrong with it.
//!
//! The file is read by a parser of XML, as browsers read it. What comes out holds only names that
//! [`super::allowed`] lists: whoever writes it again writes nothing that we did not read.

use std::ops::Range;

use quick_xml::{
    Reader as Xml, XmlVersion,
    escape::resolve_xml_entity,
    events::{BytesStart, Event},
};

use super::{
    Attribute, Piece,
    allowed::{self, Element, Holds},
    fault::{self, Fault},
    names::{Names, Vocabulary},
    style::loads,
};

/// How deep elements may nest, and how many attributes one may have.
const MAX_DEPTH: usize = 200;
const MAX_ATTRIBUTES: usize = 200;

/// All pieces of a drawing, in their order.
pub(super) fn read(text: &str) -> Result<Vec<Piece>, Fault> {
    let mut xml = Xml::from_str(text);
    xml.config_mut().expand_empty_elements = true;
    let mut reader = Reader {
        text,
        names: Names::default(),
        open: Vec::new(),
        skipped: None,
        style: None,
        pieces: Vec::new(),
    };
    loop {
        let from = offset(xml.buffer_position());
        let event = xml.read_event();
        let range = from..offset(xml.buffer_position()).max(from);
        match event {
            Ok(Event::Eof) => break,
            Ok(event) => reader.event(&event, range)?,
            Err(error) => {
                let at = offset(xml.error_position());
                return Err(fault::ill_formed(text, &error, at));
            }
        }
    }
    if let Some((range, name)) = reader.open.pop() {
        return Err(fault::never_closed(range, name));
    }
    if reader.pieces.is_empty() {
        return Err(fault::no_drawing(text));
    }
    Ok(reader.pieces)
}

fn offset(position: u64) -> usize {
    usize::try_from(position).unwrap_or(usize::MAX)
}

struct Reader<'a> {
    text: &'a str,
    names: Names<'a>,
    /// Elements that are open, with the places of their tags.
    open: Vec<(Range<usize>, &'a str)>,
    /// How many elements were open when one began that is left out.
    skipped: Option<usize>,
    /// Where the text of a style begins, and what of it was read.
    style: Option<(usize, String)>,
    pieces: Vec<Piece>,
}

impl<'a> Reader<'a> {
    fn event(&mut self, event: &Event<'a>, range: Range<usize>) -> Result<(), Fault> {
        match event {
            Event::Start(tag) | Event::Empty(tag) => self.start(tag, range),
            Event::End(_) => self.end(range),
            Event::Text(text) => self.add(&text.xml10_content(), range),
            Event::CData(text) => self.add(&text.xml10_content(), range),
            Event::GeneralRef(name) => {
                let written = format!("&{};", &**name);
                match quick_xml::escape::unescape(&written) {
                    Ok(text) => self.add(&text, range),
                    Err(_) => Err(fault::unknown_reference(range, &written)),
                }
            }
            Event::DocType(declared) if declared.contains('[') => {
                Err(fault::declares_entities(range))
            }
            Event::PI(it) if it.target().to_ascii_lowercase().starts_with("xml-") => {
                Err(fault::loads_sheet(range))
            }
            // None of them draws.
            Event::DocType(_)
            | Event::PI(_)
            | Event::Decl(_)
            | Event::Comment(_)
            | Event::Eof => Ok(()),
        }
    }

    fn start(&mut self, tag: &BytesStart<'a>, range: Range<usize>) -> Result<(), Fault> {
        let depth = self.open.len() + 1;
        if depth > MAX_DEPTH {
            return Err(fault::too_deep(range));
        }
        if depth == 1 && !self.pieces.is_empty() {
            return Err(fault::behind_the_end(range));
        }
        let written = self.written(tag, &range);
        let attributes = self.attributes(tag, &range, depth)?;
        let name = written.split(|it: char| it.is_whitespace()).next().unwrap_or(written);
        self.open.push((range.clone(), name));
        if self.skipped.is_some() {
            return Ok(());
        }
        let Some((vocabulary, local)) = self.names.element(name) else {
            return Err(fault::undeclared(range, name));
        };
        if depth == 1 && (vocabulary, local) != (Vocabulary::Svg, "svg") {
            return Err(fault::no_root(self.text, range, local));
        }
        let element = match vocabulary {
            Vocabulary::Svg => allowed::element(local),
            Vocabulary::None | Vocabulary::Html => Element::Unknown,
            Vocabulary::Xlink | Vocabulary::Xml | Vocabulary::Other => Element::Undrawn,
        };
        match element {
            Element::Drawn(name) if self.style.is_none() => {
                let attributes = self.kept(name, &attributes, &range)?;
                let end = range.end;
                self.style = (name == "style").then(|| (end, String::new()));
                self.pieces.push(Piece::Open { name, attributes });
                Ok(())
            }
            Element::Undrawn => {
                self.skipped = Some(depth);
                Ok(())
            }
            Element::Drawn(_) | Element::Unknown => Err(fault::acts(range, name)),
        }
    }

    /// What stands in a tag, without its brackets.
    fn written(&self, tag: &BytesStart<'a>, range: &Range<usize>) -> &'a str {
        let start = range.start + 1;
        self.text.get(start..start + tag.len()).unwrap_or("")
    }

    /// Names, values and places of all attributes of a tag; prefixes are declared.
    fn attributes(
        &mut self,
        tag: &BytesStart<'a>,
        range: &Range<usize>,
        depth: usize,
    ) -> Result<Vec<Written<'a>>, Fault> {
        let inside = self.written(tag, range);
        let (mut all, mut from) = (Vec::new(), tag.name().as_ref().len());
        for attribute in tag.attributes() {
            let Ok(attribute) = attribute else {
                return Err(fault::bad_attribute(range.clone()));
            };
            let (name, raw) = (attribute.key.into_inner(), &*attribute.value);
            let rest = inside.get(from..).unwrap_or("");
            let at = from + rest.find(name).unwrap_or(0);
            let rest = inside.get(at + name.len()..).unwrap_or("");
            let length = rest.find(raw).map_or(rest.len(), |it| it + raw.len() + 1);
            let end = (at + name.len() + length).min(inside.len());
            let name = inside.get(at..at + name.len()).unwrap_or("");
            let place = range.start + 1 + at..range.start + 1 + end;
            from = end;
            let value = attribute
                .normalized_value_with(XmlVersion::Explicit1_0, 1, resolve_xml_entity)
                .map_err(|_| fault::unknown_reference(place.clone(), raw))?;
            if all.len() >= MAX_ATTRIBUTES {
                return Err(fault::too_many_attributes(range.clone()));
            }
            let prefix =
                if name == "xmlns" { Some("") } else { name.strip_prefix("xmlns:") };
            if let Some(prefix) = prefix
                && !self.names.declare(depth, prefix, &value)
            {
                return Err(fault::too_many_prefixes(place));
            }
            let value = legal(&value, &place)?.replace(['\t', '\n', '\r'], " ");
            all.push(Written { name, value, place });
        }
        Ok(all)
    }

    /// The attributes that are published.
    fn kept(
        &self,
        element: &str,
        written: &[Written<'_>],
        range: &Range<usize>,
    ) -> Result<Vec<Attribute>, Fault> {
        let mut kept: Vec<Attribute> = Vec::new();
        for it in written {
            if it.name == "xmlns" || it.name.starts_with("xmlns:") {
                continue;
            }
            let Some((vocabulary, local)) = self.names.attribute(it.name) else {
                return Err(fault::undeclared(it.place.clone(), it.name));
            };
            let name = match (vocabulary, local) {
                (Vocabulary::None, name) => name,
                (Vocabulary::Xlink, "href") => "xlink:href",
                (Vocabulary::Xml, "space") => "xml:space",
                (Vocabulary::Xml, "lang") => "xml:lang",
                _ => continue,
            };
            fault::of_attribute(element, it, name)?;
            let Some((name, holds)) = allowed::attribute(name) else { continue };
            match holds {
                Holds::Paint if loads(&it.value) => {
                    return Err(fault::paint_loads(it.place.clone()));
                }
                Holds::Plain | Holds::Paint => {}
                Holds::Address => fault::of_address(element, it)?,
            }
            // Two prefixes may stand for one vocabulary.
            if kept.iter().any(|it| it.name == name) {
                return Err(fault::bad_attribute(range.clone()));
            }
            kept.push(Attribute { name, value: it.value.clone() });
        }
        Ok(kept)
    }

    fn end(&mut self, range: Range<usize>) -> Result<(), Fault> {
        let depth = self.open.len();
        self.open.pop();
        self.names.leave(depth);
        match self.skipped {
            Some(it) if it == depth => self.skipped = None,
            Some(_) => {}
            None => {
                if let Some((start, css)) = self.style.take()
                    && loads(&css)
                {
                    let raw = self.text.get(start..range.start).unwrap_or("");
                    let skip = raw.len() - raw.trim_start().len();
                    return Err(fault::style_loads(start + skip..range.start));
                }
                self.pieces.push(Piece::Close);
            }
        }
        Ok(())
    }

    fn add(&mut self, text: &str, range: Range<usize>) -> Result<(), Fault> {
        let text = legal(text, &range)?;
        if self.open.is_empty() {
            let is_blank = text.chars().all(char::is_whitespace);
            let is_before = self.pieces.is_empty();
            return match (is_blank, is_before) {
                (true, _) => Ok(()),
                (false, true) => Err(fault::no_drawing(self.text)),
                (false, false) => Err(fault::behind_the_end(range)),
            };
        }
        if self.skipped.is_some() || text.is_empty() {
            return Ok(());
        }
        if let Some((_, css)) = &mut self.style {
            css.push_str(text);
        }
        let text = text.replace('\r', "\n");
        match self.pieces.last_mut() {
            Some(Piece::Text(before)) => before.push_str(&text),
            _ => self.pieces.push(Piece::Text(text)),
        }
        Ok(())
    }
}

/// A text, if XML may hold all of it (<https://www.w3.org/TR/xml/#charsets>).
fn legal<'t>(text: &'t str, place: &Range<usize>) -> Result<&'t str, Fault> {
    let is_legal =
        |it: char| matches!(it, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..);
    if text.chars().all(is_legal) {
        return Ok(text);
    }
    Err(fault::illegal_character(place.clone()))
}

/// An attribute as it is written.
pub(super) struct Written<'a> {
    pub(super) name: &'a str,
    pub(super) value: String,
    pub(super) place: Range<usize>,
}
