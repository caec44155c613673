//! `parvis new`: a file that is right from the start, where it belongs. Nothing is overwritten.

mod known;
mod scaffold;
mod translation;
mod who;
mod write;

use super::{args, environment, terminal};
use crate::content::{Kind, slug::slugify};
use scaffold::Values;
use who::{community, folder, people};

pub(super) use known::Known;
pub(super) use scaffold::scalar;
pub(super) use who::{community_of, one_of};
pub(super) use write::{create_right, shown};

/// Longest title that front matter may have.
const LONGEST: usize = 200;

/// A file to write, or text to put at the end of one.
struct Planned {
    path: String,
    text: String,
}

pub(super) fn new(args: &args::New) -> u8 {
    let made = Known::read(&args.dir).and_then(|known| {
        let plan = match &args.lang {
            Some(lang) if lang != known.lang() => translation::stub(args, lang, &known),
            _ => entry(args, &known),
        }?;
        write::write(&known, &plan)
    });
    made.unwrap_or_else(|code| code)
}

fn entry(args: &args::New, known: &Known) -> Result<Planned, u8> {
    let title = title(args)?;
    let slug = slugify(&title);
    if slug.is_empty() {
        let message = format!("no address can be made of the title `{title}`");
        return Err(terminal::usage(&message, Some("use letters or digits")));
    }
    let community = community(args, known)?;
    let people = people(args, known)?;
    if let Some(path) =
        known.taken(args.kind, folder(args.kind, community.as_deref()), &slug)
    {
        let message = format!("the {} `{slug}` exists already: `{path}`", args.kind.word());
        return Err(terminal::usage(&message, Some("give another title")));
    }
    let date = environment::today(args.date, &known.timezone)
        .map_err(|it| terminal::usage(&it, None))?;
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
        Kind::Practice => below("practices"),
        Kind::Initiative => below("initiatives"),
        Kind::Page => below("pages"),
        Kind::Person => format!("people/{slug}.md"),
        Kind::Topic | Kind::Home => "topics.yaml".to_owned(),
    };
    Ok(Planned { path, text })
}

fn title(args: &args::New) -> Result<String, u8> {
    let title = args.title.split_whitespace().collect::<Vec<_>>().join(" ");
    let length = title.chars().count();
    if length > LONGEST {
        let message =
            format!("the title has {length} characters, at most {LONGEST} are allowed");
        return Err(terminal::usage(&message, None));
    }
    Ok(title)
}
