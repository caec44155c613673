//! A letter as e-mail: HTML of a template, and the message around it.

use jiff::civil::Date;

use super::{Ask, Digest, Envelope, facts, text};
use crate::{
    diag::Diagnostic,
    portal::Id,
    render::{
        page::Page,
        view::{Card, DigestPart, MailColors, MailEntry, MailPart, MailView},
    },
    sink::{Mail, Mailbox, plain::one_line},
    theme::Tone,
};

/// The hour that a message says it was written at, on the letter's last day.
const HOUR: i8 = 8;

/// The HTML of an e-mail.
pub(super) fn html(digest: &Digest<'_>) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let (page, view) = (&digest.page, &digest.view);
    let origin = &page.site.settings.origin;
    let tones = &page.site.theme.tones;
    let colors = |tone: &dyn Fn(&str) -> Tone| MailColors {
        ground: tone("ground"),
        paper: tone("paper"),
        ink: tone("ink"),
        soft: tone("soft"),
        line: tone("line"),
        accent: tone("accent"),
    };
    let mail = MailView {
        lang: page.code.to_owned(),
        heading: digest.heading.clone(),
        portal: page.words.portal(),
        home: page.url(&page.root()).absolute(origin),
        lead: view.lead.clone(),
        intro: view.intro.clone(),
        empty: view.empty.clone(),
        parts: view.parts.iter().map(|it| part(page, it)).collect(),
        links: digest.links.clone(),
        light: colors(&|it| tones.light(it)),
        dark: colors(&|it| tones.dark(it)),
    };
    page.mail("mail.html", &mail)
}

fn part(page: &Page<'_>, part: &DigestPart) -> MailPart {
    let entry = |card: &Card| {
        let slug = card.class.strip_prefix("c-").unwrap_or("");
        let card = Card {
            title: one_line(&card.title),
            summary: one_line(&card.summary),
            ..card.clone()
        };
        MailEntry {
            facts: facts(&card, false),
            tone: page.site.theme.tones.community(slug),
            card,
        }
    };
    MailPart {
        title: part.title.clone(),
        entries: part.cards.iter().map(entry).collect(),
        more: part.more.clone(),
    }
}

/// The whole message.
pub(super) fn message(
    digest: &Digest<'_>,
    ask: &Ask,
    envelope: &Envelope,
) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let page = &digest.page;
    let settings = &page.site.settings;
    let html = html(digest)?;
    let contact = settings.record.text("contact").and_then(Mailbox::parse);
    let subject = envelope.subject.clone();
    let mail = Mail {
        from: envelope.from.clone().or(contact).map(|it| it.or_named(&page.words.portal())),
        to: envelope.to.clone(),
        subject: &subject
            .unwrap_or_else(|| subject_of(page, ask.community, &digest.heading)),
        language: page.code,
        date: second(ask.until, &settings.timezone),
        host: host(&settings.origin),
        text: &text::write(digest),
        html: &String::from_utf8_lossy(&html),
    };
    Ok(mail.into_bytes())
}

/// The portal's name, unless the letter is a community's: its name is in the heading.
fn subject_of(page: &Page<'_>, community: Option<Id>, heading: &str) -> String {
    match community {
        Some(_) => heading.to_owned(),
        None => format!("{} – {heading}", page.words.portal()),
    }
}

fn second(day: Date, zone: &jiff::tz::TimeZone) -> i64 {
    zone.to_timestamp(day.at(HOUR, 0, 0, 0)).map_or(0, jiff::Timestamp::as_second)
}

/// The host of an origin, without its port.
fn host(origin: &str) -> &str {
    let host = origin.split_once("://").map_or(origin, |it| it.1);
    host.split(':').next().unwrap_or(host)
}
