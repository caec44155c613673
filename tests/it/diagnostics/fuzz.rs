//! Random bytes and mutated real files: no panic, no hang, no flood of messages.
//!
//! `PARVIS_FUZZ_SECONDS=600 cargo test fuzz` runs for ten minutes instead of two seconds.

use std::{
    fs,
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use parvis::{
    config,
    content::{
        self,
        markdown::{
            self,
            urls::{self, Address},
        },
    },
    diag::{Diagnostic, Source, write},
    source::decode,
};
use proptest::{
    prelude::*,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};

/// Longest time that one input may take; debug builds on a busy machine are slow.
const SLOW: Duration = Duration::from_secs(5);

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

/// Reads bytes as every reader would, and draws all that is said.
fn read(path: &str, bytes: &[u8]) {
    let start = Instant::now();
    let path: Arc<str> = path.into();
    let mut found: Vec<Diagnostic> = Vec::new();
    let text = decode(&path, bytes).unload(&mut found);
    if let Some(text) = text {
        let documents = content::parse(&path, &text);
        found.extend(documents.iter().flat_map(|it| it.diagnostics.iter().cloned()));
        found.extend(config::parse(&path, &text, None).diagnostics);
        let source = Arc::new(Source::new(Arc::clone(&path), Arc::clone(&text)));
        let whole = 0..text.len();
        found.extend(markdown::outline(&source, &whole).diagnostics);
        for raw in [markdown::RawHtml::Sanitize, markdown::RawHtml::Text] {
            let style = parvis::typography::Style::French;
            let body = markdown::body(&source, &whole, raw, style, &|_, _| None);
            assert_eq!(body.segments.len(), body.holes.len() + 1);
            let length: usize = body.segments.iter().map(parvis::sink::Html::len).sum();
            assert!(
                length <= 4096 + 100 * text.len(),
                "{length} bytes of HTML from {}",
                text.len()
            );
        }
    }
    assert!(found.len() <= 100 + 3 * bytes.len(), "{} findings", found.len());
    let mut out = Vec::new();
    found.truncate(50);
    for form in [write::Format::Human, write::Format::Short, write::Format::Json] {
        write::write(&mut out, &found, form, false).unwrap();
    }
    assert!(start.elapsed() < SLOW, "{:?} for {} bytes", start.elapsed(), bytes.len());
}

fn seconds() -> f64 {
    std::env::var("PARVIS_FUZZ_SECONDS").ok().and_then(|it| it.parse().ok()).unwrap_or(2.0)
}

/// Runs for a time, in rounds of cases; each round goes on where the last one's seed ended.
fn run<S: Strategy>(strategy: &S, seconds: f64, check: impl Fn(S::Value)) {
    let end = Instant::now() + Duration::from_secs_f64(seconds);
    let mut round: u64 = 0;
    while Instant::now() < end {
        let mut seed = [7; 32];
        seed[..8].copy_from_slice(&round.to_le_bytes());
        let config = Config { cases: 50, failure_persistence: None, ..Config::default() };
        let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &seed);
        let mut runner = TestRunner::new_with_rng(config, rng);
        let result = runner.run(strategy, |it| {
            check(it);
            Ok(())
        });
        if let Err(error) = result {
            panic!("round {round}: {error}");
        }
        round += 1;
    }
    assert!(round > 0);
    eprintln!("{round} rounds of 50 inputs");
}

#[test]
fn mutated_files_of_the_example_are_read_without_a_panic() {
    let mut all = Vec::new();
    texts(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content-example"), &mut all);
    assert!(all.len() > 20);
    let strategy = (0..all.len(), prop::collection::vec(edit(), 1..12));
    run(&strategy, seconds(), |(file, edits)| {
        let (path, mut bytes) = all[file].clone();
        for edit in &edits {
            apply(&mut bytes, edit);
        }
        read(&path, &bytes);
    });
}

#[test]
fn random_bytes_are_read_without_a_panic() {
    let pieces = prop::collection::vec(0..PIECES.len(), 0..200).prop_map(|it| {
        it.into_iter().map(|it| PIECES[it]).collect::<String>().into_bytes()
    });
    let bytes = prop::collection::vec(any::<u8>(), 0..600);
    let text = "\\PC{0,400}".prop_map(String::into_bytes);
    let paths = prop::sample::select(vec![
        "portal.yaml",
        "people.yaml",
        "topics.yaml",
        "pages/p.md",
        "communities/rte/events/e.md",
        "communities/rte/retex/2026-01-02-x.md",
        "communities/rte/talks.yaml",
    ]);
    let strategy = (paths, prop_oneof![pieces, bytes, text], any::<bool>());
    run(&strategy, seconds(), |(path, bytes, fenced)| {
        let bytes =
            if fenced { [b"---\n", bytes.as_slice(), b"\n---\n"].concat() } else { bytes };
        read(path, &bytes);
    });
}

/// Pieces of which addresses are made, and attacks on whoever reads them.
const PARTS: &[&str] = &[
    "java",
    "script",
    "JAVASCRIPT",
    "vbscript",
    "data",
    "file",
    "blob",
    "http",
    "https",
    "mailto",
    "tel",
    ":",
    "://",
    "//",
    "/",
    "\\",
    "?",
    "#",
    "@",
    ".",
    "..",
    "%",
    "%2f",
    "%3a",
    "%+f",
    "%zz",
    "&colon;",
    "&Tab;",
    "\t",
    "\n",
    "\r",
    " ",
    "\u{0}",
    "\u{1}",
    "\u{a0}",
    "\u{ad}",
    "\u{200b}",
    "\u{2028}",
    "\u{feff}",
    "é",
    "e\u{301}",
    "ﬁ",
    "K",
    "\"",
    "'",
    "<",
    ">",
    "[",
    "]",
    "evil.example",
    "127.0.0.1",
    "alert(1)",
    "text/html,",
    "a",
    "Z",
    "0",
    "-",
];

/// What a page may have of an address leads where it was said to lead, as browsers read it.
fn follow(address: &str) {
    let base = url::Url::parse("https://portal.example/a/b/").unwrap();
    let class = urls::classify(address);
    let written = urls::encode(address);
    assert!(
        written.bytes().all(|it| it.is_ascii_graphic() && !b"<>\"\\^`{|}".contains(&it)),
        "{written}"
    );
    assert_eq!(urls::encode(&written), written);
    assert_eq!(urls::decode(&urls::encode_path(address)).as_deref(), Some(address));
    if let Some(decoded) = urls::decode(address) {
        let signs = address.matches('%').count();
        assert_eq!(decoded.len() + 2 * signs, address.len(), "{address:?}");
    }
    if class == Address::Unsafe {
        return;
    }
    // What no browser can follow harms nobody.
    let Ok(led) = base.join(&written) else { return };
    let right = match class {
        Address::Web { .. } => matches!(led.scheme(), "http" | "https"),
        Address::Contact => matches!(led.scheme(), "mailto" | "tel"),
        Address::Inner => led.origin() == base.origin(),
        Address::Unsafe => false,
    };
    assert!(right, "{address:?} is {class:?} and leads to {led}");
}

#[test]
fn addresses_lead_where_they_are_said_to_lead() {
    let parts =
        prop::collection::vec(prop::sample::select(PARTS), 0..9).prop_map(|it| it.concat());
    let strategy = prop_oneof![3 => parts, 1 => "\\PC{0,40}", 1 => "[ -~\\t\\n]{0,40}"];
    run(&strategy, seconds(), |address| follow(&address));
}
