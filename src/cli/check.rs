//! `parvis check`: every finding, also those of rendering; nothing is published.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use rayon::prelude::*;

use super::{
    args::{Content, Form},
    load::{code_of, open},
    terminal::{self, Terminal},
};
use crate::{
    build::Cache,
    diag::{self, Diagnostic},
    render::render_safely,
    snapshot::Site,
};

pub(super) fn check(content: &Content, form: Form) -> u8 {
    let terminal = Terminal::new(false);
    let files = match open(content, None) {
        Ok(files) => files,
        Err(code) => return code,
    };
    let colored = Cache::of(&files.root).memo();
    let loaded = files.load(Arc::new(colored));
    let mut found = loaded.snapshot.diagnostics.clone();
    if let Some(site) = &loaded.snapshot.site {
        let addresses: Vec<&str> = site.routes.iter().map(|it| it.0).collect();
        let done = AtomicUsize::new(0);
        let rendered: Vec<Diagnostic> = terminal.progress(&done, addresses.len(), || {
            addresses.par_iter().flat_map_iter(|it| one(site, it, &done)).collect()
        });
        found.extend(rendered);
        found = diag::fold(found);
    }
    if terminal::report(&found, form) { code_of(&found, content.strict) } else { 3 }
}

fn one(site: &Site, address: &str, done: &AtomicUsize) -> Vec<Diagnostic> {
    let found = render_safely(site, address).err().unwrap_or_default();
    done.fetch_add(1, Ordering::Relaxed);
    found
}
