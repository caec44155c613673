//! Addresses of files that are published as they are, and of what redirects.

use std::{
    cell::OnceCell,
    collections::{BTreeMap, HashSet},
    sync::Arc,
};

use super::{
    Folders, Maker,
    calendar::{subscriptions, who_meets, who_tells},
    pictures::Resized,
};
use crate::{
    diag::{Source, Span},
    route::Route,
    source::FileInfo,
};

impl Maker<'_> {
    /// `static/` at the root; files beside the text of a folder that is an entry, beside its page.
    /// A picture of which pages only show smaller forms is not.
    pub(super) fn files(
        &mut self,
        files: &BTreeMap<Arc<str>, FileInfo>,
        resized: &[Resized<'_>],
    ) {
        let alone: HashSet<&Arc<str>> =
            resized.iter().filter(|it| it.is_alone).map(|it| it.path).collect();
        let portal = self.portal;
        let folders = Folders::of(portal, |it| self.table.entry(it, 0).to_owned());
        // Texts that are not read yet may lead to a picture, or show a portrait larger.
        let waits = |path: &str, it: &FileInfo| {
            self.portal.unread().is_some()
                && it.raster.is_some_and(|it| it.can_be_resized())
                && !path.starts_with("static/")
                && !portal.leads_to(path)
        };
        for (path, info) in files {
            let address = match path.strip_prefix("static/") {
                Some(rest) => format!("/{rest}"),
                None if path.starts_with("themes/") || path.starts_with("i18n/") => {
                    // Texts of the theme have hashed names; pictures and fonts keep theirs.
                    let own = format!("themes/{}/static/", self.settings.theme);
                    match path.strip_prefix(&own) {
                        Some(rest) => format!("/assets/{rest}"),
                        None => continue,
                    }
                }
                None if portal.uses(path) => folders.address(path),
                None => continue,
            };
            let span = Span::new(&Arc::new(Source::unread(Arc::clone(path))), 0..0);
            let address: Arc<str> = address.into();
            self.table.beside.insert(Arc::clone(path), Arc::clone(&address));
            if alone.contains(path) || portal.uses(path) && waits(path, info) {
                continue;
            }
            self.claim(address, Route::File(Arc::clone(path)), 0, Some(span));
        }
    }

    /// Old addresses of pages lead to the new ones. Calendars and feeds stay at the old ones too:
    /// a program that subscribed there follows no page.
    pub(super) fn aliases(&mut self) {
        let portal = self.portal;
        let asked = OnceCell::new();
        for id in portal.ids() {
            for variant in &portal.entry(id).variants {
                for node in variant.document.record.list("aliases") {
                    let Some(path) = node.text() else { continue };
                    let file = path.rsplit('.').next() == Some("html");
                    let address = if path.ends_with('/') || file {
                        path.to_owned()
                    } else {
                        format!("{path}/")
                    };
                    let lang = self
                        .texts
                        .iter()
                        .position(|it| it.lang == variant.lang)
                        .unwrap_or(0);
                    let to = self.table.entry(id, lang).to_owned();
                    if address.ends_with('/') && self.claims.is_free(&address) {
                        let (meet, tell) =
                            asked.get_or_init(|| (who_meets(portal), who_tells(portal)));
                        let has = (meet.contains(&id), tell.contains(&id));
                        for (file, route) in subscriptions(portal.entry(id).kind, id, has) {
                            let address = format!("{address}{file}");
                            self.claim(address, route, lang, Some(node.span.clone()));
                        }
                    }
                    self.claim(address, Route::Redirect(to), lang, Some(node.span.clone()));
                }
            }
        }
    }
}
