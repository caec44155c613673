//! What the preview's own script asks for: findings, and what there is to know of a page.

use serde_json::{Value, json};

use super::{
    news::url,
    page::{entry_at, held_at, of_entry, owner},
    state::{Desk, State, variant},
};
use crate::{
    content::{
        Document,
        markdown::{Outline, Spot, urls},
    },
    diag::{Diagnostic, write},
    portal::{Held, Id, Shown},
    snapshot::{Options, Site},
};

/// How many findings a page lists.
const SHOWN: usize = 200;

/// Makes reports.
#[derive(Debug)]
pub(super) struct Reporter<'a> {
    pub(super) state: &'a State,
    pub(super) options: &'a Options,
}

impl Reporter<'_> {
    /// All findings, errors first.
    pub(super) fn diagnostics(&self) -> Value {
        let all = &self.state.diagnostics;
        let (errors, warnings) = self.state.counts();
        let sorted = all.iter().filter(|it| it.is_error());
        let sorted = sorted.chain(all.iter().filter(|it| !it.is_error()));
        let list: Vec<Value> = sorted.take(SHOWN).map(|it| self.diagnostic(it)).collect();
        json!({
            "generation": self.state.generation,
            "errors": errors,
            "warnings": warnings,
            "held": self.state.held,
            "more": all.len() - list.len(),
            "diagnostics": list,
        })
    }

    fn diagnostic(&self, it: &Diagnostic) -> Value {
        let place = it.span.as_ref();
        let at = place.filter(|it| it.source().is_read()).map(|it| {
            let at = it.start();
            (at.line, at.column)
        });
        let path = place.map(|it| it.source().path());
        json!({
            "severity": it.severity.word(),
            "code": it.code,
            "message": it.message,
            "path": path,
            "line": at.map(|it| it.0),
            "column": at.map(|it| it.1),
            "help": it.help,
            "text": write::human(it, false),
            "page": self.page_of(it),
            "editor": path.and_then(|it| self.edit(it, at)),
        })
    }

    /// Where a file is opened.
    fn edit(&self, path: &str, at: Option<(usize, usize)>) -> Option<String> {
        let (line, column) = at.unwrap_or((1, 1));
        let Desk { root, editor } = &*self.state.desk;
        editor.link(&root.join(path), line, column)
    }

    /// The page of the entry that a finding is about.
    fn page_of(&self, it: &Diagnostic) -> Option<String> {
        let site = self.state.site.as_ref()?;
        if let Some(url) = url(site, it.span.as_ref()?.source().path()) {
            return Some(url);
        }
        let id = owner(site, it)?;
        Some(format!("{}{}", site.settings.base, urls::encode(site.routes.entry(id, 0))))
    }

    /// What there is to know of the page at an address.
    pub(super) fn page(&self, address: &str) -> Value {
        let Some(site) = &self.state.site else { return json!({}) };
        let base = &site.settings.base;
        let found = site.routes.find(address);
        let entry = entry_at(site, address);
        let url = format!("{base}{}", urls::encode(address));
        let mut page = json!({
            "file": null,
            "editor": null,
            "address": url,
            "canonical": format!("{}{url}", site.settings.origin),
            "published": found.is_some(),
            "why": if found.is_some() { "" } else { "there is nothing at this address" },
            "reading_minutes": null,
            "words": null,
            "date": site.today.to_string(),
            "options": self.asked(),
            "diagnostics": [],
            "backlinks": [],
        });
        if let (Some(it), Some(page)) = (held_at(site, address), page.as_object_mut()) {
            page.insert("file".to_owned(), it.path.into());
            page.insert("editor".to_owned(), self.edit(it.path, None).into());
            page.insert("why".to_owned(), it.to_string().into());
        }
        if let (Some((id, lang)), Some(page)) = (entry, page.as_object_mut())
            && let Some(more) = self.entry(site, id, lang).as_object()
        {
            page.extend(more.clone());
        }
        page
    }

    fn entry(&self, site: &Site, id: Id, lang: usize) -> Value {
        let Some(variant) = variant(site, id, lang) else { return json!({}) };
        let document = &variant.document;
        let path = document.source.path();
        let head = document.head.start();
        let at = document.source.is_read().then_some((head.line, head.column));
        let code = site.theme.texts.get(lang).map_or("", |it| it.lang.as_str());
        let why = why_not(site, id);
        let outline = document.has_body().then_some(document.outline());
        let said = of_entry(self.state, site, id, lang);
        let errors = said.iter().any(|it| it.is_error());
        let why = match why {
            None if errors => {
                Some("it has errors: nothing is published before they are mended".into())
            }
            other => other,
        };
        let backlinks = site.portal.entry(id).backlinks.iter().map(|it| {
            let url = urls::encode(site.routes.entry(*it, lang));
            json!({
                "label": site.portal.entry(*it).title(code),
                "url": format!("{}{url}", site.settings.base),
            })
        });
        json!({
            "file": path,
            "editor": self.edit(path, at),
            "published": why.is_none(),
            "why": why.unwrap_or_default(),
            "reading_minutes": outline.map(Outline::minutes),
            "words": outline.map(|it| it.words),
            "diagnostics": self.beside(site, document, &said),
            "backlinks": backlinks.collect::<Vec<_>>(),
        })
    }

    /// What is said of an entry, each with the element of its body that it is about, if any.
    fn beside(&self, site: &Site, document: &Document, said: &[&Diagnostic]) -> Vec<Value> {
        let path = document.source.path();
        let offset = |it: &&Diagnostic| {
            let span = it.span.as_ref().filter(|it| it.source().path() == path);
            span.map_or(usize::MAX, |it| it.range().start)
        };
        let offsets: Vec<usize> = said.iter().map(offset).collect();
        let spots = document.spots(site.settings.raw_html, &offsets);
        let with_spot = |(it, spot): (&&Diagnostic, Option<Spot>)| {
            let mut value = self.diagnostic(it);
            if let (Some(spot), Some(value)) = (spot, value.as_object_mut()) {
                value.insert("block".into(), spot.block.into());
                value.insert("image".into(), spot.image.into());
            }
            value
        };
        said.iter().zip(spots).map(with_spot).collect()
    }

    /// The options that the portal is shown with.
    fn asked(&self) -> Vec<String> {
        let Options { base_url, drafts, future, date, .. } = self.options;
        let flags = [(*drafts, "--drafts"), (*future, "--future")];
        let mut asked: Vec<String> =
            flags.iter().filter(|it| it.0).map(|it| it.1.to_owned()).collect();
        asked.extend(date.map(|it| format!("--date {it}")));
        asked.extend(base_url.as_ref().map(|it| format!("--base-url {it}")));
        asked
    }
}

/// Why a build of this day would not publish an entry.
fn why_not(site: &Site, id: Id) -> Option<String> {
    let original = &site.portal.entry(id).variants.first()?.document;
    let shown = Shown { today: site.today, drafts: false, future: false };
    Held::of(original, shown).map(|it| it.to_string())
}
