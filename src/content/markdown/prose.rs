//! The words of a text: how many, and how it begins.

/// How long an excerpt may be, in characters.
const EXCERPT: usize = 200;

/// A first paragraph that is shorter is continued with the next one, in bytes.
const SHORT: usize = 40;

/// Counts words and collects the beginning of a text.
#[derive(Debug, Default)]
pub(super) struct Prose {
    words: usize,
    excerpt: String,
    done: bool,
    /// How many headings, code blocks, images or footnotes are open.
    asides: usize,
}

impl Prose {
    /// Something begins that is no prose.
    pub(super) fn aside(&mut self) {
        self.asides += 1;
    }

    /// It ends.
    pub(super) fn end_aside(&mut self) {
        self.asides = self.asides.saturating_sub(1);
    }

    /// Text, as readers see it.
    pub(super) fn text(&mut self, text: &str) {
        if self.asides > 0 {
            return;
        }
        self.words += text.split_whitespace().count();
        if !self.done {
            self.excerpt.push_str(text);
            self.done = self.excerpt.len() > 8 * EXCERPT;
        }
    }

    /// A paragraph or an item ends.
    pub(super) fn end_paragraph(&mut self) {
        if self.asides == 0 && !self.done {
            self.done = self.excerpt.len() > SHORT;
            self.excerpt.push(' ');
        }
    }

    /// Number of words, and the beginning.
    pub(super) fn finish(self) -> (usize, String) {
        let tidy = self.excerpt.split_whitespace().collect::<Vec<_>>().join(" ");
        (self.words, cut_at_word(tidy))
    }
}

fn cut_at_word(text: String) -> String {
    match text.char_indices().nth(EXCERPT) {
        None => text,
        Some((end, _)) => {
            let head = text.get(..end).unwrap_or("");
            let head = head.rsplit_once(' ').map_or(head, |it| it.0);
            format!("{}…", head.trim_end_matches([',', ';', ':', '(', '«', ' ']))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Prose;

    #[test]
    fn an_excerpt_ends_between_words() {
        let mut prose = Prose::default();
        prose.text("Court.");
        prose.end_paragraph();
        prose.text(&"mot ".repeat(100));
        prose.end_paragraph();
        prose.text("jamais");
        let (words, excerpt) = prose.finish();
        assert_eq!(words, 102);
        assert!(excerpt.starts_with("Court. mot mot") && excerpt.ends_with("mot…"));
        assert!(excerpt.chars().count() <= 201);
    }
}
