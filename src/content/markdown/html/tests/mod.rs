//! What the costly pass writes.

mod code;
mod forms;
mod kept;

use std::sync::Arc;

use proptest::prelude::*;

use super::{
    super::{RawHtml, Within, outline},
    Manner, body, read,
};
use crate::{diag::Source, sink::Html, typography::Style};

/// HTML with `{link 0}`, `{image 1}` and `{text x}` where the holes are.
fn html(text: &str) -> String {
    let source = Arc::new(Source::new("a.md", text));
    let made =
        body(&source, &(0..text.len()), RawHtml::Sanitize, Style::AsWritten, &|_, _| None);
    let mut holes = made.holes.iter();
    let mut out = String::new();
    for segment in &made.segments {
        out.push_str(segment.as_str());
        if let Some(hole) = holes.next() {
            out.extend(["{", &format!("{hole:?}"), "}"]);
        }
    }
    out
}

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(html(text).trim(), expected, "{text}");
}

#[test]
fn blocks_of_commonmark() {
    check("a\nb  \nc\\\nd", "<p>a\nb<br>\nc<br>\nd</p>");
    check("> a\n\n***", "<blockquote>\n<p>a</p>\n</blockquote>\n<hr>");
    check("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>");
    check(
        "3. a\n\n4. b",
        "<ol start=\"3\">\n<li><p>a</p>\n</li>\n<li><p>b</p>\n</li>\n</ol>",
    );
    check(
        "*a* **b** ~~c~~ `<`",
        "<p><em>a</em> <strong>b</strong> <del>c</del> <code>&lt;</code></p>",
    );
    check("Mot\n: sens", "<dl>\n<dt>Mot</dt>\n<dd>sens</dd>\n</dl>");
}

#[test]
fn headings_have_anchors_and_are_below_the_title() {
    check("# É & *b*", "<h2 id=\"e-b\">É &amp; <em>b</em>{Anchor(0)}</h2>");
}

#[test]
fn links_and_images_have_holes_where_the_portal_is_asked() {
    check(
        "[a](x.md \"T\") ![b `c`](y.png) https://d.example <e@f.example>",
        "<p><a{Link(0)} title=\"T\">a</a> {Picture(1)}<img{Image(1)} alt=\"b c\" decoding=\"async\">{PictureEnd}{Credit(1)} <a{Link(2)}>https://d.example</a> <a{Link(3)}>e@f.example</a></p>",
    );
    check("[a](javascript:x)", "<p>a</p>");
}

#[test]
fn tables_align_by_class() {
    check(
        "|a|b|\n|:-:|--:|\n|1|2|",
        "<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"{Text(\"table\")} 1\"><table>\n<thead><tr><th scope=\"col\" class=\"center\">a</th><th scope=\"col\" class=\"right\">b</th></tr></thead>\n<tbody>\n<tr><td class=\"center\">1</td><td class=\"right\">2</td></tr>\n</tbody></table></div>",
    );
}

#[test]
fn alerts_have_a_title_in_the_language_of_the_page() {
    check(
        "> [!TIP]\n> a",
        "<div class=\"alert alert-tip\" role=\"note\"><p class=\"alert-title\">{Text(\"alert-tip\")}</p>\n<p>a</p>\n</div>",
    );
}

#[test]
fn raw_html_stays_balanced_and_cannot_close_what_is_not_its_own() {
    check("<kbd>Ctrl</kbd> *a<b>c*</b>", "<p><kbd>Ctrl</kbd> <em>a<b>c</b></em></p>");
    check("a</p></article><b>c", "<p>a <b>c</b></p>");
    check("<a href=\"https://x.example\">[y](z.md)</a>", "<p><a{Link(0)}>y</a></p>");
    check(
        "<details><summary>s</summary>\n\n*t*\n\n</details>\n\nu",
        "<details><summary>s</summary>\n<p><em>t</em></p>\n</details>\n<p>u</p>",
    );
    check("<div>\n\n</main></div></div>", "<div>\n</div>");
    check("a <div>b</div> <script>x *y*</script> z", "<p>a  b   z</p>");
    check("*a <iframe>b* c</iframe> d", "<p><em>a </em> c d</p>");
}

#[test]
fn raw_html_may_go_over_lines() {
    check("<!--\nsecret **x**\n\n-->\n\na", "<p>a</p>");
    check("<div class=\"a\"\n  style=\"b\">Un</div>", "<div>Un</div>");
    check("<p>x <script>\ncode()\n</script> y</p>", "<p>x  y</p>");
    check("> <p\n> class=x>a</p>", "<blockquote>\n<p>a</p></blockquote>");
}

#[test]
fn raw_links_and_images_are_those_of_markdown() {
    check(
        "[a](x) <a href=\"y.md\" class=b>c</a> <img src=z.png alt=\"<\"> ![d](e.png)",
        "<p><a{Link(0)}>a</a> <a{Link(1)}>c</a> {Picture(2)}<img{Image(2)} alt=\"&lt;\" decoding=\"async\">{PictureEnd}{Credit(2)} {Picture(3)}<img{Image(3)} alt=\"d\" decoding=\"async\">{PictureEnd}{Credit(3)}</p>",
    );
    check("<a href=javascript:x>a</a> [b](c)", "<p>a <a{Link(1)}>b</a></p>");
}

#[test]
fn a_heading_keeps_its_images_and_an_image_has_no_markup_in_its_text() {
    check(
        "## A ![b](c.svg) d",
        "<h2 id=\"a-b-d\">A {Picture(0)}<img{Image(0)} alt=\"b\" decoding=\"async\">{PictureEnd}{Credit(0)} d{Anchor(0)}</h2>",
    );
    check(
        "![a *b* [c](d) ![e](f) `g`](h.svg) [i](j)",
        "<p>{Picture(0)}<img{Image(0)} alt=\"a b c e g\" decoding=\"async\">{PictureEnd}{Credit(0)} <a{Link(3)}>i</a></p>",
    );
}

#[test]
fn a_link_never_stands_in_a_link() {
    check(
        "<a href=\"x\">a https://b.example [^1]</a> [c](d)\n\n[^1]: n",
        "<p><a{Link(0)}>a https://b.example <sup id=\"fnref-1\">1</sup></a> <a{Link(2)}>c</a></p>\n<div class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"{Text(\"footnotes\")}\"><ol>\n<li id=\"fn-1\"><p>n <a class=\"footnote-back\" href=\"#fnref-1\" role=\"doc-backlink\" aria-label=\"{Text(\"footnote-back\")} 1\">↩</a></p></li>\n</ol></div>",
    );
}

/// Pieces of Markdown and raw HTML that open, close and count things.
const PIECES: &[&str] = &[
    "a ",
    "*",
    "**",
    "`",
    "[x](",
    "a.md)",
    "![",
    "](b.png)",
    "<a href=\"c.md\">",
    "</a>",
    "<img src=d.png alt=e>",
    "<b>",
    "</b>",
    "<div>",
    "</div>",
    "<script>",
    "</script>",
    "<svg>",
    "</svg>",
    "<!--",
    "-->",
    "https://e.example ",
    "www.f.example ",
    "[^1]",
    "\n\n[^1]: n\n\n",
    "# ",
    "\n\n",
    "\n",
    "> ",
    "- ",
    "|a|b|\n|-|-|\n|",
    "Table: ",
    "[!NOTE]",
    "[!TIP]+ ",
    "{#a}",
    "{#b .c}",
    "2^10^ ",
    "H~2~O",
    "~a~",
    ": ",
    "```\n",
    "<a id=x>",
    "<table><tr><td>",
    "<h@i.example>",
    "<a href='javascript:x'>",
    "<details>",
    "\\",
    "<p id=a>",
    "<a name=b>",
    "<li id=a>",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    /// The holes of the HTML are filled by their place in the outline's list: both passes must
    /// count the same links and give headings the same anchors, whatever the text.
    #[test]
    fn both_passes_count_the_same(pieces in prop::collection::vec(0..PIECES.len(), 1..24)) {
        let text: String = pieces.iter().filter_map(|it| PIECES.get(*it).copied()).collect();
        let source = Arc::new(Source::new("a.md", text.as_str()));
        let outline = outline(&source, &(0..text.len()), None).value;
        for mode in [RawHtml::Sanitize, RawHtml::Text] {
            let whole = 0..text.len();
            let manner = Manner { raw_html: mode, style: Style::French, within: Within::default() };
            let pass = read(&source, &whole, manner, &|_, _| None, |_, _, _| ());
            prop_assert_eq!(pass.links, outline.links.len(), "{:?}", text);
            let html = pass.finish().segments.iter().map(Html::as_str).collect::<String>();
            for heading in &outline.headings {
                prop_assert!(html.contains(&format!(" id=\"{}\"", heading.id)), "{text:?} {html}");
            }
        }
    }
}

#[test]
fn ids_of_raw_html_are_anchors_once() {
    check(
        "<div id=\"part_1\">a</div>\n\n## Part 1\n\n<p id=part-1>b</p>",
        "<div id=\"part_1\">a</div>\n<h2 id=\"part-1\">Part 1{Anchor(0)}</h2>\n<p>b</p>",
    );
}

#[test]
fn an_image_alone_with_a_caption_is_a_figure() {
    let image = "{Picture(0)}<img{Image(0)} alt=\"a\" decoding=\"async\">{PictureEnd}";
    let figure =
        format!("<figure>{image}<figcaption>B &amp; c{{Credit(0)}}</figcaption></figure>");
    check("![a](x.png \"B & c\")", &figure);
    check("> ![a](x.png \"B & c\")", &format!("<blockquote>\n{figure}\n</blockquote>"));
    check(
        "- ![a](x.png \"B & c\")\n\n  d",
        &format!("<ul>\n<li>{figure}\n<p>d</p>\n</li>\n</ul>"),
    );
    check("![a](x.png)", &format!("<p>{image}{{Credit(0)}}</p>"));
    let titled = image.replace("alt=\"a\"", "alt=\"a\" title=\"b\"");
    check("![a](x.png \"b\") c", &format!("<p>{titled}{{Credit(0)}} c</p>"));
    let decorative = image.replace("alt=\"a\"", "alt=\"\"");
    check("![](x.png \"{decorative}\")", &format!("<p>{decorative}{{Credit(0)}}</p>"));
    check("![b](x.png '{decorative}')", &format!("<p>{decorative}{{Credit(0)}}</p>"));
}
