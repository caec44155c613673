//! Letters: what is new and what comes next, as a page and as an e-mail.

use serde::Serialize;

use super::{Card, Link};
use crate::{sink::Href, theme::Tone};

/// `letter` in `letter.html`.
#[derive(Debug, Clone, Default, Serialize)]
pub struct DigestView {
    /// Of which time it tells, in words.
    pub lead: String,
    /// What the settings say before it; empty for nothing.
    pub intro: String,
    /// Said when nothing is new; else empty.
    pub empty: String,
    /// What is new, then what comes next; none of them is without cards.
    pub parts: Vec<DigestPart>,
    /// The letter before this one, where there is one.
    pub older: Option<Link>,
    /// The letter behind this one, where there is one.
    pub newer: Option<Link>,
}

/// Entries of one kind in a letter.
#[derive(Debug, Clone, Default, Serialize)]
pub struct DigestPart {
    /// A name for anchors.
    pub id: String,
    /// What they are.
    pub title: String,
    /// Some of them.
    pub cards: Vec<Card>,
    /// How many more there are, and where.
    pub more: Option<Link>,
    /// Whether they are meetings.
    pub is_agenda: bool,
}

/// `letters` in `letters.html`.
#[derive(Debug, Clone, Default, Serialize)]
pub struct LettersView {
    /// All letters, the newest first.
    pub cards: Vec<Card>,
}

/// `mail` in `mail.html`, which sees nothing else but `t` and `settings`: all addresses are
/// absolute.
#[derive(Debug, Clone, Default, Serialize)]
pub struct MailView {
    /// Language of the letter.
    pub lang: String,
    /// What it is called.
    pub heading: String,
    /// What the portal is called.
    pub portal: String,
    /// The portal's home page.
    pub home: Href,
    /// Of which time it tells, in words.
    pub lead: String,
    /// What the settings say before it; empty for nothing.
    pub intro: String,
    /// Said when nothing is new; else empty.
    pub empty: String,
    /// What is new, then what comes next.
    pub parts: Vec<MailPart>,
    /// The letter's page, the community's, the mailbox of the portal.
    pub links: Vec<Link>,
    /// Colors.
    pub light: MailColors,
    /// Colors for readers on a dark ground.
    pub dark: MailColors,
}

/// Entries of one kind in an e-mail.
#[derive(Debug, Clone, Default, Serialize)]
pub struct MailPart {
    /// What they are.
    pub title: String,
    /// Some of them.
    pub entries: Vec<MailEntry>,
    /// How many more there are, and where.
    pub more: Option<Link>,
}

/// An entry in an e-mail.
#[derive(Debug, Clone, Default, Serialize)]
pub struct MailEntry {
    /// The entry.
    pub card: Card,
    /// Its day, place, people, in words.
    pub facts: String,
    /// The color of its community.
    pub tone: Tone,
}

/// The colors of an e-mail, which has no style sheet.
#[derive(Debug, Clone, Default, Serialize)]
pub struct MailColors {
    /// Around the letter.
    pub ground: Tone,
    /// Behind the letter.
    pub paper: Tone,
    /// Text.
    pub ink: Tone,
    /// Text that matters less.
    pub soft: Tone,
    /// Lines.
    pub line: Tone,
    /// Links.
    pub accent: Tone,
}
