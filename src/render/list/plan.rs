//! The site plan: every part of the portal, and every page that is not found through a list.

use crate::{
    content::Kind,
    diag::Diagnostic,
    portal::Id,
    render::{
        page::Page,
        view::{Link, PlanPart, PlanView},
        vitality,
    },
    sink::Html,
};

/// How many entries a part names before it leaves the rest to its own list.
const MOST: usize = 60;

pub(super) fn html(page: &Page<'_>) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let mut frame = page.view("plan", page.t.get("plan"));
    page.t.get("plan-text").clone_into(&mut frame.description);
    frame.alternates = page.alternates(&["plan"]);
    let mut parts = vec![
        part(page, "retex", page.index.kind(Kind::Retex)),
        part(page, "events", page.index.kind(Kind::Event)),
        part(page, "talks", page.index.kind(Kind::Talk)),
        part(page, "practices", page.index.kind(Kind::Practice)),
        part(page, "initiatives", page.index.kind(Kind::Initiative)),
        part(page, "topics", page.index.kind(Kind::Topic)),
        part(page, "people", page.index.kind(Kind::Person)),
    ];
    // These have lists only where there are any.
    let is_there = |it: &PlanPart| !it.links.is_empty();
    let own = ["practices", "initiatives"].map(|it| page.url(&page.list(&[it])));
    parts.retain(|it| is_there(it) || !own.contains(&it.url));
    let free: Vec<Id> = page
        .index
        .kind(Kind::Page)
        .iter()
        .copied()
        .filter(|it| page.entry(*it).community.is_none())
        .collect();
    let mut links = page.links(&free);
    let letters = page.list(&["letter"]);
    if page.site.routes.find(&letters).is_some() {
        links.push(page.word_link("letters", &letters));
    }
    links.push(vitality::link(page, None));
    links.push(page.word_link("accessibility", &page.list(&["accessibility"])));
    let title = page.t.get("pages").to_owned();
    parts.push(PlanPart { title, links, ..PlanPart::default() });
    parts.extend(page.index.kind(Kind::Community).iter().map(|it| community(page, *it)));
    page.html("plan.html", &frame, "plan", &PlanView { parts }, &Html::new())
}

fn part(page: &Page<'_>, key: &str, ids: &[Id]) -> PlanPart {
    let address = page.list(&[key]);
    let mut links: Vec<Link> = ids.iter().take(MOST).map(|it| page.link(*it)).collect();
    if ids.len() > MOST {
        links.push(page.named_link(page.t.get("more"), &address));
    }
    PlanPart {
        title: page.t.get(key).to_owned(),
        url: page.url(&address),
        links,
        ..PlanPart::default()
    }
}

fn community(page: &Page<'_>, id: Id) -> PlanPart {
    let owned = page.index.owned(id);
    let address = format!("{}{}/", page.address_of(id), page.t.get("address.retex"));
    let name = page.short_link(id).label;
    let mut links =
        vec![page.named_link(&page.t.fill("retex-of", &[("name", &name)]), &address)];
    links.extend(owned.map(|it| page.links(&it.pages)).unwrap_or_default());
    links.push(vitality::link(page, Some(id)));
    let link = page.link(id);
    PlanPart { title: link.label, url: link.url, class: link.class, links }
}
