//! What rendering all pages found, as few words as it can be said in.

use super::Diagnostic;

/// Sorts what rendering found. A template that fails on many pages is said once, with the
/// first of them.
pub fn fold(mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    super::sort(&mut found);
    let mut folded: Vec<(Diagnostic, usize)> = Vec::new();
    for diagnostic in found {
        match folded.last_mut().filter(|it| is_same_fault(&it.0, &diagnostic)) {
            Some((_, more)) => *more += 1,
            None => folded.push((diagnostic, 0)),
        }
    }
    let say = |(mut it, more): (Diagnostic, usize)| {
        if more > 0 {
            let pages = if more == 1 { "page" } else { "pages" };
            it.message = format!("{}, and on {more} more {pages}", it.message);
        }
        it
    };
    folded.into_iter().map(say).collect()
}

fn is_same_fault(a: &Diagnostic, b: &Diagnostic) -> bool {
    let place = |it: &Diagnostic| {
        it.span.as_ref().map(|it| (it.source().path().to_owned(), it.range()))
    };
    a.code == "template" && a.code == b.code && a.span.is_some() && place(a) == place(b)
}
