//! A23–A27, A32: bytes that are no text, or not the text they seem.

use parvis::source::decode;

use super::{check, drawn, portal, portal_of, retex, same};
use crate::data::at;

/// What is said of a page with these bytes.
#[track_caller]
fn bytes(bytes: &[u8], expected: &str) {
    let base = super::files("");
    let files = base.iter().map(|(path, text)| (path.as_str(), text.as_bytes()));
    let snapshot = portal_of(files.chain([("pages/p.md", bytes)]));
    same(&snapshot.diagnostics, expected);
}

#[test]
fn a23_byte_order_mark() {
    bytes(
        b"\xef\xbb\xbf---\ntitle: P\nzzz: 1\n---\n\nt\n",
        r#"
error[unknown-field]: unknown field `zzz`
 --> pages/p.md:3:1
  |
3 | zzz: 1
  | ^^^
  |
  = help: free fields stand under `extra:`
"#,
    );
}

#[test]
fn a24_line_ends() {
    let text = "---\ntitle: P\n---\n\nUn.\n\n[a](#x)\n";
    let page = |text: &str| decode(&"pages/p.md".into(), text.as_bytes()).value.unwrap();
    assert_eq!(page(&text.replace('\n', "\r\n")), page(text));
    assert_eq!(page(&text.replace('\n', "\r")), page(text));
    assert_eq!(&*page("a\r\nb\rc\nd"), "a\nb\nc\nd");
    for end in ["\r\n", "\r"] {
        bytes(
            text.replace('\n', end).as_bytes(),
            r#"
error[broken-anchor]: there is no anchor `#x`
 --> pages/p.md:7:5
  |
7 | [a](#x)
  |     ^^
  |
  = help: the page has no headings: remove the anchor
"#,
        );
    }
}

#[test]
fn a25_utf_16() {
    let text = "---\ntitle: P\n---\n\nUn texte.\n";
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let marked = [b"\xff\xfe".as_slice(), &wide].concat();
    bytes(
        &wide,
        r#"
error[not-utf-8]: the file is in UTF-16 or UTF-32
--> pages/p.md
 = help: save it again as UTF-8; Notepad and Excel call it "UTF-8"
"#,
    );
    bytes(
        &marked,
        r#"
error[not-utf-8]: the file is in UTF-16 or UTF-32
--> pages/p.md
 = help: save it again as UTF-8; Notepad and Excel call it "UTF-8"
"#,
    );
}

#[test]
fn a26_windows_1252() {
    bytes(
        b"---\ntitle: L\x92\xe9t\xe9\n---\n\nt\n",
        r#"
error[not-utf-8]: the byte 0x92 is not UTF-8
 --> pages/p.md:2:9
  |
2 | title: L’été
  |         ^ in Windows-1252 this is `’`
  |
  = help: the file seems to be in Windows-1252: save it again as UTF-8
"#,
    );
    bytes(
        b"---\ntitle: Caf\xe9\n---\n\nt\n",
        r#"
error[not-utf-8]: the byte 0xE9 is not UTF-8
 --> pages/p.md:2:11
  |
2 | title: Café
  |           ^ in Windows-1252 this is `é`
  |
  = help: the file seems to be in Windows-1252: save it again as UTF-8
"#,
    );
}

#[test]
fn a26_cut_off() {
    bytes(
        "---\ntitle: P\n---\n\né".as_bytes().split_last().unwrap().1,
        r#"
error[not-utf-8]: the byte 0xC3 is not UTF-8
 --> pages/p.md:5:1
  |
5 | Ã
  | ^ the file ends within this letter
  |
  = help: the file is cut off: save it again, or copy it again
"#,
    );
    bytes(
        b"---\ntitle: \x81\n---\n",
        r#"
error[not-utf-8]: the byte 0x81 is not UTF-8
 --> pages/p.md:2:8
  |
2 | title: �
  |        ^
  |
  = help: open the file in its encoding, and save it again as UTF-8
"#,
    );
}

#[test]
fn a27_control_characters() {
    check(
        &retex("", "a\u{0}b \u{1b}]0;x\u{7} \u{9b}31m"),
        r#"
error[control-character]: the control character U+0000 is not allowed
 --> communities/rte/retex/2026-01-02-x.md:6:2
  |
6 | a�b �]0;x� �31m
  |  ^ here
  |
  = help: remove it

error[control-character]: the control character U+001B is not allowed
 --> communities/rte/retex/2026-01-02-x.md:6:5
  |
6 | a�b �]0;x� �31m
  |     ^ here
  |
  = help: remove it

error[control-character]: the control character U+0007 is not allowed
 --> communities/rte/retex/2026-01-02-x.md:6:10
  |
6 | a�b �]0;x� �31m
  |          ^ here
  |
  = help: remove it

error[control-character]: the control character U+009B is not allowed
 --> communities/rte/retex/2026-01-02-x.md:6:12
  |
6 | a�b �]0;x� �31m
  |            ^ in Windows-1252 this is `›`
  |
  = help: write `›`
"#,
    );
}

#[test]
fn a27_invisible_characters() {
    check(
        &retex("", "a \u{202e}txt.exe\u{202c} b\u{feff}c"),
        r#"
warning[invisible-character]: the invisible character U+202E (right-to-left override) can make text read other than it is
 --> communities/rte/retex/2026-01-02-x.md:6:3
  |
6 | a �txt.exe� b�c
  |   ^ here
  |
  = help: remove it: nobody can see it in an editor

warning[invisible-character]: the invisible character U+202C (pop directional formatting) can make text read other than it is
 --> communities/rte/retex/2026-01-02-x.md:6:11
  |
6 | a �txt.exe� b�c
  |           ^ here
  |
  = help: remove it: nobody can see it in an editor

warning[invisible-character]: a byte-order mark (U+FEFF) stands inside the text
 --> communities/rte/retex/2026-01-02-x.md:6:14
  |
6 | a �txt.exe� b�c
  |              ^ here
  |
  = help: remove it: nobody can see it in an editor
"#,
    );
}

#[test]
fn what_nobody_sees_is_said_in_every_file_and_shown_nowhere() {
    let tags: String =
        "hi".chars().map(|it| char::from_u32(0xe0000 + it as u32).unwrap()).collect();
    let text = format!(
        "=== portal.yaml\ntitle: P{tags}\nurl: https://p.example/\nlanguages: [en, fr]\nllms: true\n\
         === topics.yaml\n- {{id: rust, label: \"Ru\u{200b}st\"}}\n\
         === i18n/fr.yaml\nhome: Acc\u{2060}ueil\n\
         === pages/p.md\n---\ntitle: \"A\u{202e}b\"\n---\n\nc\u{200d}d &#x202e;e `&#x202e;` 👩\u{200d}💻\n"
    );
    let snapshot = portal(&text);
    let own = snapshot.diagnostics.iter().filter(|it| it.code == "invisible-character");
    let own: Vec<_> = own
        .map(|it| (it.message.split_whitespace().nth(3).unwrap(), it.fix.is_some()))
        .collect();
    let mut codes: Vec<_> = own.iter().map(|it| it.0).collect();
    codes.sort_unstable();
    assert_eq!(codes, ["U+200B", "U+200D", "U+202E", "U+202E", "U+2060", "U+E0068"]);
    assert_eq!(own.iter().filter(|it| !it.1).count(), 1);
    let llms = at(&snapshot, "/llms.txt");
    assert!(llms.starts_with("# P\n") && llms.contains("[Ab]"), "{llms:?}");
    let drawn = drawn(&snapshot.diagnostics);
    assert!(!drawn.contains(['\u{200b}', '\u{2060}', '\u{202e}', '\u{e0068}']), "{drawn}");
}

#[test]
fn a_name_that_turns_is_no_name_of_a_file() {
    let text = "=== pages/a\u{202e}dm.md\n---\ntitle: A\n---\n\nb\n=== pages/b 👩\u{200d}💻.md\n---\ntitle: B\n---\n\nb\n";
    let folder = super::write(text);
    let snapshot = super::portal_on_disk(folder.path());
    let found: Vec<_> = snapshot.diagnostics.iter().map(|it| it.message.as_str()).collect();
    assert_eq!(
        found,
        ["the file's name holds the invisible character U+202E (right-to-left override)"]
    );
}

#[test]
fn a32_odd_titles_are_shown_as_they_are() {
    let odd =
        ["</title><script>alert(1)</script>", "{{ 7*7 }}", "🙂 שלום مرحبا", "a\\tb\\nc"];
    for title in odd {
        let text = format!("=== pages/p.md\n---\ntitle: \"{title}\"\n---\n\nt\n");
        assert_eq!(portal(&text).errors(), 0, "{title}");
    }
    check(
        "=== pages/p.md\n---\ntitle: \"a\\u0000b \\u001b]0;x\"\n---\n\nt\n",
        r#"
"#,
    );
}
