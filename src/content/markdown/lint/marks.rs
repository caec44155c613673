//! Marks of emphasis that stayed text: `**word **and`, `**Note:**text`.
//!
//! A mark opens where a word begins and closes where one ends. One with a space on its inner side,
//! or between a sign and a letter, does neither: it is shown, or pairs with a mark that was meant
//! for other words.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::File;
use crate::{
    diag::{Diagnostic, Fix},
    yaml::shorten,
};

/// Most bytes between two marks that may belong together.
const FAR: usize = 300;

/// A mark of two or three signs.
struct Mark {
    at: Range<usize>,
    /// Whether it is one of a pair of Markdown's.
    is_used: bool,
}

pub(super) struct Marks<'a> {
    file: File<'a>,
    /// Those of the block that is being read.
    block: Vec<Mark>,
    /// Whether some of these are shown.
    is_shown: bool,
    /// Marks that open, and have no other in their block.
    open: Vec<Range<usize>>,
    /// Whether marks stand behind words, as those of notes do.
    has_notes: bool,
}

impl<'a> Marks<'a> {
    pub(super) fn new(file: File<'a>) -> Self {
        let (block, open) = (Vec::new(), Vec::new());
        Self { file, block, is_shown: false, open, has_notes: false }
    }

    pub(super) fn see(
        &mut self,
        event: &Event<'_>,
        at: &Range<usize>,
        found: &mut Vec<Diagnostic>,
    ) {
        let used = |at| Mark { at, is_used: true };
        match event {
            Event::Text(_) => self.text(at),
            Event::Start(Tag::Strong | Tag::Strikethrough) => {
                self.block.push(used(at.start..at.start + 2));
            }
            Event::End(TagEnd::Strong | TagEnd::Strikethrough) => {
                self.block.push(used(at.end.saturating_sub(2)..at.end));
            }
            Event::Start(tag) if !is_inline(tag.to_end()) => self.end_block(found),
            Event::End(tag) if !is_inline(*tag) => self.end_block(found),
            _ => {}
        }
    }

    fn text(&mut self, at: &Range<usize>) {
        let text = self.file.text(at).as_bytes();
        let mut done = 0;
        for start in memchr::memchr3_iter(b'*', b'_', b'~', text) {
            let Some(sign) = text.get(start).filter(|_| start >= done) else { continue };
            let rest = text.get(start..).unwrap_or(&[]);
            done = start + rest.iter().take_while(|it| *it == sign).count();
            let place = at.start + start..at.start + done;
            let before = place.start.checked_sub(1);
            let before = before.and_then(|it| self.file.0.text().as_bytes().get(it));
            if (2..=3).contains(&place.len()) && before != Some(&b'\\') {
                self.block.push(Mark { at: place, is_used: false });
                self.is_shown = true;
            }
        }
    }

    fn end_block(&mut self, found: &mut Vec<Diagnostic>) {
        let block = std::mem::take(&mut self.block);
        if !std::mem::take(&mut self.is_shown) {
            return;
        }
        for sign in ["*", "_", "~"] {
            let own = block.iter().filter(|it| self.file.text(&it.at).starts_with(sign));
            self.pair(&own.collect::<Vec<_>>(), found);
        }
    }

    /// Takes marks of one sign as their author probably meant them: one opens, the next closes.
    fn pair(&mut self, marks: &[&Mark], found: &mut Vec<Diagnostic>) {
        let mut rest = marks;
        while let [first, others @ ..] = rest {
            rest = others;
            let Some(second) = others.first() else {
                self.alone(first);
                break;
            };
            if first.is_used && second.is_used {
                rest = others.get(1..).unwrap_or(&[]);
                continue;
            }
            let pair = Pair::new(self.file, &first.at, &second.at);
            if pair.is_meant() {
                found.push(pair.judge());
                rest = others.get(1..).unwrap_or(&[]);
            } else {
                self.alone(first);
            }
        }
    }

    fn alone(&mut self, mark: &Mark) {
        if mark.is_used || self.file.text(&mark.at) != "**" {
            return;
        }
        let (before, behind) = around(self.file, &mark.at);
        if before.is_some_and(char::is_alphanumeric) {
            self.has_notes = true;
        } else if before.is_none_or(char::is_whitespace)
            && behind.is_some_and(char::is_uppercase)
        {
            self.open.push(mark.at.clone());
        }
    }

    /// A mark may also be one of a note that stands elsewhere.
    pub(super) fn finish(&self, found: &mut Vec<Diagnostic>) {
        let open = self.open.iter().filter(|_| !self.has_notes);
        found.extend(open.map(|it| {
            warning()
                .at(self.file.span(it.clone()))
                .note("nothing closes it in its paragraph")
                .help("write `**` after the last word that is meant; to show it, write `\\*\\*`")
        }));
    }
}

fn warning() -> Diagnostic {
    Diagnostic::warning("not-emphasis", "this is shown as text: it is not emphasis")
}

/// Two marks, and what is between them.
struct Pair<'a> {
    file: File<'a>,
    at: Range<usize>,
    mark: &'a str,
    /// What stands between them, as written.
    inner: &'a str,
    before: Option<char>,
    behind: Option<char>,
}

impl<'a> Pair<'a> {
    fn new(file: File<'a>, open: &Range<usize>, close: &Range<usize>) -> Self {
        Self {
            file,
            at: open.start..close.end,
            mark: file.text(open),
            inner: file.text(&(open.end..close.start)),
            before: around(file, open).0,
            behind: around(file, close).1,
        }
    }

    /// Whether the words between the marks were to be emphasized.
    fn is_meant(&self) -> bool {
        let words = self.inner.trim();
        let letters = words.chars().filter(|it| it.is_alphabetic());
        let is_apart = |it: Option<char>| !it.is_some_and(char::is_alphanumeric);
        // `src/**/*.rs`, `f(**kwargs)`, `10 €** … ** with taxes`.
        let is_path = self.inner.starts_with(['/', '.']) || self.inner.ends_with('/');
        let is_program = self.before == Some('(') || words.starts_with("kwargs");
        let is_outside = self.inner.starts_with(char::is_whitespace)
            && self.inner.ends_with(char::is_whitespace);
        let begins = words.starts_with(|it: char| !it.is_alphanumeric());
        let begins_apart = self.inner.starts_with(char::is_whitespace);
        // A mark between a word and a space closes, or is one of a note.
        let may_open = if begins_apart {
            self.before.is_none_or(|it| it.is_whitespace() || "([«“‘|".contains(it))
        } else {
            is_apart(self.before) || begins
        };
        let may_be_outside = self.mark.starts_with('*') && self.follows_words();
        letters.take(2).count() == 2
            && self.inner.len() <= FAR
            && !is_path
            && !is_program
            && may_open
            && !self.behind.is_some_and(char::is_numeric)
            && (!is_outside || may_be_outside)
            && self.file.text(&self.at).ends_with(self.mark)
    }

    /// Whether no operand stands before the first mark: `2 ** n`.
    fn follows_words(&self) -> bool {
        let near = self.file.line(self.at.start).start..self.at.start;
        let line = self.file.text(&near).trim_end();
        let word = line.rsplit(char::is_whitespace).next().unwrap_or("");
        word.is_empty() || word.chars().filter(|it| it.is_alphabetic()).take(2).count() == 2
    }

    fn judge(&self) -> Diagnostic {
        let words = self.inner.trim();
        let (head, tail) =
            (self.inner.len() - self.inner.trim_start().len(), self.inner.trim_end().len());
        let lead = self.inner.get(..head).unwrap_or("");
        let trail = self.inner.get(tail..).unwrap_or("");
        // A space goes to the other side of the mark, unless one is there.
        let lead = if is_space(self.before) { "" } else { lead };
        let trail = if is_space(self.behind) { "" } else { trail };
        let opens = !is_sign(words.chars().next())
            || is_space(lead.chars().next_back().or(self.before))
            || is_sign(lead.chars().next_back().or(self.before));
        let closes = !is_sign(words.chars().next_back())
            || is_space(trail.chars().next().or(self.behind))
            || is_sign(trail.chars().next().or(self.behind));
        let mark = self.mark;
        let right = format!("{lead}{mark}{words}{mark}{trail}");
        let note = match (opens, closes) {
            _ if head > 0 => "a space follows the first mark",
            _ if tail < self.inner.len() => "a space precedes the last mark",
            (false, _) => "a letter touches the first mark, and a sign follows it",
            _ => "a letter touches the last mark, and a sign comes before it",
        };
        let warning = warning().at(self.file.span(self.at.clone())).note(note);
        if opens && closes && right != self.file.text(&self.at) {
            let fix = Fix::default().and(self.file.span(self.at.clone()), right.clone());
            return warning
                .help(format!("write `{}`", shorten(right.trim())))
                .fix_if(Some(fix));
        }
        let (left, behind) = (if opens { "" } else { " " }, if closes { "" } else { " " });
        let sample = format!("{left}{mark}{words}{mark}{behind}");
        warning.help(format!(
            "write `{}`, with a space, or leave the sign outside of the marks",
            shorten(&sample)
        ))
    }
}

fn is_space(it: Option<char>) -> bool {
    it.is_none_or(char::is_whitespace)
}

fn is_sign(it: Option<char>) -> bool {
    it.is_some_and(|it| !it.is_alphanumeric() && !it.is_whitespace())
}

/// The letters before and behind a mark.
fn around(file: File<'_>, at: &Range<usize>) -> (Option<char>, Option<char>) {
    let text = file.0.text();
    let before = text.get(..at.start).and_then(|it| it.chars().next_back());
    let behind = text.get(at.end..).and_then(|it| it.chars().next());
    (before, behind)
}

fn is_inline(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
    )
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::super::outline;
    use crate::diag::Source;

    /// What mends a text, or what is said where nothing does.
    fn mended(text: &str) -> Vec<String> {
        let source = Arc::new(Source::new("a.md", text));
        let found = outline(&source, &(0..text.len()), None).diagnostics;
        let own = found.into_iter().filter(|it| it.code == "not-emphasis");
        own.map(|it| match it.fix {
            Some(fix) => fix.edits.iter().map(|it| it.text.clone()).collect(),
            None => it.help.unwrap_or_default(),
        })
        .collect()
    }

    #[test]
    fn a_space_goes_to_the_other_side_of_its_mark() {
        for (text, right) in [
            ("The **word **and", "**word** "),
            ("The **word ** and", "**word**"),
            ("The ** word** and", "**word**"),
            ("** Attention ** : il", "**Attention**"),
            ("**Important\u{a0}: **il", "**Important\u{a0}:** "),
            ("a **word\n**and", "**word**\n"),
            ("The __word __and", "__word__ "),
            ("The ~~word ~~and", "~~word~~ "),
            ("| a |\n|---|\n| **word **and |", "**word** "),
            ("- **word **and", "**word** "),
        ] {
            assert_eq!(mended(text), [right], "{text}");
        }
        assert_eq!(
            mended("**Important : **il faut le dire. ** Attention** ici."),
            ["**Important :** ", "**Attention**"]
        );
        assert_eq!(mended("The **word **and **more** too"), ["**word** "]);
    }

    #[test]
    fn what_may_be_mended_in_two_ways_is_said() {
        for (text, right) in [
            ("**Note:**text", "write `**Note:** `"),
            ("**« Citation »**suite", "write `**« Citation »** `"),
            ("mot**« Citation »** suite", "write ` **« Citation »**`"),
            ("**Note that\n\nmore", "write `**` after"),
        ] {
            let found = mended(text);
            assert!(found.len() == 1 && found[0].starts_with(right), "{text}: {found:?}");
        }
    }

    #[test]
    fn signs_of_other_things_are_no_marks() {
        for text in [
            "2 ** 3 ** 4 and a ** b ** c",
            "src/**/*.rs and test/**/*.rs",
            "f(**kwargs) and g(**options)",
            "**kwargs and **options",
            "10 €** avant, 12 €** après\n\n** hors taxes",
            "\\*\\*word \\*\\*and, \\**word \\**and",
            "`**word **and` **a** b **c**",
            "____ / ____ and __ / __",
            "****",
            "~~5 and ~~6",
            "***a*** **b**",
            "snake__case and other__case",
            "    **word **and",
            "https://a.example/**x**y",
        ] {
            assert_eq!(mended(text), Vec::<String>::new(), "{text}");
        }
    }
}
