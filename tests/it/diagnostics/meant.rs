//! What an author meant: each field of each kind, with values that people write and YAML or the
//! table refuses. The help converts what was written, and its fix leaves nothing to say.

use std::collections::BTreeMap;

use parvis::{
    content::{
        Kind,
        field::{Field, Type, fields},
    },
    diag::{
        Diagnostic,
        patch::{Patch, apply},
    },
};

use super::{check, event, files, portal, retex};

/// Where an entry of a kind is written.
fn path(kind: Kind) -> &'static str {
    match kind {
        Kind::Home => "index.md",
        Kind::Community => "communities/rte/index.md",
        Kind::Retex => "communities/rte/retex/2026-01-02-x.md",
        Kind::Event => "events/e.md",
        Kind::Talk => "talks/t.md",
        Kind::Practice => "practices/q.md",
        Kind::Initiative => "initiatives/i.md",
        Kind::Person => "people/ana.md",
        Kind::Topic => "topics.yaml",
        Kind::Page => "pages/p.md",
    }
}

/// The fields that an entry must have, but for one.
fn required(kind: Kind, but: &str) -> String {
    let line = |it: &Field| match it.ty {
        Type::List(Type::Reference(_) | Type::PersonOr(_), _) => {
            format!("{}: [ana]\n", it.name)
        }
        Type::List(..) => format!("{}: [{{conference: C, date: 2026-01-02}}]\n", it.name),
        Type::Date | Type::DateTime => format!("{}: 2026-01-02\n", it.name),
        Type::Choice(words) => format!("{}: {}\n", it.name, words[0]),
        _ => format!("{}: Un titre\n", it.name),
    };
    let all = fields(kind).iter().filter(|it| it.required && it.name != but);
    all.map(line).collect()
}

/// A portal with an entry of a kind, in which one field is written as these lines.
fn entry(kind: Kind, field: &str, lines: &str) -> String {
    let rest = required(kind, field);
    if kind == Kind::Topic {
        let all = format!("{rest}{lines}\n");
        let below: String = all.lines().map(|it| format!("  {it}\n")).collect();
        return format!("=== topics.yaml\n- id: rust\n{below}");
    }
    format!("=== {}\n---\n{rest}{lines}\n---\nt\n", path(kind))
}

fn of_syntax(it: &Diagnostic) -> bool {
    it.code.starts_with("yaml-") || it.code == "wrong-type"
}

/// What is said of syntax and types, and what is still said when the fixes were made.
fn before_and_after(text: &str) -> (Vec<Diagnostic>, Vec<String>) {
    let snapshot = portal(text);
    let found: Vec<Diagnostic> =
        snapshot.diagnostics.iter().filter(|it| of_syntax(it)).cloned().collect();
    let mut patch = Patch::default();
    for fix in found.iter().filter_map(|it| it.fix.as_ref()) {
        assert!(patch.take(fix), "{text} {found:#?}");
    }
    let mut all: BTreeMap<String, String> = files(text);
    for (path, edits) in patch.into_files() {
        let file = all.get_mut(&*path).unwrap();
        *file = apply(file, &edits).unwrap();
    }
    let again: String =
        all.iter().map(|(path, text)| format!("=== {path}\n{text}")).collect();
    let after = portal(&again);
    let left = after.diagnostics.iter().filter(|it| of_syntax(it));
    (found, left.map(|it| format!("{}: {:?}\n{again}", it.message, it.help)).collect())
}

/// Asserts that a value is told once, with this help, and mended.
fn one_right(text: &str, help: &str) {
    let (found, left) = before_and_after(text);
    let helps: Vec<&str> = found.iter().filter_map(|it| it.help.as_deref()).collect();
    assert!(
        matches!(helps.as_slice(), [it] if it.contains(help)),
        "{text}\nwanted: {help}\nfound: {found:#?}"
    );
    assert_eq!(left, Vec::<String>::new(), "{text}");
}

fn every_field() -> impl Iterator<Item = (Kind, &'static Field)> {
    let of = |kind: Kind| fields(kind).iter().map(move |it| (kind, it));
    Kind::ALL.into_iter().flat_map(of)
}

/// Texts that need quotes.
const TEXTS: &[(&str, &str)] = &[
    ("[RFC] Une idée", "\"[RFC] Une idée\""),
    ("{x} y", "\"{x} y\""),
    ("- Mon essai", "\"- Mon essai\""),
    ("*étoile filante", "\"*étoile filante\""),
    ("&a b", "\"&a b\""),
    ("!x y", "\"!x y\""),
    ("%x", "\"%x\""),
    ("@ana dit", "\"@ana dit\""),
    ("> cite", "\"> cite\""),
    ("| a", "\"| a\""),
    ("? q", "\"? q\""),
    (", x", "\", x\""),
    ("] x", "\"] x\""),
    ("Un : deux", "\"Un : deux\""),
    ("“Un : deux”", "\"Un : deux\""),
    ("\"A\" et B", "'\"A\" et B'"),
    ("'l'été'", "\"l'été\""),
    ("[[x]]", "\"[[x]]\""),
    ("[x]", "\"[x]\""),
    ("[RFC] Une idée # une remarque", "\"[RFC] Une idée\""),
];

#[test]
fn a_text_that_yaml_takes_for_something_else_gets_its_quotes() {
    for (kind, field) in every_field() {
        if !matches!(field.ty, Type::Title | Type::Text) {
            continue;
        }
        for (written, right) in TEXTS {
            let text = entry(kind, field.name, &format!("{}: {written}", field.name));
            one_right(&text, &format!("`{}: {right}`", field.name));
        }
    }
}

#[test]
fn an_item_of_a_list_of_texts_gets_its_quotes() {
    for (written, right) in TEXTS.iter().filter(|it| !it.0.starts_with("- ")) {
        let block = format!("takeaways:\n  - Un\n  - {written}\n  - Deux\n");
        one_right(&retex(&block, "t"), right);
    }
    for (written, right) in [
        ("[Un, @x dit, Deux]", "[Un, \"@x dit\", Deux]"),
        ("[Un, [RFC] x]", "[Un, \"[RFC] x\"]"),
        ("- Un", "[Un]"),
        ("Un : deux", "[\"Un : deux\"]"),
        ("Un, deux", "[\"Un, deux\"]"),
    ] {
        let (found, _) = before_and_after(&retex(&format!("takeaways: {written}\n"), "t"));
        let helps: Vec<&str> = found.iter().filter_map(|it| it.help.as_deref()).collect();
        assert_eq!(helps, [format!("write `takeaways: {right}`")], "{written}");
    }
}

#[test]
fn a_text_in_each_language_gets_its_quotes() {
    for (written, right) in [
        (
            "{fr: [RFC] Une idée, en: [RFC] One}",
            "{fr: \"[RFC] Une idée\", en: \"[RFC] One\"}",
        ),
        ("{fr: Un : deux, en: @x}", "{fr: \"Un : deux\", en: \"@x\"}"),
    ] {
        one_right(&format!("=== topics.yaml\n- id: rust\n  label: {written}\n"), right);
        let text = format!("=== portal.yaml\ntitle: {written}\nurl: https://p.example/\n");
        let (found, _) = before_and_after(&text);
        assert_eq!(found.len(), 1, "{found:#?}");
    }
    let text =
        "=== topics.yaml\n- id: rust\n  label:\n    fr: [RFC] Une idée\n    en: One\n";
    one_right(text, "fr: \"[RFC] Une idée\"");
    one_right("=== people.yaml\n- {id: bob, name: `Bob`}\n", "name: \"`Bob`\"");
}

#[test]
fn a_blank_that_yaml_does_not_know_is_named_with_its_place() {
    for blank in ['\u{a0}', '\u{202f}', '\u{3000}', '\u{2009}', '\u{2003}'] {
        for lines in [
            "title:_Essai",
            "title_: Essai",
            "title: Essai\ntopics:\n__- rust",
            "title: Essai\ntopics:\n _- rust",
            "title: Essai\ntopics:\n-_rust",
            "title: Essai\ntopics:_[rust]",
            "title: Essai\ntopics: _[rust]",
            "title: Essai\ncover: {image:_/img/x.png, alt: x}",
            "title: Essai\nseries:\n  id: a\n_ part: 1",
        ] {
            let lines = lines.replace('_', &blank.to_string());
            let (found, left) = before_and_after(&entry(Kind::Retex, "title", &lines));
            let code = format!("U+{:04X}", u32::from(blank));
            let is = |it: &Diagnostic| {
                let place = it.span.as_ref().is_some_and(|it| it.text().starts_with(blank));
                it.message.contains(&code) && place
            };
            assert!(matches!(found.as_slice(), [it] if is(it)), "{lines:?} {found:#?}");
            assert!(left.is_empty(), "{lines:?} {left:?}");
        }
        let text = entry(Kind::Retex, "title", &format!("title: {blank}Un{blank}essai"));
        assert!(before_and_after(&text).0.is_empty());
    }
}

#[test]
fn a_dash_or_a_bullet_stands_for_the_hyphen_of_a_list() {
    for (kind, field) in every_field() {
        let Type::List(Type::Reference(_) | Type::PersonOr(_) | Type::Text, _) = field.ty
        else {
            continue;
        };
        for (sign, indent) in [
            ("–", ""),
            ("–", "  "),
            ("—", ""),
            ("•", ""),
            ("•", "  "),
            ("*", "  "),
            ("·", "  "),
            ("−", ""),
        ] {
            let items = format!("{indent}{sign} ana\n{indent}{sign} bob");
            let lines = format!("{}:\n{items}", field.name);
            let (found, left) = before_and_after(&entry(kind, field.name, &lines));
            let helps: Vec<&str> =
                found.iter().filter_map(|it| it.help.as_deref()).collect();
            assert_eq!(helps, ["write `- ana`", "write `- bob`"], "{lines}");
            assert!(left.is_empty(), "{lines} {left:?}");
        }
    }
    let front = "summary: Un texte\n  – suite\ncontext: |\n  • Un\n  \u{a0}- deux\n";
    assert!(before_and_after(&retex(front, "t")).0.is_empty());
}

#[test]
fn an_id_has_no_sign_and_its_list_has_brackets() {
    for (kind, field) in every_field() {
        let Type::List(Type::Reference(_) | Type::PersonOr(_) | Type::AnyReference, _) =
            field.ty
        else {
            continue;
        };
        let name = field.name;
        for (written, right) in [
            ("[@ana]", "[ana]"),
            ("[ana, @bob]", "[ana, bob]"),
            ("@ana", "[ana]"),
            ("- ana", "[ana]"),
            ("- @ana", "[ana]"),
            ("[#ana]", "[ana]"),
            ("ana", "[ana]"),
            ("ana, bob", "[ana, bob]"),
            ("ana # une remarque", "[ana]"),
        ] {
            let text = entry(kind, name, &format!("{name}: {written}"));
            let (found, _) = before_and_after(&text);
            let helps: Vec<&str> =
                found.iter().filter_map(|it| it.help.as_deref()).collect();
            assert_eq!(helps, [format!("write `{name}: {right}`")], "{text}");
        }
        let text = entry(kind, name, &format!("{name}:\n  - @ana"));
        let helps: Vec<Option<String>> =
            before_and_after(&text).0.into_iter().map(|it| it.help).collect();
        assert_eq!(helps, [Some("write `- ana`".to_owned())], "{text}");
    }
}

#[test]
fn a_name_where_an_id_stands_is_known() {
    let base = "=== people.yaml\n- {id: ana-m, name: Ana Modèle}\n\
        - {id: cam, name: Camille Exemple}\n\
        === topics.yaml\n- id: ia\n  label: {fr: Intelligence artificielle, en: Thinking machines}\n  synonyms: [réseaux]\n\
        === communities/craft/index.md\n---\ntitle: Artisanat logiciel\nshort_title: Artisanat\n---\n";
    for (kind, field, written, id) in [
        (Kind::Retex, "authors", "[Ana Modèle]", "ana-m"),
        (Kind::Retex, "authors", "[Modèle Ana]", "ana-m"),
        (Kind::Retex, "authors", "[ana modele]", "ana-m"),
        (Kind::Retex, "authors", "[ANA MODÈLE]", "ana-m"),
        (Kind::Retex, "authors", "[\"Ana Modèle\"]", "ana-m"),
        (Kind::Retex, "authors", "[Camile Exemple]", "cam"),
        (Kind::Retex, "topics", "[Intelligence artificielle]", "ia"),
        (Kind::Retex, "topics", "[thinking machines]", "ia"),
        (Kind::Retex, "topics", "[Réseaux]", "ia"),
        (Kind::Community, "leads", "[Ana Modèle]", "ana-m"),
        (Kind::Community, "leads", "[{person: Ana Modèle}]", "ana-m"),
        (Kind::Event, "speakers", "[Ana Modèle]", "ana-m"),
        (Kind::Event, "programme", "[{title: A, speakers: [Ana Modèle]}]", "ana-m"),
        (Kind::Event, "communities", "[Artisanat logiciel]", "craft"),
        (Kind::Talk, "speakers", "[Camille Exemple]", "cam"),
        (Kind::Talk, "communities", "[Artisanat]", "craft"),
        (Kind::Practice, "owners", "[Ana Modèle]", "ana-m"),
        (Kind::Initiative, "owners", "[Ana Modèle]", "ana-m"),
        (Kind::Person, "communities", "[Artisanat logiciel]", "craft"),
    ] {
        let text = format!("{base}{}", entry(kind, field, &format!("{field}: {written}")));
        let found = portal(&text);
        let help = format!("did you mean `{id}` (");
        let is =
            |it: &&Diagnostic| it.help.as_deref().is_some_and(|it| it.starts_with(&help));
        let count = found.diagnostics.iter().filter(is).count();
        assert_eq!(count, 1, "{written} {:#?}", found.diagnostics);
    }
    let written = entry(Kind::Retex, "authors", "authors: Camille Exemple et Ana Modèle");
    one_right(&format!("{base}{written}"), "write `authors: [cam, ana-m]`");
    let text = entry(Kind::Event, "speakers", "speakers: [Bob Inconnu]");
    let help = portal(&text).diagnostics.first().and_then(|it| it.help.clone()).unwrap();
    assert!(help.contains("`{name: Bob Inconnu}`"), "{help}");
}

/// Values of entries, and the help for them.
const VALUES: &[(Kind, &str, &str)] = &[
    (Kind::Community, "members: 1 200", "write `members: 1200`"),
    (Kind::Community, "members: 1\u{202f}200", "write `members: 1200`"),
    (Kind::Community, "members: 1.200", "write `members: 1200`"),
    (Kind::Community, "members: 12 membres", "write `members: 12`"),
    (Kind::Community, "members: douze", "write a value such as `members: 1`"),
    (Kind::Community, "weight: -1", "write a value such as `weight: 1`"),
    (Kind::Retex, "series: {id: a, part: 0}", "write 1 or more"),
    (Kind::Event, "place: Salle 12", "write `place: {name: Salle 12}`"),
    (
        Kind::Event,
        "online: https://x.example/",
        "write `online: {url: https://x.example/}`",
    ),
    (
        Kind::Event,
        "exceptions: [2026-12-21]",
        "write `{date: 2026-12-21, cancelled: true}`",
    ),
    (
        Kind::Event,
        "exceptions:\n  - 2026-12-21",
        "write `- {date: 2026-12-21, cancelled: true}`",
    ),
    (
        Kind::Event,
        "exceptions: 2026-12-21",
        "write `exceptions: [{date: 2026-12-21, cancelled: true}]`",
    ),
    (
        Kind::Event,
        "exceptions: [{date: 2026-01-05, moved_to: 06/01/2026 18h}]",
        "write `moved_to: 2026-01-06T18:00`",
    ),
    (
        Kind::Event,
        "exceptions: [{date: 2026-01-05, moved_to: 18h}]",
        "write `moved_to: 2026-01-05T18:00`",
    ),
    (
        Kind::Community,
        "contacts: ana@a.example",
        "write `contacts: [{label: …, email: ana@a.example}]`",
    ),
    (
        Kind::Community,
        "contacts: [{label: X, email: Ana <ana@a.example>}]",
        "write `email: ana@a.example`",
    ),
    (Kind::Person, "email: mailto:ana@a.example", "write `email: ana@a.example`"),
    (Kind::Community, "color: 1f6f54", "write `color: \"#1f6f54\"`"),
    (Kind::Community, "color: rgb(31, 111, 84)", "write `color: \"#1f6f54\"`"),
    (Kind::Community, "color: vert", "write a value such as `color: \"#1f6f54\"`"),
    (Kind::Retex, "toc: oui", "write `toc: true`"),
    (Kind::Retex, "lang: English", "write `lang: en`"),
    (Kind::Retex, "lang: en-GB", "write `lang: en-gb`"),
    (Kind::Retex, "updated: “2026-03-14”", "write `updated: 2026-03-14`"),
    (Kind::Retex, "series: essais", "write `series: {id: essais, part: …}`"),
    (Kind::Event, "status: Annulée", "write `status: cancelled`"),
    (Kind::Event, "kind: moment convivial", "write `kind: social`"),
    (Kind::Community, "status: en sommeil # depuis mai", "write `status: dormant`"),
    (Kind::Practice, "status: à l’essai", "write `status: tried`"),
    (Kind::Practice, "status: Adoptée", "write `status: adopted`"),
    (Kind::Initiative, "status: en cours", "write `status: running`"),
    (Kind::Initiative, "status: terminée", "write `status: done`"),
    (Kind::Initiative, "status: abandonnée", "write `status: dropped`"),
    (Kind::Talk, "level: débutant", "write `level: beginner`"),
];

#[test]
fn a_value_is_converted_or_shown_as_a_sample() {
    for (kind, line, help) in VALUES {
        let name = line.split(':').next().unwrap();
        let text = entry(*kind, name, line);
        let (found, left) = before_and_after(&text);
        let helps: Vec<&str> = found.iter().filter_map(|it| it.help.as_deref()).collect();
        assert_eq!(helps, [*help], "{line}");
        assert!(
            found.iter().any(|it| it.fix.is_none()) || left.is_empty(),
            "{line} {left:?}"
        );
        // A file whose lines end with carriage returns says the same.
        let (found, _) =
            before_and_after(&text.replace('\n', "\r\n").replace("===\r", "==="));
        assert!(found.len() <= 1, "{line}");
    }
}

#[test]
fn settings_are_converted_too() {
    for (line, help) in [
        ("languages: [fr, en-GB]", "write `en-gb`"),
        ("languages: fr", "write `languages: [fr]`"),
        (
            "accessibility: {rate: 172}",
            "a share is at most 100: count what is met, not all there is",
        ),
        ("accessibility: {rate: 72 %}", "write `rate: 72`"),
        ("accessibility: {rate: 72,5}", "write `rate: 72.5`"),
        ("page_size: 0", "write 1 or more"),
        ("vitality: {silent_quarters: 0}", "write 1 or more"),
        ("organisation: Exemple", "write `organisation: {name: Exemple}`"),
        ("access: privé", "write `access: restricted`"),
        ("checks: {link-vague: non}", "write `link-vague: off`"),
        ("description: [RFC] x", "write `description: \"[RFC] x\"`"),
    ] {
        let text = format!("=== portal.yaml\ntitle: P\nurl: https://p.example/\n{line}\n");
        let (found, _) = before_and_after(&text);
        let helps: Vec<&str> = found.iter().filter_map(|it| it.help.as_deref()).collect();
        assert_eq!(helps, [help], "{line}");
    }
    for rate in ["0", "100", "72.5", "72,5", "\"72,5\""] {
        let text = format!(
            "=== portal.yaml\ntitle: P\nurl: https://p.example/\naccessibility:\n  rate: {rate}\n"
        );
        assert!(before_and_after(&text).0.is_empty(), "{rate}");
    }
}

#[test]
fn all_faults_of_one_front_matter_are_said_at_once() {
    let front = "summary: Un : deux\ntopics:\n\t- rust\ncontext: [RFC] x\nupdated: 12/03/2026\n\
        author: ana\ntoc: oui\nexpires: @x\nseries:\n  id: a\n    part: 1\n";
    let snapshot = portal(&retex(front, "t"));
    let line = |it: &Diagnostic| Some((it.span.as_ref()?.start().line, it.code));
    let found: Vec<(usize, &str)> = snapshot.diagnostics.iter().filter_map(line).collect();
    for wanted in [
        (4, "yaml-syntax"),
        (6, "yaml-tab"),
        (7, "yaml-syntax"),
        (8, "wrong-type"),
        (9, "unknown-field"),
        (10, "wrong-type"),
        (11, "yaml-syntax"),
        (14, "yaml-syntax"),
    ] {
        assert!(found.contains(&wanted), "{wanted:?} {found:?}");
    }
    assert!(found.iter().all(|it| it.1 != "missing-field"), "{found:?}");
}

#[test]
fn what_could_not_be_read_brings_no_false_finding() {
    let topics =
        "=== topics.yaml\n- id: rust\n  label: Rust\n- id: go\n   label: Go\n  x\n";
    let found = portal(&format!("{topics}{}", retex("topics: [go]\n", "t")));
    let codes: Vec<&str> = found.diagnostics.iter().map(|it| it.code).collect();
    assert!(
        !codes.is_empty() && codes.iter().all(|it| it.starts_with("yaml-")),
        "{codes:?}"
    );
    let found = portal(&event("start: \"2027-01-05\nsummary: x\n"));
    let codes: Vec<&str> = found.diagnostics.iter().map(|it| it.code).collect();
    assert_eq!(codes, ["yaml-syntax"]);
}

#[test]
fn a_file_without_front_matter_is_told_what_to_begin_with() {
    check(
        "=== communities/rte/retex/x.md\n# Mon essai : le retour\n\nTexte.\n",
        r##"
error[no-front-matter]: the file has no front matter
 --> communities/rte/retex/x.md:1:1
  |
1 | # Mon essai : le retour
  | ^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: begin with a line `---`, then `title: "Mon essai : le retour"`, `authors: […]`, `date: …`, such as `2026-03-14`, then a line `---`
"##,
    );
}

#[test]
fn an_address_that_only_its_author_can_open_is_said() {
    for (kind, line) in [
        (Kind::Retex, "canonical: http://localhost:3000/x"),
        (Kind::Event, "online: {url: https://127.0.0.1/x}"),
        (Kind::Event, "recording: http://[::1]:80/"),
        (Kind::Person, "links: [{label: X, url: http://localhost/}]"),
    ] {
        let name = line.split(':').next().unwrap();
        let found = portal(&entry(kind, name, line));
        assert!(found.diagnostics.iter().any(|it| it.code == "local-address"), "{line}");
    }
}

#[test]
fn curly_quotes_around_a_value_are_no_part_of_it() {
    for (kind, field) in [
        (Kind::Retex, "title"),
        (Kind::Retex, "summary"),
        (Kind::Event, "audience"),
        (Kind::Community, "short_title"),
        (Kind::Topic, "label"),
    ] {
        for (written, right) in [
            ("“Mon essai”", "Mon essai"),
            ("„Mein Versuch“", "Mein Versuch"),
            ("‘An essay’", "An essay"),
            ("“Mon \"essai\"”", "Mon \"essai\""),
        ] {
            let text = entry(kind, field, &format!("{field}: {written}"));
            let found = portal(&text).diagnostics.clone();
            let quotes: Vec<_> =
                found.iter().filter(|it| it.code == "text-marks").collect();
            let [one] = quotes.as_slice() else { panic!("{text} {found:?}") };
            let edit = &one.fix.as_ref().unwrap().edits[0];
            assert!(
                edit.text.contains(right) && !edit.text.contains(['“', '‘', '„']),
                "{edit:?}"
            );
            assert!(one.help.as_ref().unwrap().contains(&edit.text), "{one:?}");
        }
        // Quotes within a text, or those of French, are the author's.
        for written in ["“Un” et “deux”", "Un “essai”", "« Mon essai »"] {
            let text = entry(kind, field, &format!("{field}: {written}"));
            assert!(
                !portal(&text).diagnostics.iter().any(|it| it.code == "text-marks"),
                "{text}"
            );
        }
    }
}
