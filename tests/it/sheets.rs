//! The theme's style sheets: a class has one purpose. What is called alike and is not the same
//! breaks a page that nobody looked at, as the list of an event's dates once did to the home page.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

/// Classes that stand on two kinds of elements, though the sheets say how what is in them looks;
/// and why that is one purpose.
const TWO_ELEMENTS: [(&str, &str); 2] = [
    ("cards", "the parts of a series are numbered, other cards are not"),
    ("month", "a group of a list has a heading, or stands first and has none"),
];

/// Files below a folder of the theme, in the order of their names.
fn files(folder: &str, ending: &str) -> Vec<(String, String)> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/parvis").join(folder);
    let mut all: Vec<_> = fs::read_dir(dir).unwrap().map(|it| it.unwrap().path()).collect();
    all.sort();
    all.retain(|it| it.extension().is_some_and(|it| it == ending));
    let name = |it: &Path| it.file_name().unwrap().to_string_lossy().into_owned();
    all.iter().map(|it| (name(it), fs::read_to_string(it).unwrap())).collect()
}

/// The selectors of a sheet, without those that only undo for print and forced colors.
fn selectors(css: &str) -> Vec<String> {
    let css = without(css, "/*", "*/");
    let (mut found, mut open, mut head) = (Vec::new(), Vec::new(), String::new());
    for letter in css.chars() {
        match letter {
            '{' => {
                let text = head.trim().to_owned();
                let undone = ["print", "forced-colors", "reduced-motion"];
                let inside = open
                    .iter()
                    .any(|it: &String| undone.iter().any(|word| it.contains(word)));
                if !text.starts_with('@') && !inside {
                    found.extend(apart(&text));
                }
                open.push(text);
                head.clear();
            }
            '}' => {
                open.pop();
                head.clear();
            }
            ';' => head.clear(),
            _ => head.push(letter),
        }
    }
    found
}

/// The selectors of a list: a comma in brackets parts none.
fn apart(list: &str) -> Vec<String> {
    let (mut all, mut depth) = (vec![String::new()], 0);
    for letter in list.chars() {
        depth += i32::from(letter == '(') - i32::from(letter == ')');
        match letter {
            ',' if depth == 0 => all.push(String::new()),
            // What `:is` and `:not` say is no class of the element itself.
            _ if depth > 0 || letter == ')' => {}
            _ => all.last_mut().unwrap().push(letter),
        }
    }
    all.into_iter().map(|it| it.trim().to_owned()).collect()
}

fn without(text: &str, open: &str, close: &str) -> String {
    let mut parts = text.split(open);
    let first = parts.next().unwrap_or("").to_owned();
    first + &parts.map(|it| it.split_once(close).map_or("", |it| it.1)).collect::<String>()
}

/// The classes in a part of a selector.
fn classes(part: &str) -> impl Iterator<Item = &str> {
    let end = |it: char| !it.is_ascii_alphanumeric() && it != '-';
    part.split('.').skip(1).filter_map(move |it| it.split(end).next())
}

/// For each class the sheets that say how it looks, in the order in which they are loaded, and
/// whether one says it wherever the class stands.
fn styled() -> BTreeMap<String, Vec<(String, bool)>> {
    let mut found: BTreeMap<String, Vec<(String, bool)>> = BTreeMap::new();
    let sheets = files("static/css", "css").into_iter();
    for (name, css) in sheets.chain(files("static/css/lists", "css")) {
        for selector in selectors(&css) {
            let last = selector.rsplit([' ', '>', '+', '~']).next().unwrap_or("");
            for class in classes(last) {
                let everywhere = selector == format!(".{class}");
                let all = found.entry(class.to_owned()).or_default();
                match all.last_mut().filter(|it| it.0 == name) {
                    Some(it) => it.1 |= everywhere,
                    None => all.push((name.clone(), everywhere)),
                }
            }
        }
    }
    found
}

#[test]
fn a_class_has_one_sheet_and_others_only_change_it_in_a_place() {
    let found = styled();
    assert!(
        found.contains_key("strip") && found.contains_key("day"),
        "the sheets were read"
    );
    let mut wrong = Vec::new();
    for (class, sheets) in found {
        // The first to speak of a class says what it is.
        let others = sheets.iter().skip(1).filter(|it| it.1).map(|it| it.0.as_str());
        wrong.extend(others.map(|it| format!(".{class}: {}, {it}", sheets[0].0)));
    }
    assert_eq!(wrong, [""; 0], "one name for two things: call one of them something else");
}

#[test]
fn a_class_that_lays_out_what_is_in_it_stands_on_one_kind_of_element() {
    let sheets = files("static/css", "css").into_iter();
    let sheets = sheets.chain(files("static/css/lists", "css"));
    let mut holders = BTreeSet::new();
    for selector in sheets.flat_map(|it| selectors(&it.1)) {
        let mut parts: Vec<&str> = selector.split([' ', '>', '+', '~']).collect();
        // An element in it that has no class of its own: any element that ends up there.
        let last = parts.pop().unwrap_or("");
        if last.starts_with(|it: char| it.is_ascii_lowercase() || it == '*' || it == ':') {
            holders.extend(parts.into_iter().flat_map(classes).map(str::to_owned));
        }
    }
    let mut elements: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let templates = files("templates", "html").into_iter();
    for (_, text) in templates.chain(files("templates/components", "html")) {
        let text = without(&without(&without(&text, "{%", "%}"), "{{", "}}"), "{#", "#}");
        for tag in text.split('<').skip(1) {
            let Some((_, value)) = tag.split_once("class=\"") else { continue };
            let name = tag.split([' ', '>']).next().unwrap_or("");
            for class in value.split('"').next().unwrap_or("").split_whitespace() {
                elements.entry(class.to_owned()).or_default().insert(name.to_owned());
            }
        }
    }
    assert!(
        elements.contains_key("dates") && holders.contains("dates"),
        "templates were read"
    );
    let known = |class: &str| TWO_ELEMENTS.iter().any(|it| it.0 == class);
    let wrong: Vec<_> = elements
        .iter()
        .filter(|it| it.1.len() > 1 && holders.contains(it.0) && !known(it.0))
        .collect();
    assert!(wrong.is_empty(), "one name for two things: {wrong:?}");
    for (class, reason) in TWO_ELEMENTS {
        assert!(elements[class].len() > 1, "`.{class}` needs no reason more: {reason}");
    }
}

/// What the sheets say of a selector, in one rule.
fn rule(selector: &str) -> String {
    let all: String = files("static/css", "css").into_iter().map(|it| it.1).collect();
    let css = without(&all, "/*", "*/");
    let own = css.split_once(&format!("\n{selector} {{")).map(|it| it.1);
    own.and_then(|it| it.split('}').next())
        .unwrap_or_else(|| panic!("{selector}"))
        .to_owned()
}

#[test]
fn a_table_of_raw_html_scrolls_wherever_it_stands_in_a_text() {
    // Only a table in our own box, or within another table, is left to scroll there.
    let rule = rule(".prose table:not(.table > table, table table)");
    for part in ["display: block;", "overflow-x: auto;", "max-width: 100%;"] {
        assert!(rule.contains(part), "{rule}");
    }
}

#[test]
fn the_mark_of_a_note_keeps_no_room_in_its_line() {
    let number = |rule: &str, name: &str| -> f64 {
        let value = rule.split_once(name).unwrap().1.split(';').next().unwrap();
        let value = value.split_whitespace().last().unwrap();
        value.trim_end_matches("em").parse().unwrap()
    };
    let padding = number(&rule(".footnote-ref, .footnote-back"), "padding:");
    let margin = number(&rule(".footnote-ref"), "margin-inline:");
    assert!((0.0..0.15).contains(&(padding + margin)), "{padding} {margin}");
}
