//! What the crate wrote, with classes of the theme for its styles, and verified.

use crate::sink::{Allowed, Html};

/// Attributes whose values are a word, a number or a length.
const WORDS: &[&str] = &[
    "accent",
    "accentunder",
    "class",
    "columnspan",
    "depth",
    "display",
    "displaystyle",
    "fence",
    "form",
    "height",
    "largeop",
    "linethickness",
    "lspace",
    "mathvariant",
    "maxsize",
    "minsize",
    "movablelimits",
    "notation",
    "rowspan",
    "rspace",
    "scriptlevel",
    "separator",
    "stretchy",
    "symmetric",
    "voffset",
    "width",
];

/// Elements of MathML Core, `menclose`, and the HTML that may stand in `mtext`.
const MATHML: Allowed = Allowed {
    elements: &[
        ("b", &[]),
        ("code", &[]),
        ("em", &[]),
        ("i", &[]),
        ("math", WORDS),
        ("menclose", WORDS),
        ("mfrac", WORDS),
        ("mi", WORDS),
        ("mmultiscripts", WORDS),
        ("mn", WORDS),
        ("mo", WORDS),
        ("mover", WORDS),
        ("mpadded", WORDS),
        ("mphantom", WORDS),
        ("mprescripts", WORDS),
        ("mroot", WORDS),
        ("mrow", WORDS),
        ("ms", WORDS),
        ("mspace", WORDS),
        ("msqrt", WORDS),
        ("mstyle", WORDS),
        ("msub", WORDS),
        ("msubsup", WORDS),
        ("msup", WORDS),
        ("mtable", WORDS),
        ("mtd", WORDS),
        ("mtext", WORDS),
        ("mtr", WORDS),
        ("munder", WORDS),
        ("munderover", WORDS),
        ("span", WORDS),
    ],
    self_closing: true,
};

/// Declarations that the crate writes, and the theme's class for each; the rest is dropped.
const CLASSES: &[(&str, &str)] = &[
    ("text-align:left", "m-left"),
    ("text-align:right", "m-right"),
    ("padding-left:0", "m-pl0"),
    ("padding-right:0", "m-pr0"),
    ("padding-left:1em", "m-pl1"),
    ("padding-left:0.1em", "m-thin"),
    ("padding-top:0", "m-flat"),
    ("border-left:0.05emsolidcurrentcolor", "m-line-left"),
    ("border-left:0.05emdashedcurrentcolor", "m-dash-left"),
    ("border-right:0.05emsolidcurrentcolor", "m-line-right"),
    ("border-right:0.05emdashedcurrentcolor", "m-dash-right"),
    ("width:100%", "m-wide"),
    ("width:50%", "m-half"),
    ("font-variant-caps:small-caps", "m-caps"),
];

/// The same markup without styles, if it is one formula and nothing else.
pub(super) fn checked(html: &str) -> Option<Html> {
    let is_whole = html.starts_with("<math") && html.ends_with("</math>");
    is_whole.then_some(())?;
    Html::verified(&with_classes(html)?, &MATHML)
}

/// Classes in the place of styles; nothing for markup that does not look like the crate's.
fn with_classes(html: &str) -> Option<String> {
    // Checkers of HTML know this attribute of tables from no schema yet; in a formula of its own
    // it says what is so anyhow.
    let html = html
        .replace(
            "<mtable displaystyle=\"false\" scriptlevel=\"0\"",
            "<mtable displaystyle=\"false\"",
        )
        .replace(
            "<mtable displaystyle=\"true\" scriptlevel=\"0\"",
            "<mtable displaystyle=\"true\"",
        );
    let mut out = String::with_capacity(html.len());
    let mut parts = html.split(" style=\"");
    out.push_str(parts.next()?);
    for part in parts {
        let (style, behind) = part.split_once('"')?;
        let plain =
            |it: &str| it.chars().filter(|it| !it.is_whitespace()).collect::<String>();
        let classes: Vec<&str> = style
            .split(';')
            .filter_map(|it| CLASSES.iter().find(|class| class.0 == plain(it)))
            .map(|it| it.1)
            .collect();
        if !classes.is_empty() {
            out.extend([" class=\"", &classes.join(" "), "\""]);
        }
        out.push_str(behind);
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::checked;

    #[test]
    fn what_is_not_mathml_is_refused() {
        for html in [
            "",
            "x",
            "<mi>x</mi>",
            "<math>",
            "<math></math>x",
            "<math><script>x</script></math>",
            "<math><mi>x</mn></math>",
            "<math></mi></math>",
            "<math><mi href=\"x\">x</mi></math>",
            "<math><mi onclick=\"x\">x</mi></math>",
            "<math><mi mathvariant='normal'>x</mi></math>",
            "<math><mi>a > b</mi></math>",
            "<math><!-- x --></math>",
            "<math><annotation-xml><x/></annotation-xml></math>",
            "<math><mtd style=\"width: 50%></mtd></math>",
            "<MATH></MATH>",
        ] {
            assert_eq!(checked(html), None, "{html}");
        }
    }

    #[test]
    fn what_is_mathml_comes_through() {
        for html in [
            "<math></math>",
            "<math display=\"block\"><mi mathvariant=\"normal\">d</mi><mspace width=\"1em\"/></math>",
            "<math><mtext>&lt;b&gt; &amp;</mtext></math>",
        ] {
            assert_eq!(checked(html).unwrap().as_str(), html);
        }
        let styled =
            "<math><mtd style=\"width: 50%;color:red; text-align: left\"></mtd></math>";
        assert_eq!(
            checked(styled).unwrap().as_str(),
            "<math><mtd class=\"m-half m-left\"></mtd></math>"
        );
    }
}
