//! Whose a new entry is: what was named is checked, the only one is chosen by itself.

use super::{Known, args, terminal};
use crate::{content::Kind, diag::nearest, portal::Id, snapshot::Site};

/// A community's folder holds these kinds only; the others are the portal's.
pub(super) fn folder(kind: Kind, community: Option<&str>) -> Option<&str> {
    community.filter(|_| takes_community(kind) && kind != Kind::Person)
}

fn takes_community(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Retex
            | Kind::Event
            | Kind::Talk
            | Kind::Practice
            | Kind::Initiative
            | Kind::Page
            | Kind::Person
    )
}

/// The community that was named, or the only one.
pub(super) fn community(args: &args::New, known: &Known) -> Result<Option<String>, u8> {
    let ids = known.ids(Kind::Community);
    if !takes_community(args.kind) {
        return match &args.community {
            Some(_) => Err(terminal::usage(
                &format!("a {} belongs to no community", args.kind.word()),
                Some("leave `--community` out"),
            )),
            None => Ok(None),
        };
    }
    match (&args.community, ids.first()) {
        (Some(id), _) => {
            let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
            one_of("community", id, &ids).map(Some)
        }
        (None, Some(only)) if ids.len() == 1 => Ok(Some(only.clone())),
        (None, None) if args.kind == Kind::Retex => Err(terminal::usage(
            "the portal has no community yet",
            Some("make one with `parvis new community \"…\"`"),
        )),
        (None, _) if args.kind == Kind::Retex => {
            let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
            let help = format!("add `--community`: {}", some_of(&ids));
            Err(terminal::usage("a retex belongs to a community", Some(&help)))
        }
        (None, _) => Ok(None),
    }
}

/// Who was named, or the only person when there must be one.
pub(super) fn people(args: &args::New, known: &Known) -> Result<Vec<String>, u8> {
    let ids = known.ids(Kind::Person);
    let list: Vec<&str> = ids.iter().map(String::as_str).collect();
    let takes = matches!(
        args.kind,
        Kind::Retex
            | Kind::Talk
            | Kind::Event
            | Kind::Practice
            | Kind::Initiative
            | Kind::Community
    );
    if !takes && !args.author.is_empty() {
        let message = format!("a {} has no authors", args.kind.word());
        return Err(terminal::usage(&message, Some("leave `--author` out")));
    }
    let needs = matches!(args.kind, Kind::Retex | Kind::Talk) && args.author.is_empty();
    match list.as_slice() {
        [] if needs => Err(terminal::usage(
            "the portal knows no people yet",
            Some("make one with `parvis new person \"…\"`"),
        )),
        [only] if needs => Ok(vec![(*only).to_owned()]),
        _ if needs => {
            let help = format!("add `--author`: {}", some_of(&list));
            Err(terminal::usage(
                &format!("a {} has an author", args.kind.word()),
                Some(&help),
            ))
        }
        _ => args
            .author
            .iter()
            .map(|it| match known.person(it).filter(|_| !list.contains(&it.as_str())) {
                Some(id) => Ok(id),
                None => one_of("person", it, &list),
            })
            .collect(),
    }
}

pub(in crate::cli) fn one_of(what: &str, id: &str, ids: &[&str]) -> Result<String, u8> {
    if ids.contains(&id) {
        return Ok(id.to_owned());
    }
    let help = match nearest(id, ids.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if ids.is_empty() => format!("make one with `parvis new {what} \"…\"`"),
        None => format!("known: {}", some_of(ids)),
    };
    Err(terminal::usage(&format!("unknown {what} `{id}`"), Some(&help)))
}

/// A community of the portal, by its id.
pub(in crate::cli) fn community_of(site: &Site, asked: &str) -> Result<Id, u8> {
    let portal = &site.portal;
    let all: Vec<Id> = portal.of_kind(Kind::Community).collect();
    let mut ids: Vec<&str> = all.iter().map(|it| &*portal.entry(*it).slug).collect();
    ids.sort_unstable();
    let id = one_of("community", asked, &ids)?;
    all.into_iter().find(|it| *portal.entry(*it).slug == *id).ok_or(2)
}

fn some_of(ids: &[&str]) -> String {
    let more = if ids.len() > 12 { " …" } else { "" };
    let shown: Vec<String> = ids.iter().take(12).map(|it| format!("`{it}`")).collect();
    format!("{}{more}", shown.join(", "))
}
