//! Portals full of what can be mended, and of what stands in its way.

use super::Portal;
use crate::random::Random;

/// Lines of texts.
const LINES: &[&str] = &[
    "# Mon retex",
    "## Mon retex",
    "# Un titre",
    "# Encore un titre",
    "## Le contexte",
    "## Le contexte",
    "### Plus bas",
    "#### Bien plus bas",
    "##### Encore plus bas",
    "##Collé",
    "#\u{a0}Insécable",
    "Souligné\n===",
    "Souligné aussi\n---",
    "## L'équipe & nous",
    "[là](#Le contexte) et [là](#l'équipe--nous) et [là](#lequipe--nous)",
    "[la partie](#le-contexte-1), [une autre](#Souligné), [rien](#rien)",
    "[a](AUTRE.md#idée) [b](autre.md#IDÉE) [c](Autre.MD)",
    "[d](autre file.pdf) [e](/plan du site.pdf) [f](/PLAN.pdf)",
    "[écrire](mailto: ana@exemple.example) [appeler](tel: 12 34)",
    "[site](www.exemple.example) [mail](ana@exemple.example)",
    "http://github.com/a et [b](http://github.com/b) et <http://w3.org/>",
    "(le guide)[https://guide.example/] ou [le guide] (https://guide.example/b.pdf)",
    "[https://guide.example]() [](https://guide.example)",
    "![](Plan.PNG) ![un plan](plan.png) ![un plan](PLAN.png \"titre\")",
    "**Important : **il faut le dire. ** Attention** ici.",
    "Le **mot **et **l'autre**mot",
    "• un\n• deux",
    "– un\n– deux",
    "1.un\n2.deux",
    "> citation\n> ## Dedans\n> # Plus haut",
    "- item\n  # Dans la liste\n- [x](autre file.pdf)",
    "| a | b |\n|---|---|\n| [x](AUTRE.md) | http://github.com/x |",
    "|a|b|\n|--\t|--|\n|1|2|",
    "<details><summary>Voir</summary>\n**gras**\n</details>",
    "<h4>Sauté</h4>",
    "<b>ouvert",
    "```\n# code\n[x](mailto: a)\n```",
    "~~~rust\nlet x = 1;",
    "Un prix de 5$ ou 6$ [x](a b) $x^2$",
    "[^n] et [^N]\n\n[^n]: une note [x](AUTRE.md)",
    "[g][h] et [h]\n\n[h]: http://w3.org/ \"w3\"",
    "[j]\n\n[j]: ana@exemple.example",
    "> [!NOTE] suite\n> texte",
    "> [!INFO]\n> texte",
    ":::note\nTexte\n:::",
    "{{< youtube x >}} {% include x %} {{ x }}/a.png",
    "mot\u{200b}coupé et \u{feff}marque \u{202e}retourné",
    "des \u{93}guillemets\u{94} et l\u{92}apostrophe",
    "TOUT EN CAPITALES AVEC BEAUCOUP DE MOTS",
    "Ligne\u{a0}insécable : « oui »  ",
    "[deux](autre.md) [deux](/pages/AUTRE.md) [deux](../pages/autre.md)",
    "[lien](/communities/craft/retex/deplace.md) [lien](../events/Rencontre.md)",
    "[lien](https://p.example/pages/autre.md) [lien](/autre/)",
    "<a href=\" https://exemple.example/x\">e</a> <img src=\"plan.png\" alt=\"\">",
    "Texte simple.",
    "",
];

/// Lines of front matter.
const FIELDS: &[&str] = &[
    "title: Mon retex",
    "title: Mon retex : la suite",
    "title: [RFC] Mon retex",
    "title: “Mon retex”",
    "title: Le ticket #42 et la suite",
    "title: #2 le retour",
    "title:\u{a0}Mon retex",
    "title:Mon retex",
    "title: @ana écrit",
    "title: `code`",
    "title: Mon **retex** &amp; <b>moi</b>",
    "title: 'Mon l'essai'",
    "titre: Mon retex",
    "authors: [ana]",
    "authors: ana",
    "author: ana",
    "auteur: ana",
    "authors: [@ana]",
    "authors: [Ana Modèle]",
    "authors:\n\t- ana",
    "authors:\n  – ana",
    "authors:\n  • ana",
    "authors:\n\u{a0}\u{a0}- ana",
    "authors:\n- ana",
    "authors: - ana",
    "authors: [–ana, nobody]",
    "date: 2026-03-14",
    "date: 2026-3-14",
    "date: 14/03/2026",
    "date: 14 mars 2026",
    "date: March 14, 2026",
    "date: 2026-03-14 10:00",
    "date: 2026-02-30",
    "date: hier",
    "tags: [rust]",
    "tags: rust",
    "topics: [#rust]",
    "topics: [Rust]",
    "topics: rust",
    "categories: [rust]",
    "draft: yes",
    "draft: \"true\"",
    "toc: oui",
    "summary: Un résumé : le voici",
    "summary: Ce que #parvis change",
    "summary: \"Un \\ résumé\"",
    "description: Un résumé",
    "cover:\n\timage: plan.png\n\talt: Un plan",
    "cover: {image: PLAN.png, alt: x}",
    "\tlang: fr",
    "lang: FR",
    "takeaways: un seul",
    "takeaways:\n  - un: deux\n  - \u{201c}trois\u{201d}",
    "# un commentaire",
    "extra: {a: b}",
    "slug: Mon Essai",
];

/// Texts around a line.
fn nested(line: &str, random: &mut Random) -> String {
    let prefix = match random.below(8) {
        0 => "> ",
        1 => "- ",
        2 => "1. ",
        _ => return format!("{line}\n\n"),
    };
    let mut out = String::new();
    for (nth, it) in line.lines().enumerate() {
        let before = match (nth, prefix) {
            (0, it) | (_, it @ "> ") => it,
            (_, "1. ") => "   ",
            _ => "  ",
        };
        out.extend([before, it, "\n"]);
    }
    out + "\n"
}

fn body(random: &mut Random) -> String {
    let mut out = String::new();
    for _ in 0..random.below(9) {
        out += &nested(random.pick(LINES).unwrap(), random);
    }
    out
}

/// A text with right front matter in which some lines are others.
fn retex(random: &mut Random) -> String {
    let mut fields =
        vec!["title: Mon retex", "authors: [ana]", "date: 2026-03-14", "topics: [rust]"];
    for _ in 0..random.below(4) {
        let at = random.below(fields.len() + 1);
        let new = random.pick(FIELDS).unwrap();
        if random.one_in(2) {
            fields.insert(at, new);
        } else if let Some(field) = fields.get_mut(at) {
            *field = new;
        }
    }
    format!("---\n{}\n---\n\n{}", fields.join("\n"), body(random))
}

fn page(title: &str, random: &mut Random) -> String {
    format!("---\ntitle: {title}\n---\n\n{}", body(random))
}

/// An event with notes of two meetings, written in one of the ways of YAML.
fn meeting(random: &mut Random) -> String {
    let mut notes = || {
        let text = body(random);
        if random.one_in(3) {
            return serde_json::to_string(&text).unwrap();
        }
        let lines: Vec<String> = text.lines().map(|it| format!("    {it}")).collect();
        format!("|\n{}", lines.join("\n"))
    };
    format!(
        "---\ntitle: Rencontre\nstart: 2026-12-01T18:30\noccurrences:\n- date: 2026-12-01\n  notes: {}\n- date: 2026-12-02\n  notes: {}\n---\n\nTexte.\n",
        notes(),
        notes()
    )
}

/// As an editor on another machine ends its lines.
fn ended(text: String, random: &mut Random) -> String {
    match random.below(6) {
        0 => text.replace('\n', "\r\n"),
        1 => format!("\u{feff}{}", text.replace('\n', "\r\n")),
        2 => format!("\u{feff}{text}"),
        _ => text,
    }
}

/// A portal full of faults.
pub(super) fn portal(random: &mut Random) -> Portal {
    let lang = if random.one_in(2) { "[fr, en]" } else { "[en, fr]" };
    let settings = format!("title: P\nurl: https://p.example/\nlanguages: {lang}\n");
    let mut portal = Portal::default();
    let mut put = |path: &str, text: String| {
        portal.texts.insert(path.to_owned(), text);
    };
    put("portal.yaml", settings);
    put("people.yaml", "- {id: ana, name: Ana Modèle}\n".into());
    put("topics.yaml", "- {id: rust, label: Rust}\n".into());
    put("communities/craft/index.md", "---\ntitle: Craft\n---\n\nTexte.\n".into());
    put("communities/rte/index.md", "---\ntitle: RTE\n---\n\nTexte.\n".into());
    put("communities/rte/retex/deplace.md", {
        let head = "---\ntitle: Déplacé\nauthors: [ana]\ndate: 2026-01-01\n---\n\n";
        format!("{head}{}", body(random))
    });
    put("communities/rte/events/rencontre.md", {
        let text = meeting(random);
        ended(text, random)
    });
    let autre = format!("{}\n## Idée\n\nTexte.\n", page("Autre", random));
    put("pages/autre.md", autre);
    let first = retex(random);
    put("communities/craft/retex/2026-03-14-essai.md", ended(first, random));
    let second = retex(random);
    put("communities/craft/retex/mon-essai/index.md", ended(second, random));
    if random.one_in(2) {
        let text = page("My report", random);
        put("communities/craft/retex/mon-essai/index.en.md", ended(text, random));
    }
    for path in ["static/plan du site.pdf", "communities/craft/retex/mon-essai/plan.png"] {
        portal.files.push(parvis::source::Change {
            path: path.into(),
            contents: parvis::source::Contents::File(parvis::source::FileInfo {
                disk: path.into(),
                size: 100,
                ..Default::default()
            }),
        });
    }
    portal
}

/// One more fault in one text of a portal.
pub(super) fn damage(portal: &mut Portal, random: &mut Random) {
    let paths: Vec<String> =
        portal.texts.keys().filter(|it| !it.contains(".yaml")).cloned().collect();
    let text = portal.texts.get_mut(random.pick(&paths).unwrap()).unwrap();
    let mut rows: Vec<String> = text.lines().map(str::to_owned).collect();
    let end = rows.iter().skip(1).position(|it| it == "---").map_or(0, |it| it + 1);
    if random.one_in(3) && end > 1 {
        let at = 1 + random.below(end - 1);
        let row = &mut rows[at];
        match random.below(6) {
            0 => *row = row.replacen("  ", "\t", 1),
            1 => *row = row.replacen("- ", "– ", 1),
            2 => *row = row.replacen(": ", ":\u{a0}", 1),
            3 => *row = row.replace('"', ""),
            4 => *row = row.replacen("authors", "author", 1),
            _ => (*random.pick(FIELDS).unwrap()).clone_into(row),
        }
    } else {
        let at = end + 1 + random.below(rows.len().saturating_sub(end));
        let line = nested(random.pick(LINES).unwrap(), random);
        rows.insert(at.min(rows.len()), format!("\n{line}"));
    }
    *text = rows.join("\n") + "\n";
}
