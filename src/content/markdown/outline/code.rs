//! What can be wrong in a code block.

use std::ops::{Range, RangeInclusive};

use super::{
    super::{
        diagram::is_diagram,
        highlight,
        info::{CodeInfo, OPTIONS},
    },
    Pass,
};
use crate::{
    diag::{Diagnostic, Span, nearest},
    yaml::shorten,
};

impl Pass<'_> {
    pub(super) fn code_block(&mut self, info: &CodeInfo, at: &Range<usize>) {
        let text = self.source.text().get(at.clone()).unwrap_or("");
        let fence: String =
            text.chars().take_while(|it| *it == '`' || *it == '~').collect();
        let trimmed = text.trim_end();
        let last = memchr::memrchr(b'\n', trimmed.as_bytes()).map_or(0, |it| it + 1);
        let last = trimmed.get(last..).unwrap_or("");
        let lines = memchr::memchr_iter(b'\n', trimmed.as_bytes()).count() + 1;
        let closed =
            lines > 1 && last.trim_start_matches(['>', ' ', '\t']).starts_with(&fence);
        if !closed {
            self.found.push(
                Diagnostic::warning("unclosed-fence", "the code block is never closed")
                    .at(self.first_line(at))
                    .help(format!("add a line with only {fence} below the code")),
            );
        }
        self.code_options(info, &self.first_line(at));
        // The fences are no lines of the code.
        self.code_marks(info, at, lines.saturating_sub(1 + usize::from(closed)));
        if !info.lang.is_empty()
            && !highlight::is_known(&info.lang)
            && !is_diagram(&info.lang)
        {
            let near = nearest(&info.lang, highlight::names());
            self.found.push(
                Diagnostic::warning(
                    "unknown-language",
                    format!("no colors for the language `{}`", info.lang),
                )
                .at(self.first_line(at).find(&info.lang))
                .help(near.map_or_else(
                    || {
                        "the code is shown without them; write `text` if that is meant"
                            .into()
                    },
                    |it| format!("did you mean `{it}`?"),
                )),
            );
        }
    }

    /// What stands behind the language and means nothing.
    fn code_options(&mut self, info: &CodeInfo, line: &Span) {
        for fault in &info.faults {
            let name = fault.split_once('=').map_or("", |it| it.0);
            let known = OPTIONS.iter().find(|it| it.trim_end_matches('=') == name);
            let near = nearest(name, OPTIONS.iter().map(|it| it.trim_end_matches('=')));
            let help = match (name, known, near) {
                ("hl", ..) => "write lines and ranges of them: `hl=3,7-9`".into(),
                ("start", ..) => "write the number of the first line: `start=10`".into(),
                (_, Some(known), _) => format!("write `{}`", known.trim_end_matches('=')),
                (.., Some(near)) => format!("did you mean `{near}`?"),
                _ => format!("there are: {}", OPTIONS.join(", ")),
            };
            let message = format!("`{}` says nothing about the code", shorten(fault));
            self.found.push(
                Diagnostic::warning("code-option", message).at(line.find(fault)).help(help),
            );
        }
    }

    /// Marks of lines that the code does not have.
    fn code_marks(&mut self, info: &CodeInfo, at: &Range<usize>, lines: usize) {
        let first = info.start.unwrap_or(1);
        let last = first + lines.max(1) - 1;
        let is_outside =
            |it: &&RangeInclusive<usize>| *it.start() < first || *it.end() > last;
        let Some(wrong) = info.marked.iter().find(is_outside) else { return };
        let wrong = if *wrong.start() < first { wrong.start() } else { wrong.end() };
        let message = format!("there is no line {wrong} to mark");
        let help = if lines == 0 {
            "the code is empty".into()
        } else {
            format!("the lines of this code are {first} to {last}")
        };
        let place = self.first_line(at).find(&wrong.to_string());
        self.found.push(Diagnostic::warning("code-option", message).at(place).help(help));
    }
}
