//! Texts of authors are shown set: everywhere, and as their own language is.

use std::{fs, path::Path};

use parvis::{
    content::{
        Kind,
        field::{Field, SETTINGS, Type, fields},
    },
    render::{Output, render},
    snapshot::Snapshot,
};

use crate::diagnostics::portal;

/// A portal in which each field of prose says `d'un`.
const ALL: &str = "\
=== portal.yaml
title: Portail d'un
url: https://p.example/
languages: [fr, en]
description: Un portail d'un
letters:
- date: 2026-09-30
  since: 2026-01-01
  intro: Mot d'un
abbreviations:
- short: ABC
  long: Sigle d'un
organisation:
  name: Maison d'un
menu:
- label: Menu d'un
  url: https://p.example/x
footer:
- label: Pied d'un
  url: https://p.example/y
accessibility:
  status: partial
  rate: 50
  audited: 2026-01-01
  auditor: Cabinet d'un
  issues: [\"Reste d'un\"]
=== index.md
---
summary: Accueil d'un
---

Texte d'un.
=== people/ana.md
---
name: Ana d'un
role: Rôle d'un
organisation: Équipe d'un
links:
- label: Lien d'un
  url: https://p.example/ana
---

Texte d'un.
=== topics.yaml
- id: rust
  label: Sujet d'un
  description: Tout d'un
  synonyms: [\"Mot d'un\"]
=== communities/rte/index.md
---
title: Communauté d'un
short_title: Com d'un
summary: Résumé d'un
meeting: Rencontre d'un
contacts:
- label: Contact d'un
  url: https://p.example/c
join:
  label: Rejoindre d'un
  url: https://p.example/j
leads: [ana]
---

Texte d'un.
=== static/img/a.png
=== communities/rte/retex/2026-01-02-x.md
---
title: Titre d'un
authors: [ana]
summary: Résumé d'un
context: Contexte d'un
takeaways: [\"Leçon d'un\"]
audience: Public d'un
topics: [rust]
related: [essai]
cover:
  image: /img/a.png
  alt: Image d'un
  credit: Photo d'un
  license: Licence d'un
series: {id: s, part: 1, title: Série d'un}
---

## Partie d'un

Texte d'un *mot d'un* ABC, ![d'un](a.png).

## Autre d'un
=== communities/rte/retex/a.png
=== communities/rte/retex/2026-01-03-y.md
---
title: Autre titre d'un
authors: [ana]
series: {id: s, part: 2}
topics: [rust]
---

Sans résumé, d'un début.
=== communities/rte/pages/p.md
---
title: Page d'un
summary: Résumé d'un
---

Texte d'un.
=== events/2026-11-02-e.md
---
title: Événement d'un
start: 2026-11-02T10:00
summary: Résumé d'un
occurrences:
- date: 2026-11-02
  notes: Notes d'un
place:
  name: Lieu d'un
  address: Rue d'un
online:
  url: https://p.example/o
  label: Visio d'un
speakers:
- name: Externe d'un
  organisation: Société d'un
programme:
- title: Point d'un
  speakers:
  - name: Externe d'un
audience: Public d'un
communities: [rte]
---

Texte d'un.
=== practices/pratique.md
---
title: Pratique d'un
status: proposed
summary: Usage d'un
audience: Équipes d'un
applied_by: [rte]
---

Façon d'un.
=== initiatives/idee.md
---
title: Initiative d'un
status: running
summary: Idée d'un
audience: Curieux d'un
deliverables:
- title: Guide d'un
---

Envie d'un.
=== talks/essai.md
---
title: Intervention d'un
speakers: [ana]
summary: Résumé d'un
audience: Public d'un
topics: [rust]
deliveries:
- conference: Conférence d'un
  date: 2026-02-03
  city: Ville d'un
  country: Pays d'un
---

Texte d'un.
";

fn outputs(snapshot: &Snapshot) -> Vec<(String, String)> {
    let site = snapshot.site.as_ref().unwrap();
    let bytes = |address: &str| match render(site, address).unwrap() {
        Output::Bytes(bytes) => Some((address.to_owned(), String::from_utf8(bytes).ok()?)),
        Output::File(_) | Output::Picture(..) => None,
    };
    site.routes.iter().filter_map(|it| bytes(it.0)).collect()
}

fn page(text: &str, address: &str) -> String {
    let snapshot = portal(text);
    assert_eq!(snapshot.errors(), 0, "{:?}", snapshot.diagnostics);
    let all = outputs(&snapshot);
    all.into_iter().find(|it| it.0 == address).unwrap().1
}

#[test]
fn no_output_shows_a_text_as_it_was_typed() {
    let snapshot = portal(ALL);
    assert_eq!(snapshot.errors(), 0, "{:?}", snapshot.diagnostics);
    let all = outputs(&snapshot);
    assert!(all.len() > 30, "{}", all.len());
    let mut wrong = Vec::new();
    for (address, text) in &all {
        let is_raw = text.starts_with("BEGIN:VCALENDAR") && text.contains("d'un");
        wrong.extend(is_raw.then(|| address.clone()));
        for (at, _) in text.match_indices("d&#39;un") {
            let (before, after) = text.split_at(at);
            let from = before.char_indices().rev().nth(30).map_or(0, |it| it.0);
            let near = before.get(from..).unwrap_or("");
            wrong.push(format!("{address}: {near}{}", after.lines().next().unwrap()));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    // And what this looks for is there at all, from each place.
    let texts = all.iter().map(|it| it.1.as_str()).collect::<Vec<_>>().concat();
    for line in ALL.lines().filter(|it| it.contains("d'un")) {
        let (before, _) = line.split_once("d'un").unwrap();
        let word = before.trim_end().rsplit([':', '"', '#']).next().unwrap().trim();
        // The home page has the portal's description.
        let is_shown = word != "Accueil";
        assert_eq!(texts.contains(&format!("{word} d’un")), is_shown, "{line}");
    }
}

#[test]
fn all_fields_of_prose_are_looked_at() {
    let mut lacks = Vec::new();
    let kinds = Kind::ALL.into_iter().chain([Kind::Home]);
    for table in kinds.map(fields).chain([SETTINGS]) {
        collect(table, &mut lacks);
    }
    assert_eq!(lacks, [""; 0]);
}

fn collect(table: &'static [Field], lacks: &mut Vec<&'static str>) {
    for field in table {
        let mut ty = field.ty;
        while let Type::List(inner, _) = ty {
            ty = *inner;
        }
        match ty {
            Type::Map(inner) | Type::PersonOr(inner) => collect(inner, lacks),
            Type::Title | Type::Text => {
                let is_there = ALL.lines().any(|it| {
                    let it = it.trim_start_matches(['-', ' ']);
                    it.starts_with(&format!("{}:", field.name)) && it.contains("d'un")
                });
                lacks.extend((!is_there).then_some(field.name));
            }
            _ => {}
        }
    }
}

/// What reads a text of an author as it was written; one module of the views may.
const RAW: &[&str] = &[
    ".title(",
    ".local(",
    ".written(",
    ".texts(",
    ".excerpt",
    "local_text",
    "heading.text",
    "entry.text(",
    "original.text(",
];

#[test]
fn no_view_reads_a_text_as_it_was_typed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/render");
    let mut prose = Vec::new();
    let kinds = Kind::ALL.into_iter().chain([Kind::Home]);
    for table in kinds.map(fields).chain([SETTINGS]) {
        prose_of(table, &mut prose);
    }
    let raw: Vec<String> = prose
        .iter()
        .flat_map(|it| [format!(".text(\"{it}\")"), format!(".list(\"{it}\")")])
        .filter(|it| it != ".list(\"label\")")
        .chain(RAW.iter().map(|it| (*it).to_owned()))
        .collect();
    let mut found = Vec::new();
    let mut count = 0;
    for entry in walkdir::WalkDir::new(&root) {
        let path = entry.unwrap().into_path();
        if path.extension().is_none_or(|it| it != "rs") || path.ends_with("words.rs") {
            continue;
        }
        count += 1;
        let text = fs::read_to_string(&path).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap();
        for (number, line) in code.lines().enumerate() {
            // The setter has the same names.
            let line = ["words.title(", "words.text(", "words.texts("]
                .iter()
                .fold(line.to_owned(), |line, it| line.replace(it, ""));
            // Addresses are made of what was typed.
            let line = line.replace("slugify(it.text(\"conference\")", "");
            let is_comment = line.trim_start().starts_with("//");
            if let Some(it) = raw.iter().find(|it| !is_comment && line.contains(*it)) {
                found.push(format!("{}:{}: {it}", path.display(), number + 1));
            }
        }
    }
    assert!(count > 20, "{count}");
    assert!(found.is_empty(), "ask `page.words` for it: {found:#?}");
}

fn prose_of(table: &'static [Field], names: &mut Vec<&'static str>) {
    for field in table {
        let mut ty = field.ty;
        while let Type::List(inner, _) = ty {
            ty = *inner;
        }
        match ty {
            Type::Map(inner) | Type::PersonOr(inner) => prose_of(inner, names),
            Type::Title | Type::Text => names.push(field.name),
            _ => {}
        }
    }
}

const HEAD: &str = "=== communities/rte/retex/2026-01-02-x.md\n---\ntitle: \"Titre : l'été\"\nauthors: [ana]\n---\n\n";
const AT: &str = "/communautes/rte/retex/x/";

#[test]
fn titles_are_set_but_no_address_is() {
    let html = page(&format!("{HEAD}## L'été : \"un\" !\n\n## Le 2e\n\nTexte.\n"), AT);
    assert!(html.contains("<h1>Titre\u{a0}: l’été</h1>"), "{html}");
    assert!(html.contains("<title>Titre\u{a0}: l’été – RTE – P</title>"), "{html}");
    assert!(html.contains("id=\"l-ete-un\""), "{html}");
    assert!(html.contains("href=\"#l-ete-un\""), "{html}");
    assert!(html.contains("L’été\u{a0}: «\u{202f}un\u{202f}»\u{202f}!"), "{html}");
    let feed = page(&format!("{HEAD}L'été.\n"), "/atom.xml");
    assert!(feed.contains("<title>Titre\u{a0}: l’été</title>"), "{feed}");
    assert!(feed.contains("<summary>L’été.</summary>"), "{feed}");
}

#[test]
fn each_text_follows_its_own_language() {
    let text = "=== portal.yaml\ntitle: {fr: \"L'été\", en: \"It's \\\"on\\\"\"}\nurl: https://p.example/\nlanguages: [fr, en, de]\n=== communities/rte/retex/2026-01-02-x.md\n---\ntitle: \"l'\\\"un\\\" !\"\nauthors: [ana]\n---\n\nTexte.\n=== communities/rte/retex/2026-01-03-y.md\n---\nlang: en\ntitle: \"It's \\\"on\\\"!\"\nauthors: [ana]\n---\n\nText.\n=== communities/rte/retex/2026-01-03-z.md\n---\nlang: de\ntitle: \"'s \\\"los\\\" !\"\nauthors: [ana]\n---\n\nText.\n";
    let fr = page(text, "/communautes/rte/");
    for part in [
        "l’«\u{202f}un\u{202f}»\u{202f}!",
        "It’s “on”!",
        "&#39;s &quot;los&quot; !",
        "L’été",
    ] {
        assert!(fr.contains(part), "{part}: {fr}");
    }
    let en = page(text, "/en/communities/rte/");
    for part in ["l’«\u{202f}un\u{202f}»\u{202f}!", "It’s “on”!", " – It’s “on”</title>"]
    {
        assert!(en.contains(part), "{part}: {en}");
    }
}

#[test]
fn a_portal_can_do_without() {
    let settings =
        "=== portal.yaml\ntitle: P\nurl: https://p.example/\ntypography: false\n";
    let html = page(&format!("{settings}{HEAD}## L'été !\n\nUn \"mot\" : le 2e.\n"), AT);
    assert!(html.contains("<h1>Titre : l&#39;été</h1>"), "{html}");
    assert!(html.contains("Un &quot;mot&quot; : le 2e."), "{html}");
    assert!(html.contains("L&#39;été !"), "{html}");
}

#[test]
fn code_in_a_summary_or_a_list_of_contents_stays() {
    let text = "Lancer `a \"b\" ; c`, c'est \"tout\" !\n\n## La fonction `f(\"x\")` : l'\"usage\"\n\n## Autre\n";
    let html = page(&format!("{HEAD}{text}"), AT);
    let summary = "Lancer a &quot;b&quot; ; c, c’est «\u{202f}tout\u{202f}»\u{202f}!";
    assert!(html.contains(summary), "{html}");
    let heading = "La fonction f(&quot;x&quot;)\u{a0}: l’«\u{202f}usage\u{202f}»";
    assert!(html.contains(heading), "{html}");
}
