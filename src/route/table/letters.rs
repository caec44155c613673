//! Addresses of the letters that the settings name: only where there are any.

use super::{Maker, prefix};
use crate::{
    config::{Letter, Texts},
    portal::Shown,
    route::Route,
};

impl Maker<'_> {
    /// The letters whose day has come, and their list.
    pub(super) fn letters(&mut self, lang: usize, t: &Texts, shown: Shown) {
        let base = format!("{}/{}/", prefix(lang, t), t.get("address.letter"));
        let has_come = |it: &&Letter| shown.future || it.date <= shown.today;
        let settings = self.settings;
        let mut any = false;
        for letter in settings.letters.iter().filter(has_come) {
            let address = format!("{base}{}/", letter.date);
            self.claim(address, Route::Letter(letter.date), lang, Some(letter.span()));
            any = true;
        }
        if any {
            self.claim(base, Route::Letters, lang, None);
        }
    }
}
