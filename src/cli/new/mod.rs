//! `parvis new`: a file that is right from the start, where it belongs. Nothing is overwritten.

mod known;
mod scaffold;
mod write;

use super::{args, environment, terminal::Terminal};
use crate::{
    content::{
        Kind,
        slug::{slugify, sort_key},
        slug_of,
    },
    diag::nearest,
};
use known::Known;
use scaffold::Values;

/// Longest title that front matter may have.
const LONGEST: usize = 200;

/// A file to write, or text to put at the end of one.
struct Planned {
    path: String,
    text: String,
}

pub(super) fn new(args: &args::New) -> u8 {
    let terminal = Terminal::new(false);
    let made = Known::read(&args.dir, &terminal).and_then(|known| {
        let plan = match &args.lang {
            Some(lang) if lang != known.lang() => translation(args, lang, &known, &terminal),
            _ => entry(args, &known, &terminal),
        }?;
        write::write(&known, &plan, &terminal)
    });
    made.unwrap_or_else(|code| code)
}

fn entry(args: &args::New, known: &Known, terminal: &Terminal) -> Result<Planned, u8> {
    let title = title(args, terminal)?;
    let slug = slugify(&title);
    if slug.is_empty() {
        let message = format!("no address can be made of the title `{title}`");
        return Err(terminal.usage(&message, Some("use letters or digits")));
    }
    let community = community(args, known, terminal)?;
    let people = people(args, known, terminal)?;
    if let Some(path) = known.taken(args.kind, folder(args.kind, community.as_deref()), &slug)
    {
        let message = format!("the {} `{slug}` exists already: `{path}`", args.kind.word());
        return Err(terminal.usage(&message, Some("give another title")));
    }
    let date = environment::today(args.date, &known.timezone)
        .map_err(|it| terminal.usage(&it, None))?;
    let communities: Vec<String> = community.iter().cloned().collect();
    let values = Values {
        title: &title,
        slug: &slug,
        date,
        people: &people,
        communities: &communities,
    };
    let text = scaffold::entry(args.kind, known.lang(), &values);
    let below = |name: &str| match &community {
        Some(id) => format!("communities/{id}/{name}/{slug}.md"),
        None => format!("{name}/{slug}.md"),
    };
    let path = match args.kind {
        Kind::Community => format!("communities/{slug}/index.md"),
        Kind::Retex => {
            let id = community.as_deref().unwrap_or("");
            format!("communities/{id}/retex/{date}-{slug}.md")
        }
        Kind::Event => below("events"),
        Kind::Talk => below("talks"),
        Kind::Page => below("pages"),
        Kind::Person => format!("people/{slug}.md"),
        Kind::Topic | Kind::Home => "topics.yaml".to_owned(),
    };
    Ok(Planned { path, text })
}

/// A community's folder holds these kinds only; the others are the portal's.
fn folder(kind: Kind, community: Option<&str>) -> Option<&str> {
    community.filter(|_| takes_community(kind) && kind != Kind::Person)
}

fn takes_community(kind: Kind) -> bool {
    matches!(kind, Kind::Retex | Kind::Event | Kind::Talk | Kind::Page | Kind::Person)
}

fn title(args: &args::New, terminal: &Terminal) -> Result<String, u8> {
    let title = args.title.split_whitespace().collect::<Vec<_>>().join(" ");
    let length = title.chars().count();
    if length > LONGEST {
        let message =
            format!("the title has {length} characters, at most {LONGEST} are allowed");
        return Err(terminal.usage(&message, None));
    }
    Ok(title)
}

/// The community that was named, or the only one.
fn community(
    args: &args::New,
    known: &Known,
    terminal: &Terminal,
) -> Result<Option<String>, u8> {
    let ids = known.ids(Kind::Community);
    if !takes_community(args.kind) {
        return match &args.community {
            Some(_) => Err(terminal.usage(
                &format!("a {} belongs to no community", args.kind.word()),
                Some("leave `--community` out"),
            )),
            None => Ok(None),
        };
    }
    match (&args.community, ids.first()) {
        (Some(id), _) => {
            let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
            one_of("community", id, &ids, terminal).map(Some)
        }
        (None, Some(only)) if ids.len() == 1 => Ok(Some(only.clone())),
        (None, None) if args.kind == Kind::Retex => Err(terminal.usage(
            "the portal has no community yet",
            Some("make one with `parvis new community \"…\"`"),
        )),
        (None, _) if args.kind == Kind::Retex => {
            let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
            let help = format!("add `--community`: {}", some_of(&ids));
            Err(terminal.usage("a retex belongs to a community", Some(&help)))
        }
        (None, _) => Ok(None),
    }
}

/// Who was named, or the only person when there must be one.
fn people(args: &args::New, known: &Known, terminal: &Terminal) -> Result<Vec<String>, u8> {
    let ids = known.ids(Kind::Person);
    let list: Vec<&str> = ids.iter().map(String::as_str).collect();
    let takes =
        matches!(args.kind, Kind::Retex | Kind::Talk | Kind::Event | Kind::Community);
    if !takes && !args.author.is_empty() {
        let message = format!("a {} has no authors", args.kind.word());
        return Err(terminal.usage(&message, Some("leave `--author` out")));
    }
    let needs = matches!(args.kind, Kind::Retex | Kind::Talk) && args.author.is_empty();
    match list.as_slice() {
        [] if needs => Err(terminal.usage(
            "the portal knows no people yet",
            Some("make one with `parvis new person \"…\"`"),
        )),
        [only] if needs => Ok(vec![(*only).to_owned()]),
        _ if needs => {
            let help = format!("add `--author`: {}", some_of(&list));
            Err(terminal.usage(&format!("a {} has an author", args.kind.word()), Some(&help)))
        }
        _ => args.author.iter().map(|it| one_of("person", it, &list, terminal)).collect(),
    }
}

fn one_of(
    what: &str,
    id: &str,
    ids: &[&str],
    terminal: &Terminal,
) -> Result<String, u8> {
    if ids.contains(&id) {
        return Ok(id.to_owned());
    }
    let help = match nearest(id, ids.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if ids.is_empty() => format!("make one with `parvis new {what} \"…\"`"),
        None => format!("known: {}", some_of(ids)),
    };
    Err(terminal.usage(&format!("unknown {what} `{id}`"), Some(&help)))
}

fn some_of(ids: &[&str]) -> String {
    let more = if ids.len() > 12 { " …" } else { "" };
    let shown: Vec<String> = ids.iter().take(12).map(|it| format!("`{it}`")).collect();
    format!("{}{more}", shown.join(", "))
}

/// The stub of a translation, beside its original.
fn translation(
    args: &args::New,
    lang: &str,
    known: &Known,
    terminal: &Terminal,
) -> Result<Planned, u8> {
    let languages: Vec<&str> = known.languages.iter().map(String::as_str).collect();
    one_of("language", lang, &languages, terminal)?;
    if args.kind == Kind::Topic {
        let help = format!("write `label: {{{}: …, {lang}: …}}`", known.lang());
        return Err(terminal.usage("topics are translated in `topics.yaml`", Some(&help)));
    }
    let title = title(args, terminal)?;
    let community = community(args, known, terminal)?;
    let wanted = (slugify(&title), sort_key(&title));
    let own_title = |it: &crate::content::Document| {
        let record = &it.record;
        record.text("title").or(record.text("name")).map(str::to_owned)
    };
    let place = folder(args.kind, community.as_deref());
    let original = known.originals(args.kind, place).find(|it| {
        slug_of(it) == wanted.0 || own_title(it).is_some_and(|it| sort_key(&it) == wanted.1)
    });
    let Some(original) = original else {
        let names: Vec<String> = known.originals(args.kind, place).map(slug_of).collect();
        let near = nearest(&wanted.0, names.iter().map(String::as_str));
        let help = near.map_or_else(
            || format!("for a new entry leave `--lang` out, and write `lang: {lang}` in it"),
            |it| format!("did you mean `{it}`?"),
        );
        let message = format!("there is no {} `{title}` to translate", args.kind.word());
        return Err(terminal.usage(&message, Some(&help)));
    };
    let path = original.source.path();
    let Some(stem) = path.strip_suffix(".md") else {
        let help = format!("give its texts per language there: {{{}: …, {lang}: …}}", known.lang());
        return Err(terminal.usage(&format!("it stands in the list `{path}`"), Some(&help)));
    };
    let own = own_title(original).unwrap_or(title);
    let values = Values {
        title: &own,
        slug: "",
        date: jiff::civil::Date::MIN,
        people: &[],
        communities: &[],
    };
    let stem = stem.strip_suffix(&format!(".{}", known.lang())).unwrap_or(stem);
    let text = scaffold::translation(args.kind, known.lang(), &values);
    Ok(Planned { path: format!("{stem}.{lang}.md"), text })
}
