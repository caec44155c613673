//! Addresses of pictures in other widths: of those that texts show.

use std::{collections::BTreeMap, sync::Arc};

use super::Maker;
use crate::{
    content::{Kind, markdown::LinkKind},
    diag::{Source, Span},
    picture::{self, Form, Widths},
    portal::{Portal, Target},
    route::Route,
    source::FileInfo,
};

/// Files by path.
type Files = BTreeMap<Arc<str>, FileInfo>;

/// A picture that is published in other widths.
pub(super) struct Resized<'f> {
    pub(super) path: &'f Arc<str>,
    widths: Vec<u32>,
    forms: Vec<Form>,
    /// Whether nothing leads to the file itself: then it is not published.
    pub(super) is_alone: bool,
}

impl Maker<'_> {
    /// The pictures that texts show in other widths.
    pub(super) fn resized<'f>(&self, files: &'f Files, asked: &Widths) -> Vec<Resized<'f>> {
        let resized = |it: &FileInfo| it.raster.is_some_and(|it| it.can_be_resized());
        if !files.values().any(resized) {
            return Vec::new();
        }
        let mut all = Vec::new();
        for (path, is_face) in shown(self.portal, files) {
            let Some((path, info)) = files.get_key_value(&*path) else { continue };
            let Some((raster, size)) = info.raster.zip(info.dimensions) else { continue };
            // A text that is not read yet may show a portrait larger.
            if is_face && self.portal.unread().is_some() {
                continue;
            }
            let asked = if is_face { &asked.face } else { &asked.text };
            let widths = picture::widths(asked, &raster, size);
            let forms = picture::forms(&widths, &raster, info);
            // A photo as its camera made it is 20 times what a page shows of it.
            let is_alone = !path.starts_with("static/")
                && !self.portal.leads_to(path)
                && !picture::offers_whole(&forms, &widths, size.0);
            all.push(Resized { path, widths, forms, is_alone });
        }
        all
    }

    /// Claims the addresses of these.
    pub(super) fn pictures(&mut self, all: Vec<Resized<'_>>) {
        for Resized { path, widths, forms, .. } in all {
            let Some(address) = self.table.beside.get(path).cloned() else { continue };
            for form in forms {
                let span = Span::new(&Arc::new(Source::unread(Arc::clone(path))), 0..0);
                let route = Route::Picture(Arc::clone(path), form);
                self.claim(form.address(&address), route, 0, Some(span));
            }
            self.table.pictures.insert(Arc::clone(path), widths);
        }
    }
}

/// The files that texts show, and whether only as portraits.
fn shown(portal: &Portal, files: &Files) -> BTreeMap<Arc<str>, bool> {
    let mut shown: BTreeMap<Arc<str>, bool> = BTreeMap::new();
    let mut show = |path: Arc<str>, is_face: bool| {
        shown.entry(path).and_modify(|it| *it &= is_face).or_insert(is_face);
    };
    for entry in portal.ids().map(|it| portal.entry(it)) {
        for variant in &entry.variants {
            let named = &variant.document.facts.files;
            for path in named.iter().filter_map(|it| it.path.as_ref()) {
                let inside: Arc<str> = format!("static/{path}").into();
                let path =
                    if files.contains_key(&inside) { inside } else { Arc::clone(path) };
                show(path, entry.kind == Kind::Person);
            }
            if !variant.document.is_read() {
                continue;
            }
            let links = variant.document.outline().links.iter();
            let links = links.zip(variant.targets.known());
            for (_, target) in links.filter(|it| it.0.kind == LinkKind::Image) {
                match target {
                    Target::Beside(path, _) => show(Arc::clone(path), false),
                    Target::Static(below, _) => {
                        show(format!("static/{below}").into(), false);
                    }
                    _ => {}
                }
            }
        }
    }
    shown
}
