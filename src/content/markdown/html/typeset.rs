//! The texts of a body as their language sets them: what is read ahead up to the end of a
//! paragraph, so that a mark sees its neighbors, and the changes of each text.
//!
//! The author's text goes on as it is, since anchors, links and places are made of it; what is
//! changed goes with it.

use std::{collections::VecDeque, sync::Arc};

use pulldown_cmark::{Event, Tag, TagEnd};

use super::{
    super::parts::{Part, Placed},
    RawHtml,
};
use crate::{
    diag::Source,
    source::markup::{self, Piece},
    typography::{Edit, Run, Style},
};

/// Elements of raw HTML whose text nobody may touch.
const KEPT: &[&str] = &["code", "kbd", "math", "pre", "samp", "tt", "var"];

/// Elements that have no end.
const VOID: &[&str] = &["br", "col", "hr", "img", "input", "source", "track", "wbr"];

/// After how many parts a paragraph is set up to the end of a line: marks hardly ever look
/// further, and what is read ahead takes twenty times the room of a short line.
const AHEAD: usize = 256;

/// After how many parts it is set wherever that is.
const FURTHEST: usize = 1024;

/// How many elements are told apart: nobody nests more, but who attacks.
const DEEPEST: usize = 100;

/// The parts of a body, each text with its changes.
pub(super) struct Typeset<'a, I> {
    source: &'a Arc<Source>,
    parts: I,
    style: Style,
    raw_html: RawHtml,
    /// The paragraph that was read ahead, and which of its texts each part is.
    ready: VecDeque<(Placed<'a>, Option<usize>)>,
    run: Run,
    texts: usize,
    /// Elements of raw HTML that are open.
    open: Vec<Element>,
    /// How many parts are open.
    depth: usize,
    in_code: bool,
}

/// An element of raw HTML that is open.
struct Element {
    name: String,
    style: Style,
    depth: usize,
}

impl<'a, I: Iterator<Item = Placed<'a>>> Typeset<'a, I> {
    pub(super) fn new(
        source: &'a Arc<Source>,
        parts: I,
        style: Style,
        raw_html: RawHtml,
    ) -> Self {
        Self {
            source,
            parts,
            style,
            raw_html,
            ready: VecDeque::new(),
            run: Run::default(),
            texts: 0,
            open: Vec::new(),
            depth: 0,
            in_code: false,
        }
    }

    /// The next part; `edits` are the changes of its text afterwards.
    pub(super) fn next(&mut self, edits: &mut Vec<Edit>) -> Option<Placed<'a>> {
        edits.clear();
        if self.style == Style::AsWritten {
            return self.parts.next();
        }
        if self.ready.is_empty()
            && let Some(alone) = self.read()
        {
            return Some(alone);
        }
        let (part, text) = self.ready.pop_front()?;
        if let Some(text) = text {
            edits.extend(self.run.edits(text));
        }
        Some(part)
    }

    /// Reads to the end of a paragraph. A part that stands alone is given back: nothing in it
    /// is to be set.
    fn read(&mut self) -> Option<Placed<'a>> {
        self.run.clear();
        self.texts = 0;
        let (first, at) = self.parts.next()?;
        let mut is_end = self.take(&first, at.start);
        if is_end && self.texts == 0 {
            return Some((first, at));
        }
        self.ready.push_back(((first, at), (self.texts > 0).then_some(0)));
        while !is_end && let Some((part, at)) = self.parts.next() {
            let texts = self.texts;
            is_end = self.take(&part, at.start);
            let is_line = matches!(part, Part::Event(Event::SoftBreak | Event::HardBreak));
            let ahead = self.ready.len();
            is_end |= ahead >= FURTHEST || (is_line && ahead >= AHEAD);
            let text = (self.texts > texts).then_some(texts);
            self.ready.push_back(((part, at), text));
        }
        self.run.set();
        None
    }

    /// Adds a part to the paragraph; whether the paragraph ends with it.
    fn take(&mut self, part: &Part<'_>, at: usize) -> bool {
        if part.is_end() {
            self.depth = self.depth.saturating_sub(1);
            while self.open.pop_if(|it| it.depth > self.depth).is_some() {}
        }
        let is_end = match part {
            Part::Event(event) => self.event(event, at),
            _ => true,
        };
        let is_html = matches!(
            part,
            Part::Event(Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock))
        );
        self.depth += usize::from(part.is_start() && !is_html);
        is_end
    }

    fn event(&mut self, event: &Event<'_>, at: usize) -> bool {
        match event {
            Event::Text(text) if !self.in_code => self.text(text, at),
            Event::Code(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_) => self.run.object(),
            Event::SoftBreak => self.run.soft_break(),
            Event::InlineHtml(html) => self.html(html),
            Event::Html(html) => {
                self.html(html);
                return true;
            }
            // An alternative text is no part of the sentence around its image.
            Event::HardBreak | Event::Start(Tag::Image { .. }) => self.run.hard_break(),
            Event::End(TagEnd::Image) => {
                self.run.hard_break();
                self.run.object();
            }
            Event::Text(_)
            | Event::TaskListMarker(_)
            | Event::Start(
                Tag::Emphasis
                | Tag::Strong
                | Tag::Strikethrough
                | Tag::Superscript
                | Tag::Subscript
                | Tag::Link { .. },
            )
            | Event::End(
                TagEnd::Emphasis
                | TagEnd::Strong
                | TagEnd::Strikethrough
                | TagEnd::Superscript
                | TagEnd::Subscript
                | TagEnd::Link,
            ) => {}
            Event::Start(Tag::CodeBlock(_)) => {
                self.in_code = true;
                return true;
            }
            Event::End(TagEnd::CodeBlock) => {
                self.in_code = false;
                return true;
            }
            _ => return true,
        }
        false
    }

    fn text(&mut self, text: &str, at: usize) {
        let style = self.open.last().map_or(self.style, |it| it.style);
        // `\"`: the author wants this very letter.
        let before = at.checked_sub(1).and_then(|it| self.source.text().as_bytes().get(it));
        let kept = if before == Some(&b'\\') {
            text.chars().next().map_or(0, char::len_utf8)
        } else {
            0
        };
        self.run.text_after(text, kept, style);
        self.texts += 1;
    }

    /// Notes which elements begin and end.
    fn html(&mut self, html: &str) {
        if self.raw_html == RawHtml::Text {
            return self.run.object();
        }
        for tag in html.split('<').skip(1) {
            let (closes, name) =
                tag.strip_prefix('/').map_or((false, tag), |it| (true, it));
            let end = name.find(|it: char| !it.is_ascii_alphanumeric());
            let name =
                name.get(..end.unwrap_or(name.len())).unwrap_or("").to_ascii_lowercase();
            if closes {
                let own = |it: &&Element| it.depth == self.depth;
                let inner = self.open.iter().rev().take_while(own);
                if let Some(at) = inner.map(|it| &it.name).position(|it| *it == name) {
                    self.open.truncate(self.open.len() - at - 1);
                }
            } else if name == "br" {
                self.run.hard_break();
            } else if !name.is_empty()
                && !VOID.contains(&name.as_str())
                && self.open.len() < DEEPEST
            {
                let own = self.open.last().map_or(self.style, |it| it.style);
                let style = if KEPT.contains(&name.as_str()) {
                    Style::AsWritten
                } else {
                    language(tag).map_or(own, |it| Style::of(&it))
                };
                self.open.push(Element { name, style, depth: self.depth });
            }
        }
    }
}

/// What a tag, without its `<`, says of the language.
fn language(tag: &str) -> Option<String> {
    if !tag.as_bytes().windows(4).any(|it| it.eq_ignore_ascii_case(b"lang")) {
        return None;
    }
    let tags = markup::scan(&format!("<{tag}")).into_iter();
    let mut attributes = tags.filter_map(|it| match it {
        Piece::Open(tag) => Some(tag.attributes),
        _ => None,
    });
    attributes.next()?.into_iter().find(|it| it.name == "lang").map(|it| it.value)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::{super::RawHtml, body};
    use crate::{diag::Source, sink::Html, typography::Style};

    /// The HTML as it is set, `~` for a narrow space and `_` for a wide one.
    fn set(text: &str, style: Style, raw_html: RawHtml) -> String {
        let source = Arc::new(Source::new("a.md", text));
        let made = body(&source, &(0..text.len()), raw_html, style, &|_, _| None);
        let html: String = made.segments.iter().map(Html::as_str).collect();
        html.trim().replace('\u{202f}', "~").replace('\u{a0}', "_")
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(set(text, Style::French, RawHtml::Sanitize), expected, "{text}");
    }

    #[test]
    fn marks_see_their_neighbors_over_all_markup() {
        check("\"un *mot* ici\" !", "<p>«~un <em>mot</em> ici~»~!</p>");
        check("l'**été** : *\"un\"*", "<p>l’<strong>été</strong>_: <em>«~un~»</em></p>");
        check("«*été*» ; [l'un](x) !", "<p>«~<em>été</em>~»~; <a>l’un</a>~!</p>");
        check("**Attention:** lire", "<p><strong>Attention_:</strong> lire</p>");
        check("l'`x` : `a ; b` !", "<p>l’<code>x</code>_: <code>a ; b</code>~!</p>");
        check("un &laquo;&nbsp;mot&nbsp;&raquo;", "<p>un «_mot_»</p>");
        check("\"un\n*mot*\" ?", "<p>«~un\n<em>mot</em>~»~?</p>");
        check("« un ![l'x](y) »", "<p>«~un <img alt=\"l’x\" decoding=\"async\">~»</p>");
        check("10&nbsp;000 € et 50 %", "<p>10_000_€ et 50_%</p>");
    }

    /// Of what is read ahead, not all of a long paragraph is kept.
    #[test]
    fn a_paragraph_without_end_is_set_line_by_line() {
        for line in ["l'un *mot* ?\n", "**l'un** ? ", "\"un\" <b>?</b>\n"] {
            let text = line.repeat(3_000);
            let html = set(text.trim_end(), Style::French, RawHtml::Sanitize);
            let one = set(line.trim_end(), Style::French, RawHtml::Sanitize);
            let one = one.trim_start_matches("<p>").trim_end_matches("</p>");
            // Where there is no line, a mark may miss its neighbor now and then.
            assert!(html.matches(one).count() >= 2_990, "{one}");
            let peak = |style| {
                let work = || drop(set(&text, style, RawHtml::Sanitize));
                allocation_counter::measure(work).bytes_max
            };
            let (used, plain) = (peak(Style::French), peak(Style::AsWritten));
            assert!(used < 2 * plain, "{used} {plain}");
        }
    }

    #[test]
    fn every_block_is_set_and_each_by_itself() {
        check("- l'un\n- \"deux", "<ul>\n<li>l’un</li>\n<li>&quot;deux</li>\n</ul>");
        check("> l'un ?", "<blockquote>\n<p>l’un~?</p>\n</blockquote>");
        check("\"un\n\ndeux\"", "<p>&quot;un</p>\n<p>deux&quot;</p>");
        check("a\n: l'un", "<dl>\n<dt>a</dt>\n<dd>l’un</dd>\n</dl>");
        assert!(
            set("| a | b |\n|---|---|\n| l'un | \"x |\n", Style::French, RawHtml::Sanitize)
                .contains("<td>l’un</td><td>&quot;x</td>")
        );
        assert!(
            set("a[^1] !\n\n[^1]: L'un.\n", Style::French, RawHtml::Sanitize)
                .contains("L’un.")
        );
        assert!(
            set("> [!NOTE] L'un !\n> l'un\n", Style::French, RawHtml::Sanitize)
                .contains("L’un~!")
        );
    }

    #[test]
    fn code_and_addresses_stay() {
        check(
            "```\nl'x ; \"y\" !\n```",
            "<figure class=\"code\"><pre tabindex=\"0\"><code>l&#39;x ; &quot;y&quot; !\n</code></pre></figure>",
        );
        check(
            "    l'x !",
            "<figure class=\"code\"><pre tabindex=\"0\"><code>l&#39;x !</code></pre></figure>",
        );
        check("<kbd>l'x !</kbd> l'x", "<p><kbd>l&#39;x !</kbd> l’x</p>");
        check(
            "voir https://a.example/l'x;y ; l'un",
            "<p>voir <a>https://a.example/l&#39;x;y</a>~; l’un</p>",
        );
        check("<https://a.example/?x=l'y>", "<p><a>https://a.example/?x=l&#39;y</a></p>");
        check("<o'neil@a.example>", "<p><a>o&#39;neil@a.example</a></p>");
        check("\"https://a.example\" !", "<p>«~<a>https://a.example</a>~»~!</p>");
        check("[l'un](/x 'l\\'autre')", "<p><a title=\"l’autre\">l’un</a></p>");
    }

    #[test]
    fn what_the_author_escapes_stays() {
        check("l\\'un \\\"mot\\\" l'autre", "<p>l&#39;un &quot;mot&quot; l’autre</p>");
        check("un\\... et deux...", "<p>un... et deux…</p>");
        check("C\\: et D :", "<p>C: et D_:</p>");
    }

    #[test]
    fn ordinals_are_raised() {
        check(
            "Le 1er et la 2e au XXe.",
            "<p>Le 1<sup>er</sup> et la 2<sup>e</sup> au XX<sup>e</sup>.</p>",
        );
        let heading = set("## Le 2e l'été", Style::French, RawHtml::Sanitize);
        assert!(
            heading.starts_with("<h2 id=\"le-2e-l-ete\">Le 2<sup>e</sup> l’été"),
            "{heading}"
        );
    }

    #[test]
    fn another_language_inside_follows_its_own_rules() {
        check(
            "Il dit <q lang=\"en\">it's \"on\"!</q> !",
            "<p>Il dit <q lang=\"en\">it’s “on”!</q>~!</p>",
        );
        check(
            "<span lang=\"de\">l'x !</span> l'x !",
            "<p><span lang=\"de\">l&#39;x !</span> l’x~!</p>",
        );
        check(
            "<div lang=\"en\">\n\n\"It\" !\n\n</div>\n\n\"Ça\" !",
            "<div lang=\"en\">\n<p>“It” !</p>\n</div>\n<p>«~Ça~»~!</p>",
        );
        check(
            "a <span lang=\"en\">\"b\"\n\n\"c\"",
            "<p>a <span lang=\"en\">“b”</span></p>\n<p>«~c~»</p>",
        );
        check("<span>a</span></span> \"b\"", "<p><span>a</span> «~b~»</p>");
        assert_eq!(
            set("\"It's\" : <q lang=\"fr\">l'été !</q>", Style::English, RawHtml::Sanitize),
            "<p>“It’s” : <q lang=\"fr\">l’été~!</q></p>"
        );
        assert_eq!(
            set("l'x ! <q lang=\"fr\">l'été !</q>", Style::AsWritten, RawHtml::Sanitize),
            "<p>l&#39;x ! <q lang=\"fr\">l&#39;été !</q></p>"
        );
        assert_eq!(
            set("l'x <q lang=\"en\">l'été ! oui</q>", Style::French, RawHtml::Text),
            "<p>l’x &lt;q lang=&quot;en&quot;&gt;l’été~! oui&lt;/q&gt;</p>"
        );
    }
}
