//! Names in front matter → ids, with "did you mean".

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::OnceLock,
};

use super::{
    Id, References, Shown,
    called::{Called, Titles},
    draft::{Draft, Drafts},
    held::Held,
    written,
};
use crate::{
    content::{Kind, facts::Reference, slug::slugify},
    diag::{Diagnostic, Fix, Near},
    yaml::{in_brackets, shorten},
};

/// Names of all entries by kind, with `community/name` where entries have one.
#[derive(Debug)]
pub(super) struct Names<'a> {
    drafts: &'a [Draft<'a>],
    ids: BTreeMap<Kind, HashMap<&'a str, Ids>>,
    /// Kinds of which a list could not be read: what is missing may be in it.
    unread: BTreeSet<Kind>,
    /// What is near a name; made when one is unknown.
    near: OnceLock<BTreeMap<Kind, Near<&'a str>>>,
    /// What entries are called; made when a name is unknown.
    titles: OnceLock<BTreeMap<Kind, Titles>>,
}

/// The entries of one name: nearly always one.
#[derive(Debug)]
enum Ids {
    One(Id),
    More(Vec<Id>),
}

impl Ids {
    fn as_slice(&self) -> &[Id] {
        match self {
            Self::One(id) => std::slice::from_ref(id),
            Self::More(ids) => ids,
        }
    }

    fn push(&mut self, id: Id) {
        match self {
            Self::One(first) => *self = Self::More(vec![*first, id]),
            Self::More(ids) => ids.push(id),
        }
    }
}

impl<'a> Names<'a> {
    pub(super) fn of(drafts: &'a Drafts<'a>) -> Self {
        let all = &drafts.all;
        let mut ids: BTreeMap<Kind, HashMap<&str, Ids>> = BTreeMap::new();
        for (at, draft) in all.iter().enumerate() {
            let ids = ids.entry(draft.original.place.kind).or_default();
            for name in &draft.original.facts.names {
                ids.entry(name)
                    .and_modify(|it| it.push(Id(at)))
                    .or_insert(Ids::One(Id(at)));
            }
        }
        let unread = drafts.unread.iter().copied().collect();
        let (near, titles) = (OnceLock::new(), OnceLock::new());
        Self { drafts: all, ids, unread, near, titles }
    }

    /// Where an entry is written.
    fn path_of(&self, id: Id) -> Option<&str> {
        Some(self.drafts.get(id.0)?.texts.first()?.1.source.path())
    }

    /// Where the first entry of a name is written.
    fn path(&self, kind: Kind, name: &str) -> Option<&str> {
        self.path_of(*self.find(kind, name).first()?)
    }

    /// The name of a kind that was probably meant.
    fn near(&self, kind: Kind, name: &str) -> Option<&str> {
        let near = self.near.get_or_init(|| {
            let mut names: BTreeMap<Kind, BTreeSet<&'a str>> = BTreeMap::new();
            for it in self.drafts.iter().map(|it| it.original) {
                let all = it.facts.names.iter().map(|it| &**it);
                names.entry(it.place.kind).or_default().extend(all);
            }
            names.into_iter().map(|it| (it.0, Near::names(it.1))).collect()
        });
        near.get(&kind)?.name(name)
    }

    /// The entry that is called as a text says, or nearly so.
    fn called(&self, kind: Kind, text: &str) -> Option<Called<'_>> {
        let titles = self.titles.get_or_init(|| Titles::of_all(self.drafts));
        let (title, id, sure) = titles.get(&kind)?.find(text)?;
        let names = &self.drafts.get(id.0)?.original.facts.names;
        let name = names.iter().find(|it| self.find(kind, it).len() == 1)?;
        Some(Called { id, name, title, sure })
    }

    fn find(&self, kind: Kind, name: &str) -> &[Id] {
        let Some(ids) = self.ids.get(&kind) else { return &[] };
        let folded = || {
            let folded = name.split('/').map(slugify).collect::<Vec<_>>().join("/");
            ids.get(folded.as_str())
        };
        ids.get(name).or_else(folded).map_or(&[], Ids::as_slice)
    }

    /// The entry that each reference of a text means; where none is, it is said why. Also which
    /// ones are held back, when the text itself is shown.
    pub(super) fn resolve(
        &self,
        references: &[Reference],
        shown: Option<Shown>,
        found: &mut Vec<Diagnostic>,
    ) -> Box<[Option<Id>]> {
        let mut meant: Vec<Option<Id>> = Vec::with_capacity(references.len());
        while let Some(it) = references.get(meant.len()) {
            let Some(list) = &it.bare else {
                meant.push(self.one(it, shown, found));
                continue;
            };
            let all = references.get(meant.len()..).unwrap_or(&[]);
            let count = all.iter().take_while(|it| it.bare.as_ref() == Some(list)).count();
            self.bare(all.get(..count).unwrap_or(&[]), shown, found, &mut meant);
        }
        meant.into()
    }

    /// A list that was written without its brackets, perhaps with names where ids stand.
    fn bare(
        &self,
        all: &[Reference],
        shown: Option<Shown>,
        found: &mut Vec<Diagnostic>,
        meant: &mut Vec<Option<Id>>,
    ) {
        let Some((own, list)) = all.first().and_then(|it| Some((it.own, it.bare.clone()?)))
        else {
            return;
        };
        let mut names = Vec::new();
        let mut sure = true;
        for it in all {
            let known = it.kinds.iter().any(|kind| !self.find(*kind, it.name()).is_empty());
            let called = it.kinds.iter().find_map(|kind| self.called(*kind, it.name()));
            if let Some(called) = called.filter(|called| !known && called.sure) {
                names.push(called.name.to_owned());
                meant.push(Some(called.id));
                continue;
            }
            sure &= known;
            names.push(it.text.to_string());
            meant.push(self.one(it, shown, found));
        }
        let written = list.text();
        let is_map = written.starts_with('{')
            || !written.starts_with(['"', '\'']) && is_key(written);
        let what = if is_map {
            "a mapping".to_owned()
        } else {
            format!("the text `{}`", shorten(written))
        };
        let message = format!("`{own}` must be a list, found {what}");
        let right = format!("[{}]", names.join(", "));
        let fix = Fix::default().and(list.clone(), right.clone());
        // A name that is no id would be the next finding.
        let is_id = |it: &String| it.split(['/', ':']).all(|it| slugify(it) == it);
        let help = if sure || names.iter().all(is_id) {
            format!("write `{own}: {}`", shorten(&right))
        } else {
            format!("write `{own}: […]`, with ids in place of names")
        };
        found.push(
            Diagnostic::error("wrong-type", message)
                .at(list)
                .help(help)
                .fix_if(sure.then_some(fix)),
        );
    }

    fn one(
        &self,
        it: &Reference,
        shown: Option<Shown>,
        found: &mut Vec<Diagnostic>,
    ) -> Option<Id> {
        let (name, kinds) = (it.name(), it.kinds);
        let mut all = kinds.iter().map(|it| self.find(*it, name));
        match all.find(|it| !it.is_empty()).unwrap_or(&[]) {
            [id] => {
                let draft = self.drafts.get(id.0);
                let held = draft.zip(shown).and_then(|(to, shown)| to.held(shown));
                found.extend(held.map(|held| held_back(it, held)));
                return Some(*id);
            }
            [] if kinds.iter().any(|it| self.unread.contains(it)) => {}
            [] => found.push(self.unknown(it)),
            all => {
                let message = format!("`{name}` names {} entries", all.len());
                let diagnostic = Diagnostic::error("ambiguous-reference", message);
                let help = self.ambiguous(name, all);
                found.push(diagnostic.at(it.span.clone()).help(help));
            }
        }
        None
    }

    fn unknown(&self, it: &Reference) -> Diagnostic {
        let (text, kinds) = (it.name(), it.kinds);
        let (word, code) = words(kinds);
        let message = format!("unknown {word} `{}`", shorten(text));
        let diagnostic = Diagnostic::error(code, message).at(it.span.clone());
        if let Some(items) = items_of(it.span.text()) {
            return diagnostic.help(format!("begin all lines in one column: {items}"));
        }
        let is_one = |name: &String| kinds.iter().any(|it| self.find(*it, name).len() == 1);
        if let Some(id) = written::told(text).into_iter().find(is_one) {
            // `craft/essai` may be meant of another community.
            let is_id = text.split('/').all(|it| !it.is_empty() && slugify(it) == it);
            if text.contains('/') && is_id {
                return diagnostic.help(format!("did you mean `{id}`?"));
            }
            let found = diagnostic.note("an id is no path and no address");
            return found.help(format!("write `{id}`")).fix(it.span.clone(), id);
        }
        if let Some(ids) = self.several(kinds, text) {
            return diagnostic.help(format!(
                "write each by itself, with a comma between two in `[…]`: {ids}"
            ));
        }
        let called = kinds.iter().find_map(|it| self.called(*it, text));
        if let Some(it_is) = called.as_ref().filter(|it| it.sure) {
            return diagnostic.help(it_is.help()).fix(it.span.clone(), it_is.name);
        }
        let near = kinds.iter().find_map(|it| Some((*it, self.near(*it, text)?)));
        if let Some((kind, near)) = near {
            let place = self.path(kind, near).map(|it| format!(" (`{it}`)"));
            let place = place.unwrap_or_default();
            return diagnostic.help(format!("did you mean `{near}`?{place}"));
        }
        if let Some(called) = called {
            return diagnostic.help(called.help());
        }
        let other = Kind::ALL.iter().find(|it| !self.find(**it, text).is_empty());
        if let Some(other) = other {
            let (it, wanted) = (with_article(other.word()), with_article(word));
            let message = format!("`{text}` is {it}, not {wanted}");
            return diagnostic.note(message).help(define(text, kinds));
        }
        let own = define(text, kinds);
        if it.outside {
            let outside = format!(
                "write `{{name: {}}}` for somebody from outside",
                in_brackets(text)
            );
            return diagnostic.help(format!("{own}; or {outside}"));
        }
        diagnostic.help(own)
    }

    /// The ids that a text with several names means, if one of these is known.
    fn several(&self, kinds: &[Kind], text: &str) -> Option<String> {
        let names = written::several(text);
        let known = |name: &str| {
            let is_id = kinds.iter().any(|it| !self.find(*it, name).is_empty());
            let called = || kinds.iter().find_map(|it| self.called(*it, name));
            if is_id {
                return Some(slugify(name));
            }
            called().filter(|it| it.sure).map(|it| it.name.to_owned())
        };
        let ids: Vec<_> = names.iter().map(|it| (*it, known(it))).collect();
        let is_known = ids.len() > 1 && ids.iter().any(|it| it.1.is_some());
        let shown = ids.iter().map(|(name, id)| match id {
            Some(id) => format!("`{id}`"),
            None => format!("`{}`", shorten(name)),
        });
        is_known.then(|| shown.collect::<Vec<_>>().join(", "))
    }

    fn ambiguous(&self, name: &str, all: &[Id]) -> String {
        let paths = all.iter().filter_map(|it| self.path_of(*it));
        let paths: Vec<String> = paths.map(|it| format!("`{it}`")).collect();
        format!(
            "write the community before it, `community/{name}`; it may be {}",
            paths.join(" or ")
        )
    }
}

/// Whether a value without brackets is a mapping: a colon with a blank behind it, or nothing.
fn is_key(written: &str) -> bool {
    written.split_inclusive(char::is_whitespace).any(|it| it.trim_end().ends_with(':'))
}

/// The items of a list of which one line is indented further, so that YAML reads one text.
fn items_of(text: &str) -> Option<String> {
    let mut lines = text.lines().map(str::trim);
    let mut items = vec![format!("`- {}`", lines.next()?)];
    for line in lines {
        line.strip_prefix("- ")?;
        items.push(format!("`{line}`"));
    }
    (items.len() > 1).then(|| items.join(", "))
}

/// What a field names, and the code for what it is not.
fn words(kinds: &[Kind]) -> (&'static str, &'static str) {
    match kinds {
        [Kind::Topic] => ("topic", "unknown-topic"),
        [Kind::Person] => ("person", "unknown-person"),
        [Kind::Community] => ("community", "unknown-community"),
        [Kind::Event] => ("event", "unknown-event"),
        [Kind::Talk] => ("talk", "unknown-talk"),
        [Kind::Retex] => ("retex", "unknown-retex"),
        [Kind::Practice] => ("practice", "unknown-practice"),
        _ => ("entry", "unknown-reference"),
    }
}

/// A reference that is left out until what it means is published.
fn held_back(it: &Reference, held: Held) -> Diagnostic {
    let word = words(it.kinds).0;
    let message = format!("the {word} `{}` is not published: {held}", it.name());
    Diagnostic::warning("unpublished-reference", message)
        .at(it.span.clone())
        .help(held.help("reference", "it is left out"))
}

impl References {
    /// What the front matter of a text refers to, each entry once for a field.
    pub(super) fn of(written: &[Reference], meant: &[Option<Id>]) -> Self {
        let mut all = Self::default();
        for (it, id) in written.iter().zip(meant) {
            let Some(id) = *id else { continue };
            if all.get(it.field).contains(&id) {
                continue;
            }
            all.ids.push(id);
            match all.fields.last_mut() {
                Some((field, end)) if *field == it.field => *end = all.ids.len(),
                _ => all.fields.push((it.field, all.ids.len())),
            }
        }
        all
    }
}

/// `a talk`, `an event`.
fn with_article(word: &str) -> String {
    let article = if word.starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" };
    format!("{article} {word}")
}

/// Where an entry that does not exist would be written.
fn define(text: &str, kinds: &[Kind]) -> String {
    let slug = slugify(text);
    match kinds {
        [Kind::Topic] => format!("add `- id: {slug}` with its `label` to `topics.yaml`"),
        [Kind::Person] => {
            format!("add `people/{slug}.md` with a `name`, or an entry of `people.yaml`")
        }
        [Kind::Community] => {
            format!("add `communities/{slug}/index.md` with a `title`")
        }
        _ => "an id is a file's name without date and ending".to_owned(),
    }
}
