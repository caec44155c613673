//! What the arguments ask for.

use jiff::civil::Date;

use super::{
    super::new::{community_of, one_of},
    args::{self, DigestForm},
    terminal,
};
use crate::{
    render::digest::{Ask, Envelope, Form},
    sink::Mailbox,
    snapshot::Site,
};

/// How the letter is written.
pub(super) fn form(args: &args::Digest) -> Result<Form, u8> {
    if args.format == DigestForm::Eml {
        return Ok(Form::Mail(envelope(args)?));
    }
    let given = [
        ("--subject", args.subject.is_some()),
        ("--from", args.from.is_some()),
        ("--to", !args.to.is_empty()),
    ];
    if let Some((name, _)) = given.into_iter().find(|it| it.1) {
        let message = format!("`{name}` is of an e-mail");
        return Err(terminal::usage(&message, Some("add `--format eml`")));
    }
    Ok(match args.format {
        DigestForm::Markdown => Form::Markdown,
        DigestForm::Text => Form::Text,
        DigestForm::Html | DigestForm::Eml => Form::Html,
    })
}

fn envelope(args: &args::Digest) -> Result<Envelope, u8> {
    let mailbox = |name: &str, text: &String| {
        Mailbox::parse(text).ok_or_else(|| {
            let message = format!("`{name}` is not an e-mail address: `{text}`");
            let help = "write `ana@exemple.example`, or `Ana <ana@exemple.example>`; \
                        give `--to` once for each";
            terminal::usage(&message, Some(help))
        })
    };
    Ok(Envelope {
        from: args.from.as_ref().map(|it| mailbox("--from", it)).transpose()?,
        to: args.to.iter().map(|it| mailbox("--to", it)).collect::<Result<_, _>>()?,
        subject: args.subject.clone(),
    })
}

/// Of what the letter tells.
pub(super) fn ask(args: &args::Digest, site: &Site) -> Result<Ask, u8> {
    let until = args.until.unwrap_or(site.today);
    let since = match args.since {
        Some(since) => since,
        None => kept(site, until)?,
    };
    if since > until {
        let help = match args.until {
            Some(_) => "exchange `--since` and `--until`, or mend one of them",
            None => "give an earlier `--since`, or the last day with `--until`",
        };
        let message =
            format!("the letter would begin on {since}, after its end on {until}");
        return Err(terminal::usage(&message, Some(help)));
    }
    Ok(Ask {
        since,
        until,
        community: args.community.as_ref().map(|it| community_of(site, it)).transpose()?,
        lang: lang(args, site)?,
    })
}

/// The first day of the letter that the settings have on a day.
fn kept(site: &Site, until: Date) -> Result<Date, u8> {
    let letter = site.settings.letters.iter().find(|it| it.date == until);
    letter.map(|it| it.since).ok_or_else(|| {
        let message = format!("`portal.yaml` has no letter of {until}");
        let help = "add `--since 2026-09-01`, the first day that it tells of";
        terminal::usage(&message, Some(help))
    })
}

fn lang(args: &args::Digest, site: &Site) -> Result<usize, u8> {
    let Some(asked) = &args.language else { return Ok(0) };
    let all: Vec<&str> = site.settings.languages.iter().map(String::as_str).collect();
    one_of("language", asked, &all)?;
    Ok(all.iter().position(|it| it == asked).unwrap_or(0))
}
