//! Renders every page while nobody asks for one, for what goes wrong only then.
//!
//! What is wrong with content is known before anything is rendered. What is left are templates
//! of a portal's own theme that fail on a page which nobody has open.

use std::{
    sync::{Arc, Weak},
    time::Duration,
};

use super::{
    cell::{Cell, Ended},
    news::News,
    state::State,
};
use crate::{
    diag::{self, Diagnostic},
    render::render_safely,
    route::Route,
    snapshot::Memo,
};

/// How long nobody must have asked for a page.
const IDLE: Duration = Duration::from_secs(1);

/// How long somebody who waits for a page is left alone.
const YIELD: Duration = Duration::from_millis(50);

/// Works until the preview ends.
pub(super) fn run(cell: &Cell, tell: &dyn Fn(News)) {
    let mut generation = 0;
    // A text that changes below its front matter changes no other page: what was found holds.
    let mut done: Weak<Memo> = Weak::new();
    loop {
        let state = match cell.newer(generation, IDLE) {
            Ok(state) => state,
            Err(Ended::Late) => continue,
            Err(Ended::Stopped) => return,
        };
        generation = state.generation;
        let Some(site) = state.site.as_ref().filter(|_| !state.is_unread()) else {
            continue;
        };
        if done.ptr_eq(&Arc::downgrade(&site.memo)) {
            continue;
        }
        if !is_quiet(cell, generation, IDLE) {
            continue;
        }
        let Some(found) = check(cell, &state) else { continue };
        done = Arc::downgrade(&site.memo);
        let found = diag::fold(found);
        if found == *state.rendering {
            continue;
        }
        let next = state.rendered(found);
        if cell.publish(&state, next, None) {
            tell(News::of(&state, &cell.newest(), &[], Duration::ZERO));
        }
    }
}

/// Waits until nobody has asked for a while; false when there is a newer state.
fn is_quiet(cell: &Cell, generation: u64, quiet: Duration) -> bool {
    loop {
        let left = quiet.saturating_sub(cell.idle());
        if left.is_zero() {
            return true;
        }
        if !matches!(cell.newer(generation, left), Err(Ended::Late)) {
            return false;
        }
    }
}

/// What rendering all pages finds; nothing when a newer state came meanwhile.
fn check(cell: &Cell, state: &State) -> Option<Vec<Diagnostic>> {
    let site = state.site.as_ref()?;
    let mut found = Vec::new();
    for (address, it) in site.routes.iter() {
        if matches!(it.route, Route::File(_) | Route::Asset(_)) {
            continue;
        }
        if !is_quiet(cell, state.generation, YIELD)
            || cell.newest().generation != state.generation
            || cell.is_stopped()
        {
            return None;
        }
        found.extend(render_safely(site, address).err().unwrap_or_default());
    }
    Some(found)
}
