//! `parvis talk add`: the file of a talk from its public page. Nothing but that file changes.

use super::{
    super::{
        args::TalkAdd,
        new::{Known, create_right, one_of},
        terminal::{self, Terminal},
    },
    ask::Person,
    choose::Chooser,
    delivery,
    facts::known_video,
    people,
    read::{read, unread},
    same,
    text::{self, Given},
    words::clean,
};
use crate::{
    content::{Kind, slug::slugify},
    fetch::{Network, Url},
};

pub(super) fn add(args: &TalkAdd, network: &Network) -> u8 {
    match run(args, network) {
        Ok(()) => 0,
        Err(code) => code,
    }
}

fn run(args: &TalkAdd, network: &Network) -> Result<(), u8> {
    let url = address(&args.url, network)?;
    let known = Known::read(&args.dir)?;
    let community = community(args, &known)?;
    let terminal = Terminal::new(args.quiet);
    if let Some(at) = same::with_address(known.all(Kind::Talk), &url) {
        let start = at.start();
        let place = format!("{}:{}:{}", at.source().path(), start.line, start.column);
        terminal.done(&format!("the portal has this address already: {place}"));
        return Ok(());
    }
    let (facts, is_answered) = match read(&url, network)? {
        Ok(facts) => (facts, true),
        Err(why) => {
            terminal::warning(&format!("`{url}` was not read: {why}"));
            (unread(&url), false)
        }
    };
    let people = people::known(known.all(Kind::Person), known.lang());
    let chooser = Chooser {
        args,
        facts: &facts,
        people: &people,
        person: &Person::at_terminal(!args.yes),
    };
    chooser.show(&terminal);
    let talk = chooser.talk(&known, &url, is_answered)?;
    let talks = known.all(Kind::Talk);
    if let Some(old) = same::with_title(talks, &people, &talk.title, &talk.speakers)
        && !talk.draft
    {
        let own = old.record.text("language");
        let language = talk.language.clone().filter(|it| own != Some(it.as_str()));
        let file = delivery::add(&known, old, &Given { language, ..talk.given })?;
        terminal.done("the talk is already known: a delivery was added to it");
        return said(&file);
    }
    let slug = slugify(&talk.name);
    if slug.is_empty() {
        let message = format!("no address can be made of the title `{}`", talk.title);
        return Err(terminal::usage(&message, Some("give another with `--title`")));
    }
    if let Some(path) = known.taken(Kind::Talk, community.as_deref(), &slug) {
        let message = format!("another talk has this name: `{path}`");
        let help = if is_answered {
            "give another with `--title`"
        } else {
            "if it is this talk, add the delivery with its `--title`, `--speaker`, `--conference` and `--date`; else give another `--title`"
        };
        return Err(terminal::usage(&message, Some(help)));
    }
    let folder = community.map(|it| format!("communities/{it}/")).unwrap_or_default();
    let path = format!("{folder}talks/{slug}.md");
    let file = create_right(&known, &path, &text::file(&talk, known.lang()))?;
    if talk.draft {
        let day = if talk.given.date.is_none() { "; its `date` is missing" } else { "" };
        terminal
            .done(&format!("it is a draft: complete it, and remove `draft: true`{day}"));
    }
    said(&file)
}

fn said(file: &str) -> Result<(), u8> {
    match terminal::product(file) {
        0 => Ok(()),
        code => Err(code),
    }
}

fn address(text: &str, network: &Network) -> Result<Url, u8> {
    let help = Some("write it as the browser shows it: `https://…`");
    let mut url = Url::parse(text.trim()).map_err(|error| {
        let message = format!("`{}` is not an address: {error}", clean(text, 200));
        terminal::usage(&message, help)
    })?;
    url.set_fragment(None);
    network.check(&url).map_err(|it| terminal::usage(&it.to_string(), help))?;
    // The page of a video says more than its player, and than its short address.
    Ok(known_video(&url).unwrap_or(url))
}

fn community(args: &TalkAdd, known: &Known) -> Result<Option<String>, u8> {
    let ids = known.ids(Kind::Community);
    let list: Vec<&str> = ids.iter().map(String::as_str).collect();
    match (&args.community, list.as_slice()) {
        (Some(id), all) => one_of("community", id, all).map(Some),
        (None, [only]) => Ok(Some((*only).to_owned())),
        (None, _) => Ok(None),
    }
}
