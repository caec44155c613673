//! `parvis explain`: what a diagnostic means and how to mend it.

use super::terminal::{self, product};
use crate::diag::{
    codes::{CODES, Rule, find},
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
            "\n\nA matter of taste: `checks: {{{}: off}}` in portal.yaml turns it off, `error` hardens it.",
            rule.code
        )
    } else {
        String::new()
    };
    format!(
        "{}[{}]\n\n{}\n\n{}{turn}",
        rule.severity.word(),
        rule.code,
        rule.meaning,
        rule.mend
    )
}

fn list() -> String {
    let width = CODES.iter().map(|it| it.code.len()).max().unwrap_or(0);
    let line =
        |it: &Rule| format!("{:width$}  {:7}  {}", it.code, it.severity.word(), it.meaning);
    CODES.iter().map(line).collect::<Vec<_>>().join("\n")
}
