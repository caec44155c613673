//! Names in addresses, and ids of headings.

use std::iter::once;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Lower case, accents folded, everything but `a-z` and `0-9` to single hyphens.
///
/// Empty when nothing of the text can be folded (only emoji, or a script that has no fold).
pub fn slugify(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    let mut gap = false;
    bare(text, |letter| {
        if !letter.is_ascii_alphanumeric() && fold(letter).is_none() {
            gap = true;
            return;
        }
        part(&mut slug, &mut gap);
        push_folded(letter, &mut slug);
    });
    slug
}

/// The words of a name in the order of the alphabet, as a slug has them: who writes the family name
/// first means the same.
pub fn name_key(name: &str) -> String {
    let slug = slugify(name);
    let mut words: Vec<&str> = slug.split('-').collect();
    words.sort_unstable();
    words.join("-")
}

/// [`slugify`] for the anchor of a heading, which keeps the letters of all scripts: those of Latin are
/// folded, the others are in lower case and in the form of Unicode that is usual on the web.
///
/// Empty when there are no letters.
pub fn anchor(text: &str) -> String {
    if text.is_ascii() {
        return slugify(text);
    }
    let mut slug = String::with_capacity(text.len());
    let mut gap = false;
    for letter in text.nfc() {
        let (mut own, mut is_latin) = ([0; 4], false);
        let own = &*letter.encode_utf8(&mut own);
        bare(own, |it| is_latin |= it.is_ascii_alphanumeric() || fold(it).is_some());
        let is_behind = slug.ends_with(|it: char| !it.is_ascii());
        let is_kept = letter.is_alphanumeric() || is_combining_mark(letter) && is_behind;
        if is_kept && !is_latin {
            part(&mut slug, &mut gap);
            slug.extend(letter.to_lowercase().nfc());
            continue;
        }
        // Signs without a width join what is beside them.
        if is_behind && matches!(letter, '\u{200c}' | '\u{200d}') {
            continue;
        }
        bare(own, |it| {
            if it.is_ascii_alphanumeric() || fold(it).is_some() {
                part(&mut slug, &mut gap);
                push_folded(it, &mut slug);
            } else {
                gap = true;
            }
        });
    }
    slug
}

/// Puts a hyphen where there is a gap between two letters.
fn part(slug: &mut String, gap: &mut bool) {
    if std::mem::take(gap) && !slug.is_empty() {
        slug.push('-');
    }
}

/// Calls for each letter in lower case and without accents.
///
/// Accents come off letter by letter: what they are put on is never changed by its neighbors.
fn bare(text: &str, mut call: impl FnMut(char)) {
    for letter in text.chars() {
        if letter.is_ascii() {
            call(letter.to_ascii_lowercase());
        } else if let Some(plain) = plain(letter) {
            call(plain);
        } else {
            let parts = once(letter).nfkd().filter(|it| !is_combining_mark(*it));
            parts.flat_map(char::to_lowercase).for_each(&mut call);
        }
    }
}

/// The accented letters of French, which need no tables of Unicode.
fn plain(letter: char) -> Option<char> {
    Some(match letter {
        'à' | 'â' | 'ä' | 'À' | 'Â' | 'Ä' => 'a',
        'ç' | 'Ç' => 'c',
        'é' | 'è' | 'ê' | 'ë' | 'É' | 'È' | 'Ê' | 'Ë' => 'e',
        'î' | 'ï' | 'Î' | 'Ï' => 'i',
        'ô' | 'ö' | 'Ô' | 'Ö' => 'o',
        'ù' | 'û' | 'ü' | 'Ù' | 'Û' | 'Ü' => 'u',
        'ÿ' | 'Ÿ' => 'y',
        _ => return None,
    })
}

fn push_folded(letter: char, out: &mut String) {
    match fold(letter) {
        Some(word) => out.push_str(word),
        None => out.push(letter),
    }
}

/// Letters that are written as others.
fn fold(letter: char) -> Option<&'static str> {
    let word = match letter {
        'œ' => "oe",
        'æ' => "ae",
        'ß' => "ss",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ł' => "l",
        'þ' => "th",
        'ħ' => "h",
        'ı' => "i",
        _ => return None,
    };
    Some(word)
}

/// A key that sorts as a dictionary does: accents and case count last.
pub fn sort_key(text: &str) -> String {
    let mut key = String::with_capacity(2 * text.len() + 1);
    bare(text, |letter| match letter {
        '’' => key.push('\''),
        it => push_folded(it, &mut key),
    });
    key.push('\0');
    key.push_str(text);
    key
}

#[cfg(test)]
mod tests {
    use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

    use super::{anchor, bare, slugify, sort_key};

    #[test]
    fn no_shortcut_changes_what_is_left_of_a_letter() {
        for letter in '\0'..=char::MAX {
            let text = format!("{letter}\u{301}{letter}");
            let mut short = String::new();
            bare(&text, |it| short.push(it));
            let whole = text.nfkd().filter(|it| !is_combining_mark(*it));
            assert_eq!(short, whole.flat_map(char::to_lowercase).collect::<String>());
        }
    }

    #[test]
    fn accents_and_ligatures_are_folded() {
        assert_eq!(slugify("Ce qui a marché"), "ce-qui-a-marche");
        assert_eq!(slugify("L’œuvre – d'été !"), "l-oeuvre-d-ete");
        assert_eq!(slugify("???"), "");
    }

    #[test]
    fn anchors_keep_the_letters_of_all_scripts() {
        for (text, id) in [
            ("L’œuvre – d'été !", "l-oeuvre-d-ete"),
            ("日本語の見出し", "日本語の見出し"),
            ("API の設計", "api-の設計"),
            ("Введение: й И\u{306}", "введение-й-й"),
            ("Ωμέγα", "ωμέγα"),
            ("نمی\u{200c}خواهم", "نمیخواهم"),
            ("हिन्दी में", "हिन्दी-में"),
            ("한국어", "한국어"),
            ("x\u{302}y ½ ™", "xy-1-2-tm"),
            ("🎉", ""),
        ] {
            assert_eq!(anchor(text), id, "{text}");
        }
    }

    #[test]
    fn latin_letters_have_one_slug_everywhere() {
        let latin = '\0'..='\u{24f}';
        let more = ['ﬁ', 'Ａ', '™', '½', '⑴', '’', '–', '\u{a0}', '\u{301}'];
        for letter in latin.chain(more).filter(|it| {
            let mut own = String::new();
            bare(&it.to_string(), |it| own.push(it));
            !own.chars().any(|it| it.is_alphanumeric() && super::fold(it).is_none())
                || own.is_ascii()
        }) {
            let text = format!("a{letter}b {letter}");
            assert_eq!(anchor(&text), slugify(&text), "{letter:?}");
        }
    }

    #[test]
    fn ligatures_and_crossed_letters_sort_as_a_dictionary_has_them() {
        let mut names =
            ["Zoé", "Øyvind", "Olga", "Œdipe", "Paul", "Łukasz", "Lola", "odile"];
        names.sort_by_cached_key(|it| sort_key(it));
        let right = ["Lola", "Łukasz", "odile", "Œdipe", "Olga", "Øyvind", "Paul", "Zoé"];
        assert_eq!(names, right);
    }
}
