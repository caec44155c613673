//! What Markdown's own elements are in HTML.

use pulldown_cmark::{CodeBlockKind, Tag, TagEnd};

use super::{
    super::{info::CodeInfo, outline::level_of},
    Hole, Pass,
};

impl Pass<'_> {
    pub(super) fn start(&mut self, tag: &Tag<'_>) {
        if !self.images.is_empty() {
            return self.start_in_image(tag);
        }
        match tag {
            Tag::Paragraph => self.push("<p>"),
            Tag::Heading { id, .. } => {
                self.heading_id = id.as_ref().map(ToString::to_string);
                self.heading = Some(String::new());
                self.begin();
            }
            Tag::BlockQuote(_) => self.push("<blockquote>\n"),
            Tag::CodeBlock(kind) => {
                let info = match kind {
                    CodeBlockKind::Fenced(info) => CodeInfo::parse(info),
                    CodeBlockKind::Indented => CodeInfo::default(),
                };
                self.code = Some((info, String::new()));
            }
            Tag::List(None) => self.push("<ul>\n"),
            Tag::List(Some(1)) => self.push("<ol>\n"),
            Tag::List(Some(start)) => {
                self.push("<ol start=\"");
                self.out().number(*start);
                self.push("\">\n");
            }
            Tag::Item => self.push("<li>"),
            Tag::FootnoteDefinition(label) => {
                self.defining.push(label.to_string());
                self.begin();
            }
            Tag::DefinitionList => self.push("<dl>\n"),
            Tag::DefinitionListTitle => self.push("<dt>"),
            Tag::DefinitionListDefinition => self.push("<dd>"),
            Tag::Table(alignments) => self.open_table(alignments.clone()),
            Tag::TableHead => self.open_head(),
            Tag::TableRow => self.open_row(),
            Tag::TableCell => self.open_cell(),
            Tag::Emphasis => self.push("<em>"),
            Tag::Strong => self.push("<strong>"),
            Tag::Strikethrough => self.push("<del>"),
            Tag::Superscript => self.push("<sup>"),
            Tag::Subscript => self.push("<sub>"),
            Tag::Link { link_type, dest_url, title, .. } => {
                self.start_link(*link_type, dest_url, title);
            }
            Tag::Image { title, .. } => self.start_image(title),
            Tag::HtmlBlock | Tag::MetadataBlock(_) => {}
        }
    }

    pub(super) fn end(&mut self, tag: TagEnd) {
        if !self.images.is_empty() {
            if tag == TagEnd::Image {
                self.close_image();
            }
            return;
        }
        match tag {
            TagEnd::Paragraph => self.push("</p>\n"),
            TagEnd::Heading(level) => self.close_heading(level_of(level).max(2)),
            TagEnd::BlockQuote(_) => self.push("</blockquote>\n"),
            TagEnd::CodeBlock => self.close_code(),
            TagEnd::List(false) => self.push("</ul>\n"),
            TagEnd::List(true) => self.push("</ol>\n"),
            TagEnd::Item => self.push("</li>\n"),
            TagEnd::FootnoteDefinition => {
                let html = self.end_piece();
                if let Some(label) = self.defining.pop() {
                    self.notes.define(&label, html);
                }
            }
            TagEnd::DefinitionList => self.push("</dl>\n"),
            TagEnd::DefinitionListTitle => self.push("</dt>\n"),
            TagEnd::DefinitionListDefinition => self.push("</dd>\n"),
            TagEnd::Table => self.close_table(),
            TagEnd::TableHead => self.close_head(),
            TagEnd::TableRow => self.push("</tr>\n"),
            TagEnd::TableCell => self.close_cell(),
            TagEnd::Emphasis => self.push("</em>"),
            TagEnd::Strong => self.push("</strong>"),
            TagEnd::Strikethrough => self.push("</del>"),
            TagEnd::Superscript => self.push("</sup>"),
            TagEnd::Subscript => self.push("</sub>"),
            TagEnd::Link => {
                if self.open_links.pop() == Some(true) {
                    self.push("</a>");
                }
            }
            // The end of an image is met while it is read.
            TagEnd::Image | TagEnd::HtmlBlock | TagEnd::MetadataBlock(_) => {}
        }
    }

    fn close_heading(&mut self, level: u8) {
        let html = self.end_piece();
        let text = self.heading.take().unwrap_or_default();
        let given = self.heading_id.take();
        let id = self.anchors.claim_heading(given.as_deref(), &text);
        let id = self.within.id(&id);
        let level = (level + self.within.levels).min(6);
        self.push("<h");
        self.out().number(level);
        self.out().attribute("id", &id);
        self.push(">");
        self.out().append(html);
        // A link cannot stand in a link.
        if !self.in_link() {
            let at = self.linked.len();
            self.linked.push(id.into_owned());
            self.out().hole(Hole::Anchor(at));
        }
        self.push("</h");
        self.out().number(level);
        self.push(">\n");
    }
}
