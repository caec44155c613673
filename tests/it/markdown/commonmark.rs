//! All examples of `CommonMark`, through our own pipeline.
//!
//! Their text has a licence of its own and is not ours to copy: npm installs it with the other
//! tools of `tests/browser`, and `PARVIS_COMMONMARK` says where. `tests/commonmark.txt` lists
//! each example that we want otherwise, with the reason.

use std::collections::BTreeMap;

use super::plain::{bare, expected, ours};

pub(super) struct Example {
    number: usize,
    pub(super) text: String,
    html: String,
}

/// All examples, where the folder of the specification is known.
pub(super) fn examples() -> Option<Vec<Example>> {
    let folder = std::env::var("PARVIS_COMMONMARK").ok()?;
    let spec = std::fs::read_to_string(format!("{folder}/spec.txt")).unwrap();
    let fence = "`".repeat(32);
    let (open, mut found) = (format!("{fence} example\n"), Vec::new());
    for part in spec.split(&open).skip(1) {
        let part = part.split_once(&format!("\n{fence}")).unwrap().0;
        let part = format!("\n{part}\n").replace('→', "\t");
        let (text, html) = part.split_once("\n.\n").unwrap();
        let text = text.strip_prefix('\n').unwrap_or(text);
        let text = if text.is_empty() { String::new() } else { format!("{text}\n") };
        found.push(Example { number: found.len() + 1, text, html: html.to_owned() });
    }
    Some(found)
}

/// The numbers that are listed, with their reasons.
fn listed() -> BTreeMap<usize, String> {
    let mut reasons = BTreeMap::new();
    let mut reason = "";
    for line in include_str!("../../commonmark.txt").lines() {
        match line.strip_prefix("  ") {
            Some(numbers) => {
                for number in numbers.split_whitespace() {
                    let number = number.parse().unwrap();
                    assert!(!reason.is_empty(), "{number} has no reason");
                    let before = reasons.insert(number, reason.to_owned());
                    assert!(before.is_none(), "{number} is listed twice");
                }
            }
            None if line.starts_with('#') => {}
            None => reason = line,
        }
    }
    reasons
}

#[test]
fn every_example_is_as_specified_or_listed_with_its_reason() {
    let Some(examples) = examples() else { return };
    let listed = listed();
    assert_eq!(examples.len(), 652);
    let (mut wrong, mut needless, mut same) = (Vec::new(), Vec::new(), 0);
    for Example { number, text, html } in &examples {
        let (is, should) = (bare(&ours(text)), expected(html));
        same += usize::from(is == should);
        match (is == should, listed.contains_key(number)) {
            (true, true) => needless.push(*number),
            (false, false) => wrong
                .push(format!("{number}: {text:?}\n  is     {is:?}\n  should {should:?}")),
            _ => {}
        }
    }
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n"));
    assert!(needless.is_empty(), "listed, but as specified: {needless:?}");
    assert!(same + listed.len() == examples.len(), "{same} and {}", listed.len());
}
