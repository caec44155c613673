//! Addresses of the letters that the settings name: only where there are any.

use super::{Maker, prefix};
use crate::{
    config::{Letter, Texts},
    portal::Shown,
    route::Route,
};

/// Whether the day of a letter has come, or what is for later is shown.
pub(super) fn has_come(letter: &Letter, shown: Shown) -> bool {
    shown.future || letter.date <= shown.today
}

impl Maker<'_> {
    /// The letters whose day has come, and their list.
    pub(super) fn letters(&mut self, lang: usize, t: &Texts, shown: Shown) {
        let base = format!("{}/{}/", prefix(lang, t), t.get("address.letter"));
        let settings = self.settings;
        let mut any = false;
        for letter in settings.letters.iter().filter(|it| has_come(it, shown)) {
            let address = format!("{base}{}/", letter.date);
            self.claim(address, Route::Letter(letter.date), lang, Some(letter.span()));
            any = true;
        }
        if any {
            self.claim(base, Route::Letters, lang, None);
        }
    }
}
