//! Numbers, as people write them.

use super::scalar::Fault;

/// What stands between thousands.
const APART: [char; 9] = [' ', '\u{a0}', '\u{202f}', '\u{2009}', '\'', '’', '_', '.', ','];

/// A whole number that is not below another.
pub(super) fn whole(text: &str, least: u32) -> Result<String, Fault> {
    match text.parse::<u32>() {
        Ok(number) if number >= least => Ok(number.to_string()),
        Ok(_) => Err(Fault::Range(format!("write {least} or more"))),
        Err(_) => Err(Fault::Type(
            counted(text)
                .and_then(|it| it.parse::<u32>().ok())
                .filter(|it| *it >= least)
                .map(|it| it.to_string()),
        )),
    }
}

/// A share, `72.5` or `72,5`.
pub(super) fn percent(text: &str) -> Result<String, Fault> {
    let number = text.replace(',', ".");
    let digits = |it: &str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit());
    let (units, decimals) = number.split_once('.').unwrap_or((&number, "0"));
    if !digits(units) || !digits(decimals) {
        let bare = text.trim_end_matches(|it: char| it == '%' || it.is_whitespace());
        let right = percent_of(bare).filter(|_| bare != text);
        return Err(Fault::Type(right));
    }
    percent_of(&number).ok_or_else(|| {
        Fault::Range("a share is at most 100: count what is met, not all there is".into())
    })
}

fn percent_of(text: &str) -> Option<String> {
    let number = text.replace(',', ".").parse::<f64>().ok()?;
    (0.0..=100.0).contains(&number).then(|| number.to_string())
}

/// A number whose thousands are apart, or that a word follows: `1 200`, `12 membres`.
fn counted(text: &str) -> Option<String> {
    let number =
        text.trim_end_matches(|it: char| it.is_alphabetic() || it == '-').trim_end();
    let parts: Vec<&str> = number.split(APART).collect();
    let (first, rest) = parts.split_first()?;
    let is_grouped =
        rest.is_empty() || first.len() <= 3 && rest.iter().all(|it| it.len() == 3);
    let whole = parts.concat();
    let is_number = !first.is_empty() && whole.bytes().all(|it| it.is_ascii_digit());
    (is_grouped && is_number).then_some(whole)
}
