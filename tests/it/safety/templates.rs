//! The theme's templates: every text stands where its escaping holds.
//!
//! Tera escapes what it writes for elements and for double-quoted attributes. So an expression
//! may stand in a text or in a double-quoted attribute; one that is an address must be the whole
//! of it, and come from a field whose type is `Href`.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// Attributes that hold an address.
const ADDRESSES: &[&str] = &[
    "href",
    "src",
    "srcset",
    "imagesrcset",
    "poster",
    "action",
    "formaction",
    "cite",
    "data",
    "background",
    "ping",
    "manifest",
    "longdesc",
    "usemap",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

fn texts(folder: &str, ending: &str) -> Vec<(String, String)> {
    let mut all = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == ending) {
                let name = path.file_name().unwrap().to_str().unwrap().to_owned();
                all.push((name, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    all.sort();
    all
}

/// Types of the fields of all views, by name.
fn fields() -> BTreeMap<String, BTreeSet<String>> {
    let mut fields: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (_, text) in texts("src/render/view", "rs") {
        for line in text.lines().map(str::trim) {
            let Some((name, ty)) = line
                .strip_prefix("pub ")
                .and_then(|it| it.strip_suffix(',')?.split_once(": "))
            else {
                continue;
            };
            fields.entry(name.to_owned()).or_default().insert(ty.to_owned());
        }
    }
    assert!(fields.len() > 60, "{fields:?}");
    fields
}

fn is_address(ty: &str) -> bool {
    ty.contains("Href") || ty == "Srcset"
}

/// Fields of one name are all addresses; a link, which no template can write, is no text either.
fn are_addresses(types: &BTreeSet<String>) -> bool {
    types.iter().any(|it| is_address(it))
        && types.iter().all(|it| is_address(it) || it == "Option<Link>")
}

/// A template without comments; expressions are written `⟦…⟧`, statements are gone.
fn plain(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    loop {
        let next =
            ["{{", "{%", "{#"].iter().filter_map(|it| Some((rest.find(it)?, *it))).min();
        let Some((at, open)) = next else { break };
        let (before, tail) = rest.split_at(at);
        out.push_str(before);
        let close = match open {
            "{{" => "}}",
            "{%" => "%}",
            _ => "#}",
        };
        let end = tail.find(close).expect("a tag of a template ends");
        let inside = tail.get(2..end).unwrap().trim_matches('-').trim();
        if open == "{{" && !inside.starts_with('<') {
            out.extend(["⟦", inside, "⟧"]);
        }
        rest = tail.get(end + 2..).unwrap();
    }
    out.push_str(rest);
    out
}

/// Whether all expressions in a style are colors of the theme.
fn are_tones(style: &str, fields: &BTreeMap<String, BTreeSet<String>>) -> bool {
    let all = style.split('⟦').skip(1).map(|it| it.split('⟧').next().unwrap());
    let is_tone = |it: &str| {
        let types = fields.get(it.rsplit('.').next().unwrap());
        types.is_some_and(|it| it.iter().all(|it| it == "Tone"))
    };
    all.into_iter().all(is_tone)
}

/// What is wrong with one tag's inside: `a href="⟦x⟧"`.
fn wrong(
    tag: &str,
    fields: &BTreeMap<String, BTreeSet<String>>,
    is_mail: bool,
    found: &mut Vec<String>,
) {
    let mut say = |it: &str| found.push(format!("{it}: <{tag}>"));
    let mut rest = tag.trim_end_matches('/');
    // `h⟦level⟧` is a heading; its level is an integer by the component's declaration.
    let name_end = rest.find(|it: char| it.is_whitespace()).unwrap_or(rest.len());
    let (name, tail) = rest.split_at(name_end);
    if name.replace("⟦level⟧", "").contains('⟦') {
        say("an expression in a name");
    }
    rest = tail.trim_start();
    while !rest.is_empty() {
        let end =
            rest.find(|it: char| it.is_whitespace() || it == '=').unwrap_or(rest.len());
        let (attribute, tail) = rest.split_at(end);
        if attribute.contains('⟦') {
            say("an expression outside of quotes");
        }
        if attribute.starts_with("on") || (attribute == "style" && !is_mail) {
            say("a handler or a style");
        }
        let Some(tail) = tail.strip_prefix('=') else {
            rest = tail.trim_start();
            continue;
        };
        let Some((value, tail)) = tail.strip_prefix('"').and_then(|it| it.split_once('"'))
        else {
            return say("a value without double quotes");
        };
        rest = tail.trim_start();
        if ["style", "bgcolor"].contains(&attribute) && !are_tones(value, fields) {
            say("a style with more than a color of the theme");
        }
        let refresh = attribute == "content" && value.contains("url=");
        if (ADDRESSES.contains(&attribute) || refresh) && value.contains('⟦') {
            let whole = value.trim_start_matches("0; url=");
            let field = whole.strip_prefix('⟦').and_then(|it| it.strip_suffix('⟧'));
            let field = field.and_then(|it| it.rsplit('.').next());
            let types = field.and_then(|it| fields.get(it));
            if !types.is_some_and(are_addresses) {
                say("an address that is no `Href`");
            }
        }
    }
}

fn check(text: &str, fields: &BTreeMap<String, BTreeSet<String>>) -> Vec<String> {
    let mut found = Vec::new();
    // A script is a file of the theme, and its address an address.
    let text = text.replace("<script src=\"{{ script.url }}\" defer></script>", "");
    let text = &text.replace("<script src=\"{{ site.copy }}\" defer", "<link");
    // Data in the head: `Json` is the only way in.
    let text =
        &text.replacen("<script type=\"application/ld+json\">{{ linked }}</script>", "", 1);
    // E-mail has no style sheet: its styles stand in it, and what is filled in is a color.
    let is_mail = text.contains("{{ mail.");
    for word in ["| safe", "|safe", "autoescape", "<script", "<style"] {
        if text.contains(word) && !(is_mail && word == "<style") {
            found.push(format!("`{word}`"));
        }
    }
    let text = plain(text);
    for style in text.split("<style>").skip(1) {
        if !are_tones(style.split("</style>").next().unwrap(), fields) {
            found.push("a style sheet with more than colors of the theme".to_owned());
        }
    }
    let mut rest = text.as_str();
    while let Some((_, tail)) = rest.split_once('<') {
        let mut quoted = false;
        let end = tail.find(|it| {
            quoted ^= it == '"';
            it == '>' && !quoted
        });
        let (tag, tail) = tail.split_at(end.expect("a tag ends"));
        if !tag.starts_with(['/', '!']) {
            wrong(tag, fields, is_mail, &mut found);
        }
        rest = tail;
    }
    found
}

#[test]
fn every_expression_stands_where_its_escaping_holds() {
    let fields = fields();
    let templates = texts("themes/parvis/templates", "html");
    assert!(templates.len() > 20);
    for (name, text) in &templates {
        assert_eq!(check(text, &fields), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn a_field_is_an_address_in_all_views_or_in_none() {
    for (name, types) in fields() {
        let any = types.iter().any(|it| is_address(it));
        assert!(!any || are_addresses(&types), "{name}: {types:?}");
        let named = ["url", "href", "src", "link_to"].contains(&name.as_str());
        assert!(!named || any, "`{name}` is an address: {types:?}");
    }
}

#[test]
fn what_is_wrong_in_a_template_is_found() {
    let fields = fields();
    for text in [
        "<a href={{ link.url }}>",
        "<a href='{{ link.url }}'>",
        "<a href=\"{{ page.title }}\">",
        "<a href=\"/x/{{ link.url }}\">",
        "<a href=\"{{ link.url | upper }}\">",
        "<a href=\"{% if a %}{{ page.title }}{% endif %}\">",
        "<p {{ page.class }}>",
        "<{{ page.kind }}>",
        "<p onclick=\"x\">",
        "<p style=\"x\">",
        "<meta content=\"0; url={{ page.title }}\">",
        "<p>{{ page.title | safe }}</p>",
        "<script>{{ page.title }}</script>",
        "<script src=\"{{ page.title }}\" defer></script>",
        "<style>a { color: {{ mail.dark.ink }} }</style><style>{{ mail.heading }}</style>",
        "<p style=\"color:{{ mail.light.ink }};{{ mail.heading }}\">",
        "<td bgcolor=\"{{ mail.heading }}\">",
    ] {
        assert_ne!(check(text, &fields), Vec::<String>::new(), "{text}");
    }
    let right =
        "<a{% if a %} lang=\"{{ a.lang }}\"{% endif %} href=\"{{ link.url }}\">{{ x }}</a>";
    assert_eq!(check(right, &fields), Vec::<String>::new());
    let mail = "<style>a { color: {{ mail.dark.ink }} }</style><p style=\"color:{{ mail.light.ink }}\">{{ mail.lead }}</p>";
    assert_eq!(check(mail, &fields), Vec::<String>::new());
}
