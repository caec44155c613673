//! The extensions of GitHub Flavored Markdown, rule by rule. The rules are told in our words, in
//! the order of the specification; the examples are ours.

use super::plain::{bare, ours, without_between};

/// Without what our tables have around them.
fn plain(text: &str) -> String {
    let html = without_between(&ours(text), "<div class=\"table\"", "\">", "");
    let html = html.replace("</table></div>", "</table>").replace(" scope=\"col\"", "");
    bare(&html)
}

#[track_caller]
fn check(cases: &[(&str, &str, &str)]) {
    let mut wrong = Vec::new();
    for (rule, text, html) in cases {
        let is = plain(text);
        if is != *html {
            wrong.push(format!("{rule}: {text:?}\n  is     {is:?}\n  should {html:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn table(head: &str, rows: &[&str]) -> String {
    let row = |it: &&str| format!("<tr>{it}</tr>");
    let rows: String = rows.iter().map(row).collect();
    let rows = if rows.is_empty() { rows } else { format!("<tbody>{rows}</tbody>") };
    format!("<table><thead><tr>{head}</tr></thead>{rows}</table>")
}

#[test]
fn tables() {
    let ab = "<th>a</th><th>b</th>";
    let cases: &[(&str, &str, String)] = &[
        (
            "head, delimiter row, rows",
            "|a|b|\n|-|-|\n|c|d|",
            table(ab, &["<td>c</td><td>d</td>"]),
        ),
        ("spaces around cells go", "|  a  | b |\n| - | - |", table(ab, &[])),
        (
            "pipes at the ends may lack",
            "a | b\n--|--\nc | d",
            table(ab, &["<td>c</td><td>d</td>"]),
        ),
        (
            "colons align",
            "|a|b|c|\n|:-|:-:|-:|",
            table("<th>a</th><th class=\"center\">b</th><th class=\"right\">c</th>", &[]),
        ),
        (
            "inlines in cells",
            "|*a*|`b`|\n|-|-|",
            table("<th><em>a</em></th><th><code>b</code></th>", &[]),
        ),
        (
            "no blocks in cells",
            "|a|b|\n|-|-|\n|- c|> d|",
            table(ab, &["<td>- c</td><td>&gt; d</td>"]),
        ),
        ("an escaped pipe is a text", "|a\\|b|\n|-|", table("<th>a|b</th>", &[])),
        ("also in code", "|`a\\|b`|\n|-|", table("<th><code>a|b</code></th>", &[])),
        (
            "an empty line ends it",
            "|a|b|\n|-|-|\n\nc",
            format!("{}<p>c</p>", table(ab, &[])),
        ),
        (
            "another block ends it",
            "|a|b|\n|-|-|\n> c",
            format!("{}<blockquote><p>c</p></blockquote>", table(ab, &[])),
        ),
        ("head and delimiter row fit", "|a|b|\n|-|", "<p>|a|b| |-|</p>".into()),
        (
            "too few cells are filled",
            "|a|b|\n|-|-|\n|c|",
            table(ab, &["<td>c</td><td></td>"]),
        ),
        (
            "too many are left off",
            "|a|b|\n|-|-|\n|c|d|e|",
            table(ab, &["<td>c</td><td>d</td>"]),
        ),
        ("no rows, no body", "|a|b|\n|-|-|", table(ab, &[])),
        (
            "a line without pipes is a row",
            "|a|b|\n|-|-|\nc",
            table(ab, &["<td>c</td><td></td>"]),
        ),
        ("no delimiter row, no table", "|a|b|\n|c|d|", "<p>|a|b| |c|d|</p>".into()),
    ];
    for (rule, text, html) in cases {
        check(&[(rule, text, html)]);
    }
}

#[test]
fn task_lists() {
    let open = "<li><input type=\"checkbox\" disabled aria-label=\"task-open\"> a</li>";
    let done =
        "<li><input type=\"checkbox\" disabled checked aria-label=\"task-done\"> b</li>";
    let list = format!("<ul>{open}{done}</ul>");
    check(&[
        ("an item that begins with a marker", "- [ ] a\n- [x] b", &list),
        ("a capital means the same", "- [ ] a\n- [X] b", &list),
        ("every kind of list", "1. [ ] a", &format!("<ol>{open}</ol>")),
        (
            "they nest",
            "- [ ] a\n  - [x] b",
            &format!("<ul>{}<ul>{done}</ul></li></ul>", open.trim_end_matches("</li>")),
        ),
        ("white space follows the marker", "- [x]a", "<ul><li>[x]a</li></ul>"),
        (
            "one space or `x` is in it",
            "- [] a\n- [y] a",
            "<ul><li>[] a</li><li>[y] a</li></ul>",
        ),
        ("only in a list", "[ ] a", "<p>[ ] a</p>"),
        ("only first", "- a [ ] b", "<ul><li>a [ ] b</li></ul>"),
    ]);
}

#[test]
fn strikes() {
    check(&[
        ("two tildes", "~~a~~ b", "<p><del>a</del> b</p>"),
        ("one tilde is a text, as the author of a price means it", "~a~ b", "<p>~a~ b</p>"),
        ("as many at the end", "~~a~ b", "<p>~~a~ b</p>"),
        ("never over paragraphs", "~~a\n\nb~~", "<p>~~a</p><p>b~~</p>"),
        ("three are no strike", "a ~~~b~~~", "<p>a ~~~b~~~</p>"),
        ("with other signs", "**~~a~~**", "<p><strong><del>a</del></strong></p>"),
    ]);
}

fn link(address: &str, text: &str) -> String {
    format!("<a href=\"{address}\">{text}</a>")
}

#[test]
fn addresses_in_texts() {
    let a = link("https://www.a.example", "www.a.example");
    let b = link("https://b.example/c", "https://b.example/c");
    let cases: &[(&str, &str, String)] = &[
        ("at the beginning of a line", "www.a.example", format!("<p>{a}</p>")),
        ("behind white space", "x www.a.example", format!("<p>x {a}</p>")),
        (
            "behind `*`, `_`, `~` and `(`",
            "*www.a.example* (www.a.example)",
            format!("<p><em>{a}</em> ({a})</p>"),
        ),
        ("not within a word", "xwww.a.example", "<p>xwww.a.example</p>".into()),
        (
            "a domain has a period",
            "https://localhost www.",
            "<p>https://localhost www.</p>".into(),
        ),
        (
            "no `_` in its last two parts",
            "www.a_b.example www.a.b_c",
            "<p>www.a_b.example www.a.b_c</p>".into(),
        ),
        (
            "but before them",
            "www.a_b.c.example",
            format!("<p>{}</p>", link("https://www.a_b.c.example", "www.a_b.c.example")),
        ),
        (
            "a path of any signs",
            "https://b.example/c_d~e/f?g=h&i#j",
            format!(
                "<p>{}</p>",
                link(
                    "https://b.example/c_d~e/f?g=h&amp;i#j",
                    "https://b.example/c_d~e/f?g=h&amp;i#j"
                )
            ),
        ),
        ("up to white space or `<`", "https://b.example/c<d", format!("<p>{b}&lt;d</p>")),
    ];
    for (rule, text, html) in cases {
        check(&[(rule, text, html)]);
    }
}

#[test]
fn ends_of_addresses() {
    let b = link("https://b.example/c", "https://b.example/c");
    let cases: &[(&str, &str, String)] = &[
        (
            "punctuation at the end is not its",
            "https://b.example/c. https://b.example/c?!",
            format!("<p>{b}. {b}?!</p>"),
        ),
        (
            "within it is",
            "https://b.example/c.d",
            format!("<p>{}</p>", link("https://b.example/c.d", "https://b.example/c.d")),
        ),
        (
            "brackets in pairs are its",
            "(https://b.example/c(d))",
            format!(
                "<p>({})</p>",
                link("https://b.example/c(d)", "https://b.example/c(d)")
            ),
        ),
        ("a bracket too many is not", "(https://b.example/c)", format!("<p>({b})</p>")),
        (
            "only at the end",
            "https://b.example/c)d",
            format!("<p>{}</p>", link("https://b.example/c)d", "https://b.example/c)d")),
        ),
        (
            "what looks like an entity at the end is not its",
            "https://b.example/c&hello;",
            format!("<p>{b}&amp;hello;</p>"),
        ),
        (
            "`http://` as well",
            "http://b.example",
            format!("<p>{}</p>", link("http://b.example", "http://b.example")),
        ),
        (
            "never in a link",
            "[www.a.example](x)",
            format!("<p>{}</p>", link("x", "www.a.example")),
        ),
        ("never in code", "`www.a.example`", "<p><code>www.a.example</code></p>".into()),
    ];
    for (rule, text, html) in cases {
        check(&[(rule, text, html)]);
    }
}

#[test]
fn mail_in_texts() {
    let mail = |it: &str| link(&format!("mailto:{it}"), it);
    let cases: &[(&str, &str, String)] = &[
        (
            "name, `@`, domain",
            "to a.b-c_d+e@f.example",
            format!("<p>to {}</p>", mail("a.b-c_d+e@f.example")),
        ),
        ("a domain has a period", "a@b", "<p>a@b</p>".into()),
        ("no `+` in the domain", "a@b+c.example", "<p>a@b+c.example</p>".into()),
        (
            "a period at the end is not its",
            "a@b.example.",
            format!("<p>{}.</p>", mail("a@b.example")),
        ),
        (
            "no `-` or `_` at the end",
            "a@b.example- a@b.example_",
            "<p>a@b.example- a@b.example_</p>".into(),
        ),
        (
            "`mailto:` belongs to it",
            "mailto:a@b.example",
            format!("<p>{}</p>", link("mailto:a@b.example", "mailto:a@b.example")),
        ),
        ("a path does not", "a@b.example/c", format!("<p>{}/c</p>", mail("a@b.example"))),
    ];
    for (rule, text, html) in cases {
        check(&[(rule, text, html)]);
    }
}

/// GFM escapes nine elements, and lets everything else through. Here nothing goes through that
/// is not allowed.
#[test]
fn raw_html() {
    for name in [
        "title",
        "textarea",
        "style",
        "xmp",
        "iframe",
        "noembed",
        "noframes",
        "script",
        "plaintext",
    ] {
        for text in
            [format!("<{name}>a</{name}>"), format!("b <{}> c", name.to_uppercase())]
        {
            let html = ours(&text).to_lowercase();
            assert!(!html.contains(&format!("<{name}")), "{html}");
        }
    }
    check(&[(
        "others stay",
        "<strong>a</strong> <kbd>b</kbd>",
        "<p><strong>a</strong> <kbd>b</kbd></p>",
    )]);
}
