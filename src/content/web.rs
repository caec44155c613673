//! Addresses of the web, of mailboxes and telephones: whether they can be one, and what was meant
//! by one that cannot. Texts, raw HTML and front matter are judged alike.

use std::net::{Ipv4Addr, Ipv6Addr};

/// What is wrong with an address that has a scheme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What, as the end of "`…` is no address: ".
    pub what: &'static str,
    /// What to write instead.
    pub help: String,
    /// What was certainly meant.
    pub right: Option<String>,
}

impl Fault {
    fn new(what: &'static str, help: &str) -> Self {
        Self { what, help: help.to_owned(), right: None }
    }

    fn right(what: &'static str, right: String) -> Self {
        Self { what, help: format!("write `{right}`"), right: sure(right) }
    }
}

/// An address that nothing more is to be said of.
fn sure(right: String) -> Option<String> {
    let is_sound =
        !right.starts_with("http:") && fault(&right).is_none() && !is_local(&right);
    let fits = !right.contains(|it: char| it.is_whitespace() || "()<>\"\\".contains(it));
    (is_sound && fits).then_some(right)
}

/// What is wrong with an address that begins with `https:`, `http:`, `//`, `mailto:` or `tel:`.
pub fn fault(target: &str) -> Option<Fault> {
    if is_plain(target) {
        return None;
    }
    let rest = target.strip_prefix("//");
    if let Some(rest) = rest {
        return of_web("https", "//", rest, target);
    }
    let (scheme, rest) = target.split_once(':')?;
    let scheme = scheme.to_ascii_lowercase();
    match scheme.as_str() {
        "https" | "http" => match rest.strip_prefix("//") {
            Some(host) => of_web(&scheme, "://", host, target),
            None => Some(slashes(&scheme, rest)),
        },
        "mailto" => of_mail(rest),
        "tel" => {
            let has_digit = rest.bytes().any(|it| it.is_ascii_digit());
            let help = "write the number after it, such as `tel:+33123456789`";
            (!has_digit).then(|| Fault::new("it has no number", help))
        }
        _ => None,
    }
}

/// Whether an address is as nearly all are.
fn is_plain(target: &str) -> bool {
    let Some(rest) = target.strip_prefix("https://") else { return false };
    let end =
        rest.bytes().position(|it| !it.is_ascii_alphanumeric() && !b"-.".contains(&it));
    let (host, tail) =
        rest.split_at_checked(end.unwrap_or(rest.len())).unwrap_or((rest, ""));
    let labels = host.split('.').all(|it| !it.is_empty() && it.len() < 64);
    let last = host.bytes().next_back();
    labels
        && (tail.is_empty() || tail.starts_with('/'))
        && last.is_some_and(|it| it.is_ascii_alphabetic())
        && host.len() < 250
        && !host.eq_ignore_ascii_case("https")
        && !host.eq_ignore_ascii_case("http")
}

/// `https:/host`, `https:host`: browsers read it as a path where the page has the same scheme.
fn slashes(scheme: &str, rest: &str) -> Fault {
    let host = rest.trim_start_matches(['/', '\\']);
    if host.is_empty() {
        return Fault::new(
            "it has no host",
            "write the host after it, or remove the address",
        );
    }
    Fault::right("two slashes begin the host", format!("{scheme}://{host}"))
}

fn of_web(scheme: &str, slashes: &str, rest: &str, target: &str) -> Option<Fault> {
    if let Some(host) = rest.strip_prefix(['/', '\\']) {
        let host = host.trim_start_matches(['/', '\\']);
        if !host.is_empty() && scheme.len() < target.len() && slashes == "://" {
            let right = format!("{scheme}://{host}");
            return Some(Fault::right("two slashes begin the host", right));
        }
    }
    let lower = rest.get(..9).unwrap_or(rest).to_ascii_lowercase();
    let twice = ["https://", "http://", "https//", "http//"];
    if let Some(begin) = twice.iter().find(|it| lower.starts_with(**it)) {
        let inner = rest.get(begin.len()..).unwrap_or("");
        let inner_scheme = begin.split([':', '/']).next().unwrap_or("https");
        let right = format!("{inner_scheme}://{inner}");
        return Some(Fault::right("it begins twice", right));
    }
    let end = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
    let authority = rest.get(..end).unwrap_or(rest);
    let host = authority.rsplit_once('@').map_or(authority, |it| it.1);
    let no_host = "write the host after it, or remove the address";
    if host.is_empty() {
        return Some(Fault::new("it has no host", no_host));
    }
    if let Some(six) = host.strip_prefix('[') {
        let (inner, port) = six.split_once(']').unwrap_or((six, "]"));
        if inner.parse::<Ipv6Addr>().is_err() || !(port.is_empty() || port.starts_with(':'))
        {
            let help =
                "an address of this kind stands between `[` and `]`, such as `[::1]`";
            return Some(Fault::new("its host is not valid", help));
        }
        return wrong_port(port.strip_prefix(':').unwrap_or(""));
    }
    let (name, port) = host.split_once(':').unwrap_or((host, ""));
    if name.is_empty() {
        return Some(Fault::new("it has no host", no_host));
    }
    wrong_name(name).or_else(|| wrong_port(port))
}

fn wrong_port(port: &str) -> Option<Fault> {
    let is_right = port.is_empty() || port.parse::<u16>().is_ok_and(|it| it > 0);
    let help = "a port is a number up to 65535: correct it, or remove it with its colon";
    (!is_right).then(|| Fault::new("its port is not valid", help))
}

/// What is wrong with the name of a host.
fn wrong_name(name: &str) -> Option<Fault> {
    let is_label = |it: &str| {
        let letters =
            |it: char| it.is_alphanumeric() || !it.is_ascii() || "-_~".contains(it);
        !it.is_empty() && it.len() < 64 && it.chars().all(letters)
    };
    let whole = name.strip_suffix('.').unwrap_or(name);
    let decoded = crate::sink::urls::decode(whole).unwrap_or_else(|| whole.to_owned());
    if decoded.split('.').any(str::is_empty) {
        let help = "the parts of a host stand apart by one dot, such as `www.site.example`";
        return Some(Fault::new("its host has an empty part", help));
    }
    let last = decoded.rsplit('.').next().unwrap_or("");
    let is_number = last.bytes().all(|it| it.is_ascii_digit());
    if !decoded.split('.').all(is_label)
        || is_number && decoded.parse::<Ipv4Addr>().is_err()
    {
        let help =
            "a host has letters, digits, hyphens and dots, such as `www.site.example`";
        return Some(Fault::new("its host is not valid", help));
    }
    None
}

fn of_mail(rest: &str) -> Option<Fault> {
    let (all, query) = rest.split_once('?').unwrap_or((rest, ""));
    let decoded = crate::sink::urls::decode(all).unwrap_or_else(|| all.to_owned());
    let bare = decoded.trim_start_matches('/').trim();
    if bare.is_empty() {
        let help = "write the e-mail address after it, such as `mailto:ana@site.example`";
        // A letter to whom its reader chooses has other fields.
        let is_letter = query.contains('=');
        return (!is_letter).then(|| Fault::new("it names nobody", help));
    }
    let with_commas = bare.replace(';', ",");
    let are_all = |all: &str| all.split(',').all(|it| is_mail(it.trim()));
    if bare.contains(';') && are_all(&with_commas) {
        let right = format!("mailto:{}", all.replace(';', ","));
        return Some(Fault::right("a comma parts two mailboxes", right));
    }
    if !are_all(bare) {
        let help =
            "an e-mail address has a name, `@` and a host, such as `ana@site.example`";
        return Some(Fault::new("it names no mailbox", help));
    }
    if bare.len() == decoded.len() {
        return None;
    }
    let tail = if query.is_empty() { String::new() } else { format!("?{query}") };
    let right = format!("mailto:{bare}{tail}");
    Some(Fault::right("the mailbox follows the colon directly", right))
}

/// Whether a text is one e-mail address.
pub fn is_mail(text: &str) -> bool {
    let bad =
        |it: char| it.is_whitespace() || it.is_control() || "/\\<>()[],:;@".contains(it);
    let Some((user, host)) = text.rsplit_once('@') else { return false };
    !user.is_empty() && !user.contains(bad) && wrong_name(host).is_none()
}

/// Whether only the machine of who opens it has what is at an address.
pub fn is_local(target: &str) -> bool {
    let lower = target.get(..80).unwrap_or(target).to_ascii_lowercase();
    let rest = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"));
    let Some(rest) = rest.or_else(|| lower.strip_prefix("//")) else { return false };
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let authority = rest.get(..end).unwrap_or(rest);
    let host = authority.rsplit_once('@').map_or(authority, |it| it.1);
    if host.starts_with("[::1]") {
        return true;
    }
    let name = host.split(':').next().unwrap_or("").trim_end_matches('.');
    let number = name.parse::<Ipv4Addr>();
    name == "localhost"
        || name.ends_with(".localhost")
        || number.is_ok_and(|it| it.is_loopback() || it.is_unspecified())
}

/// What was meant by an address that is read as a path, when nothing is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meant {
    /// What to write.
    pub right: String,
    /// Whether nothing else can have been meant.
    pub sure: bool,
    /// Whether it may be the path of a folder.
    pub may_be_path: bool,
}

/// Endings of hosts that are met everywhere and end no file; two letters are a country.
const TOP: &[&str] = &[
    "app", "blog", "cloud", "com", "dev", "edu", "gov", "info", "int", "mil", "net",
    "online", "org", "site", "tech", "wiki",
];

/// Countries whose letters are also the ending of a file.
const ENDINGS: &[&str] = &[
    "ai", "cc", "cs", "gz", "hs", "js", "md", "ml", "mm", "pl", "pm", "ps", "py", "rb",
    "rs", "sh", "so", "tf", "ts", "vb", "xz",
];

/// What an address without its scheme was meant to be.
pub fn meant(target: &str) -> Option<Meant> {
    let meant = |right: String, sure: bool| {
        let is_sure = sure && self::sure(right.clone()).is_some();
        Some(Meant { right, sure: is_sure, may_be_path: false })
    };
    // A whole link was written where its address stands.
    if let Some((_, inner)) = target.strip_prefix('[').and_then(|it| it.split_once("](")) {
        let inner = inner.strip_suffix(')')?;
        return (!inner.is_empty()).then(|| meant(inner.to_owned(), fault_free(inner)))?;
    }
    let lower = target.get(..8).unwrap_or(target).to_ascii_lowercase();
    // `https//host`, `https;//host`
    for scheme in ["https", "http"] {
        let Some(rest) = target.get(scheme.len()..).filter(|_| lower.starts_with(scheme))
        else {
            continue;
        };
        let host = rest.trim_start_matches([';', '.', ',', ':', '/']);
        if rest.get(..rest.len() - host.len()).is_some_and(|it| it.ends_with("//")) {
            return meant(format!("{scheme}://{host}"), true);
        }
    }
    if is_mail(target) && target.contains('.') {
        return meant(format!("mailto:{target}"), true);
    }
    let end = target.find(['/', '?', '#']).unwrap_or(target.len());
    let (host, tail) = target.split_at_checked(end)?;
    let name = host.split(':').next().unwrap_or("");
    if !name.contains('.') || name.starts_with('.') || wrong_name(name).is_some() {
        return None;
    }
    if lower.starts_with("www.") {
        return meant(format!("https://{target}"), name.matches('.').count() > 1);
    }
    let last = name.rsplit('.').next()?.to_ascii_lowercase();
    let is_common = TOP.contains(&last.as_str());
    let is_country = last.len() == 2 && last.bytes().all(|it| it.is_ascii_alphabetic());
    let has_tail = tail.len() > 1;
    let is_host =
        is_common || is_country && (has_tail || !ENDINGS.contains(&last.as_str()));
    if !is_host {
        return None;
    }
    let it = meant(format!("https://{target}"), is_common || has_tail)?;
    Some(Meant { may_be_path: true, ..it })
}

/// Whether an address is one that has a scheme, and nothing is wrong with it.
fn fault_free(target: &str) -> bool {
    ["https://", "http://", "mailto:"].iter().any(|it| target.starts_with(it))
        && fault(target).is_none()
}

#[cfg(test)]
mod tests {
    use super::{fault, is_local, meant};

    #[test]
    fn addresses_are_told_from_what_is_none() {
        for right in [
            "https://a.example/x",
            "https://a.example",
            "HTTPS://A.example:8080/x",
            "https://me@a.example/",
            "https://intranet/",
            "https://exämple.example/",
            "https://1.2.3.4:80/",
            "https://[::1]:8080/",
            "https://a.example./",
            "//a.example/x",
            "https://a.example/https://b.example/",
            "https://a.example/a..b",
            "mailto:ana@a.example",
            "mailto:a@b.example,%20c@d.example?subject=x",
            "mailto:?subject=x&body=y",
            "tel:+33 1 23",
            "webcal://a.example/x.ics",
        ] {
            assert_eq!(fault(right), None, "{right}");
        }
        for (wrong, right) in [
            ("https:/a.example/x", Some("https://a.example/x")),
            ("https:a.example/x", Some("https://a.example/x")),
            ("https:///a.example/x", Some("https://a.example/x")),
            ("https:\\\\a.example/x", Some("https://a.example/x")),
            ("https://https://a.example/", Some("https://a.example/")),
            ("http://https://a.example/", Some("https://a.example/")),
            ("https://http//a.example/", None),
            ("http:/a.example/x", None),
            ("mailto: ana@a.example", Some("mailto:ana@a.example")),
            ("mailto:%20ana@a.example", Some("mailto:ana@a.example")),
            ("mailto:a@b.example;c@d.example", Some("mailto:a@b.example,c@d.example")),
            ("mailto://ana@a.example", Some("mailto:ana@a.example")),
            ("https://", None),
            ("https:", None),
            ("https://?x", None),
            ("https://:80/", None),
            ("https://a.example:99999/", None),
            ("https://a.example:x/", None),
            ("https://[::1/", None),
            ("https://[zz]/", None),
            ("https://exemple..example/", None),
            ("https://.example/", None),
            ("https://a b.example/", None),
            ("https://a%20b.example/", None),
            ("https://a,b.example/", None),
            ("https://300.1.1.1/", None),
            ("//", None),
            ("mailto:", None),
            ("mailto:pas-une-adresse", None),
            ("mailto:@a.example", None),
            ("mailto:a@", None),
            ("tel:", None),
            ("tel:abc", None),
        ] {
            let found = fault(wrong);
            assert!(found.is_some(), "{wrong}");
            assert_eq!(found.and_then(|it| it.right).as_deref(), right, "{wrong}");
        }
    }

    #[test]
    fn only_the_own_machine_is_local() {
        for local in [
            "http://localhost:3000/",
            "https://LOCALHOST",
            "http://127.0.0.1/x",
            "http://127.1.2.3:80",
            "http://[::1]:8080/",
            "http://0.0.0.0:8000/",
            "http://app.localhost/",
        ] {
            assert!(is_local(local), "{local}");
        }
        for there in ["https://localhost.example/", "https://10.0.0.1/", "localhost", "/x"]
        {
            assert!(!is_local(there), "{there}");
        }
    }

    #[test]
    fn an_address_without_its_scheme_is_completed() {
        for (path, right, is_sure) in [
            ("www.a.example", "https://www.a.example", true),
            ("WWW.a.example/x", "https://WWW.a.example/x", true),
            ("bit.ly/abc", "https://bit.ly/abc", true),
            ("example.org", "https://example.org", true),
            ("github.com/a/b/README.md", "https://github.com/a/b/README.md", true),
            ("site.fr", "https://site.fr", false),
            ("ana@a.example", "mailto:ana@a.example", true),
            ("https//a.example", "https://a.example", true),
            ("http//a.example", "http://a.example", false),
            ("https;//a.example", "https://a.example", true),
            ("[x](https://a.example/)", "https://a.example/", true),
            ("[x](http://a.example/)", "http://a.example/", false),
        ] {
            let found = meant(path).map(|it| (it.right, it.sure));
            assert_eq!(found, Some((right.to_owned(), is_sure)), "{path}");
        }
        for path in [
            "charter.md",
            "a/b.com",
            "./a.fr",
            "../x.org/y",
            "notes.rs",
            "a.b..com/x",
            "/pages/p.html",
            "{{ x }}/a.png",
            "index.html",
        ] {
            assert_eq!(meant(path), None, "{path}");
        }
    }
}
