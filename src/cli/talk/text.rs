//! The file of a talk.

use jiff::civil::Date;

use super::people::Speaker;
use crate::yaml::as_value;

/// One time that a talk was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Given {
    pub(super) conference: String,
    pub(super) edition: Option<String>,
    /// Left out where it is not known: the file says that it lacks one.
    pub(super) date: Option<Date>,
    pub(super) city: Option<String>,
    pub(super) country: Option<String>,
    pub(super) url: Option<String>,
    pub(super) video: Option<String>,
    pub(super) slides: Option<String>,
    /// Where it is not the talk's.
    pub(super) language: Option<String>,
}

/// A talk that is to be written.
#[derive(Debug)]
pub(super) struct NewTalk {
    pub(super) title: String,
    /// What its file is called after.
    pub(super) name: String,
    pub(super) speakers: Vec<Speaker>,
    pub(super) summary: Option<String>,
    pub(super) language: Option<String>,
    pub(super) given: Given,
    /// Whether something of it is only a place to be filled.
    pub(super) draft: bool,
}

impl Given {
    /// Its fields with their values as YAML, in the order of the reference.
    pub(super) fn lines(&self) -> Vec<(&'static str, String)> {
        let text = |it: &Option<String>| it.as_deref().map(as_value);
        let link = |it: &Option<String>| it.as_deref().map(address);
        let fields = [
            ("conference", Some(as_value(&self.conference))),
            ("edition", text(&self.edition)),
            ("date", self.date.map(|it| it.to_string())),
            ("city", text(&self.city)),
            ("country", text(&self.country)),
            ("url", link(&self.url)),
            ("video", link(&self.video)),
            ("slides", link(&self.slides)),
            ("language", self.language.clone()),
        ];
        fields.into_iter().filter_map(|it| Some((it.0, it.1?))).collect()
    }

    /// As an item of a list, each line behind an indentation.
    pub(super) fn item(&self, indent: &str) -> String {
        let lines = self.lines().into_iter().enumerate().map(|(at, (name, value))| {
            let mark = if at == 0 { "- " } else { "  " };
            format!("{indent}{mark}{name}: {value}\n")
        });
        lines.collect()
    }
}

/// An address as YAML: bare, as people write it, when nothing in it could be read otherwise.
fn address(url: &str) -> String {
    let is_plain = |it: u8| it.is_ascii_alphanumeric() || b"-._~/?=&%+:@".contains(&it);
    if url.bytes().all(is_plain) && !url.ends_with(':') {
        url.to_owned()
    } else {
        serde_json::Value::from(url).to_string()
    }
}

/// The whole file, with comments in the portal's language.
pub(super) fn file(talk: &NewTalk, lang: &str) -> String {
    let french = lang.starts_with("fr");
    let say = |fr: &'static str, en: &'static str| if french { fr } else { en }.to_owned();
    let mut lines = vec!["---".to_owned(), format!("title: {}", as_value(&talk.title))];
    if talk.draft {
        lines.push(say(
            "# À compléter, puis ôter cette ligne : elle garde l’intervention hors du portail.",
            "# Complete it, then remove this line: it keeps the talk out of the portal.",
        ));
        lines.push("draft: true".to_owned());
    }
    lines.push("speakers:".to_owned());
    lines.extend(talk.speakers.iter().flat_map(speaker));
    lines.push("deliveries:".to_owned());
    lines.push(talk.given.item("  ").trim_end().to_owned());
    if talk.given.date.is_none() {
        lines.push(say(
            "    # Le jour où elle a été donnée :",
            "    # The day on which it was given:",
        ));
        lines.push("    # date: 2026-03-14".to_owned());
    }
    lines.extend(talk.summary.iter().map(|it| format!("summary: {}", as_value(it))));
    lines.extend(talk.language.iter().map(|it| format!("language: {it}")));
    lines.push("# topics: []".to_owned());
    lines.push(say(
        "# beginner, intermediate ou advanced.",
        "# beginner, intermediate or advanced.",
    ));
    lines.push("# level: beginner".to_owned());
    lines.push("---\n".to_owned());
    lines.join("\n")
}

/// An item of the list of speakers.
fn speaker(speaker: &Speaker) -> Vec<String> {
    let it = match speaker {
        Speaker::Known(id) => return vec![format!("  - {id}")],
        Speaker::Outside(it) => it,
    };
    let mut lines = vec![format!("  - name: {}", as_value(&it.name))];
    if !it.organisation.is_empty() {
        lines.push(format!("    organisation: {}", as_value(&it.organisation)));
    }
    lines.extend(it.url.iter().map(|it| format!("    url: {}", address(it.as_str()))));
    lines
}

#[cfg(test)]
mod tests {
    use super::{super::facts::Named, *};
    use crate::content::parse;

    #[test]
    fn whatever_a_page_says_the_file_says_the_same_and_nothing_else() {
        for hostile in [
            "a: b",
            "- a",
            "---",
            "x\" # y",
            "{{ 7 }}",
            "*a",
            "&a !b",
            "| ",
            "true",
            "2026",
            "x</script>",
            "=cmd()",
            "\\",
            "é🎉",
        ] {
            let named = Named { organisation: hostile.to_owned(), ..Named::new(hostile) };
            let url = format!("https://a.example/?{hostile}");
            let url = crate::fetch::Url::parse(&url).unwrap().to_string();
            let talk = NewTalk {
                title: hostile.to_owned(),
                name: hostile.to_owned(),
                speakers: vec![Speaker::Outside(named)],
                summary: Some(hostile.to_owned()),
                language: Some("fr".to_owned()),
                given: Given {
                    conference: hostile.to_owned(),
                    edition: Some(hostile.to_owned()),
                    date: Some(Date::constant(2026, 3, 14)),
                    city: Some(hostile.to_owned()),
                    country: None,
                    url: Some(url.clone()),
                    video: None,
                    slides: None,
                    language: None,
                },
                draft: true,
            };
            let text = file(&talk, "fr");
            let path = "talks/x.md".into();
            let read = parse(&path, &text.as_str().into()).remove(0);
            // Marks of Markdown in it are told, and published as they are.
            let found: Vec<_> = read.found().filter(|it| it.code != "text-marks").collect();
            assert!(found.is_empty(), "{text} {found:?}");
            let shown = hostile.trim();
            assert_eq!(read.record.text("title").map(str::trim), Some(shown), "{text}");
            assert_eq!(read.record.text("summary").map(str::trim), Some(shown));
            assert_eq!(read.record.names().count(), 6);
            let delivery =
                crate::content::record::Record::of(&read.record.list("deliveries")[0]);
            let delivery = delivery.unwrap();
            assert_eq!(delivery.text("url"), Some(url.as_str()));
            assert_eq!(delivery.text("edition").map(str::trim), Some(shown));
            assert!(!read.has_body());
        }
    }
}
