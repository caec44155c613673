//! Texts of front matter, lists and settings: each is plain text, and what looks like markup in
//! it is said, with what mends it.

use std::sync::Arc;

use parvis::{
    content::{
        Kind,
        field::{CREDIT, Field, SETTINGS, Type, fields},
        record::{Reading, read},
    },
    diag::{Diagnostic, Source, Span},
    yaml::parse,
};

/// What is said of a mapping, as a file of lists and settings is read.
fn said(text: &str, fields: &'static [Field]) -> Vec<Diagnostic> {
    let source = Arc::new(Source::new("a.yaml", text));
    let node = parse(&source, 0..text.len()).value.unwrap();
    let head = Span::new(&source, 0..1);
    let reading = Reading { what: "a", localized: true, complete: false, head: &head };
    read(&node, fields, reading).diagnostics
}

/// Each text of some fields, in YAML of one line: what stands before its value, and behind it.
fn texts(fields: &[Field], before: &str, behind: &str, out: &mut Vec<(String, String)>) {
    for field in fields {
        let before = format!("{before}{}: ", field.name);
        of_type(field.ty, &before, behind, out);
    }
}

fn of_type(ty: Type, before: &str, behind: &str, out: &mut Vec<(String, String)>) {
    match ty {
        Type::Title | Type::Text | Type::Word => {
            out.push((before.to_owned(), behind.to_owned()));
            if ty != Type::Word {
                out.push((format!("{before}{{fr: "), format!("}}{behind}")));
            }
        }
        Type::List(inner, _) => {
            of_type(*inner, &format!("{before}["), &format!("]{behind}"), out);
        }
        Type::Map(fields) | Type::PersonOr(fields) => {
            texts(fields, &format!("{before}{{"), &format!("}}{behind}"), out);
        }
        _ => {}
    }
}

#[test]
fn no_text_of_a_field_shows_marks_in_silence() {
    let tables = Kind::ALL.iter().map(|it| fields(*it)).chain([SETTINGS, CREDIT]);
    let mut count = 0;
    for table in tables {
        let mut all = Vec::new();
        texts(table, "", "", &mut all);
        for (before, behind) in all {
            count += 1;
            for text in ["un **x** y", "un <b>x</b> y", "un &quot;x&quot; y", "un [a](b) y"]
            {
                let yaml = format!("{before}\"{text}\"{behind}");
                let found = said(&yaml, table);
                let own = found.iter().filter(|it| it.code == "text-marks");
                assert_eq!(own.count(), 1, "{yaml}: {found:?}");
            }
            let yaml = format!("{before}\"un mot\"{behind}");
            assert!(said(&yaml, table).iter().all(|it| it.code != "text-marks"), "{yaml}");
            // What nobody sees is said wherever it stands, also where an escape spells it.
            let yaml = format!("{before}\"un\\u202emot\"{behind}");
            let source = Arc::new(Source::new("a.yaml", yaml.as_str()));
            let found = parse(&source, 0..yaml.len()).diagnostics;
            assert_eq!(found.len(), 1, "{yaml}");
            assert_eq!(found[0].code, "invisible-character", "{yaml}");
        }
    }
    assert!(count > 100, "{count}");
}

/// A text of YAML with what is found in it mended.
fn mended(yaml: &str) -> Option<String> {
    let found = said(yaml, fields(Kind::Retex));
    let own = found.into_iter().find(|it| it.code == "text-marks").unwrap();
    let mut out = yaml.to_owned();
    for edit in own.fix?.edits.iter().rev() {
        out.replace_range(edit.span.range(), &edit.text);
    }
    Some(out)
}

#[test]
fn marks_of_a_text_of_several_lines_are_taken_out_in_their_lines() {
    for (text, right) in [
        (
            "summary: |\n  Un **mot**\n  et <b>un</b> autre.\n",
            "summary: |\n  Un mot\n  et un autre.\n",
        ),
        (
            "summary: >-\n  Un `mot`\n  et [un](b) autre.\ntoc: true\n",
            "summary: >-\n  Un mot\n  et un autre.\ntoc: true\n",
        ),
        ("summary: Un **mot**\n  et &eacute;t&eacute;.\n", "summary: Un mot\n  et été.\n"),
        (
            "summary: \"Un **mot**\n  et un autre.\"\n",
            "summary: \"Un mot\n  et un autre.\"\n",
        ),
        ("summary: 'Un **mot**\n  et un autre.'\n", "summary: 'Un mot\n  et un autre.'\n"),
        ("summary: Un **mot**.\n", "summary: Un mot.\n"),
    ] {
        assert_eq!(mended(text).as_deref(), Some(right), "{text}");
    }
    for text in [
        "summary: \"Un\\n **mot**\n  et un autre.\"\n",
        "summary: Un mot\n  <b>#</b>1 et un autre.\n",
        "summary: |\n  Un `mot\n  et un` autre.\n",
    ] {
        assert_eq!(mended(text), None, "{text}");
    }
}

#[test]
fn a_text_that_begins_with_a_table_is_told_by_its_first_words() {
    let told = |body: &str| {
        let text = format!(
            "=== communities/rte/retex/2026-01-02-x.md\n---\ntitle: X\nauthors: [ana]\n---\n{body}\n"
        );
        let snapshot = crate::diagnostics::portal(&text);
        let site = snapshot.site.as_ref().unwrap();
        let id = site.portal.of_kind(Kind::Retex).next().unwrap();
        site.portal.entry(id).variants[0].document.outline().excerpt.clone()
    };
    let table = "| a | b |\n|---|---|\n| 1 | 2 |\n";
    assert_eq!(told(&format!("{table}\nPara.")), "Para.");
    assert_eq!(told(&format!("> {}\nPara.", table.replace('\n', "\n> "))), "Para.");
    assert_eq!(told(&format!("Un.\n\n{table}\nDeux.")), "Un. Deux.");
    assert_eq!(told("<table><tr><td>a</td><td>b</td></tr></table>\n\nPara."), "Para.");
}
