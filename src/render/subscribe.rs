//! Ways to a calendar: links that a reader follows. The page itself asks nobody.

use super::{
    page::Page,
    view::{Link, SubscribeView},
};
use crate::{
    content::Kind,
    portal::{Entry, Id},
    sink::{Href, urls::encode_query},
};

/// Ways to the calendar below an address, `/communautes/rte/`, of what has this name.
pub(super) fn links(page: &Page<'_>, below: &str, name: &str) -> SubscribeView {
    of(page, &format!("{below}calendar.ics"), name)
}

/// Ways to the calendar of an entry; nothing when it has none, when the event is over, and when
/// the community has announced no event yet.
pub(super) fn of_entry(page: &Page<'_>, id: Id, entry: &Entry) -> Option<SubscribeView> {
    let (file, is_alive) = match entry.kind {
        Kind::Event => ("event.ics", !entry.is_over(page.site.today)),
        Kind::Community => {
            let events = page.site.portal.of_community(id, Kind::Event);
            ("calendar.ics", !events.is_empty())
        }
        _ => ("calendar.ics", true),
    };
    if !is_alive {
        return None;
    }
    let address = format!("{}{file}", page.address_of(id));
    page.site.routes.find(&address)?;
    Some(of(page, &address, &page.words.title(entry)))
}

fn of(page: &Page<'_>, address: &str, name: &str) -> SubscribeView {
    let download = page.url(address);
    if page.site.settings.is_restricted() {
        return SubscribeView { download, links: Vec::new(), restricted: true };
    }
    let settings = &page.site.settings;
    let webcal = download.webcal(&settings.origin);
    let google = format!(
        "https://calendar.google.com/calendar/render?cid={}",
        encode_query(webcal.as_str())
    );
    let outlook = format!(
        "https://outlook.office.com/calendar/0/addfromweb?url={}&name={}",
        encode_query(download.absolute(&settings.origin).as_str()),
        encode_query(name)
    );
    let link = |key: &str, url: Href| Link {
        label: page.t.get(key).to_owned(),
        url,
        ..Link::default()
    };
    let links = vec![
        link("subscribe", webcal),
        link("google-calendar", Href::outside(&google)),
        link("outlook-calendar", Href::outside(&outlook)),
    ];
    SubscribeView { download, links, restricted: false }
}
