//! The event stream of one open page: what its tab has to do to show what is there now.

use std::{
    collections::VecDeque,
    sync::Arc,
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use super::{
    cell::{Cell, Ended},
    http::{Closed, Events},
    page::Key,
    state::State,
};
use crate::content::markdown::urls;

/// A page that is open in a browser.
pub(super) struct Tab {
    cell: Arc<Cell>,
    /// Its address, without the base path.
    address: String,
    /// What it shows: the key of the page, and the addresses of its style sheets.
    page: String,
    styles: Vec<String>,
    generation: u64,
    /// What it was last told of the portal.
    told: Option<Value>,
    queue: VecDeque<String>,
}

impl Tab {
    /// A tab that shows a page with these style sheets at an address.
    pub(super) fn new(
        cell: Arc<Cell>,
        address: String,
        page: String,
        styles: Vec<String>,
    ) -> Self {
        let queue = VecDeque::new();
        Self { cell, address, page, styles, generation: 0, told: None, queue }
    }

    fn say(&mut self, event: &str, data: &Value) {
        let text = format!("id: {}\nevent: {event}\ndata: {data}\n\n", self.generation);
        self.queue.push_back(text);
    }

    /// Finds what has changed for this tab.
    fn look(&mut self, state: &State) {
        self.generation = state.generation;
        let (errors, warnings) = state.counts();
        let told = json!({ "errors": errors, "warnings": warnings, "held": state.held });
        let mut data = json!({ "generation": state.generation });
        if self.told.as_ref() == Some(&told) {
            // Tabs that take turns learn by it that there is something newer.
            self.say("newer", &data);
        } else {
            if let (Some(data), Some(told)) = (data.as_object_mut(), told.as_object()) {
                data.extend(told.clone());
            }
            self.say("state", &data);
            self.told = Some(told);
        }
        let base = state.site.as_ref().map_or("", |it| it.settings.base.as_str());
        if let Some(to) = state.moved(&self.address) {
            let to = format!("{base}{}", urls::encode(to));
            return self.say("moved", &json!({ "to": to }));
        }
        let now = state.key(&self.address);
        if now.page == self.page {
            self.swap_styles(&now);
        } else {
            self.say("reload", &json!({}));
        }
        self.page = now.page;
    }

    /// Says which style sheets of the page have another address now: their names have a hash.
    fn swap_styles(&mut self, now: &Key) {
        for to in now.styles.values() {
            if self.styles.contains(to) {
                continue;
            }
            let from = self.styles.iter().position(|it| stem(it) == stem(to));
            let Some(from) = from.and_then(|it| self.styles.get_mut(it)) else { continue };
            let data = json!({ "from": from, "to": to });
            to.clone_into(from);
            self.say("style", &data);
        }
    }
}

/// An address without the hash in its name: `/assets/style-1f3a9c2e.css` → `/assets/style`.
fn stem(address: &str) -> &str {
    address.rsplit_once('-').map_or(address, |it| it.0)
}

impl Events for Tab {
    fn next(&mut self, wait: Duration) -> Result<Option<String>, Closed> {
        let end = Instant::now() + wait;
        loop {
            if let Some(event) = self.queue.pop_front() {
                return Ok(Some(event));
            }
            let left = end.saturating_duration_since(Instant::now());
            match self.cell.newer(self.generation, left) {
                Ok(state) if state.is_unread() => self.generation = state.generation,
                Ok(state) => self.look(&state),
                Err(Ended::Late) => return Ok(None),
                Err(Ended::Stopped) => return Err(Closed),
            }
        }
    }
}
