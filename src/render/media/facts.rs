//! How heavy a file is, and how long: as the page's language writes it.

use crate::{config::Texts, render::page::Page, source::Details};

/// `640 ko`, `1,2 Mo`; steps of 1000, as systems and shops count today.
pub(super) fn size(t: &Texts, bytes: u64) -> String {
    let tenths = |unit: u64| (bytes * 10 + unit / 2) / unit;
    let mega = tenths(1_000_000);
    if mega < 10 {
        let kilo = (bytes + 500) / 1000;
        return t.fill("size.kb", &[("n", &kilo.max(1).to_string())]);
    }
    // No tenths where they say nothing.
    let number = if mega >= 100 || mega.is_multiple_of(10) {
        ((mega + 5) / 10).to_string()
    } else {
        format!("{}{}{}", mega / 10, t.get("decimal"), mega % 10)
    };
    t.fill("size.mb", &[("n", &number)])
}

/// `PDF, 24 pages, 1,2 Mo`.
pub(super) fn slides(page: &Page<'_>, path: &str) -> String {
    let Some(info) = page.site.files.get(path) else { return "PDF".into() };
    let mut facts = vec!["PDF".to_owned()];
    if let Details::Pages(pages) = info.details {
        facts.push(page.t.count("pages-count", pages));
    }
    facts.push(size(page.t, info.size));
    facts.join(" · ")
}

/// `2:05`, `1:02:05`.
pub(super) fn clock(seconds: u64) -> String {
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 {
        format!("{hours}:{minutes:02}:{seconds:02}")
    } else {
        format!("{minutes}:{seconds:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_short_and_in_the_pages_language() {
        let mut t = Texts::default();
        t.set("size.kb", "{n} ko");
        t.set("size.mb", "{n} Mo");
        t.set("decimal", ",");
        for (bytes, text) in [
            (0, "1 ko"),
            (640_400, "640 ko"),
            (949_000, "949 ko"),
            (1_000_000, "1 Mo"),
            (1_240_000, "1,2 Mo"),
            (9_960_000, "10 Mo"),
            (12_400_000, "12 Mo"),
            (104_857_600, "105 Mo"),
        ] {
            assert_eq!(size(&t, bytes), text, "{bytes}");
        }
        assert_eq!((clock(125), clock(3725)), ("2:05".into(), "1:02:05".into()));
    }
}
