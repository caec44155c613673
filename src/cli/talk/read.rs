//! The page of a talk, asked for.

use serde_json::Value;

use super::{
    super::terminal,
    facts::{self, Facts, known_oembed},
};
use crate::{
    content::media,
    fetch::{Hosts, Network, Page, Url},
};

/// What the page's oEmbed is announced as (<https://oembed.com/#section4>).
const OEMBED: &str = "application/json+oembed";

/// Reads a page; or says why it could not be. An address that leads nowhere is a slip.
pub(super) fn read(url: &Url, network: &Network) -> Result<Result<Facts, String>, u8> {
    let why = match page(url, network)? {
        Ok(facts) => return Ok(Ok(facts)),
        Err(why) => why,
    };
    // Sites of videos ask about cookies before they show a page, but not before their oEmbed.
    let embed = known_oembed(url).and_then(|it| oembed(url, &it, network));
    Ok(embed.map(|it| facts::of(url, &Page::default(), Some(&it))).ok_or(why))
}

fn page(url: &Url, network: &Network) -> Result<Result<Facts, String>, u8> {
    let answer = match network.get(url, Hosts::Given) {
        Ok(answer) => answer,
        Err(refusal) => return Ok(Err(refusal.to_string())),
    };
    if matches!(answer.status, 404 | 410) {
        let message = format!("`{url}` answers {}", answer.status_text());
        return Err(terminal::usage(&message, Some("look at it in the browser")));
    }
    if !answer.is_good() {
        return Ok(Err(format!("it answers {}", answer.status_text())));
    }
    if answer.is_packed {
        return Ok(Err("its answer is compressed".to_owned()));
    }
    match answer.media_type.as_str() {
        "text/html" | "application/xhtml+xml" => {}
        "" => return Ok(Err("it does not say what it is".to_owned())),
        other if is_file(url, other) => {
            return Ok(Err(format!("it is a file, {other}, and says nothing of itself")));
        }
        other => {
            let message = format!("`{url}` is not a page: {other}");
            let help = "give the address of the talk’s page";
            return Err(terminal::usage(&message, Some(help)));
        }
    }
    let page = Page::of(&answer);
    let own = page.link("alternate", OEMBED).cloned().or_else(|| known_oembed(url));
    let embed = own.and_then(|it| oembed(&answer.url, &it, network));
    Ok(Ok(facts::of(&answer.url, &page, embed.as_ref())))
}

/// What oEmbed says, if the page's own host says it.
fn oembed(page: &Url, url: &Url, network: &Network) -> Option<Value> {
    let is_own = url.host() == page.host()
        && url.port_or_known_default() == page.port_or_known_default();
    let answer = is_own.then(|| network.get(url, Hosts::Given).ok()).flatten()?;
    let fits = answer.is_good() && !answer.is_cut && !answer.is_packed;
    serde_json::from_slice(&answer.body).ok().filter(|_| fits)
}

/// Whether it is a recording or slides.
fn is_file(url: &Url, media_type: &str) -> bool {
    let is_named = media::is_slides(url.path()) || media::is_video(url.path());
    media_type == "application/pdf"
        || media_type.starts_with("video/")
        || media_type == "application/octet-stream" && is_named
}

/// What can be said of a page that was not read.
pub(super) fn unread(url: &Url) -> Facts {
    let (path, own) = (url.path(), Some(url.clone()));
    let is_video = media::player(url.as_str(), &[]).is_some();
    let mut facts = Facts::default();
    if media::is_slides(path) {
        facts.slides = own;
    } else if is_video || media::is_video(path) {
        facts.video = own;
    } else {
        facts.page = own;
    }
    facts
}
