//! Schemes of addresses: which may stand in a page, and which are attacks.

use std::borrow::Cow;

use super::hidden::may_hide;

/// What an address is, told by its beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Address {
    /// `https:`, `http:` (`insecure`), or `//host`.
    Web {
        /// Without TLS.
        insecure: bool,
    },
    /// `mailto:`, `tel:`, or a scheme that opens another program in which nothing runs.
    Contact,
    /// Inside the portal: a file, a path or an anchor.
    Inner,
    /// `javascript:`, `data:`, `file:` and everything else: never published.
    Unsafe,
}

/// Schemes that open a program of the reader's: a call, a chat, a calendar, files; sorted. What
/// stands behind them is a name or a place, and runs nowhere.
pub const PROGRAMS: &[&str] = &[
    "ftp", "ftps", "geo", "irc", "ircs", "mailto", "matrix", "msteams", "sftp", "sip",
    "sips", "sms", "tel", "webcal", "xmpp",
];

/// Schemes that run code, or read what the reader's machine has; sorted.
const ATTACKS: &[&str] = &[
    "about",
    "blob",
    "chrome",
    "data",
    "feed",
    "file",
    "filesystem",
    "intent",
    "its",
    "jar",
    "javascript",
    "livescript",
    "mhtml",
    "mk",
    "mocha",
    "ms-its",
    "resource",
    "vbscript",
    "view-source",
    "ws",
    "wss",
];

/// An address without what browsers drop of it: blanks at its ends, and breaks of lines.
pub fn bare(target: &str) -> Cow<'_, str> {
    let target = target.trim_matches(|it: char| it.is_ascii_whitespace());
    if target.contains(['\n', '\r', '\t']) {
        Cow::Owned(target.replace(['\n', '\r', '\t'], ""))
    } else {
        Cow::Borrowed(target)
    }
}

/// The scheme of an address that is written plainly, is no attack, and that pages do not have.
pub fn unknown_scheme(target: &str) -> Option<&str> {
    let scheme = target.split_once(':')?.0;
    let plain = |it: u8| it.is_ascii_alphanumeric() || b"+-.".contains(&it);
    let lower = scheme.to_ascii_lowercase();
    let is_plain = !scheme.is_empty() && scheme.bytes().all(plain);
    (is_plain && !ATTACKS.contains(&lower.as_str())).then_some(scheme)
}

/// The first character that nobody sees in the scheme of an address or before it, and where.
pub fn hidden_in_scheme(target: &str) -> Option<(usize, char)> {
    let head = target.split(['/', '?', '#']).next().unwrap_or("");
    let mut letters = head.char_indices();
    letters.find(|(_, it)| may_hide(*it) || it.is_control())
}

/// Classifies an address as a browser would read it: control characters and white space are
/// dropped, case is ignored, percent signs are not decoded before the scheme. A scheme that is
/// only there for a browser that drops something is never a good one.
pub fn classify(target: &str) -> Address {
    // Nearly all addresses are plain words, where a path begins before any colon.
    let plain =
        target.bytes().position(|it| !it.is_ascii_alphanumeric() && !b"-_.".contains(&it));
    if plain.is_some_and(|at| at > 0 && target.as_bytes().get(at) == Some(&b'/')) {
        return Address::Inner;
    }
    if target.starts_with("https://") {
        return Address::Web { insecure: false };
    }
    // Only the beginning can hold a scheme, and most addresses begin with plain letters.
    let head: String = target
        .chars()
        .filter(|it| !it.is_control() && !it.is_whitespace() && !may_hide(*it))
        .take(64)
        .flat_map(char::to_lowercase)
        .collect();
    if head.starts_with('\\') || head.starts_with("/\\") {
        return Address::Unsafe;
    }
    if head.starts_with("//") {
        return if target.starts_with("//") {
            Address::Web { insecure: false }
        } else {
            Address::Unsafe
        };
    }
    let end = head.find([':', '/', '?', '#']).unwrap_or(head.len());
    let scheme = if head.get(end..).is_some_and(|it| it.starts_with(':')) {
        head.get(..end)
    } else {
        None
    };
    let as_written = |scheme: &str| {
        target.get(..scheme.len()).is_some_and(|it| it.eq_ignore_ascii_case(scheme))
            && target.get(scheme.len()..).is_some_and(|it| it.starts_with(':'))
    };
    match scheme {
        None => Address::Inner,
        Some(it) if !as_written(it) => Address::Unsafe,
        Some("https") => Address::Web { insecure: false },
        Some("http") => Address::Web { insecure: true },
        Some(it) if PROGRAMS.contains(&it) => Address::Contact,
        Some(_) => Address::Unsafe,
    }
}

/// Percent-encodes what may not stand in an attribute or an address, and leaves the rest.
pub fn encode(address: &str) -> String {
    if address.bytes().all(is_plain) {
        return address.to_owned();
    }
    let mut out = String::with_capacity(address.len() + 16);
    for byte in address.bytes() {
        if is_plain(byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.push(hex_digit(byte >> 4));
            out.push(hex_digit(byte & 15));
        }
    }
    out
}

fn is_plain(byte: u8) -> bool {
    const PLAIN: [bool; 256] = {
        let (mut table, mut at) = ([false; 256], 0_u8);
        while at < 128 {
            let marks = b"-_.~/:?#@!$&'()*+,;=%";
            let mut mark = 0;
            while mark < marks.len() {
                if marks[mark] == at {
                    table[at as usize] = true;
                }
                mark += 1;
            }
            table[at as usize] |= at.is_ascii_alphanumeric();
            at += 1;
        }
        table
    };
    PLAIN[usize::from(byte)]
}

fn hex_digit(half: u8) -> char {
    char::from_digit(u32::from(half), 16).unwrap_or('0').to_ascii_uppercase()
}

/// Percent-encodes a path of files: unlike [`encode`], `?`, `#` and `%` are names here.
pub fn encode_path(path: &str) -> String {
    encode(&path.replace('%', "%25")).replace('?', "%3F").replace('#', "%23")
}

/// Percent-encodes a value of a query: all but letters, digits and `-_.~`.
pub fn encode_query(value: &str) -> String {
    let mut out = String::with_capacity(value.len() + 16);
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.extend(['%', hex_digit(byte >> 4), hex_digit(byte & 15)]);
        }
    }
    out
}

/// Decodes percent signs once; nothing when the result is no text.
pub fn decode(address: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(address.len());
    let mut rest = address.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let pair = [rest.next()?, rest.next()?];
        if !pair.iter().all(u8::is_ascii_hexdigit) {
            return None;
        }
        bytes.push(u8::from_str_radix(std::str::from_utf8(&pair).ok()?, 16).ok()?);
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_spelling_of_a_script_is_an_address() {
        for text in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            " javascript:x",
            "java\nscript:x",
            "java\tscript:x",
            "\u{1}javascript:x",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
            "\\\\srv\\share",
            "java\u{200b}script:x",
            "blob:x",
            "feed:javascript:x",
            "view-source:x",
            "/\\evil",
            "/\t/evil",
            "mailto\t:x",
            " https://x",
        ] {
            assert_eq!(classify(text), Address::Unsafe, "{text:?}");
        }
        assert_eq!(classify("a/b:c"), Address::Inner);
        assert_eq!(classify("#a:b"), Address::Inner);
        assert_eq!(classify("HTTPS://x"), Address::Web { insecure: false });
    }

    #[test]
    fn what_opens_a_program_is_published_and_what_nobody_knows_is_not() {
        assert!(PROGRAMS.is_sorted() && ATTACKS.is_sorted());
        for text in
            ["irc://a.example/x", "WEBCAL://a.example/x", "sip:a@b.example", "ftp:x"]
        {
            assert_eq!(classify(text), Address::Contact, "{text}");
        }
        for (text, scheme) in [
            ("gopher://a.example", Some("gopher")),
            ("localhost:80", Some("localhost")),
            ("javascript:x", None),
            ("java\u{200b}script:x", None),
            ("File:///x", None),
        ] {
            assert_eq!(classify(text), Address::Unsafe, "{text}");
            assert_eq!(unknown_scheme(text), scheme, "{text}");
        }
    }

    #[test]
    fn blanks_at_the_ends_are_no_part_of_an_address() {
        assert_eq!(bare(" \n https://a.exam\nple/ \t"), "https://a.example/");
        assert_eq!(bare("\u{a0}x"), "\u{a0}x");
        assert_eq!(hidden_in_scheme("\u{200b}https://x"), Some((0, '\u{200b}')));
        assert_eq!(hidden_in_scheme("ht\u{ad}tps://x"), Some((2, '\u{ad}')));
        assert_eq!(hidden_in_scheme("https://x\u{200b}"), None);
    }

    #[test]
    fn a_value_of_a_query_ends_nothing() {
        assert_eq!(encode_query("a b&c=d#é+%"), "a%20b%26c%3Dd%23%C3%A9%2B%25");
    }

    #[test]
    fn every_name_of_a_file_is_an_address_of_its_own() {
        for (path, address) in [
            ("img/100%.pdf", "img/100%25.pdf"),
            ("x%2fy", "x%252fy"),
            ("a b?#é.png", "a%20b%3F%23%C3%A9.png"),
        ] {
            assert_eq!(encode_path(path), address);
            assert_eq!(decode(address).as_deref(), Some(path));
        }
        for half in ["%", "%4", "%+f", "%é", "%zz", "%ff"] {
            assert_eq!(decode(half), None, "{half}");
        }
    }
}
