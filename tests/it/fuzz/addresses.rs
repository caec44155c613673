//! Addresses as authors and attackers write them.

use parvis::content::markdown::urls::{self, Address};
use proptest::prelude::*;

use super::{bounded, run};

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
    run(&strategy, |address| bounded(address.len(), || follow(&address)));
}
