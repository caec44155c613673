//! Which dollars are money: `5 $ et 10 $` is no formula.
//!
//! pulldown-cmark asks that no white space follows the opening `$` and none precedes the closing
//! one. That leaves prices that are written without a space: `5$/j contre 10$/j`,
//! `entre $5 et 10$`. So we ask, as Pandoc does, that no digit follows the closing one, and besides
//! that neither digit nor letter precedes the opening one, and that what stands between is
//! not a number with words behind it. Whoever means a formula all the same writes a TeX mark into
//! it (`$5 \text{ et } 10$`).

use std::{collections::VecDeque, ops::Range};

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd};

/// Events in which money is text again.
pub(in crate::content::markdown) struct Prices<'a, I> {
    text: &'a str,
    options: Options,
    events: I,
    waiting: VecDeque<(Event<'a>, Range<usize>)>,
}

impl<'a, I> Prices<'a, I> {
    /// `options` are those that the events were read with; formulas are known among them.
    pub(in crate::content::markdown) fn new(
        text: &'a str,
        options: Options,
        events: I,
    ) -> Self {
        Self { text, options, events, waiting: VecDeque::new() }
    }

    /// Money, and the Markdown that stood between two prices.
    fn unfold(&mut self, at: &Range<usize>) {
        let length = if self.slice(at).starts_with("$$") { 2 } else { 1 };
        let inner = at.start + length..at.end.saturating_sub(length);
        let text = |it: &'a str| Event::Text(CowStr::Borrowed(it));
        let mark = |at: Range<usize>| (text(self.slice(&at)), at);
        let mut events = vec![mark(at.start..inner.start)];
        let between = self.slice(&inner);
        let options = self.options.difference(Options::ENABLE_MATH);
        match paragraph(between, options) {
            Some(found) => events.extend(
                found
                    .into_iter()
                    .map(|it| (it.0, it.1.start + inner.start..it.1.end + inner.start)),
            ),
            None => events.push((text(between), inner.clone())),
        }
        events.push(mark(inner.end..at.end));
        self.waiting.extend(events);
    }

    fn slice(&self, at: &Range<usize>) -> &'a str {
        self.text.get(at.clone()).unwrap_or("")
    }
}

/// The events inside the only paragraph of a text; nothing when it is anything else.
fn paragraph(text: &str, options: Options) -> Option<Vec<(Event<'_>, Range<usize>)>> {
    // White space at the ends is no part of a paragraph, but one of the text.
    if text.trim().len() != text.len() || text.contains('\n') {
        return None;
    }
    let mut events: Vec<_> = Parser::new_ext(text, options).into_offset_iter().collect();
    let last = events.pop()?;
    let is_whole = matches!(last.0, Event::End(TagEnd::Paragraph))
        && matches!(events.first(), Some((Event::Start(Tag::Paragraph), _)))
        && !events.iter().any(|it| matches!(it.0, Event::End(TagEnd::Paragraph)));
    is_whole.then(|| events.split_off(1))
}

impl<'a, I> Iterator for Prices<'a, I>
where
    I: Iterator<Item = (Event<'a>, Range<usize>)>,
{
    type Item = I::Item;

    fn next(&mut self) -> Option<I::Item> {
        if let Some(event) = self.waiting.pop_front() {
            return Some(event);
        }
        let (event, at) = self.events.next()?;
        let (Event::InlineMath(tex) | Event::DisplayMath(tex)) = &event else {
            return Some((event, at));
        };
        if is_formula(self.text, &at, tex) {
            return Some((event, at));
        }
        self.unfold(&at);
        self.waiting.pop_front()
    }
}

/// Whether what stands at a place of the text is a formula, and no money.
fn is_formula(text: &str, at: &Range<usize>, tex: &str) -> bool {
    let before = text.get(..at.start).and_then(|it| it.chars().next_back());
    let after = text.get(at.end..).and_then(|it| it.chars().next());
    !before.is_some_and(char::is_alphanumeric)
        && !after.is_some_and(|it| it.is_ascii_digit())
        && !tex.trim().is_empty()
        && !is_number_in_words(tex)
}

/// `5 et 10`, `20,000 for a day and`: begins with a number, goes on with a word of two letters or
/// more, and holds no sign of TeX.
fn is_number_in_words(tex: &str) -> bool {
    if !tex.starts_with(|it: char| it.is_ascii_digit())
        || tex.contains(['\\', '^', '_', '{', '=', '<', '>', '+', '*'])
    {
        return false;
    }
    let is_word = |it: &str| it.chars().filter(|it| it.is_alphabetic()).count() > 1;
    tex.split_whitespace().skip(1).any(is_word)
}

#[cfg(test)]
mod tests {
    use pulldown_cmark::{Event, Options, Parser, Tag};

    use super::Prices;

    /// The formulas of a text, in order.
    fn formulas(text: &str) -> Vec<String> {
        let options = Options::ENABLE_MATH | Options::ENABLE_STRIKETHROUGH;
        let events = Parser::new_ext(text, options).into_offset_iter();
        let formula = |it: (Event<'_>, _)| match it.0 {
            Event::InlineMath(tex) | Event::DisplayMath(tex) => Some(tex.to_string()),
            _ => None,
        };
        Prices::new(text, options, events).filter_map(formula).collect()
    }

    #[test]
    fn money_is_no_formula() {
        for text in [
            "5 $ et 10 $",
            "de 5$ à 10$",
            "5$, puis 10$",
            "5$/j contre 10$/j",
            "(5$) ou (10$)",
            "US$5 et US$10",
            "$5 and $10",
            "entre $5 et 10$",
            "$20,000 and $30,000",
            "$20,000 for a day,$30,000 for two",
            "coûte 100$ (TTC), 80$ (HT)",
            "5 $, 10 $",
            "un $ fort et un$ faible",
            "`$PATH` et $HOME",
            "$HOME/bin et $PATH/x",
            "\\$5 et 10\\$",
            "A$, B$ et C$",
            "le 5$-10$ habituel",
            "$",
            "$$",
            "$$$$",
            "5$$ et 6$$",
        ] {
            assert!(formulas(text).is_empty(), "{text}: {:?}", formulas(text));
        }
    }

    #[test]
    fn formulas_are_formulas() {
        for (text, tex) in [
            ("soit $x$.", "x"),
            ("$x^2 + y^2$", "x^2 + y^2"),
            ("($x$)", "x"),
            ("« $x$ »", "x"),
            ("l’$x$", "x"),
            ("$5$ fois", "5"),
            ("$3 + 4$", "3 + 4"),
            ("$20\\,000 \\text{ euros}$", "20\\,000 \\text{ euros}"),
            ("$$\\sum x$$", "\\sum x"),
            ("$n$-ième", "n"),
            ("$5 x$", "5 x"),
        ] {
            assert_eq!(formulas(text), [tex], "{text}");
        }
        assert_eq!(formulas("5$ et $x$, puis 6$ et $y$"), ["x", "y"]);
        assert_eq!(formulas("$a$ et $b$"), ["a", "b"]);
    }

    #[test]
    fn markdown_between_prices_is_read() {
        let text = "5$, *puis* [10$](a) enfin";
        let options = Options::ENABLE_MATH;
        let read = || Parser::new_ext(text, options).into_offset_iter();
        let events: Vec<_> = Prices::new(text, options, read()).collect();
        assert!(events.iter().any(|it| matches!(it.0, Event::Start(Tag::Emphasis))));
        let text = "(5$/**j**/6$)";
        let read = Parser::new_ext(text, options).into_offset_iter();
        let events: Vec<_> = Prices::new(text, options, read).collect();
        let strong = events.iter().find(|it| matches!(it.0, Event::Start(Tag::Strong)));
        assert_eq!(strong.and_then(|it| text.get(it.1.clone())), Some("**j**"));
        let shown: String = events
            .iter()
            .filter_map(|it| match &it.0 {
                Event::Text(text) => Some(text.to_string()),
                _ => None,
            })
            .collect();
        assert_eq!(shown, "(5$/j/6$)");
    }
}
