//! `parvis explain`: what a diagnostic means and how to mend it.

use super::terminal::{self, product};
use crate::diag::{
    codes::{
        CODES, Rule,
        examples::{self, Example},
        find,
    },
    nearest,
};

pub(super) fn explain(code: Option<&str>) -> u8 {
    let Some(code) = code else { return product(&list()) };
    if let Some(rule) = find(code) {
        return product(&text(rule));
    }
    let near = nearest(code, CODES.iter().map(|it| it.code));
    let help = near.map_or_else(
        || "`parvis explain` lists all codes".to_owned(),
        |it| format!("did you mean `{it}`?"),
    );
    terminal::usage(&format!("there is no code `{code}`"), Some(&help))
}

fn text(rule: &Rule) -> String {
    let turn = if rule.taste {
        format!(
            "\n\nA matter of taste: `checks: {{{}: {}}}` in portal.yaml turns it {}, `error` hardens it.",
            rule.code,
            if rule.off { "warning" } else { "off" },
            if rule.off { "on" } else { "off" },
        )
    } else {
        String::new()
    };
    let example = examples::find(rule.code).map(shown).unwrap_or_default();
    format!(
        "{}[{}]\n\n{}\n\n{}{example}{turn}",
        rule.word(),
        rule.code,
        rule.meaning,
        rule.mend
    )
}

/// An example below the words, indented as code is.
fn shown(example: &Example) -> String {
    let indented = |text: &str| {
        let lines = text.lines().map(|it| format!("    {it}"));
        lines.collect::<Vec<_>>().join("\n")
    };
    format!(
        "\n\nWrong:\n\n{}\n\nRight:\n\n{}",
        indented(example.wrong),
        indented(example.right)
    )
}

fn list() -> String {
    let width = CODES.iter().map(|it| it.code.len()).max().unwrap_or(0);
    let line = |it: &Rule| {
        let taste = if it.taste { "taste" } else { "" };
        format!("{:width$}  {:7}  {taste:5}  {}", it.code, it.word(), it.meaning)
    };
    let lines: Vec<String> = CODES.iter().map(line).collect();
    let head = "A rule of `taste` can be turned off, or made an error, in portal.yaml under `checks:`.";
    format!("{head}\n\n{}", lines.join("\n"))
}
