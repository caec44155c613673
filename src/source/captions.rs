//! WebVTT (<https://www.w3.org/TR/webvtt1/>): what a player shows below a video, checked, and as a
//! text to read.
//!
//! A browser passes over what it does not understand and says nothing: a comma for a point in one
//! time, and the cue is gone. Here each such place is an error.

use std::{ops::Range, sync::Arc};

use super::markup::decode_references;
use crate::diag::{Diagnostic, Source, Span};

/// A pause after which a transcript begins a new paragraph, in milliseconds.
const PAUSE: u64 = 3_000;

/// From this length on a paragraph of a transcript ends with its sentence, in bytes.
const LONG: usize = 500;

/// Most places of one file that are said.
const MAX_PLACES: usize = 10;

/// One paragraph of what is said in a video.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// Who speaks, where it is said for the first time in a row; else empty.
    pub voice: String,
    /// When it begins, in seconds; nothing for a transcript without times.
    pub start: Option<u64>,
    /// What is said.
    pub text: String,
}

/// A cue: what is shown from one time to another, in milliseconds.
struct Cue {
    start: u64,
    end: u64,
    /// Where the times stand.
    at: Range<usize>,
    voice: String,
    text: String,
}

/// Reads captions; the findings say what is wrong with them.
pub(super) fn read(path: &Arc<str>, text: &str, found: &mut Vec<Diagnostic>) -> Vec<Turn> {
    let mut reader = Reader { path, text, source: None, found, said: 0 };
    let cues = reader.cues();
    reader.check(&cues);
    turns(&cues)
}

/// A transcript without times: its paragraphs.
pub(super) fn paragraphs(text: &str) -> Vec<Turn> {
    let whole = |it: &str| it.split_whitespace().collect::<Vec<_>>().join(" ");
    text.split("\n\n")
        .map(whole)
        .filter(|it| !it.is_empty())
        .map(|text| Turn { voice: String::new(), start: None, text })
        .collect()
}

struct Reader<'a> {
    path: &'a Arc<str>,
    text: &'a str,
    source: Option<Arc<Source>>,
    found: &'a mut Vec<Diagnostic>,
    said: usize,
}

impl Reader<'_> {
    fn say(&mut self, at: Range<usize>, message: impl Into<String>, help: &str) {
        let span = self.span(at);
        self.push(Diagnostic::error("bad-captions", message).at(span).help(help));
    }

    fn push(&mut self, diagnostic: Diagnostic) {
        self.said += 1;
        if self.said <= MAX_PLACES {
            self.found.push(diagnostic);
        }
    }

    fn span(&mut self, at: Range<usize>) -> Span {
        let make = || Arc::new(Source::new(Arc::clone(self.path), self.text));
        Span::new(self.source.get_or_insert_with(make), at)
    }

    fn cues(&mut self) -> Vec<Cue> {
        let mut blocks = blocks(self.text).into_iter();
        let first = blocks.next().unwrap_or_default();
        let head = first.first().cloned().unwrap_or(0..0);
        let line = self.text.get(head.clone()).unwrap_or("");
        let is_head = line
            .strip_prefix("WEBVTT")
            .is_some_and(|it| it.is_empty() || it.starts_with([' ', '\t']));
        let mut cues = Vec::new();
        if !is_head {
            let help = "write `WEBVTT` into the first line, and an empty line below it";
            self.say(head, "the captions do not begin with `WEBVTT`", help);
            if first.iter().any(|it| self.slice(it).contains("-->")) {
                cues.extend(self.cue(&first));
            }
        } else if let Some(below) = first.iter().find(|it| self.slice(it).contains("-->")) {
            let help = "add an empty line below `WEBVTT`";
            self.say(below.clone(), "a cue stands in the header of the captions", help);
        }
        for block in blocks {
            cues.extend(self.cue(&block));
        }
        if cues.is_empty() && self.said == 0 {
            let help =
                "write cues, such as `00:01.000 --> 00:04.000` and the words below it";
            self.say(0..line.len(), "the captions hold no cue", help);
        }
        cues
    }

    fn slice(&self, at: &Range<usize>) -> &str {
        self.text.get(at.clone()).unwrap_or("")
    }

    fn cue(&mut self, block: &[Range<usize>]) -> Option<Cue> {
        let first = block.first()?;
        let word = self.slice(first).split([' ', '\t']).next().unwrap_or("");
        let timing = block.iter().take(2).position(|it| self.slice(it).contains("-->"));
        let Some(timing) = timing else {
            if !matches!(word, "NOTE" | "STYLE" | "REGION") {
                let help = "write the times above it: `00:01.000 --> 00:04.000`";
                self.say(
                    first.clone(),
                    "these words have no times: no player shows them",
                    help,
                );
            }
            return None;
        };
        let at = block.get(timing)?.clone();
        let line = self.slice(&at).to_owned();
        let (from, rest) = line.split_once("-->")?;
        let until = rest.split_whitespace().next().unwrap_or("");
        let times = (time(from.trim()), time(until));
        let (Some(start), Some(end)) = times else {
            let wrong = if times.0.is_none() { from.trim() } else { until };
            let place = line.find(wrong).map_or(0, |it| at.start + it);
            let help = match wrong.replace(',', ".") {
                right if time(&right).is_some() => format!("write `{right}`"),
                _ => "a time is `minutes:seconds.milliseconds`, such as `01:02.500`".into(),
            };
            self.say(place..place + wrong.len(), format!("`{wrong}` is not a time"), &help);
            return None;
        };
        let words: Vec<&str> =
            block.iter().skip(timing + 1).map(|it| self.slice(it)).collect();
        let (voice, text) = plain(&words.join(" "));
        let length = line.trim_end().len();
        Some(Cue { start, end, at: at.start..at.start + length, voice, text })
    }

    /// Times: an end behind its beginning, beginnings in order, no two cues at once.
    fn check(&mut self, cues: &[Cue]) {
        for cue in cues.iter().filter(|it| it.end <= it.start) {
            let help = "exchange the two times, or mend the second one";
            self.say(cue.at.clone(), "the cue ends before it begins", help);
        }
        let mut overlap = None;
        for pair in cues.windows(2) {
            let [before, cue] = pair else { continue };
            if cue.start < before.start {
                let help = "put the cues into the order of their times";
                self.say(cue.at.clone(), "the cue begins before the one above it", help);
            } else if cue.start < before.end {
                overlap.get_or_insert((cue.at.clone(), before.at.clone()));
            }
        }
        if let Some((at, before)) = overlap {
            let (span, label) = (self.span(at), self.span(before));
            let message = "two cues are shown at once";
            self.push(
                Diagnostic::warning("captions-overlap", message)
                    .at(span)
                    .note("this one begins")
                    .label(label, "before this one ends")
                    .help("let the first one end when the second one begins"),
            );
        }
    }
}

/// Lines of each block; blocks are parted by empty lines.
fn blocks(text: &str) -> Vec<Vec<Range<usize>>> {
    let mut blocks = Vec::new();
    let mut block = Vec::new();
    let mut at = 0;
    for line in text.split('\n') {
        let range = at..at + line.len();
        at = range.end + 1;
        if line.trim().is_empty() {
            if !block.is_empty() {
                blocks.push(std::mem::take(&mut block));
            }
        } else {
            block.push(range);
        }
    }
    if !block.is_empty() {
        blocks.push(block);
    }
    blocks
}

/// `01:02.500` or `1:01:02.500`, in milliseconds.
fn time(text: &str) -> Option<u64> {
    let (whole, rest) = text.split_once('.')?;
    let digits = |it: &str, length: Range<usize>| {
        let fits = length.contains(&it.len()) && it.bytes().all(|it| it.is_ascii_digit());
        if fits { it.parse::<u64>().ok() } else { None }
    };
    let parts: Vec<&str> = whole.split(':').collect();
    let (hours, minutes, seconds) = match parts.as_slice() {
        [minutes, seconds] => (0, *minutes, *seconds),
        [hours, minutes, seconds] => (digits(hours, 1..5)?, *minutes, *seconds),
        _ => return None,
    };
    let (minutes, seconds) = (digits(minutes, 2..3)?, digits(seconds, 2..3)?);
    let millis = digits(rest, 3..4)?;
    (minutes < 60 && seconds < 60)
        .then_some(((hours * 60 + minutes) * 60 + seconds) * 1000 + millis)
}

/// Who speaks, and the words without tags.
fn plain(payload: &str) -> (String, String) {
    let (mut voice, mut text) = (String::new(), String::new());
    let mut rest = payload;
    while let Some((before, tag)) = rest.split_once('<') {
        text.push_str(before);
        let (tag, behind) = tag.split_once('>').unwrap_or((tag, ""));
        rest = behind;
        let is_voice = tag == "v" || tag.starts_with("v ") || tag.starts_with("v.");
        if let Some((_, name)) =
            tag.split_once(' ').filter(|_| is_voice && voice.is_empty())
        {
            decode_references(name).trim().clone_into(&mut voice);
        }
    }
    text.push_str(rest);
    let text = decode_references(&text);
    (voice, text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Cues joined to paragraphs: who speaks, pauses and length part them.
fn turns(cues: &[Cue]) -> Vec<Turn> {
    let mut turns: Vec<Turn> = Vec::new();
    let (mut voice, mut last, mut end) = ("", "", 0);
    for cue in cues.iter().filter(|it| !it.text.is_empty()) {
        // What rolls up says each line twice.
        if cue.text == last {
            end = cue.end;
            continue;
        }
        let is_other = !cue.voice.is_empty() && cue.voice != voice;
        let paused = cue.start.saturating_sub(end) >= PAUSE;
        let is_long =
            |it: &Turn| it.text.len() > LONG && it.text.ends_with(['.', '!', '?', '…']);
        match turns.last_mut().filter(|it| !is_other && !paused && !is_long(it)) {
            Some(turn) => {
                turn.text.push(' ');
                turn.text.push_str(&cue.text);
            }
            None => turns.push(Turn {
                voice: if is_other { cue.voice.clone() } else { String::new() },
                start: Some(cue.start / 1000),
                text: cue.text.clone(),
            }),
        }
        if is_other {
            voice = &cue.voice;
        }
        (last, end) = (&cue.text, cue.end);
    }
    turns
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    fn said(text: &str) -> (Vec<Turn>, Vec<String>) {
        let mut found = Vec::new();
        let turns = read(&Arc::from("a.vtt"), text, &mut found);
        let said = |it: &Diagnostic| {
            let place = it.span.as_ref().unwrap();
            format!("{}:{} {}", place.start().line, place.text(), it.message)
        };
        (turns, found.iter().map(said).collect())
    }

    fn turn(voice: &str, start: u64, text: &str) -> Turn {
        Turn { voice: voice.into(), start: Some(start), text: text.into() }
    }

    #[test]
    fn right_captions_become_a_transcript() {
        let text = "\
WEBVTT - Dire non
Kind: captions

NOTE a remark
of two lines

STYLE
::cue { color: lime }

intro
00:01.000 --> 00:04.000 align:start position:10%
<v Ana>Bonjour &amp; <i>bienvenue</i>,

00:04.000 --> 00:06.500
c’est <00:05.000>parti.

00:06.500 --> 01:00:08.000
<v Bob>Merci.

01:00:20.000 --> 01:00:21.000
Après une pause.
";
        let (turns, found) = said(text);
        assert!(found.is_empty(), "{found:?}");
        assert_eq!(
            turns,
            [
                turn("Ana", 1, "Bonjour & bienvenue, c’est parti."),
                turn("Bob", 6, "Merci."),
                turn("", 3620, "Après une pause."),
            ]
        );
    }

    #[test]
    fn every_lost_cue_is_said_at_its_place() {
        for (text, expected) in [
            ("", "1: the captions do not begin with `WEBVTT`"),
            (
                "1\n00:01.000 --> 00:02.000\na\n",
                "1:1 the captions do not begin with `WEBVTT`",
            ),
            ("WEBVTT\n", "1:WEBVTT the captions hold no cue"),
            (
                "WEBVTT\n00:01.000 --> 00:02.000\na\n",
                "2:00:01.000 --> 00:02.000 a cue stands in the header of the captions",
            ),
            (
                "WEBVTT\n\n00:01,000 --> 00:02.000\na\n",
                "3:00:01,000 `00:01,000` is not a time",
            ),
            ("WEBVTT\n\n00:01.000 --> 2.000\na\n", "3:2.000 `2.000` is not a time"),
            (
                "WEBVTT\n\n00:61.000 --> 02:00.000\na\n",
                "3:00:61.000 `00:61.000` is not a time",
            ),
            (
                "WEBVTT\n\n00:02.000 --> 00:01.000\na\n",
                "3:00:02.000 --> 00:01.000 the cue ends before it begins",
            ),
            (
                "WEBVTT\n\n00:05.000 --> 00:06.000\na\n\n00:01.000 --> 00:02.000\nb\n",
                "6:00:01.000 --> 00:02.000 the cue begins before the one above it",
            ),
            (
                "WEBVTT\n\n00:01.000 --> 00:06.000\na\n\n00:05.000 --> 00:07.000\nb\n",
                "6:00:05.000 --> 00:07.000 two cues are shown at once",
            ),
            (
                "WEBVTT\n\n00:01.000 --> 00:06.000\na\n\nlost words\n",
                "6:lost words these words have no times: no player shows them",
            ),
        ] {
            let (_, found) = said(text);
            assert_eq!(found, [expected], "{text}");
        }
        let many = format!("WEBVTT\n\n{}", "lost\n\n".repeat(100));
        assert_eq!(said(&many).1.len(), MAX_PLACES);
    }

    #[test]
    fn a_long_turn_ends_with_its_sentence() {
        let cue = |at: u64, text: &str| {
            format!("00:{at:02}.000 --> 00:{:02}.000\n{text}\n\n", at + 1)
        };
        let long = "mot ".repeat(130) + "fin.";
        let text =
            format!("WEBVTT\n\n{}{}{}", cue(1, "Début"), cue(2, &long), cue(3, "Suite"));
        let (turns, found) = said(&text);
        assert!(found.is_empty() && turns.len() == 2, "{turns:?}");
        assert_eq!(turns.last(), Some(&turn("", 3, "Suite")));
    }
}
