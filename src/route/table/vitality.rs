//! Addresses of what lives in a portal and its communities.

use super::Maker;
use crate::{
    config::Texts,
    portal::Id,
    route::{FiguresForm, Route},
};

impl Maker<'_> {
    /// The page and the files of a portal, or of a community at an address.
    pub(super) fn vitality(&mut self, at: &str, of: Option<Id>, lang: usize, t: &Texts) {
        let page = format!("{at}{}/", t.get("address.vitality"));
        self.claim(page, Route::Vitality(of), lang, None);
        for form in FiguresForm::ALL {
            let address = format!("{at}{}", form.file());
            self.claim(address, Route::VitalityData(of, form), lang, None);
        }
    }
}
