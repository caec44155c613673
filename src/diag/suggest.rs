//! "Did you mean": the nearest of the names that would be right.
//!
//! A portal of ten thousand files can have ten thousand broken links. So the distance, which
//! is dear, is counted only for names of nearly the same letters, the likeliest first.

use std::{cell::Cell, cmp::Reverse};

/// How many distances are counted for one name.
const MOST: usize = 200;

/// How many names of one file are looked for: who has more faults than that reads on later.
const MOST_OF_FILE: u32 = 50;

thread_local! {
    /// How many more names are looked for; nothing where no file is being read.
    static LEFT: Cell<Option<u32>> = const { Cell::new(None) };
}

/// Reads or checks one file, on this thread alone: "did you mean" is asked for the first fifty
/// of its faults, because each looks at all names that there are.
pub fn of_one_file<T>(run: impl FnOnce() -> T) -> T {
    let before = LEFT.replace(Some(MOST_OF_FILE));
    let out = run();
    LEFT.set(before);
    out
}

/// Whether one more name may be looked for.
fn may_look() -> bool {
    LEFT.get().is_none_or(|left| {
        LEFT.set(Some(left.saturating_sub(1)));
        left > 0
    })
}

/// How many kinds of letters are told apart.
const KINDS: usize = 37;

/// Names that would be right, prepared once for many that are wrong.
#[derive(Debug)]
pub struct Near<T> {
    known: Vec<(T, Letters)>,
}

/// What is near: the distance and what is added to it, the latter alone, and the name.
type Rank<'a> = (usize, usize, &'a str);

impl<T: AsRef<str>> Near<T> {
    /// Names of which the whole counts: for [`Near::name`].
    pub fn names(all: impl IntoIterator<Item = T>) -> Self {
        let prepared = all.into_iter().map(|it| (Letters::of(it.as_ref()), it));
        Self { known: prepared.map(|it| (it.1, it.0)).collect() }
    }

    /// Paths of which the last part counts: for [`Near::path`].
    pub fn paths(all: impl IntoIterator<Item = T>) -> Self {
        let prepared = all.into_iter().map(|it| (Letters::of(split(it.as_ref()).1), it));
        Self { known: prepared.map(|it| (it.1, it.0)).collect() }
    }

    /// The name that a person most probably meant, if one is near enough.
    ///
    /// Damerau-Levenshtein distance of at most a third of the length; ties go to the first in
    /// the alphabet, so that the advice does not depend on the order of names.
    pub fn name(&self, name: &str) -> Option<&str> {
        may_look().then(|| self.nearest_name(name)).flatten()
    }

    fn nearest_name(&self, name: &str) -> Option<&str> {
        let wanted = name.to_lowercase();
        let limit = limit(&wanted, 3);
        let letters = Letters::of(&wanted);
        // All letters of a part are in the whole: what is more is the distance.
        let parts = self
            .known
            .iter()
            .filter(|(it, known)| letters.within(known) && is_part(&wanted, it.as_ref()))
            .map(|(it, known)| (known.count - letters.count, 0, it.as_ref()))
            .min();
        let near = self.search(&wanted, limit, |it| it, |_| 0);
        near.into_iter().chain(parts).min().map(|it| it.2)
    }

    /// The path that a person most probably meant: its file name must be near.
    ///
    /// Whole paths would not do: two files of one long folder are always near each other.
    pub fn path(&self, path: &str) -> Option<&str> {
        may_look().then(|| self.nearest_path(path)).flatten()
    }

    fn nearest_path(&self, path: &str) -> Option<&str> {
        let (folder, name) = split(path);
        let wanted = name.to_lowercase();
        let limit = limit(&wanted, 4);
        let away = |it: &str| usize::from(split(it).0 != folder);
        let near = self.search(&wanted, limit, |it| split(it).1, away);
        // A link often forgets the date at the start of a name.
        let dated = self
            .known
            .iter()
            .map(|it| it.0.as_ref())
            .filter(|it| it.ends_with(name) && split(it).1.len() == name.len() + 11)
            .map(|it| (1 + away(it), away(it), it))
            .min();
        near.into_iter().chain(dated).min().map(|it| it.2)
    }

    /// The best within a distance.
    fn search(
        &self,
        wanted: &str,
        limit: usize,
        name: impl Fn(&str) -> &str,
        more: impl Fn(&str) -> usize,
    ) -> Option<Rank<'_>> {
        let letters = Letters::of(wanted);
        let mut steps: Vec<Vec<&str>> = vec![Vec::new(); limit + 1];
        for (it, known) in &self.known {
            if let Some(step) = steps.get_mut(letters.least(known, limit)) {
                step.push(it.as_ref());
            }
        }
        let mut best: Option<Rank<'_>> = None;
        let mut left = MOST;
        for (least, step) in steps.into_iter().enumerate() {
            if left == 0 || best.is_some_and(|it| it.0 < least) {
                break;
            }
            for it in likeliest(step, wanted, left, &name) {
                left -= 1;
                let distance = distance(wanted, &name(it).to_lowercase());
                if distance <= limit {
                    let rank = (distance + more(it), more(it), it);
                    best = Some(best.map_or(rank, |best| best.min(rank)));
                }
            }
        }
        best
    }
}

/// How far a name may be from the one that was meant: a part of its length. Another letter alone
/// is another name, and so is another number.
fn limit(wanted: &str, part: usize) -> usize {
    let stem = wanted.rsplit_once('.').map_or(wanted, |it| it.0);
    let is_number = stem.chars().all(|it| !it.is_alphabetic());
    match wanted.chars().count() {
        _ if is_number => 0,
        0 | 1 => 0,
        length => (length / part).max(1),
    }
}

/// As many names as may be looked at: those that begin and end as the one that is wanted.
fn likeliest<'a>(
    mut names: Vec<&'a str>,
    wanted: &str,
    most: usize,
    name: impl Fn(&str) -> &str,
) -> Vec<&'a str> {
    if names.len() > most {
        let alike = |it: &str| {
            let (ours, theirs) = (wanted.as_bytes(), name(it).as_bytes());
            let start = ours.iter().zip(theirs).take_while(|it| it.0 == it.1).count();
            let end = ours.iter().rev().zip(theirs.iter().rev());
            start + end.take_while(|it| it.0 == it.1).count()
        };
        let mut ranked: Vec<_> = names.iter().map(|it| (Reverse(alike(it)), *it)).collect();
        ranked.select_nth_unstable(most);
        names = ranked.into_iter().take(most).map(|it| it.1).collect();
    }
    names
}

/// The distance of two names: what they begin and end with alike costs nothing.
fn distance(a: &str, b: &str) -> usize {
    let start: usize = a
        .chars()
        .zip(b.chars())
        .take_while(|it| it.0 == it.1)
        .map(|it| it.0.len_utf8())
        .sum();
    let (a, b) = (a.get(start..).unwrap_or(a), b.get(start..).unwrap_or(b));
    let both = a.chars().rev().zip(b.chars().rev());
    let end: usize = both.take_while(|it| it.0 == it.1).map(|it| it.0.len_utf8()).sum();
    let cut = |it: &str| it.get(..it.len() - end).unwrap_or(it).to_owned();
    strsim::damerau_levenshtein(&cut(a), &cut(b))
}

/// How often a name has each kind of letter, whatever its case.
#[derive(Debug)]
struct Letters {
    count: usize,
    /// A bit for each kind that there is.
    kinds: u64,
    each: [u8; KINDS],
}

impl Letters {
    fn of(name: &str) -> Self {
        let mut it = Self { count: 0, kinds: 0, each: [0; KINDS] };
        for letter in name.chars().flat_map(char::to_lowercase) {
            let kind = letter as usize % KINDS;
            it.count += 1;
            it.kinds |= 1 << kind;
            if let Some(each) = it.each.get_mut(kind) {
                *each = each.saturating_add(1);
            }
        }
        it
    }

    /// A distance that is at most the true one, or anything above a limit.
    fn least(&self, other: &Self, limit: usize) -> usize {
        let missing = |a: u64, b: u64| (a & !b).count_ones() as usize;
        let kinds = missing(self.kinds, other.kinds).max(missing(other.kinds, self.kinds));
        if kinds > limit || self.count.abs_diff(other.count) > limit {
            return limit + 1;
        }
        let (mut more, mut less) = (0_u32, 0_u32);
        for (a, b) in self.each.iter().zip(&other.each) {
            more += u32::from(a.saturating_sub(*b));
            less += u32::from(b.saturating_sub(*a));
        }
        more.max(less) as usize
    }

    /// Whether another name has all these kinds of letters.
    fn within(&self, other: &Self) -> bool {
        self.kinds & !other.kinds == 0 && self.count <= other.count
    }
}

fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

/// [`Near::name`] for one name that is wrong.
pub fn nearest<'a>(
    name: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    if !may_look() {
        return None;
    }
    let near = Near::names(candidates);
    let found = near.nearest_name(name)?;
    near.known.iter().map(|it| it.0).find(|it| *it == found)
}

/// [`Near::path`] for one path that is wrong.
pub fn nearest_path<'a>(
    path: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    if !may_look() {
        return None;
    }
    // No name of a very different length is near: most need no look at their letters.
    let length = split(path).1.len();
    let far = (length / 4).max(11);
    let near = Near::paths(
        candidates.into_iter().filter(|it| split(it).1.len().abs_diff(length) <= far),
    );
    let found = near.nearest_path(path)?;
    near.known.iter().map(|it| it.0).find(|it| *it == found)
}

fn is_part(wanted: &str, candidate: &str) -> bool {
    wanted.len() >= 4 && candidate.len() <= 3 * wanted.len() && candidate.contains(wanted)
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::{Near, distance, nearest, nearest_path, of_one_file};

    #[test]
    fn the_nearest_is_found_and_the_far_is_not() {
        let names = ["title", "topics", "takeaways"];
        assert_eq!(nearest("tilte", names), Some("title"));
        assert_eq!(nearest("topic", names), Some("topics"));
        assert_eq!(nearest("banana", names), None);
        assert_eq!(nearest("away", names), Some("takeaways"));
        // Another letter alone, and another number, was not meant.
        assert_eq!(
            [nearest("3", ["1"]), nearest("12", ["13"]), nearest("b", ["a"])],
            [None; 3]
        );
        assert_eq!([nearest("B", ["b"]), nearest("po", ["pos"])], [Some("b"), Some("pos")]);
        let paths = ["a/2026-01-02-notes.md", "a/guide.md", "b/guide.md", "b/Gide.md"];
        assert_eq!(nearest_path("a/notes.md", paths), Some("a/2026-01-02-notes.md"));
        assert_eq!(nearest_path("b/gid.md", paths), Some("b/Gide.md"));
        assert_eq!(nearest_path("c/guide.md", paths), Some("a/guide.md"));
    }

    /// Words of few letters, so that many are near each other.
    fn words() -> Vec<String> {
        let letters = ['a', 'b', 'é', '1'];
        let word = |it: u32| {
            let length = 3 + it % 4;
            let letter =
                |at| letters[(it.wrapping_mul(2_654_435_761) >> (2 * at)) as usize % 4];
            (0..length).map(letter).collect()
        };
        (0..150).map(word).collect()
    }

    #[test]
    fn no_shortcut_changes_what_is_nearest() {
        let words = words();
        let near = Near::names(&words);
        for wanted in &words {
            let wanted = format!("{wanted}b1");
            let limit = wanted.chars().count() / 3;
            let all = words.iter().map(|it| (strsim::damerau_levenshtein(&wanted, it), it));
            for (far, it) in all.clone() {
                assert_eq!(distance(&wanted, it), far, "{wanted} {it}");
            }
            let best = all.filter(|it| it.0 <= limit).min().map(|it| it.1.as_str());
            assert_eq!(near.name(&wanted), best, "{wanted}");
        }
    }

    #[test]
    fn the_first_fifty_faults_of_a_file_are_looked_at() {
        let found =
            |count: usize| (0..count).filter_map(|_| nearest("tilte", ["title"])).count();
        let inner = of_one_file(|| (found(30), of_one_file(|| found(60)), found(30)));
        assert_eq!(inner, (30, 50, 20));
        assert_eq!(found(60), 60);
    }

    #[test]
    fn thousands_of_faults_among_thousands_of_names_take_seconds() {
        let name = |it| format!("communities/c{}/retex/2026-01-02-report-{it:05}", it % 9);
        let names: Vec<String> = (0..3_000).map(name).collect();
        let start = Instant::now();
        let (whole, last) = (Near::names(&names), Near::paths(&names));
        for it in (0..3_000).step_by(10) {
            let right = name(it);
            assert!(whole.name(&right.replace("report", "repotr")).is_some());
            assert_eq!(last.path(&right.replace("report", "repotr")), Some(right.as_str()));
        }
        assert!(start.elapsed() < Duration::from_secs(40), "{:?}", start.elapsed());
    }
}
