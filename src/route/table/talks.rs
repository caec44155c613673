//! The lists of talks, and what other sites may take of them.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{Maker, prefix};
use crate::{
    config::Texts,
    content::Kind,
    portal::{Entry, Id},
    route::{Route, Subject, TalksForm},
};

impl Maker<'_> {
    /// Talks by year, conference, edition, language, speaker and topic, and with a recording.
    pub(super) fn talks(&mut self, lang: usize, t: &Texts) {
        let portal = self.portal;
        let root = prefix(lang, t);
        let base = format!("{root}/{}/", t.get("address.talks"));
        for form in TalksForm::ALL {
            let own = format!("{root}/");
            let folder = if form == TalksForm::Html { &base } else { &own };
            let address = format!("{folder}{}", form.file());
            self.claim(address, Route::TalksData(form), lang, None);
        }
        let entries = || portal.of_kind(Kind::Talk).map(|it| portal.entry(it));
        let deliveries = || entries().flat_map(Entry::deliveries);
        let mut lists: Vec<(String, Route)> = Vec::new();
        let years: BTreeSet<i16> =
            deliveries().filter_map(|it| it.date).map(Date::year).collect();
        let word = t.get("address.year");
        lists.extend(
            years.into_iter().map(|it| (format!("{word}/{it}"), Route::TalksOfYear(it))),
        );
        let named = || deliveries().filter(|it| !it.conference.is_empty());
        let conferences: BTreeSet<&str> = named().map(|it| &*it.conference).collect();
        let word = t.get("address.conference");
        lists.extend(
            conferences
                .into_iter()
                .map(|it| (format!("{word}/{it}"), Route::TalksAt(it.to_owned()))),
        );
        let editions: BTreeSet<(&str, &str)> = named()
            .filter(|it| !it.edition.is_empty())
            .map(|it| (&*it.conference, &*it.edition))
            .collect();
        lists.extend(editions.into_iter().map(|(at, edition)| {
            let route = Route::TalksAtEdition(at.to_owned(), edition.to_owned());
            (format!("{word}/{at}/{edition}"), route)
        }));
        let languages: BTreeSet<String> = entries().flat_map(Entry::spoken).collect();
        let word = t.get("address.language");
        lists.extend(
            languages.into_iter().map(|it| (format!("{word}/{it}"), Route::TalksIn(it))),
        );
        if deliveries().any(|it| it.video) {
            lists.push((t.get("address.video").to_owned(), Route::TalksWithVideo));
        }
        for (field, word) in [("speakers", "address.speaker"), ("topics", "address.topic")]
        {
            let all: BTreeSet<Id> =
                entries().flat_map(|it| it.refs(field)).copied().collect();
            lists.extend(all.into_iter().map(|id| {
                let slug = &portal.entry(id).slug;
                (format!("{}/{slug}", t.get(word)), Route::TalksOf(id))
            }));
        }
        for (address, route) in lists {
            let address = format!("{base}{address}/");
            if let Route::TalksAt(slug) = &route {
                self.feeds(&address, &Subject::Conference(slug.clone()), lang);
            }
            self.claim(address, route, lang, None);
        }
    }
}
