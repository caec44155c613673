//! What an entry is, told by its path.

use std::sync::Arc;

use jiff::civil::Date;

/// What an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The home page's introduction.
    Home,
    /// A community's presentation.
    Community,
    /// An experience report.
    Retex,
    /// A meeting, workshop or conference.
    Event,
    /// A talk, given at one conference or several.
    Talk,
    /// A way of working.
    Practice,
    /// An idea that is worked on, or might be.
    Initiative,
    /// A person.
    Person,
    /// A topic of the classification.
    Topic,
    /// A free page.
    Page,
}

impl Kind {
    /// Kinds with front matter of their own, in the order of the reference.
    pub const ALL: [Self; 9] = [
        Self::Community,
        Self::Retex,
        Self::Event,
        Self::Talk,
        Self::Practice,
        Self::Initiative,
        Self::Person,
        Self::Topic,
        Self::Page,
    ];

    /// The word in messages and on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Home => "home page",
            Self::Community => "community",
            Self::Retex => "retex",
            Self::Event => "event",
            Self::Talk => "talk",
            Self::Practice => "practice",
            Self::Initiative => "initiative",
            Self::Person => "person",
            Self::Topic => "topic",
            Self::Page => "page",
        }
    }

    /// The field with what an entry is called.
    pub fn title(self) -> &'static str {
        match self {
            Self::Person => "name",
            Self::Topic => "label",
            _ => "title",
        }
    }

    /// A list of this kind only.
    pub(super) fn alone(self) -> &'static [Self] {
        match self {
            Self::Home => &[Self::Home],
            Self::Community => &[Self::Community],
            Self::Retex => &[Self::Retex],
            Self::Event => &[Self::Event],
            Self::Talk => &[Self::Talk],
            Self::Practice => &[Self::Practice],
            Self::Initiative => &[Self::Initiative],
            Self::Person => &[Self::Person],
            Self::Topic => &[Self::Topic],
            Self::Page => &[Self::Page],
        }
    }

    /// The word for several of them.
    pub fn plural(self) -> &'static str {
        match self {
            Self::Home => "home pages",
            Self::Community => "communities",
            Self::Retex => "retex",
            Self::Event => "events",
            Self::Talk => "talks",
            Self::Practice => "practices",
            Self::Initiative => "initiatives",
            Self::Person => "people",
            Self::Topic => "topics",
            Self::Page => "pages",
        }
    }
}

/// What a path of the content says about its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// What it is.
    pub kind: Kind,
    /// The community whose folder it stands in.
    pub community: Option<Arc<str>>,
    /// Folders below the kind's folder (free pages keep theirs), joined with `/`.
    pub folder: String,
    /// File name without date, language and ending; the folder's name for `index.md`.
    pub stem: String,
    /// The date at the start of the name.
    pub date: Option<Date>,
    /// The language at the end of the name.
    pub lang: Option<String>,
    /// Whether it is an `index.md`, so that the files beside it are its own.
    pub is_index: bool,
    /// A file that lists many entries (`talks.yaml`).
    pub is_list: bool,
}

/// Tells what a content file is; nothing for files that are no content.
pub fn classify(path: &str) -> Option<Place> {
    let parts: Vec<&str> = path.split('/').collect();
    let list = |kind, community: Option<&str>| Place {
        kind,
        community: community.map(Arc::from),
        folder: String::new(),
        stem: String::new(),
        date: None,
        lang: None,
        is_index: false,
        is_list: true,
    };
    match parts.as_slice() {
        ["topics.yaml"] => return Some(list(Kind::Topic, None)),
        ["people.yaml"] => return Some(list(Kind::Person, None)),
        ["talks.yaml"] => return Some(list(Kind::Talk, None)),
        ["communities", id, "talks.yaml"] => return Some(list(Kind::Talk, Some(id))),
        _ => {}
    }
    let (name, lang) = file_name(parts.last()?)?;
    match parts.as_slice() {
        [_] if name == "index" => Some(place(Kind::Home, None, &[], name, lang)),
        ["people", _] => Some(place(Kind::Person, None, &[], name, lang)),
        ["communities", id, _] if name == "index" => Some(Place {
            stem: (*id).to_owned(),
            ..place(Kind::Community, Some(id), &[], name, lang)
        }),
        ["communities", id, folder, rest @ .., _] => {
            Some(place(kind_of_folder(folder)?, Some(id), rest, name, lang))
        }
        [folder, rest @ .., _] if *folder != "retex" => {
            Some(place(kind_of_folder(folder)?, None, rest, name, lang))
        }
        _ => None,
    }
}

/// The kind whose entries stand in a folder.
pub(super) fn kind_of_folder(folder: &str) -> Option<Kind> {
    match folder {
        "retex" => Some(Kind::Retex),
        "events" => Some(Kind::Event),
        "talks" => Some(Kind::Talk),
        "practices" => Some(Kind::Practice),
        "initiatives" => Some(Kind::Initiative),
        "pages" => Some(Kind::Page),
        _ => None,
    }
}

fn file_name(name: &str) -> Option<(&str, Option<&str>)> {
    let stem = name.strip_suffix(".md")?;
    match stem.rsplit_once('.') {
        Some((before, lang)) if is_language(lang) => Some((before, Some(lang))),
        _ => Some((stem, None)),
    }
}

/// A language tag as used in file names and settings: `fr`, `pt-br`.
pub fn is_language(text: &str) -> bool {
    let mut parts = text.split('-');
    let primary = parts.next().unwrap_or("");
    (2..=3).contains(&primary.len())
        && primary.bytes().all(|it| it.is_ascii_lowercase())
        && parts.all(|it| {
            (2..=8).contains(&it.len())
                && it.bytes().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit())
        })
}

fn place(
    kind: Kind,
    community: Option<&str>,
    rest: &[&str],
    name: &str,
    lang: Option<&str>,
) -> Place {
    let is_index = name == "index";
    let (folders, own) = match rest.split_last() {
        Some((last, folders)) if is_index => (folders, *last),
        _ => (rest, name),
    };
    let (date, stem) = date_prefix(own);
    Place {
        kind,
        community: community.map(Arc::from),
        folder: folders.join("/"),
        stem: stem.to_owned(),
        date,
        lang: lang.map(str::to_owned),
        is_index,
        is_list: false,
    }
}

fn date_prefix(name: &str) -> (Option<Date>, &str) {
    let Some(prefix) = name.get(..10) else { return (None, name) };
    match (prefix.parse::<Date>(), name.get(10..)) {
        (Ok(date), Some(rest)) if prefix.as_bytes().get(4) == Some(&b'-') => {
            (Some(date), rest.strip_prefix(['-', '_']).unwrap_or(rest))
        }
        _ => (None, name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_tell_kind_community_date_and_language() {
        let it = classify("communities/rte/retex/2025-03-14-mon-retex.en.md").unwrap();
        assert_eq!(
            (it.kind, it.community.as_deref(), it.stem.as_str()),
            (Kind::Retex, Some("rte"), "mon-retex")
        );
        assert_eq!(
            (it.date.map(|it| it.to_string()), it.lang),
            (Some("2025-03-14".into()), Some("en".into()))
        );
        let it = classify("communities/rte/retex/2025-03-14-x/index.md").unwrap();
        assert_eq!((it.stem.as_str(), it.is_index, it.folder.as_str()), ("x", true, ""));
        let it = classify("pages/guide/markdown.md").unwrap();
        assert_eq!(
            (it.kind, it.folder.as_str(), it.stem.as_str()),
            (Kind::Page, "guide", "markdown")
        );
        assert_eq!(classify("static/a.md"), None);
        assert_eq!(
            classify("communities/rte/index.pt-br.md").unwrap().lang.as_deref(),
            Some("pt-br")
        );
    }
}
