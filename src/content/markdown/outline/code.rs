//! What can be wrong in a code block.

use std::ops::Range;

use super::{
    super::{diagram::is_diagram, highlight, info::CodeInfo},
    Pass,
};
use crate::diag::{Diagnostic, nearest};

impl Pass<'_> {
    pub(super) fn code_block(&mut self, info: &CodeInfo, at: &Range<usize>) {
        let text = self.source.text().get(at.clone()).unwrap_or("");
        let fence: String =
            text.chars().take_while(|it| *it == '`' || *it == '~').collect();
        let last = text.trim_end().lines().next_back().unwrap_or("");
        let closed = text.trim_end().lines().count() > 1
            && last.trim_start_matches(['>', ' ', '\t']).starts_with(&fence);
        if !closed {
            self.found.push(
                Diagnostic::warning("unclosed-fence", "the code block is never closed")
                    .at(self.first_line(at))
                    .help(format!("add a line with only {fence} below the code")),
            );
        }
        if !info.lang.is_empty()
            && !highlight::is_known(&info.lang)
            && !is_diagram(&info.lang)
        {
            let near = nearest(&info.lang, highlight::NAMES.iter().copied());
            self.found.push(
                Diagnostic::warning(
                    "unknown-language",
                    format!("no colors for the language `{}`", info.lang),
                )
                .at(self.first_line(at).find(&info.lang))
                .help(
                    near.map_or("write `text` for no colors".into(), |it| {
                        format!("did you mean `{it}`?")
                    }),
                ),
            );
        }
    }
}
