//! The info string of a code block: ```` ```rust title="src/main.rs" linenos {2,4-6} ````.

/// What an info string says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct CodeInfo {
    /// Language, lower case; empty when none is given.
    pub(super) lang: String,
    /// File name or title shown above.
    pub(super) title: Option<String>,
    /// Whether lines are numbered.
    pub(super) numbers: bool,
    /// Lines that are marked, from 1.
    pub(super) marked: Vec<std::ops::RangeInclusive<usize>>,
}

impl CodeInfo {
    /// Reads an info string; words that mean nothing are passed over.
    pub(super) fn parse(info: &str) -> Self {
        let mut it = Self::default();
        let mut rest = info.trim();
        let name = rest.find([' ', '{', ',', '\t']).unwrap_or(rest.len());
        it.lang = rest.get(..name).unwrap_or("").to_lowercase();
        rest = rest.get(name..).unwrap_or("");
        if let Some((_, tail)) = rest.split_once("title=\"") {
            it.title =
                tail.split_once('"').map(|it| it.0.to_owned()).filter(|it| !it.is_empty());
        }
        it.numbers = rest
            .split_whitespace()
            .any(|it| it == "linenos" || it == "lineno" || it == "numbers");
        if let Some((_, tail)) = rest.split_once('{') {
            let list = tail.split_once('}').map_or("", |it| it.0);
            it.marked = list.split(',').filter_map(line_range).collect();
        }
        it
    }

    /// Whether a line is marked.
    pub(super) fn marks(&self, line: usize) -> bool {
        self.marked.iter().any(|it| it.contains(&line))
    }
}

fn line_range(text: &str) -> Option<std::ops::RangeInclusive<usize>> {
    let text = text.trim();
    match text.split_once('-') {
        Some((from, to)) => Some(from.trim().parse().ok()?..=to.trim().parse().ok()?),
        None => text.parse().ok().map(|it| it..=it),
    }
}

#[cfg(test)]
mod tests {
    use super::CodeInfo;

    #[test]
    fn an_info_string_is_read_in_any_order() {
        let it = CodeInfo::parse("Rust {2,4-6} linenos title=\"src/a b.rs\"");
        assert_eq!(
            (it.lang.as_str(), it.title.as_deref(), it.numbers),
            ("rust", Some("src/a b.rs"), true)
        );
        assert!(it.marks(2) && it.marks(5) && !it.marks(3));
    }
}
