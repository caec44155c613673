//! `parvis check`: every finding, also those of rendering; nothing is published.

use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::{
    args::{Content, Form},
    load::{code_of, load},
    terminal::{self, Terminal},
};
use crate::{
    diag::{self, Diagnostic},
    render::render,
    snapshot::Site,
};

pub(super) fn check(content: &Content, form: Form) -> u8 {
    let terminal = Terminal::new(false);
    let loaded = match load(content, None) {
        Ok(loaded) => loaded,
        Err(code) => return code,
    };
    let mut found = loaded.snapshot.diagnostics.clone();
    if let Some(site) = &loaded.snapshot.site {
        let addresses: Vec<&str> = site.routes.iter().map(|it| it.0).collect();
        let done = AtomicUsize::new(0);
        let rendered: Vec<Diagnostic> = terminal.progress(&done, addresses.len(), || {
            addresses.par_iter().flat_map_iter(|it| one(site, it, &done)).collect()
        });
        found.extend(rendered);
        diag::sort(&mut found);
    }
    if terminal::report(&found, form) { code_of(&found, content.strict) } else { 3 }
}

fn one(site: &Site, address: &str, done: &AtomicUsize) -> Vec<Diagnostic> {
    let found = render(site, address).err().unwrap_or_default();
    done.fetch_add(1, Ordering::Relaxed);
    found
}
