//! Names of places in a page: the ids that headings are given, and what else links may call them.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::OnceLock,
};

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::{Heading, raw, urls};
use crate::content::slug::{anchor, slugify};

/// What the theme's own ids begin with: two hyphens stand in no heading's.
const OURS: &str = "page--";

/// First words of ids that are given to something else: footnotes, their references, captions.
const RESERVED: &[&str] = &["fn", "fnref", "tbl"];

fn is_reserved(id: &str) -> bool {
    id.starts_with(OURS) || RESERVED.contains(&id.split('-').next().unwrap_or(""))
}

/// Gives each heading an anchor of its own: `x`, `x-2`, `x-3`; `section-n` when nothing of
/// the text can stand in an address.
#[derive(Debug, Default)]
pub(super) struct Anchors {
    used: BTreeMap<String, usize>,
    headings: usize,
}

impl Anchors {
    /// Takes a name as it is; false when it is taken.
    pub(super) fn claim_as_is(&mut self, id: &str) -> bool {
        let free = !is_reserved(id) && !self.used.contains_key(id);
        if free {
            self.used.insert(id.to_owned(), 1);
        }
        free
    }

    /// The id of a heading: the given one when it can be had, else one of its words.
    pub(super) fn claim_heading(&mut self, given: Option<&str>, text: &str) -> String {
        match given {
            Some(id) if raw::is_anchor(id) && self.claim_as_is(id) => {
                self.headings += 1;
                id.to_owned()
            }
            _ => self.claim(text),
        }
    }

    fn claim(&mut self, text: &str) -> String {
        self.headings += 1;
        let mut base = anchor(text);
        if base.is_empty() {
            base = format!("section-{}", self.headings);
        } else if is_reserved(&base) {
            base = format!("section-{base}");
        }
        let Some(mut count) = self.used.get(&base).copied() else {
            self.used.insert(base.clone(), 1);
            return base;
        };
        let mut id = base.clone();
        while self.used.contains_key(&id) {
            count += 1;
            id = format!("{base}-{count}");
        }
        self.used.insert(base, count);
        self.used.entry(id.clone()).or_insert(1);
        id
    }
}

/// What a link's anchor leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named<'a> {
    /// The place of this name.
    Itself,
    /// A heading, by the name that another program gives it: its own is this.
    Other(&'a str),
    /// Nothing.
    Nothing,
}

/// What the anchors of a page are called, found when a link asks.
#[derive(Debug, Clone, Default)]
pub(super) struct Names {
    own: OnceLock<HashSet<Box<str>>>,
    /// Names that other programs give, and the heading that has them.
    others: OnceLock<HashMap<String, usize>>,
}

impl Names {
    pub(super) fn find<'a>(
        &self,
        written: &str,
        headings: &'a [Heading],
        anchors: &[String],
    ) -> Named<'a> {
        let own = self.own.get_or_init(|| {
            let all = headings.iter().map(|it| &it.id).chain(anchors);
            all.map(|it| it.as_str().into()).collect()
        });
        if own.contains(written) {
            return Named::Itself;
        }
        let others = self.others.get_or_init(|| others(headings));
        let decoded = urls::decode(written).unwrap_or_else(|| written.to_owned());
        // What GitHub and GitLab put before each name of a text.
        let bare = decoded.strip_prefix("user-content-").unwrap_or(&decoded);
        let folded = fold(bare);
        let all = [folded, fold(&slugify(bare)), fold(&anchor(bare))];
        let found = all.iter().find_map(|it| others.get(it).copied());
        match found.and_then(|it| headings.get(it)) {
            // A browser decodes an address before it looks for its place.
            Some(it) if it.id == decoded => Named::Itself,
            Some(it) => Named::Other(&it.id),
            None if own.contains(decoded.as_str()) => Named::Itself,
            None => Named::Nothing,
        }
    }
}

/// A name as links may write it: in any case and form of Unicode.
fn fold(name: &str) -> String {
    name.to_lowercase().nfc().collect()
}

/// The names that GitHub and GitLab give headings, and those of before headings kept the letters
/// of all scripts. Where programs give one name to two, GitHub's counts.
fn others(headings: &[Heading]) -> HashMap<String, usize> {
    let mut out = HashMap::new();
    let makers: [fn(&str) -> String; 3] = [github, gitlab, slugify];
    let ids = headings.iter().enumerate().map(|it| (fold(&it.1.id), it.0));
    for (id, at) in ids {
        out.entry(id).or_insert(at);
    }
    for maker in makers {
        let mut used: HashMap<String, usize> = HashMap::new();
        for (at, heading) in headings.iter().enumerate() {
            let base = maker(&heading.text);
            if base.is_empty() {
                continue;
            }
            let count = used.entry(base.clone()).or_default();
            let name = if *count == 0 { base } else { format!("{base}-{count}") };
            *count += 1;
            out.entry(fold(&name)).or_insert(at);
        }
    }
    out
}

/// How GitHub calls a heading, but for the number behind one that comes again: all but letters,
/// digits, hyphens and low lines go, each space becomes a hyphen.
fn github(text: &str) -> String {
    let kept = |it: char| {
        it.is_alphanumeric() || is_combining_mark(it) || matches!(it, '-' | '_' | ' ')
    };
    let text = text.trim().chars().flat_map(char::to_lowercase).filter(|it| kept(*it));
    text.map(|it| if it == ' ' { '-' } else { it }).collect()
}

/// How GitLab calls it: the same, with one hyphen for several.
fn gitlab(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in github(text).chars() {
        if letter != '-' || !out.ends_with('-') {
            out.push(letter);
        }
    }
    if !out.is_empty() && out.bytes().all(|it| it.is_ascii_digit()) {
        out.insert_str(0, "anchor-");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Anchors, Heading, Named, Names};

    #[test]
    fn anchors_are_unique_and_stable() {
        let mut anchors = Anchors::default();
        let ids = ["Été", "Ete", "Ete 2", "été", "🎉", "Contents", "fn", "概要", "概要"]
            .map(|it| anchors.claim(it));
        let expected = [
            "ete",
            "ete-2",
            "ete-2-2",
            "ete-3",
            "section-5",
            "contents",
            "section-fn",
            "概要",
            "概要-2",
        ];
        assert_eq!(ids, expected);
        assert!(!anchors.claim_as_is("page--content"));
    }

    #[test]
    fn other_programs_names_lead_to_the_same_headings() {
        let mut anchors = Anchors::default();
        let texts = [
            "Goals",
            "L'équipe",
            "A / B",
            "Goals",
            "API の設計",
            "2026",
            "Ωμέγα",
            "a_b",
            "Goals 1",
        ];
        let headings = texts.map(|it| Heading {
            level: 2,
            id: anchors.claim(it),
            text: it.to_owned(),
            code: Vec::new(),
        });
        let names = Names::default();
        for (written, id) in [
            ("goals", "goals"),
            ("goals-1", "goals-1"),
            ("goals-2", "goals-2"),
            ("Goals-2", "goals-2"),
            ("léquipe", "l-equipe"),
            ("l%C3%A9quipe", "l-equipe"),
            ("le\u{301}quipe", "l-equipe"),
            ("L’équipe", "l-equipe"),
            ("a--b", "a-b"),
            ("api-の設計", "api-の設計"),
            ("api-%E3%81%AE%E8%A8%AD%E8%A8%88", "api-の設計"),
            ("API-の設計", "api-の設計"),
            ("api", "api-の設計"),
            ("anchor-2026", "2026"),
            ("ΩΜΈΓΑ", "ωμέγα"),
            ("a_b", "a-b-2"),
        ] {
            let found = match names.find(written, &headings, &[]) {
                Named::Itself => super::urls::decode(written).unwrap(),
                Named::Other(id) => id.to_owned(),
                Named::Nothing => "nothing".to_owned(),
            };
            assert_eq!(found, id, "{written}");
        }
        assert_eq!(names.find("equip", &headings, &[]), Named::Nothing);
        let notes = ["x".to_owned()];
        assert_eq!(Names::default().find("x", &headings, &notes), Named::Itself);
    }
}
