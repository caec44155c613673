//! The info string of a code block: ```` ```rust title="src/main.rs" lines start=10 hl=12,14-16 ````.

use std::{ops::RangeInclusive, path::Path};

use super::highlight;

/// The greatest number of a line: more digits would not fit beside the code.
const MAX_LINE: usize = 999_999;

/// What may stand behind the language.
pub(super) const OPTIONS: &[&str] = &["title=", "lines", "start=", "hl=", "diff"];

/// What an info string says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct CodeInfo {
    /// Language, lower case; empty when none is given.
    pub(super) lang: String,
    /// File name or title shown above.
    pub(super) title: Option<String>,
    /// Number of the first line, when lines are numbered.
    pub(super) start: Option<usize>,
    /// Lines that are marked, by the numbers that are shown; from 1 when none are.
    pub(super) marked: Vec<RangeInclusive<usize>>,
    /// Whether lines begin with `+`, `-` or a space, which are no code.
    pub(super) diff: bool,
    /// Words that mean nothing, and values that are none.
    pub(super) faults: Vec<String>,
}

impl CodeInfo {
    /// Reads an info string. Other programs give words of theirs to code (`rust,ignore`): only
    /// what looks like an option is a fault.
    pub(super) fn parse(info: &str) -> Self {
        let mut it = Self::default();
        let mut words = words(info);
        if let Some(first) = words.first().filter(|it| !is_option(it)) {
            it.lang = first.to_lowercase();
            words.remove(0);
        }
        for word in words {
            it.option(word);
        }
        it
    }

    fn option(&mut self, word: &str) {
        let (name, value) = word.split_once('=').unwrap_or((word, ""));
        let value = value.trim_matches('"');
        let is_right = match name {
            "title" => {
                self.title = Some(value.to_owned()).filter(|it| !it.is_empty());
                true
            }
            // The other names are those of other programs.
            "lines" | "linenos" | "lineno" | "numbers" if !word.contains('=') => {
                self.start = self.start.or(Some(1));
                true
            }
            "start" => {
                self.start = value.parse().ok().filter(|it| *it <= MAX_LINE).or(self.start);
                self.start.is_some()
            }
            "hl" => self.mark(value),
            "diff" if !word.contains('=') => {
                self.diff = true;
                true
            }
            _ => match word.strip_prefix('{').and_then(|it| it.strip_suffix('}')) {
                Some(list) => {
                    self.mark(list) || !list.starts_with(|it: char| it.is_ascii_digit())
                }
                None => !word.contains('='),
            },
        };
        if !is_right {
            self.faults.push(word.to_owned());
        }
    }

    /// Marks lines; false when it is no list of lines.
    fn mark(&mut self, list: &str) -> bool {
        let ranges: Option<Vec<_>> = list.split(',').map(line_range).collect();
        let is_list = ranges.is_some();
        self.marked.extend(ranges.unwrap_or_default());
        is_list
    }

    /// Whether a line is marked, by its number.
    pub(super) fn marks(&self, line: usize) -> bool {
        self.marked.iter().any(|it| it.contains(&line))
    }

    /// The language of the colors: the one that is named, else that of the file in the title.
    pub(super) fn colors(&self) -> &str {
        if !self.lang.is_empty() {
            return &self.lang;
        }
        let title = self.title.as_deref().unwrap_or("");
        let is_file = Path::new(title).extension().is_some() && !title.contains(' ');
        if is_file && highlight::is_known(title) { title } else { "" }
    }
}

/// Whether a word of an info string is an option, and so no language.
fn is_option(word: &str) -> bool {
    word.starts_with('{')
        || OPTIONS.iter().any(|it| it.ends_with('=') && word.starts_with(it))
}

/// The words of an info string: parted by spaces and commas, but not in quotes and braces, and
/// not in a list of lines.
fn words(info: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = info.trim();
    // How much is left when the last brace closes: behind it none opens anything.
    let closing = rest.rfind('}').map_or(usize::MAX, |it| rest.len() - it);
    while !rest.is_empty() {
        let (mut quoted, mut braces, mut listed) = (false, false, false);
        let end = rest.char_indices().find(|(at, it)| {
            match it {
                '"' => quoted = !quoted,
                '{' if *at == 0 => braces = rest.len() >= closing,
                '{' if !quoted && !braces => return true,
                '}' => braces = false,
                '=' => listed = true,
                _ => {}
            }
            !quoted && !braces && (it.is_whitespace() || *it == ',' && !listed)
        });
        let end = end.map_or(rest.len(), |it| it.0);
        let (word, tail) = rest.split_at_checked(end).unwrap_or((rest, ""));
        words.push(word);
        rest = tail.trim_start_matches(|it: char| it.is_whitespace() || it == ',');
    }
    words.retain(|it| !it.is_empty());
    words
}

fn line_range(text: &str) -> Option<RangeInclusive<usize>> {
    let text = text.trim();
    match text.split_once('-') {
        Some((from, to)) => {
            let (from, to) = (from.trim().parse().ok()?, to.trim().parse().ok()?);
            (from <= to).then_some(from..=to)
        }
        None => text.parse().ok().map(|it| it..=it),
    }
}

#[cfg(test)]
mod tests {
    use super::CodeInfo;

    #[test]
    fn an_info_string_is_read_in_any_order() {
        let it = CodeInfo::parse("Rust hl=2,4-6 lines diff title=\"src/a b.rs\"");
        assert_eq!(
            (it.lang.as_str(), it.title.as_deref(), it.start, it.diff),
            ("rust", Some("src/a b.rs"), Some(1), true)
        );
        assert!(it.marks(2) && it.marks(5) && !it.marks(3));
        let it = CodeInfo::parse("title=x.py start=7");
        assert_eq!((it.lang.as_str(), it.start, it.colors()), ("", Some(7), "x.py"));
        assert_eq!(CodeInfo::parse("title=\"How to\"").colors(), "");
    }

    #[test]
    fn info_strings_of_other_programs_are_read_too() {
        let it = CodeInfo::parse("js {2,4-6} linenos");
        assert!(it.marks(2) && it.marks(5) && it.start == Some(1) && it.faults.is_empty());
        let it = CodeInfo::parse("js{1}");
        assert!(it.lang == "js" && it.marks(1));
        let it = CodeInfo::parse("rust,ignore,no_run");
        assert!(it.lang == "rust" && it.faults.is_empty());
    }

    #[test]
    fn what_looks_like_an_option_and_is_none_is_a_fault() {
        let faults = |info| CodeInfo::parse(info).faults;
        assert_eq!(
            faults("js tilte=\"x\" start=a hl=3-1 hl=2"),
            ["tilte=\"x\"", "start=a", "hl=3-1"]
        );
        assert_eq!(faults("js start=1000000000000"), ["start=1000000000000"]);
    }
}
