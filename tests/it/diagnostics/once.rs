//! One mistake is one finding, and its fix leaves nothing to say.

use std::collections::BTreeMap;

use parvis::diag::{
    Diagnostic,
    patch::{Patch, apply},
};

use super::{files, portal};

const BASE: &str = "=== people/ana.md\n---\nname: Ana Modèle\n---\n\
    === people/bob.md\n---\nname: Bob\n---\n";

/// A portal with a retex of these lines, and a community that has it.
fn with(front: &str) -> String {
    format!(
        "{BASE}=== communities/rte/index.md\n---\ntitle: RTE\n---\n\
        === communities/rte/retex/x.md\n---\n{front}\n---\nt\n"
    )
}

fn found(text: &str) -> Vec<Diagnostic> {
    portal(text).diagnostics.clone()
}

/// The text with all fixes made.
fn mended(text: &str, found: &[Diagnostic]) -> String {
    let mut patch = Patch::default();
    for fix in found.iter().filter_map(|it| it.fix.as_ref()) {
        assert!(patch.take(fix), "{text} {found:#?}");
    }
    let mut all: BTreeMap<String, String> = files(text);
    for (path, edits) in patch.into_files() {
        let file = all.get_mut(&*path).unwrap();
        *file = apply(file, &edits).unwrap();
    }
    all.iter().map(|(path, text)| format!("=== {path}\n{text}")).collect()
}

/// Asserts that a front matter is told one thing, and what is told.
fn one(front: &str, code: &str, help: &str) {
    let found = found(&with(front));
    let said: Vec<_> = found.iter().map(|it| (it.code, it.help.as_deref())).collect();
    assert_eq!(said, [(code, Some(help))], "{front}\n{found:#?}");
}

/// The same, and its fix is right.
fn one_mended(front: &str, code: &str, help: &str) {
    one(front, code, help);
    let text = with(front);
    let again = mended(&text, &found(&text));
    assert_eq!(found(&again).len(), 0, "{again}");
}

#[test]
fn a_field_under_another_name_is_not_missing_too() {
    for (line, name) in [
        ("author: ana", "authors"),
        ("Author: ana", "authors"),
        ("auteur: ana", "authors"),
        ("auteurs: [ana]", "authors"),
        ("Écrit par: ana", "authors"),
        ("rédacteur: bob", "authors"),
        ("writers: [ana, bob]", "authors"),
        ("by: ana", "authors"),
        ("authrs: [ana]", "authors"),
        ("AUTHORS: [ana]", "authors"),
    ] {
        let front = format!("title: T\n{line}\ndate: 2026-01-02");
        one_mended(&front, "unknown-field", &format!("did you mean `{name}`?"));
    }
    for (line, name) in [
        ("titre: T", "title"),
        ("Title: T", "title"),
        ("titel: T", "title"),
        ("intitulé: T", "title"),
        ("headline: T", "title"),
        ("name: T", "title"),
    ] {
        let front = format!("{line}\nauthors: [ana]\ndate: 2026-01-02");
        one_mended(&front, "unknown-field", &format!("did you mean `{name}`?"));
    }
    for line in ["Date: 2026-01-02", "jour: 2026-01-02", "createdAt: 2026-01-02"] {
        let front = format!("title: T\nauthors: [ana]\n{line}");
        one_mended(&front, "unknown-field", "did you mean `date`?");
    }
}

#[test]
fn the_fields_of_other_kinds_and_of_mappings_are_not_missing_too() {
    for (entry, count) in [
        ("=== events/e.md\n---\ntitre: T\ndébut: 2026-01-02\n---\nt\n", 2),
        ("=== events/e.md\n---\ntitle: T\nstartDate: 2026-01-02\n---\nt\n", 1),
        ("=== events/e.md\n---\ntitle: T\nstart: 2026-01-02\nplace: {nom: S}\n---\nt\n", 1),
        (
            "=== talks/t.md\n---\ntitle: T\nintervenants: [ana]\n\
            deliveries: [{évènement: C, jour: 2026-01-02}]\n---\nt\n",
            3,
        ),
        ("=== people/cam.md\n---\nnom: Cam\n---\n", 1),
        ("=== pages/p.md\n---\ntitre: P\n---\nt\n", 1),
    ] {
        let text = format!("{BASE}{entry}");
        let found = found(&text);
        assert!(found.iter().all(|it| it.code == "unknown-field"), "{entry} {found:#?}");
        assert_eq!(found.len(), count, "{entry} {found:#?}");
    }
}

#[test]
fn a_mapping_where_a_list_of_ids_stands_is_told_its_ids() {
    for (written, right) in [
        ("{id: ana}", "[ana]"),
        ("{id: ana, name: Ana Modèle}", "[ana]"),
        ("{ids: [ana, bob]}", "[ana, bob]"),
        ("{person: ana}", "[ana]"),
        ("{name: Ana Modèle}", "[ana]"),
        ("{ana}", "[ana]"),
        ("{ana, bob}", "[ana, bob]"),
        ("{ana: Ana Modèle, bob: Bob}", "[ana, bob]"),
        ("\n  id: ana", "[ana]"),
        ("\n  ana: Ana Modèle\n  bob:", "[ana, bob]"),
        ("\n  ana:", "[ana]"),
    ] {
        let front = format!("title: T\nauthors: {written}\ndate: 2026-01-02");
        let found = found(&with(&front));
        assert!(found.iter().all(|it| it.message.ends_with("found a mapping")));
        one_mended(&front, "wrong-type", &format!("write `authors: {right}`"));
    }
    let rest = "title: T\nauthors: [ana]\ndate: 2026-01-02";
    let front = format!("{rest}\ntopics: {{rust: true}}");
    one_mended(&front, "wrong-type", "write `topics: [rust]`");
    let front = format!("{rest}\nrelated: {{topic: rust}}");
    one_mended(&front, "wrong-type", "write `related: [topic:rust]`");
}

#[test]
fn a_mapping_where_an_id_stands_is_told_its_id() {
    let rest = "title: T\ndate: 2026-01-02";
    one_mended(&format!("{rest}\nauthors: [{{id: ana}}]"), "wrong-type", "write `ana`");
    one_mended(&format!("{rest}\nauthors:\n  - id: ana"), "wrong-type", "write `- ana`");
    let help = "write the id of `Ana Modèle` alone, without its mapping";
    one(&format!("{rest}\nauthors: [{{name: Ana Modèle}}]"), "wrong-type", help);
    let leads = |written: &str| {
        let text = with("title: T\nauthors: [ana]\ndate: 2026-01-02");
        let own = format!("title: RTE\nleads: {written}");
        let found = found(&text.replace("title: RTE", &own));
        found.into_iter().map(|it| it.help.unwrap_or_default()).collect::<Vec<_>>()
    };
    assert_eq!(leads("{id: ana}"), ["write `leads: [ana]`"]);
    assert_eq!(leads("[{id: ana, role: R}]"), ["did you mean `person`?"]);
    assert_eq!(
        leads("{person: ana, role: R}"),
        ["write `leads: [{person: ana, role: R}]`"]
    );
}

#[test]
fn colons_and_number_signs_stand_in_any_order() {
    for (written, right) in [
        ("x : # y", "\"x : # y\""),
        ("x : #y", "\"x : #y\""),
        ("x: # y", "\"x: # y\""),
        ("x : y # z", "\"x : y\""),
        ("x : y #z", "\"x : y #z\""),
        (": # x", "\": # x\""),
        ("x :", "\"x :\""),
        ("x:", "\"x:\""),
        ("C# : y", "\"C# : y\""),
        ("x :\t# y", "\"x :\\t# y\""),
        ("x:\ty", "\"x:\\ty\""),
        ("\"x\" : # y", "'\"x\" : # y'"),
        ("a: b: c # d", "\"a: b: c\""),
    ] {
        let front = format!("title: {written}\nauthors: [ana]\ndate: 2026-01-02");
        one_mended(&front, "yaml-syntax", &format!("write `title: {right}`"));
    }
    for written in ["x #y : z", "# x : y", "#x : y", "a #b # c : d"] {
        let front = format!("title: {written}\nauthors: [ana]\ndate: 2026-01-02");
        let help = format!("put it in quotes: `title: \"{written}\"`");
        one_mended(&front, "cut-text", &help);
    }
    let rest = "title: T\nauthors: [ana]\ndate: 2026-01-02\ntakeaways:";
    for (written, right) in [
        (" [a : # b, c #d]", "[\"a : # b\", \"c #d\"]"),
        (" [a: # b, c]", "[\"a: # b\", c]"),
        (" [a : b # c]", "[\"a : b # c\"]"),
        (" [a, b # c]", "[a, \"b # c\"]"),
    ] {
        let front = format!("{rest}{written}");
        one_mended(&front, "yaml-syntax", &format!("write `takeaways: {right}`"));
    }
    for (written, right) in [("a : # b", "a : # b"), ("e : f # g", "e : f")] {
        let help = format!("put it in quotes: `\"{right}\"`");
        one_mended(&format!("{rest}\n  - {written}"), "wrong-type", &help);
    }
}

#[test]
fn a_field_has_a_colon_behind_its_name_and_nothing_behind_its_quotes() {
    for (line, right) in [
        ("title= T", "title: T"),
        ("title = T", "title: T"),
        ("title; T", "title: T"),
        ("title：T", "title: T"),
        ("title: \"T\",", "title: \"T\""),
        ("title: 'T';", "title: 'T'"),
        ("title: ?", "title: \"?\""),
        ("title: {% x %}", "title: \"{% x %}\""),
        ("title: [@x]", "title: \"[@x]\""),
    ] {
        let front = format!("{line}\nauthors: [ana]\ndate: 2026-01-02");
        one_mended(&front, "yaml-syntax", &format!("write `{right}`"));
    }
}
