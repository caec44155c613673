//! The model of all communities and what they made: entries with their references resolved.

mod assemble;
mod called;
mod check;
mod circle;
mod draft;
mod edit;
mod held;
mod index;
mod links;
mod media;
mod order;
mod parts;
mod programme;
mod resolve;
mod scope;
mod series;
mod state;
mod turns;
mod twins;
mod unread;
mod used;
pub mod vitality;
mod weight;
mod work;
mod written;

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};

use jiff::{civil::Date, tz::TimeZone};

use crate::{
    content::{
        Document, Kind, Occurrence, Series,
        facts::{Delivery, Reference},
        record::{Moment, Record},
    },
    source::FileInfo,
    yaml::{Node, Value},
};

use index::Index;
use used::Use;

pub use crate::content::join;
pub use assemble::{Shown, assemble};
pub use edit::{Edited, Places};
pub use held::{Held, HeldBack, HeldCounts};
pub use links::Target;
pub(crate) use media::stem as video_stem;
pub use turns::Turns;
pub use unread::{Told, Unread};
pub use work::states;

/// Files that are no texts, by path.
type Assets = BTreeMap<Arc<str>, FileInfo>;

/// An entry of one portal; not valid in another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(usize);

impl Id {
    /// Place in the portal's table.
    pub fn index(self) -> usize {
        self.0
    }
}

/// One text of an entry.
#[derive(Debug, Clone)]
pub struct Variant {
    /// Its language.
    pub lang: String,
    /// The file.
    pub document: Arc<Document>,
    /// Where each link of the body leads, in the order of the outline.
    pub targets: Told<Target>,
    /// What each reference of its front matter means.
    meant: Box<[Option<Id>]>,
}

/// The entries that front matter refers to, by field, in the order written.
#[derive(Debug, Clone, Default)]
struct References {
    ids: Vec<Id>,
    /// Up to where in the list those of a field go.
    fields: Vec<(&'static str, usize)>,
}

impl References {
    fn get(&self, field: &str) -> &[Id] {
        // Few, and asked for often: nothing is quicker than to look.
        let Some(at) = self.fields.iter().position(|it| it.0 == field) else { return &[] };
        let end = |at: usize| self.fields.get(at).map_or(0, |it| it.1);
        let start = at.checked_sub(1).map_or(0, end);
        self.ids.get(start..end(at)).unwrap_or(&[])
    }
}

/// Any one of the communities, retex, events …
#[derive(Debug, Clone)]
pub struct Entry {
    /// What it is.
    pub kind: Kind,
    /// Name in addresses and references.
    pub slug: Arc<str>,
    /// The community whose folder it stands in.
    pub community: Option<Id>,
    /// Folders of a free page.
    pub folder: String,
    /// The original first, then its translations.
    pub variants: Vec<Variant>,
    /// What the front matter of the original refers to.
    references: References,
    /// Who refers or links to it.
    pub backlinks: Told<Id>,
    /// The text that gives names and order: the first one, unless its language is not the
    /// portal's.
    original: Arc<Document>,
    /// The day it is sorted by.
    date: Option<Date>,
    /// When an event takes place.
    occurrences: Arc<[Occurrence]>,
}

/// One occurrence of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Meeting {
    /// The event.
    pub id: Id,
    /// Which of its occurrences.
    pub at: usize,
}

impl Entry {
    /// The text in a language, else the original.
    pub fn variant(&self, lang: &str) -> Option<&Variant> {
        self.variants.iter().find(|it| it.lang == lang).or(self.variants.first())
    }

    /// The original's front matter.
    pub fn record(&self) -> Option<&Record> {
        self.variants.first().map(|it| &it.document.record)
    }

    /// A text in a language, inherited from the original when the translation has none.
    pub fn text(&self, field: &str, lang: &str) -> Option<&str> {
        let own = self.variant(lang).and_then(|it| it.document.record.local(field, lang));
        own.or_else(|| self.record()?.local(field, lang))
    }

    /// [`Entry::text`], and the language that it is written in.
    pub fn written(&self, field: &str, lang: &str) -> Option<(&str, &str)> {
        self.giving(lang).find_map(|it| {
            let found = it.document.record.written(field, lang)?;
            Some((found.text, found.lang.unwrap_or(&it.lang)))
        })
    }

    /// The language of what a field holds.
    pub fn language(&self, field: &str, lang: &str) -> &str {
        self.given_by(field, lang).map_or("", |it| &it.lang)
    }

    /// The text whose front matter gives a field, for a language.
    pub fn given_by(&self, field: &str, lang: &str) -> Option<&Variant> {
        self.giving(lang).find(|it| it.document.record.node(field).is_some())
    }

    /// The texts whose front matter counts for a language, the first one first.
    fn giving(&self, lang: &str) -> impl Iterator<Item = &Variant> {
        self.variant(lang).into_iter().chain(self.variants.first())
    }

    /// A field in a language: the translation's own when it gives it, else the original's.
    pub fn node(&self, field: &str, lang: &str) -> Option<&Node> {
        let own = self.variant(lang).and_then(|it| it.document.record.node(field));
        own.or_else(|| self.record()?.node(field))
    }

    /// A list in a language.
    pub fn list(&self, field: &str, lang: &str) -> &[Node] {
        match self.node(field, lang).map(|it| &it.value) {
            Some(Value::List(items)) => items,
            _ => &[],
        }
    }

    /// A mapping in a language; parts that the translation does not give are the original's.
    pub fn map(&self, field: &str, lang: &str) -> Option<Record> {
        let mut own = Record::of(self.node(field, lang)?)?;
        if let Some(original) = self.record().and_then(|it| it.map(field)) {
            own.inherit(&original);
        }
        Some(own)
    }

    /// Why it is held back, if it is.
    pub fn held(&self, shown: Shown) -> Option<Held> {
        Held::of(&self.original, shown)
    }

    /// What it is called.
    pub fn title(&self, lang: &str) -> &str {
        self.text(self.kind.title(), lang).unwrap_or(&self.slug)
    }

    /// The entries that a field names.
    pub fn refs(&self, field: &str) -> &[Id] {
        self.references.get(field)
    }

    /// The person or talk that a name of its front matter means, whichever part or translation
    /// names it.
    pub fn named(&self, kind: Kind, name: &str) -> Option<Id> {
        self.variants.iter().find_map(|it| {
            let written = it.document.facts.references.iter().zip(&it.meant);
            let known = |it: &&Reference| it.wanted == [kind] && *it.text == *name;
            written.filter(|it| known(&it.0)).find_map(|it| *it.1)
        })
    }

    /// The day it is sorted by.
    pub fn date(&self) -> Option<Date> {
        self.date
    }

    /// When and where a talk was given.
    pub fn deliveries(&self) -> &[Delivery] {
        self.variants.first().map_or(&[], |it| &it.document.facts.deliveries)
    }

    /// The languages that a talk was given in: those of its deliveries, else its own, else that
    /// of its text.
    pub fn spoken(&self) -> BTreeSet<String> {
        let own = self.record().and_then(|it| it.text("language"));
        let own = own.or(self.variants.first().map(|it| it.lang.as_str())).unwrap_or("");
        let deliveries = self.record().map(|it| it.list("deliveries")).unwrap_or_default();
        let language = |it: &Node| Record::of(it)?.text("language").map(str::to_owned);
        let mut all: BTreeSet<String> = deliveries
            .iter()
            .map(|it| language(it).unwrap_or_else(|| own.to_owned()))
            .collect();
        if all.is_empty() {
            all.insert(own.to_owned());
        }
        all
    }

    /// Beginning and end of an event.
    pub fn moments(&self) -> Option<(Moment, Option<Moment>)> {
        let record = self.record()?;
        Some((record.moment("start")?, record.moment("end")))
    }

    /// When an event takes place, once or again and again; in order.
    pub fn occurrences(&self) -> &[Occurrence] {
        &self.occurrences
    }

    /// How an event repeats, and what is otherwise.
    pub fn series(&self) -> Option<&Series> {
        self.variants.first()?.document.facts.series.as_ref()
    }

    /// Whether an event comes again.
    pub fn recurs(&self) -> bool {
        self.record().is_some_and(|it| it.text("recurrence").is_some())
    }

    /// The time zone of an event, if not the portal's.
    pub fn timezone(&self) -> Option<TimeZone> {
        TimeZone::get(self.record()?.text("timezone")?).ok()
    }

    /// Whether an event is over: its last occurrence is past.
    pub fn is_over(&self, today: Date) -> bool {
        let last = self.occurrences.last();
        last.is_some_and(|_| self.occurrences.iter().all(|it| it.is_over(today)))
    }
}

/// All entries, sorted by kind, date and name.
#[derive(Debug, Default)]
pub struct Portal {
    entries: Vec<Arc<Entry>>,
    index: Arc<Index>,
    /// Files beside the texts that are published.
    files: Arc<BTreeMap<Arc<str>, Use>>,
    /// While bodies are unread.
    unread: Option<Unread>,
    /// The portal as it is when nothing is held back, if something is.
    whole: Option<Whole>,
    /// The files of translations that are drafts themselves.
    aside: Arc<[Arc<str>]>,
}

/// A portal in which nothing is held back.
#[derive(Debug, Clone)]
struct Whole {
    portal: Arc<Portal>,
    /// What is shown of it.
    shown: Shown,
}

impl Portal {
    /// An entry.
    ///
    /// # Panics
    /// Never for an id of this portal.
    pub fn entry(&self, id: Id) -> &Entry {
        self.entries.get(id.0).expect("ids are valid in the portal that made them")
    }

    /// A portal of sorted entries.
    fn new(
        entries: Vec<Arc<Entry>>,
        texts: HashMap<Arc<str>, (Id, usize)>,
        files: BTreeMap<Arc<str>, Use>,
        unread: Option<Unread>,
    ) -> Self {
        let index = Arc::new(Index::of(&entries, texts));
        Self {
            entries,
            index,
            files: Arc::new(files),
            unread,
            whole: None,
            aside: Arc::default(),
        }
    }

    /// The portal as if nothing were held back: it has the claims to addresses that a day may
    /// bring.
    pub fn whole(&self) -> Option<&Self> {
        self.whole.as_ref().map(|it| &*it.portal)
    }

    /// What is noted while bodies are unread; nothing when all were read.
    pub fn unread(&self) -> Option<&Unread> {
        self.unread.as_ref()
    }

    /// The entry that a file gives, and which of its texts; nothing for lists.
    pub fn of_file(&self, path: &str) -> Option<(Id, usize)> {
        self.index.file(path)
    }

    /// All entries of a kind, in the order of lists: newest first, else by weight and name.
    pub fn of_kind(
        &self,
        kind: Kind,
    ) -> impl DoubleEndedIterator<Item = Id> + ExactSizeIterator + use<> {
        self.index.of_kind(kind)
    }

    /// The entries of a kind that belong to a community, in the order of lists.
    pub fn of_community(&self, community: Id, kind: Kind) -> &[Id] {
        self.index.of_community(community, kind)
    }

    /// All occurrences of all events.
    pub fn meetings(&self) -> impl Iterator<Item = (Meeting, &Occurrence)> {
        self.of_kind(Kind::Event).flat_map(|id| {
            let all = self.entry(id).occurrences.iter().enumerate();
            all.map(move |(at, it)| (Meeting { id, at }, it))
        })
    }

    /// An occurrence of an event.
    pub fn occurrence(&self, meeting: Meeting) -> Option<&Occurrence> {
        self.entry(meeting.id).occurrences.get(meeting.at)
    }

    /// Years of a list of ids that is sorted newest first, with how many there are of each.
    pub fn years(&self, ids: impl IntoIterator<Item = Id>) -> Vec<(i16, usize)> {
        let mut years: Vec<(i16, usize)> = Vec::new();
        for year in ids.into_iter().filter_map(|it| self.entry(it).date()).map(Date::year) {
            match years.last_mut() {
                Some((last, count)) if *last == year => *count += 1,
                _ => years.push((year, 1)),
            }
        }
        years
    }

    /// Whether a file beside the texts is published: an entry shows or links to it.
    pub fn uses(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// Whether readers are led to the file itself, and not only shown a form of the picture.
    pub fn leads_to(&self, path: &str) -> bool {
        self.files.get(path) == Some(&Use::Whole)
    }

    /// All ids.
    pub fn ids(&self) -> impl ExactSizeIterator<Item = Id> + use<> {
        (0..self.entries.len()).map(Id)
    }
}
