//! What the user says of a talk, what its page says, and what is answered, put together.

use jiff::civil::Date;

use super::{
    super::{
        args::TalkAdd,
        new::Known,
        terminal::{self, Terminal},
    },
    ask::Person,
    facts::{Fact, Facts, Named},
    people::{self, Speaker},
    text::{Given, NewTalk},
    words::{clean, edition_of, language, name_of, title_of},
};
use crate::{content::stub, fetch::Url};

/// Puts together what the user says, what the page says and what is answered.
pub(super) struct Chooser<'a> {
    pub(super) args: &'a TalkAdd,
    pub(super) facts: &'a Facts,
    pub(super) people: &'a [people::Known],
    pub(super) person: &'a Person,
}

impl Chooser<'_> {
    /// What was found, a line each.
    pub(super) fn show(&self, terminal: &Terminal) {
        let Facts { title, conference, edition, city, country, language, summary, .. } =
            self.facts;
        let date = self.facts.date.as_ref().map(|it| Fact {
            value: it.value.to_string(),
            from: it.from,
            sure: it.sure,
        });
        let line = |name: &str, it: &Option<Fact<String>>| {
            if let Some(it) = it {
                let guess = if it.sure { "" } else { ", a guess" };
                terminal.done(&format!("{name:>11}  {} ({}{guess})", it.value, it.from));
            }
        };
        line("title", title);
        let (speakers, sure) = self.speakers_found();
        if !speakers.is_empty() {
            let names: Vec<String> = speakers.iter().map(Speaker::shown).collect();
            let guess = if sure { "" } else { " (a guess)" };
            terminal.done(&format!("{:>11}  {}{guess}", "speakers", names.join(", ")));
        }
        line("conference", conference);
        line("edition", edition);
        line("date", &date);
        for (name, it) in [
            ("city", city),
            ("country", country),
            ("language", language),
            ("summary", summary),
        ] {
            line(name, it);
        }
        for (name, it) in [("video", &self.facts.video), ("slides", &self.facts.slides)] {
            if let Some(it) = it {
                terminal.done(&format!("{name:>11}  {it}"));
            }
        }
    }

    /// Who speaks, and whether the page says so.
    fn speakers_found(&self) -> (Vec<Speaker>, bool) {
        let named = people::recognize(self.people, &self.facts.speakers);
        if !named.is_empty() {
            return (named, true);
        }
        let text = |it: &Option<Fact<String>>| {
            it.as_ref().map_or(String::new(), |it| it.value.clone())
        };
        let titled = people::mentioned(self.people, &text(&self.facts.title));
        if !titled.is_empty() {
            return (titled, true);
        }
        let authors = people::only_known(self.people, &self.facts.authors);
        if !authors.is_empty() {
            return (authors, true);
        }
        (people::mentioned(self.people, &text(&self.facts.summary)), false)
    }

    /// A value: the user's, the page's, an answer, or a guess that was allowed.
    fn choose<T: Clone>(
        &self,
        own: Option<T>,
        found: Option<(T, bool)>,
        question: &str,
        shown: impl Fn(&T) -> String,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let sure = found.clone().filter(|it| it.1 || self.args.yes).map(|it| it.0);
        own.or(sure).or_else(|| {
            let proposed = found.map(|it| shown(&it.0));
            self.person.ask(question, proposed.as_deref(), read)
        })
    }

    pub(super) fn talk(
        &self,
        known: &Known,
        url: &Url,
        is_answered: bool,
    ) -> Result<NewTalk, u8> {
        let Self { args, facts, .. } = self;
        let own_speakers = people::of_flags(self.people, &args.speaker)?;
        let words = |it: &str| Some(clean(it, 200)).filter(|it| !it.is_empty());
        let found =
            |it: &Option<Fact<String>>| it.as_ref().map(|it| (it.value.clone(), it.sure));
        let title = self.choose(
            args.title.as_deref().and_then(words),
            found(&facts.title),
            "title",
            String::clone,
            words,
        );
        let (speakers, sure) = self.speakers_found();
        let listed =
            |it: &[Speaker]| it.iter().map(Speaker::key).collect::<Vec<_>>().join(", ");
        let speakers = self.choose(
            Some(own_speakers).filter(|it| !it.is_empty()),
            Some((speakers, sure)).filter(|it| !it.0.is_empty()),
            "speakers (ids or names, with commas)",
            |it| listed(it),
            |it| {
                let names: Vec<Named> = it
                    .split(',')
                    .map(Named::new)
                    .filter(|it| !it.name.is_empty())
                    .collect();
                Some(people::recognize(self.people, &names)).filter(|it| !it.is_empty())
            },
        );
        let conference = self.choose(
            args.conference.as_deref().and_then(words),
            found(&facts.conference),
            "conference",
            String::clone,
            words,
        );
        let date = self.choose(
            args.date,
            facts.date.as_ref().map(|it| (it.value, it.sure)),
            "date (2026-03-14)",
            ToString::to_string,
            |it| it.parse::<Date>().ok(),
        );
        let lacking = [
            ("title", "`--title \"…\"`", title.is_none()),
            ("speakers", "`--speaker …`", speakers.is_none()),
            ("conference", "`--conference \"…\"`", conference.is_none()),
            ("date", "`--date 2026-03-14`", date.is_none()),
        ];
        let lacking: Vec<_> = lacking.into_iter().filter(|it| it.2).collect();
        if is_answered && !lacking.is_empty() {
            return Err(self.lacks(&lacking));
        }
        let fill = stub::fill(known.lang());
        let language = self.language()?;
        let draft = !lacking.is_empty();
        Ok(NewTalk {
            name: title.clone().unwrap_or_else(|| name_of(url)),
            title: title.unwrap_or_else(|| title_of(url, fill)),
            speakers: speakers.unwrap_or_else(|| vec![Speaker::Outside(Named::new(fill))]),
            summary: facts.summary.as_ref().map(|it| it.value.clone()),
            language,
            given: self.given(conference.as_deref().unwrap_or(fill), date)?,
            draft,
        })
    }

    /// The language of the talk.
    fn language(&self) -> Result<Option<String>, u8> {
        let Some(own) = &self.args.lang else {
            return Ok(self.facts.language.as_ref().map(|it| it.value.clone()));
        };
        let code = language(own).ok_or_else(|| {
            let message = format!("`{own}` is not a language");
            terminal::usage(&message, Some("write a code, such as `fr`"))
        });
        code.map(Some)
    }

    fn given(&self, conference: &str, date: Option<Date>) -> Result<Given, u8> {
        let Self { args, facts, .. } = self;
        let (name, edition) = edition_of(conference);
        let of_page = || {
            facts.edition.as_ref().filter(|_| {
                facts.conference.as_ref().is_some_and(|it| it.value == conference)
            })
        };
        let edition = edition.or_else(|| of_page().map(|it| it.value.clone()));
        let own = |it: &Option<String>, fact: &Option<Fact<String>>| {
            let own = it.as_deref().map(|it| clean(it, 100));
            own.or_else(|| fact.as_ref().map(|it| it.value.clone()))
        };
        let link = |it: &Option<String>, found: &Option<Url>| match it
            .as_deref()
            .map(Url::parse)
        {
            None => Ok(found.as_ref().map(ToString::to_string)),
            Some(Ok(url)) if url.scheme() == "https" => Ok(Some(url.to_string())),
            Some(_) => {
                let message =
                    format!("`{}` is not an address", it.as_deref().unwrap_or(""));
                Err(terminal::usage(&message, Some("write `https://…`")))
            }
        };
        Ok(Given {
            conference: name,
            edition,
            date,
            city: own(&args.city, &facts.city),
            country: own(&args.country, &facts.country),
            url: facts.page.as_ref().map(ToString::to_string),
            video: link(&args.video, &facts.video)?,
            slides: link(&args.slides, &facts.slides)?,
            language: None,
        })
    }

    /// Says what lacks, and how to give it.
    fn lacks(&self, lacking: &[(&str, &str, bool)]) -> u8 {
        let names: Vec<&str> = lacking.iter().map(|it| it.0).collect();
        let flags: Vec<&str> = lacking.iter().map(|it| it.1).collect();
        let is_guessed = |name: &&str| match *name {
            "speakers" => !self.speakers_found().0.is_empty(),
            "conference" => self.facts.conference.is_some(),
            "date" => self.facts.date.is_some(),
            _ => false,
        };
        let guess = if names.iter().all(is_guessed) {
            ", or `--yes` to take the guesses"
        } else {
            ""
        };
        let message = format!("the page does not say for sure: {}", names.join(", "));
        terminal::usage(&message, Some(&format!("add {}{guess}", flags.join(" "))))
    }
}
