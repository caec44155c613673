//! "Did you mean": the nearest of the names that would be right.

/// The candidate that a person most probably meant, if one is near enough.
///
/// Damerau-Levenshtein distance of at most a third of the length; ties go to the first in
/// the alphabet, so that the advice does not depend on the order of candidates.
pub fn nearest<'a>(
    name: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let wanted = name.to_lowercase();
    let limit = (wanted.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .map(|it| (strsim::damerau_levenshtein(&wanted, &it.to_lowercase()), it))
        .filter(|(distance, it)| *distance <= limit || is_part(&wanted, it))
        .min()
        .map(|(_, it)| it)
}

/// The path that a person most probably meant: its file name must be near.
///
/// Whole paths would not do: two files of one long folder are always near each other.
pub fn nearest_path<'a>(
    path: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let split = |it: &'a str| it.rsplit_once('/').unwrap_or(("", it));
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let wanted = name.to_lowercase();
    let limit = (wanted.chars().count() / 4).max(1);
    candidates
        .into_iter()
        .filter(|it| split(it).1.len().abs_diff(name.len()) <= limit.max(11))
        .filter_map(|it| {
            let (other, last) = split(it);
            // A link often forgets the date at the start of a name.
            let dated = last.strip_suffix(name).is_some_and(|it| it.len() == 11);
            let distance = if dated {
                1
            } else {
                strsim::damerau_levenshtein(&wanted, &last.to_lowercase())
            };
            let away = usize::from(other != folder);
            (distance <= limit).then_some((distance + away, away, it))
        })
        .min()
        .map(|it| it.2)
}

fn is_part(wanted: &str, candidate: &str) -> bool {
    wanted.len() >= 4 && candidate.len() <= 3 * wanted.len() && candidate.contains(wanted)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn the_nearest_is_found_and_the_far_is_not() {
        let names = ["title", "topics", "takeaways"];
        assert_eq!(nearest("tilte", names), Some("title"));
        assert_eq!(nearest("topic", names), Some("topics"));
        assert_eq!(nearest("banana", names), None);
    }
}
