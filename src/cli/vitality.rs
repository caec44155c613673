//! `parvis vitality`: what lives in a portal and its communities, as a table for a terminal, or as
//! the files that are published.

use std::{fmt::Write, sync::Arc};

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::{
    args::{self, Content},
    load::{code_of, open},
    new::community_of,
    terminal::{Terminal, exact, product},
};
use crate::{
    content::{Kind, markdown::Memo},
    diag::Diagnostic,
    portal::{
        Id,
        vitality::{Count, Figures, Quarter, Recent, Vitality, together},
    },
    render::{Output, render_safely},
    route::{FiguresForm, Route},
    sink::Plain,
    snapshot::Site,
};

/// Columns of a terminal.
const WIDTH: usize = 80;

/// Letters of the bar of a quarter.
const BAR: usize = 10;

/// How many quarters are shown.
const SHOWN: i32 = 12;

/// How many pairs of communities are named.
const PAIRS: usize = 10;

pub(super) fn vitality(args: &args::Vitality) -> u8 {
    let content = Content { shown: args.shown.clone(), strict: false };
    let files = match open(&content, None) {
        Ok(files) => files,
        Err(code) => return code,
    };
    let loaded = files.load(Arc::new(Memo::default()));
    let found = &loaded.snapshot.diagnostics;
    let errors: Vec<Diagnostic> =
        found.iter().filter(|it| it.is_error()).cloned().collect();
    Terminal::new(false).diagnostics(&errors, false);
    let Some(site) = &loaded.snapshot.site else { return code_of(&errors, false) };
    let of = match args.community.as_deref().map(|it| community_of(site, it)).transpose() {
        Ok(of) => of,
        Err(code) => return code,
    };
    let code = match args.format {
        args::FiguresForm::Human => product(&table(site, of)),
        args::FiguresForm::Json => published(site, of, FiguresForm::Json),
        args::FiguresForm::Csv => published(site, of, FiguresForm::Csv),
    };
    code.max(code_of(&errors, false))
}

/// A file as it is published, in the portal's first language.
fn published(site: &Site, of: Option<Id>, form: FiguresForm) -> u8 {
    let wanted = Route::VitalityData(of, form);
    let mut all = site.routes.iter();
    let address = all.find(|it| it.1.route == wanted && it.1.lang == 0).map(|it| it.0);
    let bytes = match address.map(|it| render_safely(site, it)) {
        Some(Ok(Output::Bytes(bytes))) => bytes,
        Some(Err(found)) => {
            Terminal::new(false).diagnostics(&found, false);
            return code_of(&found, false);
        }
        _ => return 1,
    };
    if exact(&String::from_utf8_lossy(&bytes)) { 0 } else { 3 }
}

fn table(site: &Site, of: Option<Id>) -> String {
    let counted = Count::of(&site.portal, &site.settings, site.today);
    let life = Vitality::of(counted, of);
    let lang = site.settings.default_language();
    let title = |it: Id| site.portal.entry(it).title(lang);
    let name = of.map_or_else(|| site.settings.title(lang), title);
    let mut lines =
        vec![fitting(&format!("{name}, up to {}", site.today), WIDTH), String::new()];
    if life.quarters.is_empty() {
        lines.push("no sign of life yet".to_owned());
        return lines.join("\n");
    }
    lines.extend(rows(&life.newest(site.today, (1, SHOWN))));
    lines.push(String::new());
    if let Some(last) = life.last {
        let kind = site.portal.entry(last.id).kind.word();
        let text = format!("last sign of life   {}, {kind}: {}", last.day, title(last.id));
        lines.push(fitting(&text, WIDTH));
    }
    lines.push(format!("last four quarters  {}", recent(life.recent)));
    let pairs = together(counted, of);
    for (at, pair) in pairs.iter().take(PAIRS).enumerate() {
        let head = if at == 0 { "worked together" } else { "" };
        let (first, second) = pair.communities;
        let slug = |it: Id| &*site.portal.entry(it).slug;
        let text =
            format!("{head:18}  {} and {}: {}", slug(first), slug(second), pair.entries);
        lines.push(fitting(&text, WIDTH));
    }
    if of.is_none() {
        lines.extend(communities(site, counted));
    }
    lines.join("\n")
}

/// The quarters, each with a bar for all its signs of life.
fn rows(quarters: &[(Quarter, Figures)]) -> Vec<String> {
    let head = "quarter  retex  authors  new  events  talks  practices  initiatives";
    let most = quarters.iter().map(|it| it.1.signs()).max().unwrap_or(0);
    let row = |(quarter, it): &(Quarter, Figures)| {
        let [retex, authors, new, events, talks, practices, initiatives] = it.all();
        format!(
            "{quarter:7}  {retex:>5}  {authors:>7}  {new:>3}  {events:>6}  {talks:>5}  {practices:>9}  {initiatives:>11}  {}",
            bar(it.signs(), most)
        )
        .trim_end()
        .to_owned()
    };
    std::iter::once(head.to_owned()).chain(quarters.iter().map(row)).collect()
}

/// In words, as far as there is anything to say.
fn recent(it: Recent) -> String {
    if it.retex == 0 {
        return "no retex".to_owned();
    }
    let people = if it.authors == 1 { "person" } else { "people" };
    let mut text = format!("{} retex by {} {people}", it.retex, it.authors);
    // Writing to a String cannot fail.
    if it.new_authors > 0 {
        write!(text, " ({} new)", it.new_authors).unwrap_or_default();
    }
    if it.authors > 1 {
        write!(text, ", at most {} by one of them", it.of_one).unwrap_or_default();
    }
    text
}

/// Each community with its last quarters and its last sign of life.
fn communities(site: &Site, counted: Count<'_>) -> Vec<String> {
    let ids: Vec<Id> = site.portal.of_kind(Kind::Community).collect();
    let slug = |it: Id| fitting(&site.portal.entry(it).slug, 30);
    let width = ids.iter().map(|it| slug(*it).chars().count()).max().unwrap_or(0).max(9);
    let line = |it: Id| {
        let life = Vitality::of(counted, Some(it));
        let quarters = life.newest(site.today, (SHOWN, SHOWN));
        let most = quarters.iter().map(|it| it.1.signs()).max().unwrap_or(0);
        let spark: String = quarters.iter().map(|it| block(it.1.signs(), most)).collect();
        let last = life.last.map_or("never".to_owned(), |it| it.day.to_string());
        format!("{:width$}  {spark}  {last:10}  {:>18}", slug(it), life.recent.retex)
    };
    if ids.is_empty() {
        return Vec::new();
    }
    let head = ("community", "12 quarters", "last sign", "retex, 4 quarters");
    let head = format!("{:width$}  {:12}  {:10}  {:>18}", head.0, head.1, head.2, head.3);
    [String::new(), head].into_iter().chain(ids.into_iter().map(line)).collect()
}

/// A bar of eighths of letters.
fn bar(value: usize, most: usize) -> String {
    let eighths = (value * BAR * 8).div_ceil(most.max(1)).min(BAR * 8);
    let rest = "▏▎▍▌▋▊▉".chars().nth((eighths % 8).wrapping_sub(1));
    "█".repeat(eighths / 8).chars().chain(rest).collect()
}

/// A value as the height of one letter.
fn block(value: usize, most: usize) -> char {
    let at = (value * 8).div_ceil(most.max(1)).min(8);
    "·▁▂▃▄▅▆▇█".chars().nth(at).unwrap_or(' ')
}

/// A line of at most so many columns.
fn fitting(text: &str, columns: usize) -> String {
    let text = Plain::line(text);
    if text.as_str().width() <= columns {
        return text.as_str().to_owned();
    }
    let mut out = String::new();
    let mut left = columns.saturating_sub(1);
    for letter in text.as_str().chars() {
        let own = letter.width().unwrap_or(0);
        if own > left {
            break;
        }
        left -= own;
        out.push(letter);
    }
    out + "…"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_grow_by_eighths_and_fit() {
        let bars = [0, 1, 4, 8].map(|it| bar(it, 8));
        assert_eq!(bars, ["", "█▎", "█████", "██████████"]);
        assert_eq!(bar(0, 0), "");
        let blocks: String = [0, 1, 4, 8].into_iter().map(|it| block(it, 8)).collect();
        assert_eq!(blocks, "·▁▄█");
        assert_eq!(bar(usize::MAX / 100, usize::MAX / 100), "█".repeat(BAR));
    }

    #[test]
    fn a_line_fits_whatever_it_says() {
        assert_eq!(fitting("ab\ncd", 80), "ab cd");
        assert_eq!(fitting("abcdef", 4), "abc…");
        assert_eq!(fitting("日本語日本語", 6), "日本…");
        assert_eq!(fitting("\u{1b}[31m", 10), "\u{fffd}[31m");
    }
}
