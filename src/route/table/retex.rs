//! Addresses of the lists of retex: all of them, of a year, of a community, a topic or a person.

use super::Maker;
use crate::{content::Kind, portal::Id, route::Route};

impl Maker<'_> {
    /// The pages of a list, and those of each of its years.
    pub(super) fn retex_lists(
        &mut self,
        base: &str,
        of: Option<Id>,
        retex: &[Id],
        lang: usize,
    ) {
        let size = self.settings.page_size;
        let portal = self.portal;
        for page in 1..=retex.len().div_ceil(size).max(1) {
            let address =
                if page == 1 { base.to_owned() } else { format!("{base}page/{page}/") };
            self.claim(address, Route::RetexList { of, year: None, page }, lang, None);
        }
        if of.is_some_and(|it| portal.entry(it).kind != Kind::Community) {
            return;
        }
        for (year, count) in portal.years(retex.iter().copied()) {
            for page in 1..=count.div_ceil(size) {
                let address = if page == 1 {
                    format!("{base}{year}/")
                } else {
                    format!("{base}{year}/page/{page}/")
                };
                self.claim(
                    address,
                    Route::RetexList { of, year: Some(year), page },
                    lang,
                    None,
                );
            }
        }
    }
}
