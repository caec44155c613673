//! Random bytes and mutated real files at the readers of front matter, settings and Markdown.

use std::{fs, path::Path, sync::Arc};

use parvis::{
    config,
    content::{self, markdown},
    diag::{Diagnostic, Source, write},
    sink::Html,
    source::decode,
    typography::Style,
};
use proptest::prelude::*;

use super::{bounded, run};

fn texts(dir: &Path, out: &mut Vec<(String, Vec<u8>)>) {
    let mut entries: Vec<_> =
        fs::read_dir(dir).unwrap().map(|it| it.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            texts(&path, out);
        } else if path.extension().is_some_and(|it| it == "md" || it == "yaml") {
            let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("content-example");
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
            out.push((name, fs::read(&path).unwrap()));
        }
    }
}

/// The files of the example with an ending.
fn files(ending: &str) -> Vec<(String, Vec<u8>)> {
    let mut all = Vec::new();
    texts(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content-example"), &mut all);
    all.retain(|(name, _)| name.ends_with(ending));
    assert!(!all.is_empty());
    all
}

/// Pieces that mean something to one of the readers.
const PIECES: &[&str] = &[
    "---\n",
    "\n",
    ": ",
    "- ",
    "[",
    "]",
    "{",
    "}",
    "\"",
    "'",
    "|",
    ">",
    "&a",
    "*a",
    "!!x",
    "#",
    "# ",
    "```",
    "~~~",
    ":::",
    "![",
    "](",
    "<",
    ">",
    "<b>",
    "</b>",
    "<script>",
    "&#x6a;",
    "\\",
    "|-|",
    "[^1]",
    "[^1]: ",
    "> [!NOTE]\n",
    "\t",
    "\r",
    "\u{0}",
    "\u{feff}",
    "\u{202e}",
    "é",
    "🙂",
    "\u{f8ff}",
    "0",
    "2026-02-30",
    "title",
    "date",
    "extra",
    "<!--",
    "-->",
    "<![CDATA[",
    "**",
    "__",
    "~~",
    "$",
    "%%",
    "https://",
    "www.",
    "javascript:",
    "    ",
    "1. ",
    "<<<<<<< ",
    ">>>>>>> ",
    "    - ",
];

/// One change of a file, at a place told in thousandths.
#[derive(Debug, Clone)]
enum Edit {
    Insert(usize, usize),
    Byte(usize, u8),
    Remove(usize, usize),
    Repeat(usize, usize, usize),
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        (0..1000usize, 0..PIECES.len()).prop_map(|(at, it)| Edit::Insert(at, it)),
        (0..1000usize, any::<u8>()).prop_map(|(at, it)| Edit::Byte(at, it)),
        (0..1000usize, 1..60usize).prop_map(|(at, it)| Edit::Remove(at, it)),
        (0..1000usize, 1..40usize, 1..60usize)
            .prop_map(|(at, it, n)| Edit::Repeat(at, it, n)),
    ]
}

fn apply(bytes: &mut Vec<u8>, edit: &Edit) {
    let place = |at: usize| bytes.len() * at / 1000;
    match *edit {
        Edit::Insert(at, piece) => {
            let at = place(at);
            bytes.splice(at..at, PIECES[piece].bytes());
        }
        Edit::Byte(at, byte) => {
            let at = place(at);
            bytes.splice(at..(at + 1).min(bytes.len()), [byte]);
        }
        Edit::Remove(at, length) => {
            let at = place(at);
            bytes.drain(at..(at + length).min(bytes.len()));
        }
        Edit::Repeat(at, length, times) => {
            let at = place(at);
            let part = bytes[at..(at + length).min(bytes.len())].repeat(times);
            bytes.splice(at..at, part);
        }
    }
}

/// What a reader says of a text.
type Reader = fn(&Arc<str>, &Arc<str>) -> Vec<Diagnostic>;

fn front_matter(path: &Arc<str>, text: &Arc<str>) -> Vec<Diagnostic> {
    let documents = content::parse(path, text);
    documents.iter().flat_map(content::Document::found).cloned().collect()
}

fn settings(path: &Arc<str>, text: &Arc<str>) -> Vec<Diagnostic> {
    config::parse(path, text, None).diagnostics
}

fn page(path: &Arc<str>, text: &Arc<str>) -> Vec<Diagnostic> {
    let source = Arc::new(Source::new(Arc::clone(path), Arc::clone(text)));
    let whole = 0..text.len();
    for raw in [markdown::RawHtml::Sanitize, markdown::RawHtml::Text] {
        for style in [Style::French, Style::English] {
            let body = markdown::body(&source, &whole, raw, style, &|_, _| None);
            assert_eq!(body.segments.len(), body.holes.len() + 1);
            let length: usize = body.segments.iter().map(Html::len).sum();
            assert!(
                length <= 4096 + 100 * text.len(),
                "{length} bytes of HTML from {}",
                text.len()
            );
        }
    }
    markdown::outline(&source, &whole, None).diagnostics
}

/// Reads bytes, and draws all that is said of them.
fn read(reader: Reader, path: &str, bytes: &[u8]) -> Result<(), TestCaseError> {
    let path: Arc<str> = path.into();
    // An entry of a list is a document of its own, a value has its place, and the tree of
    // `pulldown-cmark` has two nodes for each mark: however little is written of them.
    let items = bytes.windows(2).filter(|it| it == b"- ").count();
    let count = |of: &[u8]| bytes.iter().filter(|it| of.contains(it)).count();
    let (values, marks) = (count(b",:[{\n"), count(b"[]*_`~!<&\\$^|"));
    let mut found = bounded(bytes.len() + 50 * items + 8 * (values + marks), || {
        let mut found = Vec::new();
        if let Some(text) = decode(&path, bytes).unload(&mut found) {
            found.extend(reader(&path, &text));
        }
        found
    })?;
    prop_assert!(found.len() <= 100 + 3 * bytes.len(), "{} findings", found.len());
    let mut out = Vec::new();
    found.truncate(50);
    for form in [write::Format::Human, write::Format::Short, write::Format::Json] {
        write::write(&mut out, &found, form, false).unwrap();
    }
    Ok(())
}

/// Files of the example, of one kind, with a few changes; some of them many times over, so that
/// what grows faster than its input shows.
fn mutated(ending: &str) -> impl Strategy<Value = (String, Vec<u8>)> + use<> {
    let edits = prop::collection::vec(edit(), 1..12);
    let times = prop_oneof![20 => Just(1_usize), 1 => 2..20_usize];
    (prop::sample::select(files(ending)), edits, times).prop_map(
        |((path, mut bytes), edits, times)| {
            for edit in &edits {
                apply(&mut bytes, edit);
            }
            (path, bytes.repeat(times))
        },
    )
}

/// Bytes, letters and pieces of syntax in no order.
fn random() -> impl Strategy<Value = Vec<u8>> {
    let pieces = prop::collection::vec(prop::sample::select(PIECES), 0..200)
        .prop_map(|it| it.concat());
    prop_oneof![
        pieces.prop_map(String::into_bytes),
        prop::collection::vec(any::<u8>(), 0..600),
        "\\PC{0,400}".prop_map(String::into_bytes),
    ]
}

/// Reads mutated files and random bytes, as what is at one of the paths.
fn target(reader: Reader, ending: &str, paths: &'static [&'static str], fences: bool) {
    // Tables that are made once, for all inputs.
    for (path, bytes) in files(ending) {
        reader(&path.into(), &decode(&"a.md".into(), &bytes).value.unwrap());
    }
    let random = (prop::sample::select(paths), random()).prop_map(move |(path, bytes)| {
        let bytes = if fences { [b"---\n", &*bytes, b"\n---\n"].concat() } else { bytes };
        (path.to_owned(), bytes)
    });
    run(&prop_oneof![mutated(ending), random], |(path, bytes)| read(reader, &path, &bytes));
}

#[test]
fn any_front_matter_is_read() {
    let paths = &[
        "pages/p.md",
        "people/p.md",
        "communities/rte/index.md",
        "communities/rte/events/e.md",
        "communities/rte/retex/2026-01-02-x.md",
        "communities/rte/talks/t.md",
        "communities/rte/practices/p.md",
        "initiatives/i.md",
    ];
    target(front_matter, ".md", paths, true);
}

#[test]
fn any_list_is_read() {
    let paths = &["people.yaml", "topics.yaml", "communities/rte/talks.yaml"];
    target(front_matter, ".yaml", paths, false);
}

#[test]
fn any_settings_are_read() {
    target(settings, "portal.yaml", &["portal.yaml"], false);
}

#[test]
fn any_markdown_becomes_a_page() {
    target(page, ".md", &["pages/p.md"], false);
}

/// Found by the targets above after some minutes: each finding is a few hundred bytes.
#[test]
fn what_repeats_is_not_said_without_end() {
    let count = |reader: Reader, path: &str, text: &str| {
        reader(&path.into(), &Arc::from(text))
            .iter()
            .filter(|it| it.note == "again here")
            .count()
    };
    assert_eq!(count(page, "pages/p.md", &"## E\n".repeat(10_000)), 100);
    let keys = format!("- id: a\n{}", "  d: a\n".repeat(10_000));
    assert_eq!(count(front_matter, "people.yaml", &keys), 100);
    let strange = settings(&"portal.yaml".into(), &"PI: 1\n".repeat(1_000).into());
    assert_eq!(strange.iter().filter(|it| it.code == "unknown-field").count(), 1);
}
