//! Who looks after an entry, since when, and when somebody will look at it again.

use crate::{
    content::Kind,
    portal::{Entry, Id},
    render::{
        page::Page,
        view::{Link, Upkeep},
    },
    sink::Href,
};

/// What an entry's page says below its heading; nothing for people, topics and the home page,
/// which belong to all, and for communities, which say it of themselves.
pub(super) fn of(page: &Page<'_>, entry: &Entry) -> Option<Upkeep> {
    if !matches!(
        entry.kind,
        Kind::Retex
            | Kind::Event
            | Kind::Talk
            | Kind::Practice
            | Kind::Initiative
            | Kind::Page
    ) {
        return None;
    }
    let day = |field| entry.record().and_then(|it| it.date(field));
    // The days of a retex, an event and a talk have their own place on the page.
    let since = match entry.kind {
        Kind::Page => day("since"),
        _ => entry.state_since(),
    };
    let review = day("review_by");
    let owners: Vec<Id> = entry.owners().collect();
    let is_work = matches!(entry.kind, Kind::Practice | Kind::Initiative);
    Some(Upkeep {
        state: if is_work { page.status(entry).1 } else { String::new() },
        owners: match owners.as_slice() {
            [] => vec![team(page)],
            owners => owners.iter().map(|it| page.short_link(*it)).collect(),
        },
        is_coming: since.is_some_and(|it| it > page.site.today),
        since: since.map(|it| page.date(it)),
        late: review.is_some_and(|it| it < page.site.today),
        review: review.map(|it| page.date(it)),
    })
}

/// What belongs to no community is the portal's.
fn team(page: &Page<'_>) -> Link {
    let contact = page.site.settings.record.text("contact");
    let url = contact.map(Href::mail).unwrap_or_default();
    Link { label: page.t.get("portal-team").to_owned(), url, ..Link::default() }
}
