//! Characters that nobody sees: they turn the direction of what follows, part or join letters,
//! or carry words for a program that reads along.
//!
//! Many of them belong to a script or to a picture: one joins the parts of an emoji, another
//! tells letters of Persian apart. Where they do what they are for, nothing is said of them.

/// The characters of a text that nobody sees, where they are not what joins or tells apart.
pub fn hidden(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut letters = text.char_indices().peekable();
    let (mut before, mut in_flag, mut is_rtl) = (None, false, None);
    std::iter::from_fn(move || {
        while let Some((at, letter)) = letters.next() {
            let last = before.replace(letter);
            if !may_hide(letter) {
                in_flag = letter == '\u{1f3f4}';
                continue;
            }
            let is_meant = match letter {
                '\u{e0020}'..='\u{e007e}' => in_flag,
                '\u{e007f}' => std::mem::take(&mut in_flag),
                '\u{200e}' | '\u{200f}' | '\u{61c}' => {
                    *is_rtl.get_or_insert_with(|| text.chars().any(runs_left))
                }
                _ => joins(last, letter, letters.peek().map(|it| it.1)),
            };
            if !is_meant {
                return Some((at, letter));
            }
        }
        None
    })
}

/// Whether nobody sees a character.
pub fn may_hide(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180e}'
        | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
        | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// Whether a character does what it is for, between two others.
fn joins(before: Option<char>, letter: char, after: Option<char>) -> bool {
    let is = |it: Option<char>, what: fn(char) -> bool| it.is_some_and(what);
    match letter {
        '\u{ad}' => is(before, char::is_alphabetic) && is(after, char::is_alphabetic),
        '\u{34f}' => is(before, is_mark) || is(after, is_mark),
        '\u{180e}' => is(before, |it| matches!(it, '\u{1800}'..='\u{18af}')),
        '\u{200b}' => is(before, writes_no_blanks) || is(after, writes_no_blanks),
        '\u{200c}' => is(before, joins_letters),
        '\u{200d}' => {
            is(before, joins_letters) || is(before, is_picture) && is(after, is_picture)
        }
        '\u{fe00}'..='\u{fe0f}' => is(before, |it| !may_hide(it) && !it.is_whitespace()),
        '\u{e0100}'..='\u{e01ef}' => is(before, is_ideograph),
        _ => false,
    }
}

fn is_mark(it: char) -> bool {
    matches!(it, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}')
}

/// Scripts whose words stand beside each other: a program is told where a line may end.
fn writes_no_blanks(it: char) -> bool {
    matches!(it, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
}

/// Scripts whose letters change beside others: Arabic, those of India, Mongolian.
fn joins_letters(it: char) -> bool {
    matches!(it, '\u{600}'..='\u{8ff}' | '\u{900}'..='\u{109f}' | '\u{1780}'..='\u{18af}'
        | '\u{a800}'..='\u{abff}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'
        | '\u{11000}'..='\u{11fff}')
}

fn is_picture(it: char) -> bool {
    matches!(it, '\u{2190}'..='\u{2bff}' | '\u{fe0f}' | '\u{1f000}'..='\u{1faff}')
}

fn is_ideograph(it: char) -> bool {
    matches!(it, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Whether a letter is written from right to left.
pub fn runs_left(it: char) -> bool {
    matches!(it, '\u{590}'..='\u{60b}' | '\u{620}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}'
        | '\u{fe70}'..='\u{fefc}')
}

/// What Unicode calls a character that nobody sees.
pub fn name(letter: char) -> &'static str {
    match letter {
        '\u{ad}' => "soft hyphen",
        '\u{34f}' => "combining grapheme joiner",
        '\u{61c}' => "Arabic letter mark",
        '\u{115f}' => "Hangul choseong filler",
        '\u{1160}' => "Hangul jungseong filler",
        '\u{180e}' => "Mongolian vowel separator",
        '\u{200b}' => "zero width space",
        '\u{200c}' => "zero width non-joiner",
        '\u{200d}' => "zero width joiner",
        '\u{200e}' => "left-to-right mark",
        '\u{200f}' => "right-to-left mark",
        '\u{2028}' => "line separator",
        '\u{2029}' => "paragraph separator",
        '\u{202a}' => "left-to-right embedding",
        '\u{202b}' => "right-to-left embedding",
        '\u{202c}' => "pop directional formatting",
        '\u{202d}' => "left-to-right override",
        '\u{202e}' => "right-to-left override",
        '\u{2060}' => "word joiner",
        '\u{2061}' => "function application",
        '\u{2062}' => "invisible times",
        '\u{2063}' => "invisible separator",
        '\u{2064}' => "invisible plus",
        '\u{2066}' => "left-to-right isolate",
        '\u{2067}' => "right-to-left isolate",
        '\u{2068}' => "first strong isolate",
        '\u{2069}' => "pop directional isolate",
        '\u{3164}' => "Hangul filler",
        '\u{ffa0}' => "halfwidth Hangul filler",
        '\u{feff}' => "byte-order mark",
        '\u{fff9}'..='\u{fffb}' => "interlinear annotation",
        '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' => "variation selector",
        '\u{e0000}'..='\u{e007f}' => "tag character",
        _ => "format character",
    }
}

#[cfg(test)]
mod tests {
    use super::hidden;

    #[test]
    fn what_joins_or_tells_apart_is_no_hidden_character() {
        for text in [
            "👩\u{200d}💻 ❤\u{fe0f}\u{200d}🔥 1\u{fe0f}\u{20e3} ☎\u{fe0e}",
            "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
            "می\u{200c}خواهم",
            "क्\u{200d}ष",
            "ไทย\u{200b}ไทย",
            "שלום\u{200f}!",
            "anti\u{ad}constitutionnel",
            "葛\u{e0100}",
            "l’été « à » – … 10\u{202f}€ 5\u{a0}%",
        ] {
            assert_eq!(hidden(text).count(), 0, "{text:?}");
        }
    }

    #[test]
    fn what_nobody_sees_is_found_where_it_stands() {
        for (text, letter) in [
            ("a\u{200b}b", '\u{200b}'),
            ("a\u{200d}b", '\u{200d}'),
            ("a\u{200c}b", '\u{200c}'),
            ("a \u{200f}b", '\u{200f}'),
            ("a\u{ad} b", '\u{ad}'),
            ("a\u{e0041}b", '\u{e0041}'),
            ("😀\u{fe0f}\u{e0141}", '\u{e0141}'),
            ("😀\u{fe0f}\u{fe01}", '\u{fe01}'),
            ("a\u{2063}b", '\u{2063}'),
            ("a\u{3164}b", '\u{3164}'),
            ("a\u{202e}b", '\u{202e}'),
            ("a\u{feff}b", '\u{feff}'),
            ("🏴\u{e0067}\u{e007f}\u{e0062}", '\u{e0062}'),
        ] {
            let found: Vec<char> = hidden(text).map(|it| it.1).collect();
            assert_eq!(found, [letter], "{text:?}");
        }
    }
}
