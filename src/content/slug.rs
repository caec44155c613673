//! Names in addresses, and ids of headings.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Lower case, accents folded, everything but `a-z` and `0-9` to single hyphens.
///
/// Empty when nothing of the text can be folded (only emoji, or a script that has no fold).
pub fn slugify(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    let mut gap = false;
    for letter in
        text.nfkd().filter(|it| !is_combining_mark(*it)).flat_map(char::to_lowercase)
    {
        match fold(letter) {
            Some(folded) => {
                if gap && !slug.is_empty() {
                    slug.push('-');
                }
                slug.push_str(folded.as_str());
                gap = false;
            }
            None => gap = true,
        }
    }
    slug
}

fn fold(letter: char) -> Option<String> {
    let word = match letter {
        'a'..='z' | '0'..='9' => return Some(letter.to_string()),
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
    Some(word.to_owned())
}

/// A key that sorts as a dictionary does: accents and case count last.
pub fn sort_key(text: &str) -> String {
    let folded: String = text
        .nfkd()
        .filter(|it| !is_combining_mark(*it))
        .flat_map(char::to_lowercase)
        .map(|it| match it {
            '’' => "'".to_owned(),
            it => fold(it).unwrap_or_else(|| it.to_string()),
        })
        .collect();
    format!("{folded}\u{0}{text}")
}

#[cfg(test)]
mod tests {
    use super::{slugify, sort_key};

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
