//! Letters: what is in them, in each form, and what no text of an author does to one.

mod command;
mod forms;
mod hostile;
mod pages;

use std::sync::Arc;

use parvis::{
    content::Kind,
    render::digest::{Ask, Envelope, Form, write},
    snapshot::Snapshot,
};

use crate::diagnostics::portal;

/// A portal of two communities, on 1 October 2026: of each kind something is new, something is
/// old, and something comes next.
const PORTAL: &str = "\
=== portal.yaml
title: Portail d'essai
url: https://p.example/base/
languages: [fr, en]
contact: portail@p.example
letters:
  - {date: 2026-07-31, since: 2026-06-01}
  - date: 2026-09-30
    intro: {fr: \"C'est la rentrée !\", en: Back to work.}
  - date: 2026-10-31
=== communities/rte/index.md
---
title: Release Train Engineers
short_title: RTE
summary: Des trains.
---
=== communities/craft/index.md
---
title: Craft
founded: 2026-09-05
summary: Le métier.
---
=== communities/rte/retex/2026-09-10-a.md
---
title: \"Un retex : l'été\"
authors: [ana]
summary: \"Tout s'est bien passé ?\"
---
=== communities/craft/retex/2026-09-30-b.md
---
title: Le dernier jour
authors: [ana]
---

Ce qui suit est *le* début.
=== communities/craft/retex/2026-07-31-c.md
---
title: Le mois d'avant
authors: [ana]
---
=== communities/rte/talks/t.md
---
title: Une intervention
speakers: [ana]
summary: En deux fois.
deliveries:
- {conference: Agora, edition: \"12\", date: 2026-09-03, city: Lyon}
- {conference: Agora, date: 2026-08-01, city: Lille}
- {conference: Forum, date: 2026-10-20}
- {conference: Salon, date: 2026-12-20}
---
=== practices/p.md
---
title: Une pratique
status: adopted
since: 2026-09-15
applied_by: [rte]
---
=== initiatives/i.md
---
title: Une initiative
status: done
start: 2026-01-10
end: 2026-09-20
owners: [ana]
communities: [craft]
---
=== initiatives/j.md
---
title: Une idée
status: proposed
---
=== initiatives/k.md
---
title: Un groupe
status: chosen
start: 2026-10-15
end: 2027-01-01
---
=== communities/rte/events/e.md
---
title: Le cercle
start: 2026-09-16T14:00
end: 2026-09-16T15:30
recurrence: FREQ=WEEKLY;INTERVAL=2
exceptions: [{date: 2026-10-14, cancelled: true}]
---
=== events/f.md
---
title: La journée
start: 2026-10-08
place: {name: Halle}
---
=== events/g.md
---
title: Trop loin
start: 2026-12-08
---
";

/// The place of a community.
fn community(snapshot: &Snapshot, slug: &str) -> parvis::portal::Id {
    let portal = &snapshot.site.as_ref().unwrap().portal;
    portal.of_kind(Kind::Community).find(|it| *portal.entry(*it).slug == *slug).unwrap()
}

fn ask(since: &str, until: &str) -> Ask {
    let day = |it: &str| it.parse().unwrap();
    Ask { since: day(since), until: day(until), community: None, lang: 0 }
}

fn september() -> Ask {
    ask("2026-08-01", "2026-09-30")
}

#[track_caller]
fn written(snapshot: &Snapshot, ask: &Ask, form: &Form) -> String {
    let bytes = write(snapshot.site.as_ref().unwrap(), ask, form).unwrap();
    String::from_utf8(bytes).unwrap()
}

fn mail() -> Form {
    Form::Mail(Envelope::default())
}

fn sound(text: &str) -> Arc<Snapshot> {
    let snapshot = portal(text);
    assert_eq!(snapshot.errors(), 0, "{:?}", snapshot.diagnostics);
    snapshot
}
