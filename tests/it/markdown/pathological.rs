//! Inputs that made other parsers slow or made them crash: the classes that cmark-gfm tests,
//! written anew. Each takes less than a second in a release build, outline and HTML together.

use std::time::{Duration, Instant};

use super::plain::ours;

/// A program that is not optimized is slower by far; quadratic work would still be found.
const LONGEST: Duration = Duration::from_secs(if cfg!(debug_assertions) { 10 } else { 1 });

#[track_caller]
fn quick(name: &str, text: &str) {
    let start = Instant::now();
    let html = ours(text);
    let taken = start.elapsed();
    assert!(taken < LONGEST, "{name}: {taken:?} for {} bytes", text.len());
    // Nobody can read a page that is far longer than what was written.
    assert!(html.len() < 200 * text.len() + 1000, "{name}: {} bytes", html.len());
}

fn many(text: &str, count: usize) -> String {
    text.repeat(count)
}

fn counted(count: usize, one: impl Fn(usize) -> String) -> String {
    (1..=count).map(one).collect()
}

#[test]
fn nested_emphasis() {
    quick(
        "strong in emphasis",
        &format!("{}a{}", many("*a **a ", 65_000), many("b** b*", 65_000)),
    );
    quick("closers without openers", &many("a_ ", 65_000));
    quick("openers without closers", &many("_a ", 65_000));
    quick("openers and closers, multiple of 3", &format!("a**b{}", many("c* ", 50_000)));
    quick("mismatched openers and closers", &many("*a_ ", 50_000));
    quick("unmatched strikes", &many("a~~b ~c ", 50_000));
}

#[test]
fn brackets_and_links() {
    quick("link closers without openers", &many("a]", 65_000));
    quick("link openers without closers", &many("[a", 65_000));
    quick("links and emphasis", &many("[ a_", 50_000));
    quick("nested brackets", &format!("{}a{}", many("[", 50_000), many("]", 50_000)));
    quick("pattern [ (](", &many("[ (](", 80_000));
    quick("pattern ![[]()", &many("![[]()", 80_000));
    quick("openers of links that never end", &many("[a](<b", 30_000));
    quick("openers of images that never end", &many("![a](b", 30_000));
    quick("bang brackets", &many("![", 50_000));
    quick("backslash in a link", &format!("[{}", many("\\", 50_000)));
}

#[test]
fn blocks() {
    quick("block quotes in each other", &format!("{}a", many("> ", 50_000)));
    quick("lists in each other", &counted(1_000, |it| format!("{}* a\n", many("  ", it))));
    quick("list items that are empty", &many("- \n", 50_000));
    quick("lists in quotes", &many("> - ", 20_000));
    quick("one long line", &many("a ", 500_000));
    quick("many lines", &many("a\n", 200_000));
    quick(
        "boxes in each other",
        &counted(300, |it| format!("{}[!NOTE] a\n", many("> ", it))),
    );
    quick("boxes beside each other", &many("> [!TIP]+ a\n\n", 30_000));
    quick("terms and meanings", &many("a\n: b\n\n", 30_000));
    quick("setext lines", &many("a\n=\n", 50_000));
}

#[test]
fn code_and_raw_html() {
    quick("backticks of all lengths", &counted(3_000, |it| format!("e{}", many("`", it))));
    quick("unclosed comments", &format!("</{}", many("<!--", 60_000)));
    quick("unclosed declarations", &many("<!A ", 60_000));
    quick("unclosed processing", &many("<?", 60_000));
    quick("unclosed sections", &many("<![CDATA[", 60_000));
    quick("tags that never end", &many("<a b=\"", 30_000));
    quick("attributes", &format!("<a {}", many("b='c' ", 50_000)));
    quick(
        "tags that close nothing",
        &format!("<div>\n\n{}{}", many("<b>", 20_000), many("</i></div>", 20_000)),
    );
    quick("opaque elements", &many("a <svg> ", 30_000));
    quick("fences", &many("```a\n", 50_000));
    quick("options of code", &format!("```a {}\nb\n```", many("hl=1,2 ", 20_000)));
    quick("braces of code", &format!("```a {}\nb\n```", many("a{", 70_000)));
    quick("quoted braces of code", &format!("```a {}\nb\n```", many("\"{", 70_000)));
    quick("transcripts", &format!("```console\n{}```", many("$ a \\\n", 20_000)));
}

#[test]
fn tables_notes_and_definitions() {
    quick("a table of many columns", &{
        let columns = 2_000;
        format!("{}\n{}\n{}", many("|a", columns), many("|-", columns), many("|b\n", 2_000))
    });
    quick("tables after one another", &many("|a|\n|-|\n\n", 20_000));
    quick("captions after one another", &many("|a|\n|-|\n\nTable: b\n\n", 20_000));
    quick(
        "a caption that never comes",
        &format!("|a|\n|-|\n{}Table: b", many(">\n", 50_000)),
    );
    quick("rows without a head", &many("|a|b\n", 50_000));
    quick("footnotes", &format!("{}\n\n[^a]: b", many("[^a] ", 30_000)));
    quick(
        "footnotes in footnotes",
        &counted(5_000, |it| format!("[^{it}]: [^{}]\n\n", it + 1)),
    );
    quick("references", &format!("{}{}", many("[a] ", 50_000), "\n\n[a]: b"));
    quick("definitions", &counted(30_000, |it| format!("[a{it}]: b{it}\n")));
    quick("labels that are long", &format!("[{}]\n\n[a]: b", many("a", 100_000)));
}

#[test]
fn words_of_our_own() {
    quick("scripts", &many("a^b~c", 100_000));
    quick("scripts that are one", &many("a^2^ b~2~", 50_000));
    quick("addresses", &many("https://a.example/b_c ", 20_000));
    quick("addresses without an end", &many("https://", 60_000));
    quick("mail", &many("a@b.example ", 30_000));
    quick("signs of mail", &many("a@", 100_000));
    quick("braces of headings", &many("## a {#b}\n", 20_000));
    quick("entities", &many("&amp;&notit;&#0;", 50_000));
    quick("nul", &many("a\0", 50_000));
    quick("backslashes", &many("\\", 200_000));
}
