//! The stub of a translation, beside its original: what it does not repeat is inherited.

use jiff::civil::Date;

use super::{
    Known, Planned, Values, args, scaffold, terminal, title,
    who::{community, folder, one_of},
};
use crate::{
    content::{Document, Kind, slug::slugify, slug_of},
    diag::nearest,
};

pub(super) fn stub(args: &args::New, lang: &str, known: &Known) -> Result<Planned, u8> {
    let languages: Vec<&str> = known.languages.iter().map(String::as_str).collect();
    one_of("language", lang, &languages)?;
    if args.kind == Kind::Topic {
        let help = format!("write `label: {{{}: …, {lang}: …}}`", known.lang());
        return Err(terminal::usage("topics are translated in `topics.yaml`", Some(&help)));
    }
    if args.slug.is_some() {
        let help = "leave `--slug` out; `slug:` in the file gives the translation its own";
        let message = "a translation has the name of its original";
        return Err(terminal::usage(message, Some(help)));
    }
    let title = title(args)?;
    let original = original(args, lang, &title, known)?;
    let path = original.source.path();
    let Some(stem) = path.strip_suffix(".md") else {
        let both = format!("{{{}: …, {lang}: …}}", known.lang());
        let help = format!("give its texts per language there: `{both}`");
        return Err(terminal::usage(
            &format!("it stands in the list `{path}`"),
            Some(&help),
        ));
    };
    let values = Values {
        title: title_of(original).unwrap_or(&title),
        slug: "",
        date: Date::MIN,
        people: &[],
        communities: &[],
    };
    let stem = stem.strip_suffix(&format!(".{}", known.lang())).unwrap_or(stem);
    let text = scaffold::translation(args.kind, known.lang(), &values);
    Ok(Planned { path: format!("{stem}.{lang}.md"), text })
}

/// The entry that has this name or this title.
fn original<'a>(
    args: &args::New,
    lang: &str,
    title: &str,
    known: &'a Known,
) -> Result<&'a Document, u8> {
    let community = community(args, known)?;
    let all = || known.originals(args.kind, folder(args.kind, community.as_deref()));
    let wanted = slugify(title);
    let found = all().find(|it| {
        slug_of(it) == wanted || title_of(it).is_some_and(|it| slugify(it) == wanted)
    });
    found.ok_or_else(|| {
        let names: Vec<String> = all().map(slug_of).collect();
        let help = match nearest(&wanted, names.iter().map(String::as_str)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => {
                format!(
                    "for a new entry leave `--lang` out, and write `lang: {lang}` in it"
                )
            }
        };
        let message = format!("there is no {} `{title}` to translate", args.kind.word());
        terminal::usage(&message, Some(&help))
    })
}

fn title_of(document: &Document) -> Option<&str> {
    document.record.text("title").or(document.record.text("name"))
}
