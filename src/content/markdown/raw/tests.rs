//! What becomes of raw HTML.

use super::*;

fn html(text: &str) -> String {
    tokens(text)
        .into_iter()
        .map(|it| match it.0 {
            Token::Open { name, id, attributes, .. } => {
                let id = id.map(|it| format!(" id={it}")).unwrap_or_default();
                format!("<{name}{id}{attributes}>")
            }
            Token::Close(name) => format!("</{name}>"),
            Token::Text(text) => text.to_string(),
            Token::Anchor(id) => format!("[anchor {id}]"),
            Token::Link { target, title } => format!("[link {target} {title}]"),
            Token::Image { target, alt, title } => {
                let alt = alt.as_deref().unwrap_or("");
                format!("[image {target} {alt} {title}]")
            }
            Token::Unknown(tag) => format!("[text {tag}]"),
            Token::Broken(tag) => format!("[broken {tag}]"),
            Token::Removed(Lost::Wrapper(name)) => format!("[around {name}]"),
            Token::Removed(Lost::Element(name)) => format!("[`<{name}>`]"),
            Token::Removed(Lost::Attribute(name)) => format!("[`{name}=`]"),
            Token::Removed(Lost::Crowded(name)) => format!("[crowded {name}]"),
            Token::Removed(Lost::Declaration) => "[a declaration]".into(),
            Token::Removed(Lost::Unclosed { end, .. }) => format!("[lacks {end}]"),
        })
        .collect()
}

#[test]
fn allowed_tags_stay_with_their_allowed_attributes() {
    assert_eq!(
        html("<kbd>Ctrl</kbd> <abbr title=\"a > b\" onclick=x>x</abbr><br/>"),
        "<kbd>Ctrl</kbd> [`onclick=`]<abbr title=\"a &gt; b\">x</abbr><br>"
    );
    assert_eq!(html("<tr><td colspan=2>x"), "<tr><td colspan=\"2\">x");
    assert_eq!(html("5 < 6 &amp; &eacute;"), "5 &lt; 6 &amp; é");
}

#[test]
fn what_acts_or_loads_is_removed_with_what_is_in_it() {
    for (text, expected) in [
        ("<script>alert('</b>')</script>x", "[`<script>`]x"),
        ("<SCRIPT>never closed", "[lacks </script>]"),
        ("a <!-- never closed", "a [lacks -->]"),
        ("<?never closed", "[lacks ?>]"),
        ("</ never closed", "[lacks >]"),
        ("<img src=x onerror=y>", "[`onerror=`][image x  ]"),
        ("<section class=x>a</section>", "[around section]a</section>"),
        ("<svg onload=x></svg><p>", "[`<svg>`]<p>"),
        ("<p style=\"color:red\">", "[`style=`]<p>"),
        ("<iframe src=//e></iframe>", "[`<iframe>`]"),
        ("<form action=x><input>", "[`<form>`][`<input>`]"),
        ("<!-- secret -->", ""),
        ("<!doctype html><base href=x>", "[a declaration][`<base>`]"),
        ("<a id=x>y</a>", "[anchor x]y</a>"),
        ("<a name='x y'>y</a>", "y</a>"),
        ("<li id=x value=3>", "[`value=`]<li id=x>"),
        ("<tr id=x>", "<tr id=x>"),
        ("<img id=x src=y>", "[anchor x][image y  ]"),
        ("<section id=x>", "[anchor x][around section]"),
        ("<a href='../x?a=1&amp;b' title=t>", "[link ../x?a=1&b t]"),
        ("<q cite=\"javascript:x\">", "[`cite=`]<q>"),
        ("<t x\"><table>\">", "[text <t x\">]<table>\"&gt;"),
        ("<votre-nom>x</votre-nom>", "[text <votre-nom>]x[text </votre-nom>]"),
        ("<T>", "[text <T>]"),
        ("<p><a href=\"https://x/>text</a>", "<p>[broken <a href=\"https://x/>]text</a>"),
        (
            "<a href=\"x>y</a> <a href=\"z\">y</a>",
            "[broken <a href=\"x>]y</a> [link z ]y</a>",
        ),
        ("<s x\"><small>\">", "[`<s>`]<small>\"&gt;"),
        ("<b hidden>x</b>", "[`hidden=`]<b>x</b>"),
        ("<b title = 'a > b' x>", "[`x=`]<b title=\"a &gt; b\">"),
    ] {
        assert_eq!(html(text), expected, "{text}");
    }
}
