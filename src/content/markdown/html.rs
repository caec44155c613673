//! The costly pass: HTML with holes.

use std::{ops::Range, sync::Arc};

use pulldown_cmark::{Alignment, CodeBlockKind, Event, Tag, TagEnd, html::push_html};

use super::{
    Anchors, Body, Highlight, Hole, RawHtml,
    autolink::{Piece, cut},
    code::CodeInfo,
    events, raw,
    urls::{Address, classify},
};
use crate::diag::Source;

/// Escapes for text and double-quoted attributes.
pub fn escape(text: &str, out: &mut String) {
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            it => out.push(it),
        }
    }
}

/// [`escape`], as a new text.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape(text, &mut out);
    out
}

/// Renders a body.
pub fn body(
    source: &Arc<Source>,
    range: &Range<usize>,
    raw_html: RawHtml,
    color: &Highlight<'_>,
) -> Body {
    let mut pass = Pass { raw_html, ..Pass::new(color) };
    for (event, _) in events(source, range) {
        if let Event::Html(_) | Event::InlineHtml(_) | Event::Start(Tag::HtmlBlock) = event
        {
            pass.raw(event);
            continue;
        }
        pass.flush_raw();
        pass.take(event);
    }
    pass.flush_raw();
    pass.finish()
}

struct Pass<'a> {
    raw_html: RawHtml,
    color: &'a Highlight<'a>,
    body: Body,
    out: String,
    raw: String,
    anchors: Anchors,
    links: usize,
    heading: Option<(u8, String, String)>,
    code: Option<(CodeInfo, String)>,
    in_link: usize,
    image: Option<(usize, String, String)>,
    table: Option<(Vec<Alignment>, usize, bool)>,
    notes: Vec<(String, String, usize)>,
    main: Option<String>,
    note: String,
}

impl<'a> Pass<'a> {
    fn new(color: &'a Highlight<'a>) -> Self {
        Self {
            raw_html: RawHtml::Sanitize,
            color,
            body: Body::default(),
            out: String::new(),
            raw: String::new(),
            anchors: Anchors::default(),
            links: 0,
            heading: None,
            code: None,
            in_link: 0,
            image: None,
            table: None,
            notes: Vec::new(),
            main: None,
            note: String::new(),
        }
    }

    /// Marks a hole with a private character; text cannot contain it, it is taken away there.
    fn hole(&mut self, hole: Hole) {
        let mark = format!("\u{f8ff}{}\u{f8ff}", self.body.holes.len());
        self.body.holes.push(hole);
        self.push(&mark);
    }

    fn push(&mut self, html: &str) {
        match &mut self.heading {
            Some(heading) => heading.2.push_str(html),
            None => self.out.push_str(html),
        }
    }

    fn raw(&mut self, event: Event<'_>) {
        if let Event::Html(text) | Event::InlineHtml(text) = event {
            self.raw.push_str(&text);
        }
    }

    fn flush_raw(&mut self) {
        let html = std::mem::take(&mut self.raw).replace('\u{f8ff}', "");
        if !html.is_empty() {
            let html = if self.raw_html == RawHtml::Text {
                escaped(&html)
            } else {
                raw::clean(&html)
            };
            self.push(&html);
        }
    }

    fn text(&mut self, text: &str) {
        let text = text.replace('\u{f8ff}', "");
        self.body.words += text.split_whitespace().count();
        if let Some(code) = &mut self.code {
            return code.1.push_str(&text);
        }
        if let Some(image) = &mut self.image {
            return image.1.push_str(&text);
        }
        if self.main.is_none()
            && self.body.excerpt.chars().count() < 200
            && self.heading.is_none()
        {
            self.body.excerpt.push_str(&text);
        }
        if let Some(heading) = &mut self.heading {
            heading.1.push_str(&text);
        }
        if self.in_link > 0 {
            return self.push(&escaped(&text));
        }
        for piece in cut(&text) {
            match piece {
                Piece::Text(text) => self.push(&escaped(text)),
                Piece::Address(address) => {
                    self.open_link();
                    self.push(&format!("{}</a>", escaped(address)));
                }
            }
        }
    }

    fn open_link(&mut self) {
        self.push("<a");
        self.hole(Hole::Link(self.links));
        self.push(">");
        self.links += 1;
    }

    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Text(text) => self.text(&text),
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Code(text) => {
                if let Some(heading) = &mut self.heading {
                    heading.1.push_str(&text);
                }
                let code =
                    format!("<code>{}</code>", escaped(&text.replace('\u{f8ff}', "")));
                self.push(&code);
            }
            Event::FootnoteReference(label) => self.note_reference(&label),
            Event::SoftBreak => {
                self.body.excerpt.push(' ');
                self.push("\n");
            }
            Event::HardBreak => self.push("<br>\n"),
            Event::Rule => self.push("<hr>\n"),
            Event::TaskListMarker(done) => {
                let (checked, label) =
                    if done { (" checked", "task-done") } else { ("", "task-open") };
                self.push(&format!(
                    "<input type=\"checkbox\" disabled{checked} aria-label=\""
                ));
                self.hole(Hole::Text(label));
                self.push("\"> ");
            }
            other => {
                let mut html = String::new();
                push_html(&mut html, std::iter::once(other));
                self.push(&html);
            }
        }
    }

    fn note_number(&mut self, label: &str) -> usize {
        if let Some(at) = self.notes.iter().position(|it| it.0 == label) {
            at
        } else {
            self.notes.push((label.to_owned(), String::new(), 0));
            self.notes.len() - 1
        }
    }

    fn note_reference(&mut self, label: &str) {
        let at = self.note_number(label);
        let Some(note) = self.notes.get_mut(at) else { return };
        note.2 += 1;
        let (number, use_) = (at + 1, note.2);
        let suffix = if use_ > 1 { format!("-{use_}") } else { String::new() };
        self.push(&format!("<sup><a class=\"footnote-ref\" id=\"fnref-{number}{suffix}\" href=\"#fn-{number}\">{number}</a></sup>"));
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => {
                self.heading = Some((
                    super::outline::level_of(level).max(2),
                    String::new(),
                    String::new(),
                ));
            }
            Tag::Link { dest_url, .. } => {
                self.in_link += 1;
                if classify(&dest_url) == Address::Unsafe {
                    self.push("<a");
                    self.links += 1;
                    return self.push(">");
                }
                self.open_link();
            }
            Tag::Image { title, .. } => {
                self.image = Some((self.links, String::new(), title.to_string()));
                self.links += 1;
            }
            Tag::CodeBlock(kind) => {
                let info = match &kind {
                    CodeBlockKind::Fenced(info) => CodeInfo::parse(info),
                    CodeBlockKind::Indented => CodeInfo::default(),
                };
                self.code = Some((info, String::new()));
            }
            Tag::BlockQuote(Some(kind)) => {
                let (class, title) = match kind {
                    pulldown_cmark::BlockQuoteKind::Note => ("note", "alert-note"),
                    pulldown_cmark::BlockQuoteKind::Tip => ("tip", "alert-tip"),
                    pulldown_cmark::BlockQuoteKind::Important => {
                        ("important", "alert-important")
                    }
                    pulldown_cmark::BlockQuoteKind::Warning => ("warning", "alert-warning"),
                    pulldown_cmark::BlockQuoteKind::Caution => ("caution", "alert-caution"),
                };
                self.push(&format!("<div class=\"alert alert-{class}\" role=\"note\"><p class=\"alert-title\">"));
                self.hole(Hole::Text(title));
                self.push("</p>\n");
            }
            Tag::FootnoteDefinition(label) => {
                self.note_number(&label);
                self.main = Some(std::mem::take(&mut self.out));
                self.raw.clear();
                self.note = label.to_string();
            }
            Tag::Table(alignments) => {
                self.table = Some((alignments, 0, true));
                self.push("<div class=\"table\" tabindex=\"0\"><table>");
            }
            Tag::TableHead => self.push("<thead><tr>"),
            Tag::TableRow => {
                if let Some(table) = &mut self.table {
                    table.1 = 0;
                }
                self.push("<tr>");
            }
            Tag::TableCell => self.open_cell(),
            other => self.default(Event::Start(other)),
        }
    }

    fn open_cell(&mut self) {
        let Some((alignments, column, head)) = &mut self.table else { return };
        let class = match alignments.get(*column) {
            Some(Alignment::Right) => " class=\"right\"",
            Some(Alignment::Center) => " class=\"center\"",
            _ => "",
        };
        *column += 1;
        let html = if *head {
            format!("<th scope=\"col\"{class}>")
        } else {
            format!("<td{class}>")
        };
        self.push(&html);
    }

    fn default(&mut self, event: Event<'_>) {
        let mut html = String::new();
        push_html(&mut html, std::iter::once(event));
        self.push(&html);
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => {
                let Some((level, text, html)) = self.heading.take() else { return };
                let id = self.anchors.claim(&text);
                self.out.push_str(&format!("<h{level} id=\"{id}\">{html} <a class=\"anchor\" href=\"#{id}\" aria-label=\""));
                self.hole(Hole::Text("heading-anchor"));
                self.out.push_str(&format!("\">#</a></h{level}>\n"));
            }
            TagEnd::Link => {
                self.in_link = self.in_link.saturating_sub(1);
                self.push("</a>");
            }
            TagEnd::Image => {
                let Some((link, alt, title)) = self.image.take() else { return };
                self.push("<img");
                self.hole(Hole::Image(link));
                let title = if title.is_empty() {
                    String::new()
                } else {
                    format!(" title=\"{}\"", escaped(&title))
                };
                self.push(&format!(
                    " alt=\"{}\"{title} loading=\"lazy\" decoding=\"async\">",
                    escaped(&alt)
                ));
            }
            TagEnd::CodeBlock => self.close_code(),
            TagEnd::BlockQuote(Some(_)) => self.push("</div>\n"),
            TagEnd::FootnoteDefinition => {
                let label = std::mem::take(&mut self.note);
                let html =
                    std::mem::replace(&mut self.out, self.main.take().unwrap_or_default());
                let at = self.note_number(&label);
                if let Some(note) = self.notes.get_mut(at) {
                    note.1 = html;
                }
            }
            TagEnd::TableHead => {
                if let Some(table) = &mut self.table {
                    table.2 = false;
                }
                self.push("</tr></thead><tbody>\n");
            }
            TagEnd::TableCell => {
                let head = self.table.as_ref().is_some_and(|it| it.2);
                self.push(if head { "</th>" } else { "</td>" });
            }
            TagEnd::Table => {
                self.table = None;
                self.push("</tbody></table></div>\n");
            }
            TagEnd::HtmlBlock => {}
            other => {
                if other == TagEnd::Paragraph
                    && self.body.excerpt.len() > 40
                    && !self.body.excerpt.ends_with('\u{2029}')
                {
                    self.body.excerpt.push('\u{2029}');
                }
                self.default(Event::End(other));
            }
        }
    }

    fn close_code(&mut self) {
        let Some((info, code)) = self.code.take() else { return };
        let colored = (self.color)(&info.lang, &code).unwrap_or_else(|| escaped(&code));
        self.push("<figure class=\"code\">");
        if let Some(title) = &info.title {
            self.push(&format!("<figcaption>{}</figcaption>", escaped(title)));
        }
        let numbers = if info.numbers { " class=\"numbers\"" } else { "" };
        let lang = if info.lang.is_empty() {
            String::new()
        } else {
            format!(" class=\"language-{}\"", escaped(&info.lang))
        };
        self.push(&format!("<pre tabindex=\"0\"{numbers}><code{lang}>"));
        if info.numbers || !info.marked.is_empty() {
            for (idx, line) in colored.split_inclusive('\n').enumerate() {
                let class = if info.marks(idx + 1) { "line hl" } else { "line" };
                self.push(&format!(
                    "<span class=\"{class}\">{}</span>\n",
                    line.trim_end_matches('\n')
                ));
            }
        } else {
            self.push(&colored);
        }
        self.push("</code></pre></figure>\n");
    }

    fn finish(mut self) -> Body {
        let notes = std::mem::take(&mut self.notes);
        if notes.iter().any(|it| !it.1.is_empty()) {
            self.push("<div class=\"footnotes\" role=\"doc-endnotes\"><ol>\n");
            for (idx, (_, html, uses)) in notes.iter().enumerate() {
                let number = idx + 1;
                let html = html.trim_end();
                let (inner, close) =
                    html.strip_suffix("</p>").map_or((html, ""), |it| (it, "</p>"));
                self.push(&format!("<li id=\"fn-{number}\">{inner}"));
                for use_ in 1..=*uses {
                    let suffix = if use_ > 1 { format!("-{use_}") } else { String::new() };
                    self.push(&format!(" <a class=\"footnote-back\" href=\"#fnref-{number}{suffix}\" aria-label=\""));
                    self.hole(Hole::Text("footnote-back"));
                    self.push("\">↩</a>");
                }
                self.push(&format!("{close}</li>\n"));
            }
            self.push("</ol></div>\n");
        }
        let excerpt =
            self.body.excerpt.split('\u{2029}').next().unwrap_or("").trim().to_owned();
        let mut body = Body {
            words: self.body.words,
            excerpt: cut_at_word(&excerpt),
            ..Body::default()
        };
        for (idx, piece) in self.out.split('\u{f8ff}').enumerate() {
            if idx % 2 == 0 {
                body.segments.push(piece.to_owned());
            } else if let Some(hole) =
                piece.parse::<usize>().ok().and_then(|it| self.body.holes.get(it))
            {
                body.holes.push(*hole);
            }
        }
        body
    }
}

fn cut_at_word(text: &str) -> String {
    match text.char_indices().nth(200) {
        None => text.to_owned(),
        Some((end, _)) => {
            let head = text.get(..end).unwrap_or("");
            format!("{}…", head.rsplit_once(' ').map_or(head, |it| it.0))
        }
    }
}
