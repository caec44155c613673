//! What coloring may cost.

use std::{collections::BTreeSet, sync::OnceLock};

use syntect::parsing::SyntaxReference;

use super::{ALIASES, NAMES, find, is_colored};

/// What coloring may cost: a line costs its length squared, since there are texts that most
/// grammars take so long for. Counted, never measured, so that a build is the same anywhere.
pub(super) const MOST_OF_BLOCK: u64 = 8_000_000;

/// The same for all blocks of one text.
const MOST_OF_TEXT: u64 = 16_000_000;

/// The longest line that is colored, in bytes.
const MAX_LINE: usize = 2_000;

/// The same for grammars that nobody looks after as much: some take the cube of a line's length.
const MAX_RARE_LINE: usize = 400;

/// What may still be spent on the code of one text.
#[derive(Debug)]
pub(in crate::content::markdown) struct Budget(u64);

impl Default for Budget {
    fn default() -> Self {
        Self(MOST_OF_TEXT)
    }
}

impl Budget {
    /// Whether a block is still colored; the same whether or not it is known already.
    pub(in crate::content::markdown) fn allows(&mut self, lang: &str, code: &str) -> bool {
        if !is_colored(lang, code) {
            return false;
        }
        let lines = code.split_inclusive('\n');
        let pace = Pace::of_name(lang);
        let cost: u64 = lines.filter_map(|it| pace.cost(it)).sum();
        let left = self.0.checked_sub(cost.min(MOST_OF_BLOCK));
        self.0 = left.unwrap_or(0);
        left.is_some()
    }
}

/// The one of the usual grammars that takes the cube of a line's length, where it is blank.
const SLOW: &str = "ini";

/// How much a grammar makes of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pace {
    /// One of the [`NAMES`].
    Usual,
    Rare,
}

impl Pace {
    /// Of the grammar that a name means; all grammars are looked through only for rare ones.
    fn of_name(lang: &str) -> Self {
        let is_usual = NAMES.contains(&lang) || ALIASES.iter().any(|it| it.0 == lang);
        if is_usual && lang != SLOW {
            Self::Usual
        } else {
            find(lang).map_or(Self::Rare, Self::of)
        }
    }

    pub(super) fn of(syntax: &SyntaxReference) -> Self {
        static USUAL: OnceLock<BTreeSet<&'static str>> = OnceLock::new();
        let usual = USUAL.get_or_init(|| {
            let named = NAMES.iter().filter(|it| **it != SLOW).filter_map(|it| find(it));
            named.map(|it| it.name.as_str()).collect()
        });
        if usual.contains(syntax.name.as_str()) { Self::Usual } else { Self::Rare }
    }

    /// What a line costs; nothing for one that is not colored.
    pub(super) fn cost(self, line: &str) -> Option<u64> {
        let length = line.len();
        let (longest, times) = match self {
            Self::Usual => (MAX_LINE, 1),
            Self::Rare => (MAX_RARE_LINE, 1 + length / 50),
        };
        (length <= longest).then_some((length * length * times) as u64)
    }
}

#[cfg(test)]
mod tests {
    use super::{super::highlight, Budget};

    #[test]
    fn coloring_has_a_bound_in_each_line_block_and_text() {
        let colored = |lang: &str, code: &str| {
            let html = highlight(lang, code).unwrap();
            assert_eq!(html.as_str().lines().count(), code.lines().count());
            html.as_str().lines().filter(|it| it.contains("<span")).count()
        };
        let line = |length: usize| format!("{}\n", "1 ".repeat(length / 2));
        assert_eq!(colored("json", &line(1_990)), 1);
        assert_eq!(colored("json", &(line(2_200) + &line(20))), 1);
        assert_eq!(colored("json", &line(20).repeat(5_000)), 5_000);
        assert_eq!(colored("json", &line(1_990).repeat(90)), 2);
        assert_eq!(colored("rs", &line(1_990)), 1);
        assert_eq!(colored("coffeescript", &line(500)), 0);
        let mut budget = Budget::default();
        let block = line(200).repeat(120);
        let blocks = (0..9).filter(|_| budget.allows("json", &block)).count();
        assert_eq!(blocks, 3);
    }

    /// The costliest lines that are known take as long as they are allowed to.
    #[test]
    fn no_text_takes_long() {
        let start = std::time::Instant::now();
        for (lang, part) in [
            ("ini", "\t"),
            ("cfml", "a"),
            ("json", "1 "),
            ("systemverilog", "["),
            ("js", "$"),
        ] {
            let mut budget = Budget::default();
            let block = format!("{}\n", part.repeat(398 / part.len())).repeat(400);
            let blocks = (0..20).filter(|_| budget.allows(lang, &block));
            blocks.for_each(|_| drop(highlight(lang, &block)));
        }
        assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
    }
}
