//! Forms of our own, and those of other dialects.

use super::{check, html};

#[test]
fn a_table_has_its_caption_under_it() {
    let row = "<thead><tr><th scope=\"col\">a</th></tr></thead>\n<tbody>\n<tr><td>1</td></tr>\n</tbody></table></div>";
    let caption = format!(
        "<div class=\"table\" tabindex=\"0\" role=\"region\" aria-labelledby=\"tbl-1\"><table>\n<caption id=\"tbl-1\">Of <em>b</em> <a{{Link(0)}}>c</a></caption>\n{row}"
    );
    check("|a|\n|-|\n|1|\n\nTable: Of *b* [c](d)", &caption);
    check("|a|\n|-|\n|1|\nTable:   Of *b* [c](d)", &caption);
    check(
        "> |a|\n> |-|\n> |1|\n>\n> Table: Of *b* [c](d)\n\ne",
        &format!("<blockquote>\n{caption}\n</blockquote>\n<p>e</p>"),
    );
    let table = format!(
        "<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"{{Text(\"table\")}} 1\"><table>\n{row}"
    );
    check("|a|\n|-|\n|1|\n\nTables: b", &format!("{table}\n<p>Tables: b</p>"));
    check(
        "|a|\n|-|\n|1|\n\n- Table: b",
        &format!("{table}\n<ul>\n<li>Table: b</li>\n</ul>"),
    );
    check("Table: b", "<p>Table: b</p>");
}

#[test]
fn alerts_may_have_a_title_of_their_own() {
    let own = "<span class=\"hidden\">{Text(\"alert-note\")} – </span>";
    check(
        "> [!note] My *own*\n> a\n>\n> b",
        &format!(
            "<div class=\"alert alert-note\" role=\"note\"><p class=\"alert-title\">{own}My <em>own</em></p>\n<p>a</p>\n<p>b</p>\n</div>"
        ),
    );
    check(
        "> [!NOTE] *a\n> b* c\n\nd",
        &format!(
            "<div class=\"alert alert-note\" role=\"note\"><p class=\"alert-title\">{own}<em>a\nb</em> c</p>\n</div>\n<p>d</p>"
        ),
    );
    check("> [!NOTE](x)", "<blockquote>\n<p><a{Link(0)}>!NOTE</a></p>\n</blockquote>");
    check(
        "> [!NOTE] a\n\n[!note]: x",
        "<blockquote>\n<p><a{Link(0)}>!NOTE</a> a</p>\n</blockquote>",
    );
    check("> [!NOTES] a", "<blockquote>\n<p>[!NOTES] a</p>\n</blockquote>");
}

#[test]
fn alerts_fold() {
    check(
        "> [!TIP]-\n> a",
        "<details class=\"alert alert-tip\" open><summary class=\"alert-title\">{Text(\"alert-tip\")}</summary>\n<p>a</p>\n</details>",
    );
    check(
        "> [!TIP]+ B\n> > [!NOTE]\n> > c",
        "<details class=\"alert alert-tip\"><summary class=\"alert-title\"><span class=\"hidden\">{Text(\"alert-tip\")} – </span>B</summary>\n<div class=\"alert alert-note\" role=\"note\"><p class=\"alert-title\">{Text(\"alert-note\")}</p>\n<p>c</p>\n</div>\n</details>",
    );
}

#[test]
fn a_table_names_its_columns_and_rows() {
    let table = "<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"{Text(\"table\")} 1\"><table>\n";
    check(
        "||a|\n|-|-|\n|b|1|",
        &format!(
            "{table}<thead><tr><td></td><th scope=\"col\">a</th></tr></thead>\n<tbody>\n<tr><th scope=\"row\">b</th><td>1</td></tr>\n</tbody></table></div>"
        ),
    );
    check(
        "|||\n|-|-:|\n|b|1|",
        &format!(
            "{table}<thead><tr><td></td><td></td></tr></thead>\n<tbody>\n<tr><td>b</td><td class=\"right\">1</td></tr>\n</tbody></table></div>"
        ),
    );
    assert!(html("|a|\n|-|\n\n|a|\n|-|").contains("aria-label=\"{Text(\"table\")} 2\""));
}

#[test]
fn footnotes_are_numbered_by_their_first_reference() {
    let reference = |id: &str, number: u8| {
        format!(
            "<sup><a class=\"footnote-ref\" id=\"{id}\" href=\"#fn-{number}\" role=\"doc-noteref\" aria-label=\"{{Text(\"footnote\")}} {number}\">{number}</a></sup>"
        )
    };
    let back = |id: &str, said: &str, sign: &str| {
        format!(
            " <a class=\"footnote-back\" href=\"#{id}\" role=\"doc-backlink\" aria-label=\"{{Text(\"footnote-back\")}} {said}\">{sign}</a>"
        )
    };
    check(
        "a[^b] c[^a] d[^b]\n\n[^a]: A\n[^b]: B\n[^never]: N",
        &format!(
            "<p>a{} c{} d{}</p>\n<div class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"{{Text(\"footnotes\")}}\"><ol>\n<li id=\"fn-1\"><p>B{}{}</p></li>\n<li id=\"fn-2\"><p>A{}</p></li>\n</ol></div>",
            reference("fnref-1", 1),
            reference("fnref-2", 2),
            reference("fnref-1-2", 1),
            back("fnref-1", "1", "↩"),
            back("fnref-1-2", "1 (2)\" data-n=\"2", "↩"),
            back("fnref-2", "2", "↩"),
        ),
    );
}

#[test]
fn a_heading_may_be_given_its_id() {
    let heading =
        |id: &str, words: &str| format!("<h2 id=\"{id}\">{words}{{Anchor(0)}}</h2>");
    check("## A *b* {#My_id}", &heading("My_id", "A <em>b</em>"));
    check("A {#b_c_ .d}\n---", &heading("b_c_", "A"));
    check("## A {#b} ##", &heading("b", "A"));
    check("## A {b}", &heading("a-b", "A {b}"));
    check("## A {#fn-1}", &heading("a", "A"));
    check(
        "## A {#b}\n\n## C {#b}",
        &format!("{}\n{}", heading("b", "A"), heading("c", "C").replace("(0)", "(1)")),
    );
    check("a {#b}", "<p>a {#b}</p>");
}

#[test]
fn scripts_are_above_and_below_only_where_nothing_else_is_meant() {
    check(
        "10^3^ m, 1^er^, (x)^−1^, H~2~O, CO~2~.",
        "<p>10<sup>3</sup> m, 1<sup>er</sup>, (x)<sup>−1</sup>, H<sub>2</sub>O, CO<sub>2</sub>.</p>",
    );
    check("2^10 or 3^5, ~gone~, ~~gone~~", "<p>2^10 or 3^5, ~gone~, <del>gone</del></p>");
    check("x\\^2^ `x^2^`", "<p>x^2^ <code>x^2^</code></p>");
    check("https://a.example/x^2^", "<p><a{Link(0)}>https://a.example/x^2^</a></p>");
    check(
        "    x^2^\n\na",
        "<figure class=\"code\"><pre tabindex=\"0\"><code>x^2^\n</code></pre></figure>\n<p>a</p>",
    );
    check("**x^2^**", "<p><strong>x<sup>2</sup></strong></p>");
}

#[test]
fn terms_have_their_meanings() {
    check(
        "A\n: one\n: two\n\nB\nC\n: three",
        "<dl>\n<dt>A</dt>\n<dd>one</dd>\n<dd>two</dd>\n<dt>B</dt>\n<dt>C</dt>\n<dd>three</dd>\n</dl>",
    );
}
