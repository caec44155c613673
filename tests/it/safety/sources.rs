//! What the compiler cannot see: that nobody goes around the types of `sink`.

use std::{fs, path::Path};

/// A spelling that goes around a type, where it may stand, and why it is looked for.
/// Filters that keep what they are given: markup of what was markup.
const FUEL: &str = "src/theme/fuel.rs";

const DOORS: &[(&str, &[&str], &str)] = &[
    ("safe_string", &["src/render/page.rs", FUEL], "only `Html` is markup for a template"),
    ("Value::safe", &["src/render/page.rs", FUEL], "only `Html` is markup for a template"),
    ("mark_safe", &[], "only `Html` is markup for a template"),
    ("Html::trusted", &[], "only the guards of `sink` make HTML of a text"),
    ("Self::trusted", &["src/sink/verified.rs"], "only the guards of `sink` do"),
    (".leak()", &[], "a leaked text would pass for one of ours"),
    ("::leak(", &[], "a leaked text would pass for one of ours"),
    ("pulldown_cmark::html", &[], "its writer is none of ours"),
    ("push_html", &[], "pulldown-cmark's writer is none of ours"),
    ("attribute(\"href\"", &["src/serve/overlay.rs"], "an address is a `Href`"),
    ("attribute(\"src\"", &[], "an address is a `Href`"),
    ("attribute(\"srcset\"", &[], "an address is a `Href`"),
    ("attribute(\"poster\"", &[], "an address is a `Href`"),
    ("attribute(\"action\"", &[], "an address is a `Href`"),
    ("attribute(\"style\"", &[], "a page has no inline style"),
    ("attribute(\"on", &[], "a page has no handlers"),
    (
        "anstream::",
        &["src/cli/terminal.rs"],
        "only the printer prints, and it prints `Plain`",
    ),
    ("print!(", &[], "only the printer prints"),
    ("println!(", &[], "only the printer prints"),
    ("std::io::stdout()", &["src/cli/terminal.rs"], "only the printer prints"),
    ("std::io::stderr()", &["src/cli/terminal.rs"], "only the printer prints"),
];

/// Sources by path, without their tests and comments.
fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all = Vec::new();
    collect(&root.join("src"), root, &mut all);
    assert!(all.len() > 100, "{}", all.len());
    all
}

fn collect(dir: &Path, root: &Path, out: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
        if path.is_dir() {
            collect(&path, root, out);
        } else if path.extension().is_some_and(|it| it == "rs")
            && !name.ends_with("tests.rs")
            && !name.contains("/tests/")
        {
            out.push((name, code(&fs::read_to_string(&path).unwrap())));
        }
    }
}

/// The program in a source: no comments, and nothing from the tests at its end on.
fn code(text: &str) -> String {
    let program = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
    let lines = program.lines().filter(|it| !it.trim_start().starts_with("//"));
    lines.flat_map(|it| [it, "\n"]).collect()
}

#[test]
fn nobody_goes_around_the_types() {
    let mut found = Vec::new();
    for (path, text) in sources() {
        for (spelling, allowed, why) in DOORS {
            // The types themselves are in `sink`.
            let own = path.starts_with("src/sink/") && !spelling.starts_with("Self");
            if text.contains(spelling) && !own && !allowed.contains(&path.as_str()) {
                found.push(format!("{path}: `{spelling}`: {why}"));
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

/// Whether a literal in a program is a piece of markup.
fn is_markup(literal: &str) -> bool {
    let tag = |it: &str| {
        let name = it.strip_prefix('/').unwrap_or(it);
        name.starts_with(|it: char| it.is_ascii_lowercase())
    };
    literal.split('<').skip(1).any(tag)
}

/// Markup in `format!` or `push_str` is text of ours and of others in one `String`. What is only
/// compared or said to people is no markup.
#[test]
fn no_markup_is_put_together_as_text() {
    // Markup is searched for in a page that is made, or named in a message.
    const OTHERS: &[&str] = &[
        "src/cli/",
        "src/diag/",
        "src/source/",
        "src/content/markdown/raw/",
        "src/content/field/",
        "src/sink/",
    ];
    let mut found = Vec::new();
    for (path, text) in sources() {
        if OTHERS.iter().any(|it| path.starts_with(it)) {
            continue;
        }
        for makes in
            ["format!(", "push_str(", "write!(", "writeln!(", "concat!(", "extend(["]
        {
            for call in text.split(makes).skip(1) {
                let end = call.find([';', ')']).unwrap_or(call.len());
                let literals = call.get(..end).unwrap_or("").split('"').skip(1).step_by(2);
                let marked = literals.filter(|it| is_markup(it));
                found.extend(marked.map(|it| format!("{path}: {makes}\"{it}\"")));
            }
        }
    }
    assert!(found.is_empty(), "write it with `Html`: {found:#?}");
}

#[test]
fn the_search_finds_what_it_is_for() {
    assert!(is_markup("<p class=x>") && is_markup("a</b>") && !is_markup("a < b, <{x}>"));
    let text = "a\n    // safe_string\nb\n#[cfg(test)]\nmod tests {\n c";
    assert_eq!(code(text), "a\nb\n");
}
