//! Ids as authors write them: as a path, as a file's name, as an address, several in one text.

/// Words and signs that people put between two names.
const BETWEEN: &[&str] = &[",", ";", " et ", " and ", " & ", " + ", "/"];

/// The ids that a path or an address may tell, the surest first: `/people/ana.md`,
/// `[a report](../retex/2026-03-14-essai.md)`, `https://p.example/retex/essai/`.
pub(super) fn told(text: &str) -> Vec<String> {
    let text = text.rsplit_once("](").map_or(text, |it| it.1);
    let signs = |it: char| it.is_whitespace() || "[](){}<>«»“”\"'@#".contains(it);
    let path = text.trim_matches(signs).split(['#', '?']).next().unwrap_or("");
    let parts: Vec<&str> =
        path.split('/').filter(|it| !it.is_empty() && *it != "index.md").collect();
    let Some(last) = parts.last() else { return Vec::new() };
    let stem = last.strip_suffix(".md").unwrap_or(last);
    let name = undated(stem);
    let mut all = Vec::new();
    let mut names = parts.iter();
    if names.any(|it| matches!(*it, "communities" | "communautes"))
        && let Some(community) = names.next()
    {
        all.push(format!("{community}/{name}"));
    }
    all.push(name.to_owned());
    all.retain(|it| it != text);
    all
}

/// A file's name without the date at its start.
fn undated(stem: &str) -> &str {
    let Some((date, name)) = stem.split_at_checked(11) else { return stem };
    let is_date = date.bytes().enumerate().all(|(at, it)| {
        if matches!(at, 4 | 7 | 10) { it == b'-' } else { it.is_ascii_digit() }
    });
    if is_date && !name.is_empty() { name } else { stem }
}

/// The names of a text that holds several.
pub(super) fn several(text: &str) -> Vec<&str> {
    let mut all = vec![text];
    for sign in BETWEEN {
        all = all.into_iter().flat_map(|it| it.split(sign)).collect();
    }
    all.iter().map(|it| it.trim()).filter(|it| !it.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::{several, told};

    #[test]
    fn an_id_is_the_last_part_of_a_path_without_its_date() {
        for (text, ids) in [
            ("/people/ana.md", vec!["ana"]),
            ("ana.md", vec!["ana"]),
            ("2026-03-14-essai", vec!["essai"]),
            ("communities/c/retex/2026-03-14-essai/index.md", vec!["c/essai", "essai"]),
            ("https://p.example/communautes/c/retex/essai/#x", vec!["c/essai", "essai"]),
            ("[Un essai](../retex/essai.md)", vec!["essai"]),
            ("ana", vec![]),
            ("/", vec![]),
        ] {
            assert_eq!(told(text), ids, "{text}");
        }
    }

    #[test]
    fn a_text_may_hold_several_names() {
        assert_eq!(
            several("ana, bo et cy; di & ed / fy"),
            ["ana", "bo", "cy", "di", "ed", "fy"]
        );
        assert_eq!(several(" ana "), ["ana"]);
    }
}
