//! What is text stays text, and what is around it is read as if it were not there.

use super::{check, html};

#[test]
fn emphasis_stands_beside_prices() {
    check(
        "**5$/mois** ensuite, **3$/mois** ; _5$_ et _6$_ ; ~~7$~~ et ~~8$~~",
        "<p><strong>5$/mois</strong> ensuite, <strong>3$/mois</strong> ; <em>5$</em> et <em>6$</em> ; <del>7$</del> et <del>8$</del></p>",
    );
    check(
        "Between **$249** and **$399**.",
        "<p>Between <strong>$249</strong> and <strong>$399</strong>.</p>",
    );
    let cells = html("| a |\n|---|\n| **5$** ou **6$** |");
    assert!(
        cells.contains("<td><strong>5$</strong> ou <strong>6$</strong></td>"),
        "{cells}"
    );
}

#[test]
fn notes_and_links_stand_between_prices() {
    let text = html("5$[^1] puis 6$, 8$[x][n] 9$.\n\n[n]: y\n\n[^1]: Hors taxes.");
    assert!(text.contains("href=\"#fn-1\"") && text.contains("id=\"fn-1\""), "{text}");
    assert!(text.contains("8$<a{Link(0)}>x</a> 9$."), "{text}");
    check(
        "[**$5**](a) or [**$6**](b) [$name](c/$id/)",
        "<p><a{Link(0)}><strong>$5</strong></a> or <a{Link(1)}><strong>$6</strong></a> <a{Link(2)}>$name</a></p>",
    );
}

#[test]
fn a_note_is_one_however_its_label_is_written() {
    let text = html(
        "a[^x]b[^Source]c[^SOURCE]d[^a  b]\n\n[^zz]: none\n\n[^source]: S\n\n[^A B]: B\n\n[^X]: X",
    );
    let ids =
        |mark: &str| text.split(mark).skip(1).map(|it| it.split('"').next()).collect();
    let (calls, notes): (Vec<_>, Vec<_>) = (ids(" href=\"#fn-"), ids("<li id=\"fn-"));
    assert_eq!(calls, [Some("1"), Some("2"), Some("2"), Some("3")], "{text}");
    assert_eq!(notes, [Some("1"), Some("2"), Some("3")], "{text}");
}

#[test]
fn a_colon_without_white_space_behind_it_begins_no_definition() {
    check(
        "Bravo !\n\n:tada: a\n\nMerci.\n\n:-) b",
        "<p>Bravo !</p>\n<p>:tada: a</p>\n<p>Merci.</p>\n<p>:-) b</p>",
    );
    check("Horaire\n:30 minutes", "<p>Horaire\n:30 minutes</p>");
    check("Avant\n\n:::note\na\n:::", "<p>Avant</p>\n<p>:::note\na\n:::</p>");
    check("> - A\n>   :b", "<blockquote>\n<ul>\n<li>A\n:b</li>\n</ul>\n</blockquote>");
    check(
        "Notre objectif est une application de qualité\n: peu de bugs.",
        "<p>Notre objectif est une application de qualité\n: peu de bugs.</p>",
    );
}

#[test]
fn a_single_tilde_is_a_text() {
    check(
        "~5 h **et ~6** h, ~/bin et ~/lib [~a](~b \"~c\") `~`",
        "<p>~5 h <strong>et ~6</strong> h, ~/bin et ~/lib <a{Link(0)} title=\"~c\">~a</a> <code>~</code></p>",
    );
}

#[test]
fn formulas_of_gitlab_are_formulas() {
    let set = "<math><msup><mi>x</mi><mn>2</mn></msup></math>";
    check("a $`x^2`$ b", &format!("<p>a {set} b</p>"));
    check("a$`x^2`$ b", "<p>a$<code>x^2</code>$ b</p>");
    let block = html("```math\nx^2\n```\n\nb");
    assert!(block.contains("<math display=\"block\"><msup>"), "{block}");
    assert!(!block.contains("<code") && block.contains("<p>b</p>"), "{block}");
}

#[test]
fn a_line_below_the_head_of_a_table_may_have_tabs() {
    let table = html("> |a|b|\n> |---\t|:---\t|\n> |c\t|d|");
    assert!(table.contains("<table>") && table.contains("<td>c</td>"), "{table}");
    check(
        "    |-\t|",
        "<figure class=\"code\"><pre tabindex=\"0\"><code>|-\t|</code></pre></figure>",
    );
}

#[test]
fn words_stay_apart_where_a_tag_goes() {
    let list = html("| a |\n|---|\n| x <ul><li>one</li><li>two</li></ul> |");
    assert!(list.contains("one  two") && !list.contains("<li>"), "{list}");
    check("Vec<t>s", "<p>Vec&lt;t&gt;s</p>");
}
