//! A list or a mapping in brackets, read as its author meant it: texts that need quotes have them.

use super::{Shape, line::is_strange_blank, quote::requoted};

/// The longest value that is mended: what is in brackets is looked at many times.
const LONGEST: usize = 4_000;

/// A list or mapping of one line, with quotes around its texts that need some; nothing when it
/// is right, or cannot be read.
pub(super) fn mended(value: &str, shape: Shape) -> Option<String> {
    if !value.starts_with(['[', '{']) || value.len() > LONGEST {
        return None;
    }
    let mut reader = Flow { rest: value, out: String::new(), shape, changed: false };
    reader.collection(0)?;
    (reader.rest.trim().is_empty() && reader.changed).then_some(reader.out)
}

/// Where the bracket closes that a text begins with; what is in quotes does not count.
pub(super) fn closing(value: &str) -> Option<usize> {
    let mut open = Vec::new();
    let mut quote = None;
    let mut before = ' ';
    for (at, letter) in value.char_indices() {
        match (quote, letter) {
            (Some(it), _) => quote = Some(it).filter(|it| *it != letter),
            (None, '"' | '\'') if matches!(before, ' ' | '[' | '{' | ',' | ':') => {
                quote = Some(letter);
            }
            (None, '[') => open.push(']'),
            (None, '{') => open.push('}'),
            (None, ']' | '}') => {
                if open.pop() != Some(letter) {
                    return None;
                }
                if open.is_empty() {
                    return Some(at);
                }
            }
            _ => {}
        }
        before = letter;
    }
    None
}

struct Flow<'a> {
    rest: &'a str,
    out: String,
    shape: Shape,
    changed: bool,
}

impl Flow<'_> {
    /// Takes as many bytes as they stand there.
    fn take(&mut self, count: usize) {
        let (taken, rest) = self.rest.split_at_checked(count).unwrap_or((self.rest, ""));
        self.out.push_str(taken);
        self.rest = rest;
    }

    fn blanks(&mut self) {
        let blanks = self.rest.len() - self.rest.trim_start().len();
        let (taken, rest) = self.rest.split_at_checked(blanks).unwrap_or(("", self.rest));
        self.out
            .extend(taken.chars().map(|it| if is_strange_blank(it) { ' ' } else { it }));
        self.rest = rest;
    }

    fn collection(&mut self, depth: usize) -> Option<()> {
        let is_map = self.rest.starts_with('{');
        let close = if is_map { '}' } else { ']' };
        self.take(1);
        if depth > super::MAX_DEPTH {
            return None;
        }
        loop {
            self.blanks();
            if self.rest.starts_with(close) {
                self.take(1);
                return Some(());
            }
            if self.rest.is_empty() {
                return None;
            }
            if let Some(name) = self.name(is_map) {
                self.take(name);
                self.changed |= self.rest.starts_with(is_strange_blank);
                self.blanks();
            }
            self.value(close, depth)?;
            self.blanks();
            if self.rest.starts_with(',') {
                self.take(1);
            } else if !self.rest.starts_with(close) {
                return None;
            }
        }
    }

    /// How long a name with its colon is, if one stands here.
    fn name(&self, is_map: bool) -> Option<usize> {
        let end = self.rest.find(':')?;
        let written = self.rest.get(..end)?;
        let name = written.trim();
        let name = name.trim_matches(['"', '\'']);
        let after = self.rest.get(end + 1..)?;
        let blank = |it: char| it.is_whitespace() || is_strange_blank(it);
        let ends = after.starts_with(blank) || after.starts_with([',', '}', '[', '{']);
        // An item of a list of texts is one: `[a : # b]`.
        let in_list = self.shape == Shape::List
            && (name.contains(' ')
                || !is_map
                    && (written.ends_with(' ') || after.trim_start().starts_with('#')));
        (super::line::is_name(name) && ends && !in_list).then_some(end + 1)
    }

    fn value(&mut self, close: char, depth: usize) -> Option<()> {
        let ends = |rest: &str| {
            let rest = rest.trim_start();
            rest.starts_with([',', close])
        };
        if self.rest.starts_with(['[', '{'])
            && let Some(end) = closing(self.rest)
            && self.rest.get(end + 1..).is_some_and(ends)
        {
            return self.collection(depth + 1);
        }
        if let Some(quote) = self.rest.chars().next().filter(|it| matches!(it, '"' | '\''))
            && let Some(end) = self.rest.get(1..)?.find(quote)
            && self.rest.get(end + 2..).is_some_and(ends)
        {
            self.take(end + 2);
            return Some(());
        }
        let raw = self.raw(close)?;
        let text = raw.trim();
        let (kept, tail) = (text.len(), raw.len());
        match right(text, self.shape) {
            Some(right) => {
                self.changed = true;
                self.out.push_str(&right);
                self.rest = self.rest.get(kept..)?;
                self.take(tail - kept);
            }
            None => self.take(tail),
        }
        Some(())
    }

    /// The text up to the next comma or the end: brackets in it are its own.
    fn raw(&self, close: char) -> Option<&str> {
        let mut depth = 0_usize;
        for (at, letter) in self.rest.char_indices() {
            match letter {
                '[' | '{' => depth += 1,
                ']' | '}' if depth > 0 => depth -= 1,
                _ if letter == close => return self.rest.get(..at),
                ',' if depth == 0 => return self.rest.get(..at),
                _ => {}
            }
        }
        None
    }
}

/// A value of one line that YAML takes for something else, as it was meant.
pub(super) fn right(text: &str, shape: Shape) -> Option<String> {
    if matches!(shape, Shape::Name | Shape::Names)
        && let Some(name) = text.strip_prefix(['@', '#'])
        && is_id(name)
    {
        return Some(name.to_owned());
    }
    let signs = ['[', ']', '{', '}', '@', '`', '%', '&', '*', '!', ',', '"', '\''];
    let begins = text.starts_with(signs)
        || text.starts_with(['|', '>', '#'])
        || ["- ", "? ", ": "].iter().any(|it| text.starts_with(it));
    let holds = text.contains(": ") || text.contains(" #") || text.ends_with(':');
    (!text.is_empty() && (begins || holds)).then(|| requoted(text))
}

/// A word that may be the id of an entry.
pub(super) fn is_id(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|it| it.is_alphanumeric() || "-_/.:".contains(it))
}

#[cfg(test)]
mod tests {
    use super::{Shape, mended};

    #[test]
    fn texts_in_brackets_get_the_quotes_that_they_need() {
        for (written, shape, right) in [
            ("[@ana, bob]", Shape::Names, Some("[ana, bob]")),
            ("[@ana dit, bob]", Shape::List, Some("[\"@ana dit\", bob]")),
            (
                "{fr: [RFC] Une idée, en: [RFC] One}",
                Shape::Text,
                Some("{fr: \"[RFC] Une idée\", en: \"[RFC] One\"}"),
            ),
            (
                "{fr: Un : deux, en: *b*}",
                Shape::Text,
                Some("{fr: \"Un : deux\", en: \"*b*\"}"),
            ),
            ("{id: ana, name: `x`}", Shape::Other, Some("{id: ana, name: \"`x`\"}")),
            ("{id:\u{a0}ana, name: x}", Shape::Other, Some("{id: ana, name: x}")),
            ("[a, \"b, c\", 'd']", Shape::List, None),
            ("[a, {b: c}]", Shape::Other, None),
            ("[a", Shape::List, None),
        ] {
            assert_eq!(mended(written, shape).as_deref(), right, "{written}");
        }
    }
}
