//! Words that strangers wrote, made fit for front matter.

use crate::{
    content::{media, slug::slugify},
    fetch::Url,
    sink::plain::is_plain,
};

/// A text on one line, without tags and what steers, and at most so many characters long.
pub(super) fn clean(text: &str, longest: usize) -> String {
    let untagged = without_tags(text);
    let plain =
        untagged.chars().map(|it| if is_plain(it) && it != '\u{fffd}' { it } else { ' ' });
    let plain: String = plain.collect();
    let words = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((end, _)) = words.char_indices().nth(longest) else { return words };
    // One character less, for the mark of what is missing.
    let end = words.char_indices().nth(longest - 1).map_or(end, |it| it.0);
    let cut = words.get(..end).unwrap_or("");
    let cut = cut.rsplit_once(' ').filter(|it| it.0.len() > end / 2).map_or(cut, |it| it.0);
    format!("{}…", cut.trim_end_matches([' ', ',', ';', ':', '.']))
}

/// Tags of HTML become spaces: a description often has some.
fn without_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // No tag ends behind it: each end is looked for once.
    let last = text.rfind('>').map_or(text.len(), |it| text.len() - it);
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('<') {
        out.push_str(before);
        let is_tag =
            behind.starts_with(|it: char| it.is_ascii_alphabetic() || "/!".contains(it));
        let ends = is_tag && behind.len() >= last;
        rest = if ends { behind.split_once('>').map_or("", |it| it.1) } else { behind };
        out.push(if is_tag { ' ' } else { '<' });
    }
    out.push_str(rest);
    out
}

/// A title without the names that sites put behind it: `Dire non – Agora 2026 | YouTube`.
pub(super) fn without_endings(title: &str, known: &[&str]) -> String {
    let mut title = title.trim();
    let known: Vec<String> = known.iter().map(|it| slugify(it)).collect();
    'ends: for _ in 0..4 {
        for mark in [" - ", " – ", " — ", " | ", " · ", " @ "] {
            let Some((before, last)) = title.rsplit_once(mark) else { continue };
            let last = slugify(&edition_of(last).0);
            if !before.trim().is_empty() && known.contains(&last) {
                title = before.trim_end();
                continue 'ends;
            }
        }
        break;
    }
    title.to_owned()
}

/// A conference's name, and its edition: the year behind it.
pub(super) fn edition_of(name: &str) -> (String, Option<String>) {
    let whole = || (name.to_owned(), None);
    let Some((bare, last)) = name.rsplit_once(' ') else { return whole() };
    let year = last.trim_matches(['(', ')', '[', ']', '\'', '’']);
    let is_year =
        year.len() == 4 && year.parse::<u16>().is_ok_and(|it| (1990..=2100).contains(&it));
    let bare = bare.trim_end_matches([' ', '-', '–', ',', ':']);
    if is_year && !bare.is_empty() {
        (bare.to_owned(), Some(year.to_owned()))
    } else {
        whole()
    }
}

/// `fr` of `fr-FR`; nothing for the name of a language.
pub(super) fn language(tag: &str) -> Option<String> {
    let tag = tag.trim().to_ascii_lowercase();
    let first = tag.split(['-', '_']).next()?;
    let is_code =
        matches!(first.len(), 2 | 3) && first.bytes().all(|it| it.is_ascii_lowercase());
    is_code.then(|| first.to_owned())
}

/// The title of a talk of which only the address is known: its words, unless it is the address
/// of a player, which says nothing.
pub(super) fn title_of(url: &Url, fill: &str) -> String {
    if is_player(url) { fill.to_owned() } else { of_address(url) }
}

/// What the file of a talk is called of which only the address is known: two videos of one site
/// have two names.
pub(super) fn name_of(url: &Url) -> String {
    let id = url.query_pairs().find(|it| it.0 == "v").map(|it| it.1.into_owned());
    let last = || url.path_segments()?.rfind(|it| !it.is_empty()).map(str::to_owned);
    match id.or_else(last).filter(|_| is_player(url)) {
        Some(id) => format!("video {id}"),
        None => of_address(url),
    }
}

fn is_player(url: &Url) -> bool {
    media::player(url.as_str(), &[]).is_some()
}

/// Words of an address, for the title of a talk of which nothing else is known.
fn of_address(url: &Url) -> String {
    let parts = url.path_segments().into_iter().flatten();
    let parts: Vec<String> = parts
        .filter_map(crate::sink::urls::decode)
        .map(|it| it.rsplit_once('.').map_or(it.clone(), |it| it.0.to_owned()))
        .filter(|it| it.chars().filter(|it| it.is_alphabetic()).count() > 2)
        .collect();
    let words = parts.last().map_or(url.host_str().unwrap_or(""), String::as_str);
    let words = clean(&words.replace(['-', '_', '+', '.'], " "), 200);
    let mut letters = words.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    first + letters.as_str()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_stranger_steers() {
        for (text, shown) in [
            (" a\n\tb\u{1b}[1m\u{202e} c ", "a b [1m c"),
            ("<p>Un <b>deux</b></p><!-- x -->trois", "Un deux trois"),
            ("1 < 2 <3 et <", "1 < 2 <3 et <"),
            ("<a", "a"),
            ("\u{0}", ""),
        ] {
            assert_eq!(clean(text, 100), shown, "{text:?}");
        }
        // As long as an answer may be, and linear in that.
        for part in ["<", "<a", "</", "<a><"] {
            let long = part.repeat(2 * 1024 * 1024 / part.len());
            assert!(clean(&long, 200).chars().count() <= 200);
        }
        assert_eq!(clean("un deux trois", 10), "un deux…");
        assert_eq!(clean("éééééééééé", 5), "éééé…");
        assert_eq!(clean(&"🎉".repeat(500), 200).chars().count(), 200);
    }

    #[test]
    fn a_title_loses_what_a_site_puts_behind_it() {
        let known = ["YouTube", "Agora du logiciel"];
        for (title, bare) in [
            ("Dire non - Agora du Logiciel 2026 | YouTube", "Dire non"),
            ("Dire non – et pouvoir y revenir", "Dire non – et pouvoir y revenir"),
            ("YouTube", "YouTube"),
            (" - YouTube", "- YouTube"),
        ] {
            assert_eq!(without_endings(title, &known), bare);
        }
    }

    #[test]
    fn an_edition_is_the_year_behind_a_name() {
        let year = |it: &str| Some(it.to_owned());
        assert_eq!(edition_of("Agora 2026"), ("Agora".into(), year("2026")));
        assert_eq!(edition_of("Agora – (2026)"), ("Agora".into(), year("2026")));
        for whole in ["2026", "Agora", "Agora 1", "Agora 20261"] {
            assert_eq!(edition_of(whole), (whole.to_owned(), None));
        }
        assert_eq!(language("fr-FR").as_deref(), Some("fr"));
        assert_eq!(language("EN_us").as_deref(), Some("en"));
        assert_eq!(language("français"), None);
        assert_eq!(language("French"), None);
    }

    #[test]
    fn an_address_has_words() {
        let words = |it: &str| of_address(&Url::parse(it).unwrap());
        assert_eq!(words("https://a.example/2026/budget-d-erreur.html"), "Budget d erreur");
        assert_eq!(words("https://a.example/%C3%A9t%C3%A9_1/12/"), "Été 1");
        assert_eq!(words("https://a.example/"), "A example");
    }

    #[test]
    fn two_videos_of_one_site_have_two_names_and_no_title() {
        let of = |it: &str| {
            let url = Url::parse(it).unwrap();
            (slugify(&name_of(&url)), title_of(&url, "À compléter"))
        };
        let is = |name: &str, title: &str| (name.to_owned(), title.to_owned());
        assert_eq!(
            of("https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
            is("video-dqw4w9wgxcq", "À compléter")
        );
        assert_eq!(of("https://vimeo.com/76979871"), is("video-76979871", "À compléter"));
        assert_eq!(of("https://a.example/dire-non"), is("dire-non", "Dire non"));
    }
}
