//! `parvis talk check`: asks for each link of the talks, a few hosts at a time and each of them
//! for one thing at a time, and says which links died. Nothing is written, and no build asks.

use std::{
    collections::BTreeMap,
    path::Path,
    sync::{Mutex, PoisonError},
};

use super::{
    super::{
        args::Form,
        new::Known,
        terminal::{self, Terminal, count},
    },
    same::ADDRESSES,
};
use crate::{
    content::{Document, Kind, record::Record},
    diag::{self, Diagnostic, Span},
    fetch::{Answer, Hosts, Network, Page, Refusal, Url},
};

/// How many hosts are asked at a time.
const AT_A_TIME: usize = 4;

/// What became of a link.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Fate {
    Lives,
    /// What is said of it, and its archived copy.
    Dead(String, Option<Url>),
    /// There is no such host, if there is a network.
    NoHost,
    /// It may live.
    Unanswered(String),
    /// Nobody could be asked.
    Unreached(String),
}

pub(super) fn check(dir: &Path, form: Form, network: &Network) -> u8 {
    let known = match Known::read(dir) {
        Ok(known) => known,
        Err(code) => return code,
    };
    let links: Vec<(Url, Span)> = known.all(Kind::Talk).flat_map(links).collect();
    let mut hosts: BTreeMap<String, BTreeMap<Url, Fate>> = BTreeMap::new();
    for (url, _) in links.iter().filter(|it| network.check(&it.0).is_ok()) {
        let host = url.host_str().unwrap_or("").to_owned();
        hosts.entry(host).or_default().insert(url.clone(), Fate::Lives);
    }
    let n_hosts = hosts.len();
    let fates = ask(hosts, network);
    // Where some names are not known and nobody answers, it is not the talks that are wrong.
    let no_host = fates.values().any(|it| *it == Fate::NoHost);
    let lost = |it: &Fate| matches!(it, Fate::NoHost | Fate::Unreached(_));
    if no_host && fates.values().all(lost) {
        let help = "try it again where there is one; a build needs none";
        terminal::error(
            "none of the talks' hosts can be found: there is no network",
            Some(help),
        );
        return 3;
    }
    let said = links.iter().filter_map(|(url, at)| said(url, at, fates.get(url)?));
    let mut found: Vec<Diagnostic> = said.collect();
    diag::sort(&mut found);
    if !terminal::report(&found, form) {
        return 3;
    }
    if form == Form::Human {
        let asked = count(fates.len(), "address").replace("addresss", "addresses");
        Terminal::new(false)
            .done(&format!("asked for {asked} of {}", count(n_hosts, "host")));
    }
    u8::from(found.iter().any(Diagnostic::is_error))
}

/// The addresses of a talk, and where they stand.
fn links(talk: &Document) -> Vec<(Url, Span)> {
    let records = talk.record.list("deliveries").iter().filter_map(Record::of);
    let link = |it: &Record, name| {
        let node = it.node(name)?;
        let mut url = Url::parse(node.text()?).ok()?;
        url.set_fragment(None);
        Some((url, node.span.clone()))
    };
    records.flat_map(|it| ADDRESSES.map(|name| link(&it, name))).flatten().collect()
}

/// Asks several hosts at a time, and each for its addresses one after the other.
fn ask(
    hosts: BTreeMap<String, BTreeMap<Url, Fate>>,
    network: &Network,
) -> BTreeMap<Url, Fate> {
    let waiting = Mutex::new(hosts.into_values());
    let done = Mutex::new(BTreeMap::new());
    // Whatever one of them did, the others' answers are good.
    let next = || waiting.lock().unwrap_or_else(PoisonError::into_inner).next();
    std::thread::scope(|scope| {
        for _ in 0..AT_A_TIME {
            scope.spawn(|| {
                while let Some(mut host) = next() {
                    for (url, fate) in &mut host {
                        *fate = fate_of(url, network);
                    }
                    done.lock().unwrap_or_else(PoisonError::into_inner).append(&mut host);
                }
            });
        }
    });
    done.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// Many hosts answer a question for the head only otherwise than they answer a browser: what it
/// finds missing is asked for as a browser does.
fn fate_of(url: &Url, network: &Network) -> Fate {
    if network.head(url, Hosts::Any).is_ok_and(|it| it.is_good()) {
        return Fate::Lives;
    }
    match network.get(url, Hosts::Any) {
        Ok(answer) if answer.is_good() => Fate::Lives,
        Ok(answer) if matches!(answer.status, 404 | 410) => {
            Fate::Dead(format!("answers {}", answer.status_text()), archived(&answer))
        }
        Ok(answer) => Fate::Unanswered(format!("answers {}", answer.status_text())),
        Err(Refusal::Unknown(_)) => Fate::NoHost,
        Err(refusal) => Fate::Unreached(format!("was not read: {refusal}")),
    }
}

/// The archived copy that the answer itself names: a memento (RFC 7089), or a page of the
/// Internet Archive.
fn archived(answer: &Answer) -> Option<Url> {
    let head = answer.link("memento");
    let found = head.or_else(|| {
        let page = Page::of(answer);
        page.link("memento", "").cloned().or_else(|| page.archives.first().cloned())
    });
    found.filter(|it| matches!(it.scheme(), "http" | "https"))
}

fn said(url: &Url, at: &Span, fate: &Fate) -> Option<Diagnostic> {
    let dead = |message: String, archive: Option<&Url>| {
        let help = match archive {
            Some(it) => format!("an archived copy is at `{it}`"),
            None => "correct the address, or remove it".to_owned(),
        };
        Diagnostic::error("dead-link", message).at(at.clone()).help(help)
    };
    match fate {
        Fate::Lives => None,
        Fate::Dead(why, archive) => Some(dead(format!("`{url}` {why}"), archive.as_ref())),
        Fate::NoHost => {
            let host = url.host_str().unwrap_or("");
            Some(dead(format!("there is no host `{host}`"), None))
        }
        Fate::Unanswered(why) | Fate::Unreached(why) => {
            let message = format!("`{url}` {why}");
            let help = "look at it in the browser: it may live";
            Some(Diagnostic::warning("unanswered-link", message).at(at.clone()).help(help))
        }
    }
}
