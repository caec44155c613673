//! Straight quotes: which opens and which closes.

use std::ops::Range;

use memchr::{memchr2, memchr3_iter};

use super::{
    Style,
    edit::{Around, is_space, is_word},
    scan::Scan,
};

/// A straight quote with its partner.
#[derive(Debug, Clone, Copy)]
pub(super) struct Quote {
    pub(super) at: usize,
    pub(super) role: Role,
}

/// What a straight quote is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// It has no partner.
    Alone,
    /// Opens a quotation.
    Open,
    /// Closes it.
    Close,
    /// Opens a quotation inside another.
    OpenInner,
    /// Closes it.
    CloseInner,
    /// Opens one of single quotes.
    OpenSingle,
    /// Closes it.
    CloseSingle,
    /// Stays as it is, with its partner: what stands behind `=` is code.
    Kept,
}

/// English words that begin with an apostrophe.
const CUT: &[&str] = &["tis", "twas", "em", "til", "cause", "round", "bout", "n"];

/// Finds the partners of quotes: whole paragraphs are looked at, since one that is never closed
/// must not open anything.
pub(super) fn pair(
    text: &str,
    parts: &[(usize, Style)],
    skips: &[Range<usize>],
) -> Vec<Quote> {
    if memchr2(b'"', b'\'', text.as_bytes()).is_none() {
        return Vec::new();
    }
    let mut pairs = Pairs {
        text: Around(text),
        found: Vec::new(),
        open: Vec::new(),
        spaced: None,
        depth: 0,
        single: None,
    };
    let (mut parts, mut skips) = (parts.iter().peekable(), skips.iter().peekable());
    for at in memchr3_iter(b'"', b'\'', 0xc2, text.as_bytes()) {
        while parts.next_if(|it| it.0 <= at).is_some() {}
        while skips.next_if(|it| it.end <= at).is_some() {}
        let style = parts.peek().map_or(Style::AsWritten, |it| it.1);
        if style == Style::AsWritten || skips.peek().is_some_and(|it| it.start <= at) {
            continue;
        }
        match pairs.text.byte(at) {
            Some(b'"') => pairs.double(at, style),
            Some(b'\'') => pairs.single(at, style),
            _ => match pairs.text.after(at) {
                Some('«') => pairs.depth += 1,
                Some('»') => pairs.depth = pairs.depth.saturating_sub(1),
                _ => {}
            },
        }
    }
    pairs.found.retain(|it| it.role != Role::Alone);
    nest(&mut pairs.found);
    pairs.found
}

/// Tells the quotations inside others from the outer ones.
fn nest(quotes: &mut [Quote]) {
    let mut depth = 0_usize;
    for quote in quotes {
        match quote.role {
            Role::Open | Role::OpenInner => {
                if depth > 0 {
                    quote.role = Role::OpenInner;
                }
                depth += 1;
            }
            Role::Close | Role::CloseInner => {
                depth = depth.saturating_sub(1);
                if depth > 0 {
                    quote.role = Role::CloseInner;
                }
            }
            _ => {}
        }
    }
}

/// A double quote that is open.
struct Open {
    found: usize,
    style: Style,
    /// Inside guillemets that the author wrote.
    is_inner: bool,
    /// Behind `=`.
    is_kept: bool,
}

struct Pairs<'a> {
    text: Around<'a>,
    found: Vec<Quote>,
    open: Vec<Open>,
    /// A quote with spaces on both sides that is open.
    spaced: Option<usize>,
    /// How many guillemets are open.
    depth: usize,
    single: Option<Single>,
}

/// The single quote that is open.
struct Single {
    found: usize,
    style: Style,
    /// Inside how many double ones.
    depth: usize,
    /// Behind `=`.
    is_kept: bool,
}

impl Pairs<'_> {
    fn push(&mut self, at: usize) -> usize {
        self.found.push(Quote { at, role: Role::Alone });
        self.found.len() - 1
    }

    fn name(&mut self, found: usize, role: Role) {
        if let Some(quote) = self.found.get_mut(found) {
            quote.role = role;
        }
    }

    fn double(&mut self, at: usize, style: Style) {
        let (before, after) = (self.text.before(at), self.text.after(at + 1));
        if before == Some('"') || after == Some('"') {
            return;
        }
        let found = self.push(at);
        if before.is_none_or(is_space) && after.is_none_or(|it| is_space(it) || ends(it)) {
            return self.spaced(found, before, after, style);
        }
        // Where it stands says what it is, not what is open: so nothing that is left over by
        // one pass finds a partner in the next.
        let is_full = after.is_some_and(|it| !is_space(it) && !ends(it));
        let is_free = before.is_none_or(|it| is_space(it) || opens(it));
        if is_full
            && (is_free || after.is_some_and(is_word) && !before.is_some_and(is_word))
        {
            let is_kept = before == Some('=');
            self.open.push(Open { found, style, is_inner: self.depth > 0, is_kept });
        } else if !after.is_some_and(is_word)
            && self.open.last().is_some_and(|it| it.style == style)
        {
            self.close(found);
        }
    }

    /// `" so "`, which only French writes.
    fn spaced(
        &mut self,
        found: usize,
        before: Option<char>,
        after: Option<char>,
        style: Style,
    ) {
        if style != Style::French {
            return;
        }
        match self.spaced {
            Some(open) if before == Some(' ') => {
                self.name(open, Role::Open);
                self.name(found, Role::Close);
                self.spaced = None;
            }
            None if after == Some(' ') => self.spaced = Some(found),
            _ => {}
        }
    }

    fn close(&mut self, found: usize) {
        let Some(open) = self.open.pop() else { return };
        let (first, last) = if open.is_kept {
            (Role::Kept, Role::Kept)
        } else if open.is_inner {
            (Role::OpenInner, Role::CloseInner)
        } else {
            (Role::Open, Role::Close)
        };
        self.name(open.found, first);
        self.name(found, last);
        // Nothing that was begun inside goes on outside.
        self.single.take_if(|it| it.depth > self.open.len());
    }

    fn single(&mut self, at: usize, style: Style) {
        let (before, after) = (self.text.before(at), self.text.after(at + 1));
        if before == Some('\'') || after == Some('\'') {
            return;
        }
        let depth = self.open.len();
        if !before.is_some_and(is_word) && self.is_full(at + 1) {
            if before.is_none_or(|it| is_space(it) || opens(it)) || self.is_open_at(at) {
                let found = self.push(at);
                let is_kept = before == Some('=');
                self.single = Some(Single { found, style, depth, is_kept });
            }
        } else if before.is_some_and(|it| !is_space(it))
            && !after.is_some_and(is_word)
            && let Some(open) =
                self.single.take_if(|it| it.depth == depth && it.style == style)
        {
            let found = self.push(at);
            let (first, last) = if open.is_kept {
                (Role::Kept, Role::Kept)
            } else {
                (Role::OpenSingle, Role::CloseSingle)
            };
            self.name(open.found, first);
            self.name(found, last);
        }
    }

    /// Whether a double quote that is open stands right before a place.
    fn is_open_at(&self, at: usize) -> bool {
        let last = self.open.last().and_then(|it| self.found.get(it.found));
        last.is_some_and(|it| it.at + 1 == at)
    }

    /// Whether a quotation in single quotes can begin with what stands at a place.
    fn is_full(&self, at: usize) -> bool {
        let rest = self.text.0.get(at..).unwrap_or("");
        let mut letters = rest.chars();
        let (first, second) = (letters.next(), letters.next());
        match first {
            Some(it) if it.is_alphabetic() => !self.is_cut(at),
            // `'90s` is a decade, `'42'` is quoted.
            Some(it) if it.is_ascii_digit() => {
                let tail = rest.trim_start_matches(|it: char| it.is_ascii_digit());
                let is_year = rest.len() - tail.len() == 2;
                let rest = tail.strip_prefix('s').unwrap_or(tail);
                !is_year || tail.starts_with('\'') || rest.starts_with(is_word)
            }
            Some('"') => second.is_some_and(is_word),
            // One that is left alone there stays straight, and would open in what is set already.
            _ => false,
        }
    }

    fn is_cut(&self, at: usize) -> bool {
        let rest = self.text.0.get(at..).unwrap_or("");
        CUT.iter().any(|it| {
            rest.get(..it.len()).is_some_and(|head| head.eq_ignore_ascii_case(it))
                && !self.text.after(at + it.len()).is_some_and(is_word)
        })
    }
}

/// What a quotation may begin right behind.
fn opens(letter: char) -> bool {
    matches!(
        letter,
        '(' | '[' | '{' | '–' | '—' | '-' | '«' | '“' | '‘' | '\'' | '’' | '/' | '='
    )
}

/// What no quotation begins with.
fn ends(letter: char) -> bool {
    matches!(letter, ')' | ']' | '}' | '.' | ',' | ';' | ':' | '!' | '?' | '»' | '”')
}

/// Whether a single quote without a partner is an apostrophe: it stands in a word, or for what
/// is left out of one (`'90s`). Behind a number it is a foot or a minute.
pub(super) fn is_apostrophe(text: Around<'_>, at: usize) -> bool {
    let (before, after) = (text.before(at), text.after(at + 1));
    if before == Some('\'') || after == Some('\'') {
        return false;
    }
    match before {
        Some(it) if it.is_ascii_digit() => after.is_some_and(char::is_alphabetic),
        Some(it) if is_word(it) => true,
        _ => after.is_some_and(is_word),
    }
}

impl Scan<'_> {
    /// Writes a quote that has a partner.
    pub(super) fn paired(&mut self, at: usize, role: Role) -> usize {
        let end = at + 1;
        let french = self.style == Style::French;
        match role {
            Role::Open if french => {
                let to = self.text.spaces_after(end);
                let kept = self.text.after(end).is_some_and(|it| is_space(it) && it != ' ');
                self.edit(at..to, if kept { "«" } else { "«\u{202f}" });
                return to;
            }
            Role::Close if french => {
                let from = self.text.spaces_before(at);
                let kept = self.text.before(at).is_some_and(|it| is_space(it) && it != ' ');
                let to = if kept { "»" } else { "\u{202f}»" };
                if self.edit(from..end, to).is_none() {
                    self.edit(at..end, to);
                }
            }
            Role::Open | Role::OpenInner => {
                self.edit(at..end, "“");
            }
            Role::Close | Role::CloseInner => {
                self.edit(at..end, "”");
            }
            Role::OpenSingle => {
                self.edit(at..end, "‘");
            }
            Role::CloseSingle => {
                self.edit(at..end, "’");
            }
            Role::Alone | Role::Kept => {}
        }
        end
    }
}
