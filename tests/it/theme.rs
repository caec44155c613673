//! The theme: what a portal overrides, what is said of broken templates, and texts in both languages.

use std::{collections::BTreeSet, fs, path::Path};

use parvis::{
    diag::write::short,
    render::{Output, render},
    snapshot::Snapshot,
};

use crate::diagnostics::portal;

const RETEX: &str = "=== communities/rte/retex/2026-01-02-x.md\n---\ntitle: X\nauthors: [ana]\ntopics: [rust]\n---\n\nText.\n";
const AT: &str = "/communautes/rte/retex/x/";

fn bytes(snapshot: &Snapshot, address: &str) -> String {
    match render(snapshot.site.as_ref().unwrap(), address).unwrap() {
        Output::Bytes(bytes) => String::from_utf8(bytes).unwrap(),
        other => panic!("{other:?}"),
    }
}

fn said(snapshot: &Snapshot) -> Vec<String> {
    let line = |it: &parvis::diag::Diagnostic| match &it.help {
        Some(help) => format!("{} | {help}", short(it)),
        None => short(it),
    };
    snapshot.diagnostics.iter().map(line).collect()
}

/// What rendering a page says.
fn fails(text: &str, address: &str) -> Vec<String> {
    let snapshot = portal(text);
    assert_eq!(said(&snapshot), [""; 0]);
    let found = render(snapshot.site.as_ref().unwrap(), address).unwrap_err();
    found.iter().map(short).collect()
}

#[test]
fn one_template_is_overridden_and_may_extend_the_themes_own() {
    let text = format!(
        "{RETEX}=== themes/parvis/templates/retex.html\n{{% extends \"parvis/retex.html\" %}}\n{{% block main %}}<p class=\"own\">{{{{ settings.slogan }}}}</p>{{{{ super() }}}}{{% endblock main %}}\n=== portal.yaml\ntitle: P\nurl: https://p.example/\ntheme_settings: {{ extra: {{ slogan: Ensemble }} }}\n"
    );
    let snapshot = portal(&text);
    assert_eq!(said(&snapshot), [""; 0]);
    let html = bytes(&snapshot, AT);
    assert!(html.contains("<p class=\"own\">Ensemble</p>"), "{html}");
    assert!(html.contains("<h1>X</h1>"));
    assert!(!bytes(&snapshot, "/sujets/rust/").contains("class=\"own\""));
}

#[test]
fn one_component_is_overridden_everywhere() {
    let own = "=== themes/parvis/templates/own.html\n{% component card(card, level: integer = 3) %}<b class=\"own\">{{ card.title }}</b>{% endcomponent card %}\n";
    let snapshot = portal(&format!("{RETEX}{own}"));
    assert_eq!(said(&snapshot), [""; 0]);
    for address in ["/retex/", "/sujets/rust/", "/communautes/rte/"] {
        assert!(bytes(&snapshot, address).contains("<b class=\"own\">X</b>"), "{address}");
    }
}

#[test]
fn one_style_sheet_asset_or_color_is_changed_without_copying_the_rest() {
    let asset = |snapshot: &Snapshot, name: &str| {
        let site = snapshot.site.as_ref().unwrap();
        site.theme.assets[name].clone()
    };
    let plain = portal(RETEX);
    let own = portal(&format!(
        "{RETEX}=== themes/parvis/static/css/90-own.css\n.own {{ color: red }}\n=== themes/parvis/static/icon.svg\n<!-- me --><svg xmlns=\"http://www.w3.org/2000/svg\"/>\n=== portal.yaml\ntitle: P\nurl: https://p.example/\ntheme_settings:\n  colors: {{ accent: \"#7a1f3d\" }}\n  properties: {{ radius: 0.1rem }}\n"
    ));
    assert_eq!(said(&own), [""; 0]);
    let (before, after) = (asset(&plain, "style.css"), asset(&own, "style.css"));
    assert_ne!(before.address, after.address);
    for part in [".own{color:red}", "--accent:#7a1f3d;", "--radius:0.1rem;", ".c-rte{--c:"]
    {
        assert!(after.text.contains(part), "{part}");
        assert_eq!(before.text.contains(part), part.starts_with(".c-"));
    }
    assert!(after.text.contains(".cards"), "the rest of the theme is there");
    // Chosen for light mode, it is the dark mode's in a shade that can be read there.
    let accents = |text: &str| -> Vec<String> {
        let parts = text.split("--accent:").skip(1);
        parts.map(|it| it.split(';').next().unwrap().to_owned()).collect()
    };
    assert_eq!(accents(&before.text), ["#14506b", "#8cc3e0"]);
    let [light, dark] = &accents(&after.text)[..] else { panic!("{}", after.text) };
    assert_eq!(light, "#7a1f3d");
    assert!(dark != "#8cc3e0" && dark != light, "{dark}");
    let both = portal(
        "=== portal.yaml\ntitle: P\nurl: https://p.example/\ntheme_settings:\n  colors: { accent: \"#7a1f3d\" }\n  dark_colors: { accent: \"#e0a0b8\" }\n",
    );
    assert_eq!(accents(&asset(&both, "style.css").text), ["#7a1f3d", "#e0a0b8"]);
    assert_eq!(
        asset(&own, "icon.svg").text,
        "<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n"
    );
    let html = bytes(&own, AT);
    assert!(html.contains(&format!("href=\"{}\"", after.address)));
    assert!(html.contains(&asset(&own, "icon.svg").address));
}

#[test]
fn colors_that_cannot_be_read_are_errors_with_their_contrast() {
    let text = "=== portal.yaml\ntitle: P\nurl: https://p.example/\ntheme_settings:\n  colors:\n    accent: \"#9ac8d9\"\n    acent: \"#000000\"\n    soft: gris\n";
    assert_eq!(
        said(&portal(text)),
        [
            "portal.yaml:5:13: error[theme-contrast]: `accent` #9ac8d9 on `ground` #fbfaf7 has a contrast of 1.72:1 in light mode | a text needs 4.5:1; the nearest `accent` is `#5c7882`",
            "portal.yaml:5:13: error[theme-contrast]: `accent` #9ac8d9 on `paper` #ffffff has a contrast of 1.80:1 in light mode | a text needs 4.5:1; the nearest `accent` is `#5c7882`",
            "portal.yaml:6:5: error[unknown-field]: unknown field `acent` | did you mean `accent`?",
            "portal.yaml:7:11: error[bad-color]: `soft` is not a color | write six digits: `\"#1f6f54\"`",
        ]
    );
}

#[test]
fn all_broken_templates_are_said_at_once_at_their_places() {
    let text = "=== themes/parvis/templates/home.html\n<p>\n{{ page.title }\n=== themes/parvis/templates/talk.html\n{% if x %}\n";
    let lines = said(&portal(text));
    assert_eq!(lines.len(), 2, "{lines:#?}");
    assert!(lines[0].starts_with("themes/parvis/templates/home.html:2:"), "{lines:#?}");
    assert!(lines[1].starts_with("themes/parvis/templates/talk.html:1:"), "{lines:#?}");
    let text = "=== themes/parvis/templates/home.html\n{{ page.title | uper }}\n{{ <crad card={page} /> }}\n";
    assert_eq!(
        said(&portal(text)),
        [
            "themes/parvis/templates/home.html:1:17: error[template]: unknown filter `uper`",
            "themes/parvis/templates/home.html:2:4: error[template]: unknown component `crad`",
        ]
    );
}

#[test]
fn unknown_templates_and_circles_are_said() {
    let text = "=== themes/parvis/templates/home.html\n{% extends \"Base.html\" %}\n";
    let lines = said(&portal(text));
    assert_eq!(lines.len(), 1);
    assert!(
        lines[0].starts_with("themes/parvis/templates/home.html:1:13: error[template]: there is no template `Base.html` | did you mean `base.html`? there are: accessibility.html, base.html, "),
        "{lines:#?}"
    );
    let text = "=== themes/parvis/templates/base.html\n{% extends \"base.html\" %}\n";
    assert_eq!(
        said(&portal(text)),
        [
            "themes/parvis/templates/base.html:1:13: error[template]: circle: `base.html` → `base.html` | to build on the theme's own, write `parvis/base.html`",
        ]
    );
    // Tera sees circles of includes alone, and of parents alone; this one would overflow the stack.
    let text = "=== themes/parvis/templates/a.html\n{% include \"b.html\" %}\n=== themes/parvis/templates/b.html\n{% extends \"c.html\" %}\n=== themes/parvis/templates/c.html\n{% include \"a.html\" %}\n";
    let lines = said(&portal(text));
    assert_eq!(lines.len(), 3, "{lines:#?}");
    assert!(lines[0].contains("circle: `a.html` → `b.html` → `c.html` → `a.html`"));
}

#[test]
fn what_fails_on_a_page_names_template_line_and_page() {
    let home = |text: &str| format!("=== themes/parvis/templates/home.html\n<p>\n{text}\n");
    assert_eq!(
        fails(&home("{{ page.titel }}"), "/")[0].split(" (").next().unwrap(),
        "themes/parvis/templates/home.html:2:9: error[template]: field `titel` is not defined, on the page `/`"
    );
    let lines = fails(&home("{{ page.title | safe }}"), "/");
    assert!(lines[0].contains("`safe` on a text of an author"), "{lines:#?}");
    let lines = fails(
        &home(&format!(
            "{{% for a in range(end=25000) %}}{}{{% endfor %}}",
            "a".repeat(1000)
        )),
        "/",
    );
    assert_eq!(
        lines,
        [
            "themes/parvis/templates/home.html:1:1: error[template]: the page `/` would be larger than 20 MB"
        ]
    );
    let lines = fails(
        &home("{{ <me /> }}{% component me() %}{{ <me /> }}{% endcomponent me %}"),
        "/",
    );
    assert!(lines[0].contains("recursion"), "{lines:#?}");
}

#[test]
fn a_text_that_makes_a_page_too_large_is_not_a_templates_fault() {
    let body = format!("{}\n\n[^a]: b\n", "a[^a] ".repeat(150_000));
    let found = fails(&format!("=== pages/p.md\n---\ntitle: P\n---\n\n{body}"), "/p/");
    let message = "the page `/p/` would be larger than 20 MB";
    assert_eq!(found, [format!("pages/p.md:1:1: error[too-long]: {message}")]);
}

#[test]
fn an_unknown_theme_is_said_at_its_place() {
    let text = "=== portal.yaml\ntitle: P\nurl: https://p.example/\ntheme: mine\n";
    assert_eq!(
        said(&portal(text)),
        [
            "portal.yaml:3:8: error[unknown-theme]: there is no theme `mine` | write `theme: parvis`, or add `themes/mine/templates/`"
        ]
    );
}

#[test]
fn a_portal_of_nothing_has_all_its_pages() {
    let snapshot = portal("");
    let site = snapshot.site.as_ref().unwrap();
    let pages: Vec<&str> = site.routes.iter().map(|it| it.0).collect();
    assert!(pages.contains(&"/evenements/passes/") && pages.contains(&"/404.html"));
    for address in pages {
        render(site, address).unwrap_or_else(|it| panic!("{address}: {it:?}"));
    }
}

fn theme_file(path: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    fs::read_to_string(root.join("themes/parvis").join(path)).unwrap()
}

fn keys(lang: &str) -> Vec<String> {
    let key = |it: &str| {
        let (key, _) = it.split_once(':')?;
        (!key.starts_with(['#', ' ']) && !key.is_empty()).then(|| key.to_owned())
    };
    theme_file(&format!("i18n/{lang}.yaml")).lines().filter_map(key).collect()
}

fn texts_below(dir: &Path, ending: &str, out: &mut String) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            texts_below(&path, ending, out);
        } else if path.extension().is_some_and(|it| it == ending) {
            out.push_str(&fs::read_to_string(path).unwrap());
        }
    }
}

#[test]
fn the_interface_is_complete_in_both_languages_and_nothing_is_left_over() {
    let (fr, en) = (keys("fr"), keys("en"));
    assert_eq!(fr, en, "the same keys in the same order");
    assert_eq!(fr.iter().collect::<BTreeSet<_>>().len(), fr.len(), "no key twice");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut templates, mut code) = (String::new(), String::new());
    texts_below(&root.join("themes/parvis/templates"), "html", &mut templates);
    for folder in ["config", "content", "render", "route", "theme"] {
        texts_below(&root.join("src").join(folder), "rs", &mut code);
    }
    let used: BTreeSet<&str> = templates
        .match_indices("t.")
        .filter(|it| {
            let before = templates.get(..it.0).unwrap().chars().next_back();
            before.is_some_and(|it| matches!(it, ' ' | '{' | '('))
        })
        .map(|it| {
            let rest = templates.get(it.0 + 2..).unwrap();
            let end = rest.find(|it: char| !it.is_ascii_alphanumeric() && it != '_');
            rest.get(..end.unwrap_or(rest.len())).unwrap()
        })
        .collect();
    let plain: BTreeSet<String> = fr.iter().map(|it| it.replace(['-', '.'], "_")).collect();
    for key in &used {
        assert!(plain.contains(*key), "no text for `t.{key}` of a template");
    }
    for call in [
        "t.get(\"",
        "t.fill(\"",
        "t.count(\"",
        "word_link(\"",
        "self.get(\"",
        "self.fill(\"",
    ] {
        for (at, _) in code.match_indices(call) {
            let key = code.get(at + call.len()..).unwrap().split('"').next().unwrap();
            let known =
                fr.iter().any(|it| it == key || it.strip_suffix(".one") == Some(key));
            assert!(known, "no text for {call}{key}");
        }
    }
    // Words that are found by a part of their key.
    let parts = [
        "address.",
        "language.",
        "status.",
        "kind.",
        "level.",
        "states.",
        "matrix.",
        "reading.",
        "members.",
        "rhythm.",
    ];
    let mut unused = Vec::new();
    for key in &fr {
        let stem = key.trim_end_matches(".one").trim_end_matches(".other");
        let found = used.contains(key.replace(['-', '.'], "_").as_str())
            || code.contains(&format!("\"{stem}\""))
            || parts.iter().any(|it| key.starts_with(it))
            || key.ends_with("-text");
        unused.extend((!found).then_some(key));
    }
    assert_eq!(unused, [""; 0], "nothing uses these texts");
}

#[test]
fn a_portal_rewords_or_adds_a_language() {
    let text = "=== portal.yaml\ntitle: P\nurl: https://p.example/\nlanguages: [fr, de]\n=== i18n/fr.yaml\nretex: Récits\n=== i18n/de.yaml\nlanguage: Deutsch\nhome: Startseite\n=== communities/c/index.md\n---\ntitle: C\n---\n=== communities/c/retex/2026-01-01-a.md\n---\ntitle: A\nauthors: [ana]\n---\n\nA.\n";
    let snapshot = portal(text);
    let lines = said(&snapshot);
    assert_eq!(lines.len(), 1, "{lines:#?}");
    assert!(
        lines[0].starts_with("i18n/de.yaml:1:1: warning[untranslated-interface]: "),
        "{lines:#?}"
    );
    assert!(lines[0].contains(
        "texts of the interface are not in `de`; those in `fr` are shown | add "
    ));
    assert!(bytes(&snapshot, "/").contains(">Récits</a>"));
    let html = bytes(&snapshot, "/de/retex/");
    // What German lacks is as the portal's default language says it, reworded too.
    assert!(html.contains(">Récits</a>") && html.contains(">Startseite</a>"), "{html}");
}

#[test]
fn a_file_that_changes_nothing_is_said() {
    let text = "=== themes/parvis/templates/hom.html\n<p>\n=== themes/parvis/static/style.css\n.x { color: red }\n=== themes/parvis/statics/css/90-own.css\n.x { color: red }\n=== themes/parvi/templates/home.html\n<p>\n=== i18n/fr-FR.yaml\nretex: Récits\n";
    assert_eq!(
        said(&portal(text)),
        [
            "i18n/fr-FR.yaml:1:1: warning[unused-theme-file]: takes the place of no file, and is used by none | did you mean `i18n/fr.yaml`?",
            "themes/parvi/templates/home.html:1:1: warning[unused-theme-file]: takes the place of no file, and is used by none | did you mean `themes/parvis/`?",
            "themes/parvis/static/style.css:1:1: warning[unused-theme-file]: takes the place of no file, and is used by none | write `themes/parvis/static/css/90-own.css`: style sheets are joined",
            "themes/parvis/statics/css/90-own.css:1:1: warning[unused-theme-file]: takes the place of no file, and is used by none | did you mean `themes/parvis/static/css/90-own.css`?",
            "themes/parvis/templates/hom.html:1:1: warning[unused-theme-file]: takes the place of no file, and is used by none | did you mean `themes/parvis/templates/home.html`?",
        ]
    );
    // What others refer to is used: a template that is included, a file of a style sheet.
    let text = "=== themes/parvis/templates/own.html\n<i>own</i>\n=== themes/parvis/templates/home.html\n{% extends \"parvis/home.html\" %}\n{% block main %}{% include \"own.html\" %}{% endblock main %}\n=== themes/parvis/static/css/90-own.css\n.x { background: url(\"mark.svg\") }\n=== themes/parvis/static/mark.svg\n<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n";
    assert_eq!(said(&portal(text)), [""; 0]);
}

#[test]
fn properties_are_written_as_style_sheets_write_them_and_are_read_by_one() {
    let text = "=== portal.yaml\ntitle: P\nurl: https://p.example/\ntheme_settings:\n  properties: {\"--serif\": \"Arial, sans-serif\", raduis: \"1\"}\n";
    let snapshot = portal(text);
    assert_eq!(
        said(&snapshot),
        [
            "portal.yaml:4:48: warning[unknown-property]: no style sheet reads the property `raduis` | did you mean `radius`?"
        ]
    );
    let css = &snapshot.site.as_ref().unwrap().theme.assets["style.css"].text;
    assert!(css.contains("--serif:Arial, sans-serif;") && !css.contains("----"), "{css}");
}

#[test]
fn free_fields_of_settings_and_entries_reach_templates() {
    let text = "=== portal.yaml\ntitle: P\nurl: https://p.example/\nextra: {slogan: <Ensemble>}\n=== communities/rte/index.md\n---\ntitle: RTE\nextra: {budget: {k€: 10}, tools: [a, b]}\n---\n=== themes/parvis/templates/community.html\n{% extends \"parvis/community.html\" %}\n{% block main %}<i>{{ page.extra.budget[\"k€\"] }} {{ page.extra.tools | join(sep=\"+\") }} {{ site.extra.slogan }}</i>{% endblock main %}\n=== communities/ux/index.md\n---\ntitle: UX\nextra: {budget: {k€: 7}, tools: []}\n---\n";
    let snapshot = portal(text);
    assert_eq!(said(&snapshot), [""; 0]);
    let html = bytes(&snapshot, "/communautes/rte/");
    assert!(html.contains("<i>10 a+b &lt;Ensemble&gt;</i>"), "{html}");
    assert!(bytes(&snapshot, "/communautes/ux/").contains("<i>7  &lt;Ensemble&gt;</i>"));
}
