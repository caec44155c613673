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
        if gap && !slug.is_empty() {
            slug.push('-');
        }
        gap = false;
        push_folded(letter, &mut slug);
    });
    slug
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

    use super::{bare, slugify, sort_key};

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
    fn ligatures_and_crossed_letters_sort_as_a_dictionary_has_them() {
        let mut names =
            ["Zoé", "Øyvind", "Olga", "Œdipe", "Paul", "Łukasz", "Lola", "odile"];
        names.sort_by_cached_key(|it| sort_key(it));
        let right = ["Lola", "Łukasz", "odile", "Œdipe", "Olga", "Øyvind", "Paul", "Zoé"];
        assert_eq!(names, right);
    }
}
