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
pub(super) use who::{community_of, one_of};
pub(super) use write::{create_right, place, shown};

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
    let slug = slug(args, &title)?;
    let community = community(args, known)?;
    let people = people(args, known)?;
    if let Some(path) =
        known.taken(args.kind, folder(args.kind, community.as_deref()), &slug)
    {
        let message = format!("the {} `{slug}` exists already: `{path}`", args.kind.word());
        let help =
            format!("add `--slug`, such as `--slug {slug}-2`, or give another title");
        return Err(terminal::usage(&message, Some(&help)));
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
    let path = path(args.kind, community.as_deref(), &slug, &date.to_string());
    let path = if args.folder { in_a_folder(args.kind, &path)? } else { path };
    Ok(Planned { path, text })
}

/// The file of a new entry.
fn path(kind: Kind, community: Option<&str>, slug: &str, date: &str) -> String {
    let below = |name: &str| match community {
        Some(id) => format!("communities/{id}/{name}/{slug}.md"),
        None => format!("{name}/{slug}.md"),
    };
    match kind {
        Kind::Community => format!("communities/{slug}/index.md"),
        Kind::Retex => {
            let id = community.unwrap_or("");
            format!("communities/{id}/retex/{date}-{slug}.md")
        }
        Kind::Event => below("events"),
        Kind::Talk => below("talks"),
        Kind::Practice => below("practices"),
        Kind::Initiative => below("initiatives"),
        Kind::Page => below("pages"),
        Kind::Person => format!("people/{slug}.md"),
        Kind::Topic | Kind::Home => "topics.yaml".to_owned(),
    }
}

/// The same entry as a folder, for the files that are its alone.
fn in_a_folder(kind: Kind, path: &str) -> Result<String, u8> {
    let stem = path.strip_suffix(".md").filter(|_| kind != Kind::Person);
    if let Some(stem) = stem {
        return Ok(stem.strip_suffix("/index").unwrap_or(stem).to_owned() + "/index.md");
    }
    let message = format!("a {} has no folder of its own", kind.word());
    Err(terminal::usage(&message, Some("leave `--folder` away")))
}

/// The name in its address: the one that is given, else one of its title.
fn slug(args: &args::New, title: &str) -> Result<String, u8> {
    let Some(given) = &args.slug else {
        let slug = slugify(title);
        if slug.is_empty() {
            let message = format!("no address can be made of the title `{title}`");
            let help = "addresses have only a-z, 0-9 and hyphens: add `--slug` with a name of these";
            return Err(terminal::usage(&message, Some(help)));
        }
        return Ok(slug);
    };
    let right = slugify(given);
    if right == *given && !right.is_empty() {
        return Ok(right);
    }
    let message = format!("`{given}` is not a slug: only a-z, 0-9 and - are allowed");
    let help = (!right.is_empty()).then(|| format!("write `--slug {right}`"));
    Err(terminal::usage(&message, help.as_deref()))
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
