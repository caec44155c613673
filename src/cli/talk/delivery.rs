//! A delivery more for a talk that is known, put into its file: all else stays, byte for byte.

use super::{
    super::{
        fix::{File, Files, write},
        new::{Known, place, shown},
        terminal::{self, Terminal},
    },
    text::Given,
};
use crate::{
    content::{Document, record::Record, slug::slugify},
    diag::{Edit, Span, patch::apply},
    source::decode,
    yaml::{Node, Value},
};

/// Puts a delivery into the file of a talk; gives the file as the user would type it.
pub(super) fn add(known: &Known, talk: &Document, given: &Given) -> Result<String, u8> {
    let path = talk.source.path();
    let edit = match same(talk, given) {
        Some(node) => fields(&node, given).map_err(|at| taken(&at))?,
        None => item(talk, given),
    };
    let by_hand = || {
        let message = format!("`{path}` is written in a way that is not changed by itself");
        let help = format!("add to its `deliveries:`\n{}", given.item("  ").trim_end());
        terminal::usage(&message, Some(&help))
    };
    let edit = edit.ok_or_else(by_hand)?;
    let disk = place(&known.root, path)?;
    let old = write::read(&disk)?;
    let new = apply(&old, &[edit]).ok_or_else(by_hand)?;
    let decoded = decode(&path.into(), new.as_bytes());
    let text = decoded.value.ok_or_else(by_hand)?;
    if !known.errors_with(path, &text).is_empty() {
        return Err(by_hand());
    }
    let files = Files::from([(path.into(), File { disk: disk.clone(), old, new })]);
    write::all(&files)?;
    Ok(shown(&disk))
}

/// Says that another address stands where one was to be put.
fn taken(at: &Span) -> u8 {
    let start = at.start();
    let place = format!("{}:{}:{}", at.source().path(), start.line, start.column);
    let message = format!("the talk has this delivery, with another address: {place}");
    Terminal::new(false).done(&place);
    terminal::usage(&message, Some("change it there, if the new one is right"))
}

/// The delivery at the same conference on the same day.
fn same(talk: &Document, given: &Given) -> Option<Node> {
    let is = |it: &&Node| {
        let Some(record) = Record::of(it) else { return false };
        let conference = record.text("conference").unwrap_or("");
        given.date.is_some_and(|it| record.date("date") == Some(it))
            && slugify(conference).starts_with(&slugify(&given.conference))
    };
    talk.record.list("deliveries").iter().find(is).cloned()
}

/// The fields that a delivery lacks; or the place of one that says something else.
fn fields(node: &Node, given: &Given) -> Result<Option<Edit>, Span> {
    let Some(record) = Record::of(node) else { return Ok(None) };
    let of = |it: &(&'static str, String)| matches!(it.0, "url" | "video" | "slides");
    let wanted: Vec<_> = given.lines().into_iter().filter(of).collect();
    if let Some(at) = wanted.iter().find_map(|it| record.span(it.0)) {
        return Err(at);
    }
    let Some((indent, behind)) = block(node) else { return Ok(None) };
    let lines = wanted.iter().map(|it| format!("\n{indent}  {}: {}", it.0, it.1));
    Ok(Some(Edit { span: behind, text: lines.collect() }))
}

/// The delivery as the last item of the list.
fn item(talk: &Document, given: &Given) -> Option<Edit> {
    let last = talk.record.list("deliveries").last()?;
    let (indent, behind) = block(last)?;
    let text = format!("\n{}", given.item(&indent).trim_end_matches('\n'));
    Some(Edit { span: behind, text })
}

/// The indentation of an item of a list that is written with a line for each item, and the place
/// behind its last line.
fn block(item: &Node) -> Option<(String, Span)> {
    let source = item.span.source();
    let text = source.text();
    let range = item.span.range();
    let (before, behind) = (text.get(..range.start)?, text.get(range.end..)?);
    let line = before.rsplit('\n').next()?;
    let indent: String = line.chars().take_while(|it| *it == ' ').collect();
    let is_block = line.strip_prefix(indent.as_str())?.trim_end() == "-"
        && matches!(item.value, Value::Map(_));
    // A value that goes over lines may end at the beginning of the next.
    let mut end = range.end - usize::from(text.get(..range.end)?.ends_with('\n'));
    end += text.get(end..)?.find('\n').unwrap_or(behind.len());
    // What is commented out behind it belongs to it.
    while let Some(next) = text.get(end..)?.strip_prefix('\n') {
        let line = next.split('\n').next()?;
        let depth = line.len() - line.trim_start_matches(' ').len();
        if !line.trim_start().starts_with('#') || depth <= indent.len() {
            break;
        }
        end += 1 + line.len();
    }
    is_block.then(|| (indent, Span::new(source, end..end)))
}

#[cfg(test)]
mod tests {
    use jiff::civil::Date;

    use super::*;
    use crate::content::parse;

    fn given() -> Given {
        Given {
            conference: "Zénith".to_owned(),
            edition: None,
            date: Some(Date::constant(2026, 5, 1)),
            city: None,
            country: None,
            url: Some("https://z.example/1".to_owned()),
            video: None,
            slides: None,
            language: None,
        }
    }

    fn read(deliveries: &str) -> Document {
        let text = format!("---\ntitle: T\nspeakers: [a]\n{deliveries}summary: S\n---\n");
        parse(&"talks/x.md".into(), &text.as_str().into()).remove(0)
    }

    fn put(deliveries: &str) -> Option<String> {
        let talk = read(deliveries);
        let edit = match same(&talk, &given()) {
            Some(node) => fields(&node, &given()).ok()??,
            None => item(&talk, &given())?,
        };
        let new = apply(talk.source.text(), &[edit]).unwrap();
        let middle = new.split("speakers: [a]\n").nth(1)?.split("summary:").next()?;
        Some(middle.to_owned())
    }

    const NEW: &str =
        "- conference: Zénith\n    date: 2026-05-01\n    url: https://z.example/1\n";

    #[test]
    fn a_delivery_is_put_behind_the_last_one() {
        for old in [
            "deliveries:\n  - conference: A\n    date: 2026-01-01\n",
            "deliveries:\n  - conference: A\n    date: 2026-01-01 # why\n    # city: B\n",
            "deliveries:\n  - { conference: A, date: 2026-01-01 }\n",
        ] {
            assert_eq!(put(old), Some(format!("{old}  {NEW}")), "{old}");
        }
        let flat = "deliveries:\n- date: 2026-01-01\n  conference: >-\n    A\n    B\n";
        let new = NEW.replace("\n    ", "\n  ");
        assert_eq!(put(flat), Some(format!("{flat}{new}")));
        assert_eq!(put("deliveries: [{ conference: A, date: 2026-01-01 }]\n"), None);
        assert_eq!(
            put("deliveries:\n  -\n    conference: A\n    date: 2026-01-01\n"),
            None
        );
    }

    #[test]
    fn what_a_delivery_lacks_is_put_into_it() {
        let old = "deliveries:\n  - conference: Zenith\n    date: 2026-05-01\n  - conference: A\n    date: 2026-01-01\n";
        let new = old.replace("05-01\n", "05-01\n    url: https://z.example/1\n");
        assert_eq!(put(old), Some(new));
        assert_eq!(
            put(
                "deliveries:\n  - conference: Zénith\n    url: https://z.example/2\n    date: 2026-05-01\n"
            ),
            None
        );
    }
}
