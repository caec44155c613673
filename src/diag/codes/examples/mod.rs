//! A wrong and a right example of each rule: what `parvis explain` shows below its meaning.
//!
//! A test reads all that a text can show: the wrong one has the code, the right one has not.

mod fields;
mod files;
mod text;
mod works;

/// What an example is a piece of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece {
    /// The text of a retex.
    Text,
    /// Fields of a retex, beside `title` and `authors`.
    Retex,
    /// Fields of an event, beside `title`.
    Event,
    /// Fields of a practice, beside `title`.
    Practice,
    /// Fields of an initiative, beside `title`.
    Initiative,
    /// Settings, beside `title` and `url`.
    Settings,
    /// Fields of a community, beside `title`.
    Community,
    /// The whole file of a page.
    Page,
    /// Files of a portal, a line each: `path`, `folder/`, `link -> target`, each perhaps with a
    /// comma and a word on it, or `no path`. `path:` begins a file, and its text stands below it.
    /// `‹U+0007›` is the character.
    Files,
    /// What no text can show: told in words.
    Told,
}

/// A rule at work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Example {
    /// The rule's code.
    pub code: &'static str,
    /// What it is a piece of.
    pub piece: Piece,
    /// What the rule speaks of.
    pub wrong: &'static str,
    /// The same, mended.
    pub right: &'static str,
}

const fn example(
    piece: Piece,
    code: &'static str,
    wrong: &'static str,
    right: &'static str,
) -> Example {
    Example { code, piece, wrong, right }
}

/// All examples, in no order.
pub fn all() -> impl Iterator<Item = &'static Example> {
    [text::EXAMPLES, fields::EXAMPLES, files::EXAMPLES, works::EXAMPLES]
        .into_iter()
        .flatten()
}

/// The example of a code.
pub fn find(code: &str) -> Option<&'static Example> {
    all().find(|it| it.code == code)
}
