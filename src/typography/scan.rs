//! The pass over a text: from mark to mark, each with its rule.

use std::ops::Range;

use super::{
    Style, dash,
    edit::{Around, Edit, is_word},
    mark, number,
    quote::{self, Quote},
    skip::skips,
};

/// Where a text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Within {
    /// Alone: backticks are around code.
    Plain,
    /// In Markdown, which knows what is code.
    Markdown,
}

/// What a byte of a text may begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    None,
    /// `"` and `'`.
    Quote,
    Dot,
    Dash,
    /// `;`, `!` and `?`.
    Narrow,
    Colon,
    Digit,
    /// A capital with which `Mme` or a Roman number begins.
    Capital,
    /// The first byte of `«`, `»`, `°`, `§`.
    Latin,
    /// The first byte of `–`, `—`, `“` and others.
    General,
}

const FRENCH: [Mark; 256] = table(true);
const ENGLISH: [Mark; 256] = table(false);

const fn table(french: bool) -> [Mark; 256] {
    let mut table = [Mark::None; 256];
    table[b'"' as usize] = Mark::Quote;
    table[b'\'' as usize] = Mark::Quote;
    table[b'.' as usize] = Mark::Dot;
    table[b'-' as usize] = Mark::Dash;
    table[0xe2] = Mark::General;
    if french {
        table[b';' as usize] = Mark::Narrow;
        table[b'!' as usize] = Mark::Narrow;
        table[b'?' as usize] = Mark::Narrow;
        table[b':' as usize] = Mark::Colon;
        table[0xc2] = Mark::Latin;
        let mut digit = b'0';
        while digit <= b'9' {
            table[digit as usize] = Mark::Digit;
            digit += 1;
        }
        let capitals = b"MDPIVX";
        let mut at = 0;
        while at < capitals.len() {
            table[capitals[at] as usize] = Mark::Capital;
            at += 1;
        }
    }
    table
}

/// Finds what is changed in a text. `parts` are where each part of it ends, and how it is set;
/// marks at their borders see what stands in other parts. Edits are in order, and each is within
/// one part.
pub(super) fn scan(
    text: &str,
    parts: &[(usize, Style)],
    within: Within,
    edits: &mut Vec<Edit>,
) {
    if parts.iter().all(|it| it.1 == Style::AsWritten) {
        return;
    }
    // Most titles have nothing to set. The marks of French are those of English, and more.
    if !text
        .bytes()
        .any(|it| FRENCH.get(usize::from(it)).is_some_and(|it| *it != Mark::None))
    {
        return;
    }
    let skips = skips(text, within);
    let quotes = quote::pair(text, parts, &skips);
    let mut scan = Scan {
        text: Around(text),
        style: Style::AsWritten,
        part: 0..0,
        edits,
        quotes: quotes.iter().copied().collect(),
        dash: None,
    };
    let mut skips = skips.into_iter().peekable();
    let mut at = 0;
    for (end, style) in parts {
        (scan.style, scan.part) = (*style, at..*end);
        let table = match style {
            Style::French => &FRENCH,
            Style::English => &ENGLISH,
            Style::AsWritten => {
                at = at.max(*end);
                continue;
            }
        };
        let bytes = text.as_bytes();
        while at < *end {
            let rest = bytes.get(at..*end).unwrap_or(&[]);
            let of = |it: &u8| table.get(usize::from(*it)).copied().unwrap_or(Mark::None);
            let Some(next) = rest.iter().position(|it| of(it) != Mark::None) else { break };
            at += next;
            while skips.next_if(|it| it.end <= at).is_some() {}
            if let Some(skip) = skips.peek().filter(|it| it.start <= at) {
                at = skip.end;
                continue;
            }
            let mark = bytes.get(at).map_or(Mark::None, of);
            at = scan.take(mark, at).max(at + 1);
        }
        at = at.max(*end);
    }
    scan.end_sentence();
}

/// A text that is being read.
pub(super) struct Scan<'a> {
    pub(super) text: Around<'a>,
    pub(super) style: Style,
    /// The part that is being read.
    part: Range<usize>,
    edits: &'a mut Vec<Edit>,
    /// The quotes that are left, in order.
    quotes: std::collections::VecDeque<Quote>,
    /// The dash of the sentence that may begin an aside.
    pub(super) dash: Option<dash::Open>,
}

impl Scan<'_> {
    /// Follows the rule of a mark; where to go on.
    fn take(&mut self, mark: Mark, at: usize) -> usize {
        match mark {
            Mark::Quote => self.quote(at),
            Mark::Dot => self.dots(at),
            Mark::Dash => self.dash(at),
            Mark::Narrow => self.narrow(at),
            Mark::Colon => self.colon(at),
            Mark::Digit => self.number(at),
            Mark::Capital => self.capital(at),
            Mark::Latin => self.latin(at),
            Mark::General => self.general(at),
            Mark::None => at + 1,
        }
    }

    /// Changes bytes of this part that no other edit changes; which edit it is.
    pub(super) fn edit(
        &mut self,
        range: Range<usize>,
        to: impl Into<Option<&'static str>>,
    ) -> Option<usize> {
        let free = self.edits.last().map_or(0, |it| it.end);
        let inside = self.part.start <= range.start && range.end <= self.part.end;
        if !inside || range.start < free || range.is_empty() {
            return None;
        }
        self.edits.push(Edit { at: range.start, end: range.end, to: to.into() });
        Some(self.edits.len() - 1)
    }

    /// Changes what an edit writes.
    pub(super) fn rewrite(&mut self, edit: Option<usize>, to: &'static str) {
        if let Some(edit) = edit.and_then(|it| self.edits.get_mut(it)) {
            edit.to = Some(to);
        }
    }

    /// The letter before a place, as it is set.
    pub(super) fn set_before(&self, at: usize) -> Option<char> {
        let last = self.edits.last().filter(|it| it.end == at).and_then(|it| it.to);
        last.map_or_else(|| self.text.before(at), |it| it.chars().next_back())
    }

    /// What a quote at a place is, if it has a partner.
    fn role(&mut self, at: usize) -> Option<quote::Role> {
        while let Some(next) = self.quotes.front().filter(|it| it.at <= at) {
            let found = (next.at == at).then_some(next.role);
            self.quotes.pop_front();
            if found.is_some() {
                return found;
            }
        }
        None
    }

    /// Whether a quote at a place closes with a guillemet.
    pub(super) fn is_closing(&self, at: usize) -> bool {
        let next = self.quotes.iter().find(|it| it.at >= at);
        next.is_some_and(|it| it.at == at && it.role == quote::Role::Close)
    }

    fn quote(&mut self, at: usize) -> usize {
        let role = self.role(at);
        if let Some(role) = role {
            return self.paired(at, role);
        }
        if self.text.byte(at) == Some(b'\'') && quote::is_apostrophe(self.text, at) {
            self.edit(at..at + 1, "’");
        }
        at + 1
    }

    fn general(&mut self, at: usize) -> usize {
        match self.text.after(at) {
            Some('–' | '—') => self.long_dash(at),
            _ => at + 3,
        }
    }

    /// `Mme Durand`, `XIXe siècle`.
    fn capital(&mut self, at: usize) -> usize {
        if self.text.before(at).is_some_and(is_word) {
            return at + 1;
        }
        match self.text.byte(at) {
            Some(b'M' | b'D' | b'P') => number::courtesy(self, at),
            _ => number::roman(self, at),
        }
    }

    /// `«`, `»`, `n°`, `§`.
    fn latin(&mut self, at: usize) -> usize {
        match self.text.after(at) {
            Some('«') => mark::open(self, at),
            Some('»') => mark::close(self, at),
            Some('°' | 'º') => number::numero(self, at),
            Some('§') => number::section(self, at),
            _ => at + 2,
        }
    }
}
