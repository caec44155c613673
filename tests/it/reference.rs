//! The schemas agree with what is read, and the README with the schemas.

use std::{fs, path::Path};

use jsonschema::Validator;
use parvis::{
    content::{
        Document, Kind, classify,
        field::{Field, Type, fields},
        parse,
    },
    diag::Diagnostic,
};
use serde_json::{Value, json};

use crate::cli::{example, fresh, parvis, read_tree};

fn schema(name: &str) -> Value {
    let done = parvis(&["schema", name]);
    serde_json::from_slice(&done.stdout).unwrap()
}

fn validator(schema: &Value) -> Validator {
    jsonschema::draft202012::meta::validate(schema).unwrap();
    jsonschema::draft202012::new(schema).unwrap()
}

/// A file's schema and the value that it must fit.
fn case(path: &str, text: &str) -> Option<(Value, Value)> {
    let yaml = |text: &str| serde_yaml::from_str::<Value>(text).unwrap();
    if path == "portal.yaml" {
        return Some((schema("settings"), yaml(text)));
    }
    let place = classify(path)?;
    if place.is_list {
        let name = Path::new(path).file_stem().unwrap().to_str().unwrap();
        return Some((schema(name), yaml(text)));
    }
    let front = text.split("---\n").nth(1).unwrap();
    let word = if place.kind == Kind::Home { "home" } else { place.kind.word() };
    let mut schema = schema(word);
    if place.lang.is_some() {
        // A translation inherits what it does not repeat.
        schema["required"] = json!([]);
    }
    Some((schema, yaml(front)))
}

fn fits_everything_in(root: &Path) -> usize {
    let mut seen = 0;
    for (path, bytes) in read_tree(root) {
        let path = path.to_str().unwrap();
        let Some((schema, value)) =
            String::from_utf8(bytes).ok().and_then(|text| case(path, &text))
        else {
            continue;
        };
        let validator = validator(&schema);
        let errors: Vec<String> = validator
            .iter_errors(&value)
            .map(|it| format!("{path}: {}: {it}", it.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{errors:#?}");
        let mut wrong = if value.is_array() { value[0].clone() } else { value.clone() };
        wrong["zzz"] = json!(1);
        let wrong = if value.is_array() { json!([wrong]) } else { wrong };
        assert!(!validator.is_valid(&wrong), "{path} with an unknown field");
        seen += 1;
    }
    seen
}

#[test]
fn front_matter_fits_its_schema_and_an_unknown_field_does_not() {
    let (_temp, portal) = fresh();
    assert!(fits_everything_in(&portal) >= 12);
    assert!(fits_everything_in(Path::new(&example())) >= 60);
}

#[test]
fn every_field_refuses_what_it_cannot_be() {
    let all: Value = serde_json::from_slice(&parvis(&["schema"]).stdout).unwrap();
    let mut seen = 0;
    // What is published is held by `data.rs`.
    let written = |it: &&String| !it.contains('.');
    for name in all["$defs"].as_object().unwrap().keys().filter(written) {
        let part = &all["$defs"][name];
        let item = if part["items"].is_object() { &part["items"] } else { part };
        for (field, schema) in item["properties"].as_object().unwrap() {
            let validator = validator(schema);
            let free = field == "extra" || field == "theme_settings";
            assert!(schema["description"].is_string(), "{name}.{field} has no description");
            assert_eq!(validator.is_valid(&json!({ "nope": {} })), free, "{name}.{field}");
            assert!(!validator.is_valid(&json!([[]])), "{name}.{field}");
            assert!(!validator.is_valid(&Value::Null), "{name}.{field}");
            seen += 1;
        }
    }
    assert!(seen > 100);
}

/// Values of all sorts, as they stand in YAML.
const VALUES: &[&str] = &[
    "12",
    "-1",
    "1.5",
    "true",
    "\"\"",
    "Un texte",
    "\"a\\nb\"",
    "2026-03-14",
    "2026-3-4",
    "2026-03-14T18:30",
    "2026-03-14 18:30:15",
    "https://a.example/x?y=é#z",
    "http://a",
    "HTTPS://A.example",
    "https://",
    "www.a.example",
    "a@b.example",
    "a@b",
    "\"#abc\"",
    "\"#1F6f54\"",
    "\"#12\"",
    "fr",
    "pt-br",
    "french-language-x",
    "a-b",
    "A b",
    "a--b",
    "-a",
    "/a/b/",
    "/a b/",
    "//x",
    "/a?b",
    "x.png",
    "dir/x.png",
    "//host/x",
    "Europe/Paris",
    "[a, b]",
    "[]",
    "[1]",
    "[{name: X}]",
    "[{name: X, zzz: 1}]",
    "{a: b}",
    "{label: L, url: https://a.example}",
    "{url: https://a.example}",
    "{image: x.png}",
    "{id: s, part: 2}",
    "{name: Lieu}",
    "active",
    "meeting",
    "planned",
    "beginner",
    "yes",
    "no",
    "~x",
    "'12'",
];

fn accepted(field: &Field, kind: Kind, value: &str) -> bool {
    let path = match kind {
        Kind::Topic => "topics.yaml",
        Kind::Community => "communities/x/index.md",
        Kind::Retex => "communities/x/retex/x.md",
        Kind::Event => "events/x.md",
        Kind::Talk => "talks/x.md",
        Kind::Practice => "practices/x.md",
        Kind::Initiative => "initiatives/x.md",
        Kind::Person => "people/x.md",
        Kind::Page => "pages/x.md",
        Kind::Home => "index.md",
    };
    let text = if kind == Kind::Topic {
        format!("- id: x\n  {}: {value}\n", field.name)
    } else {
        format!("---\n{}: {value}\n---\n", field.name)
    };
    let documents = parse(&path.into(), &text.into());
    let wrong = |it: &Diagnostic| it.is_error() && it.code != "missing-field";
    let inner = |it: &Diagnostic| it.message.starts_with(&format!("`{}", field.name));
    // Of a list without its brackets the portal speaks.
    let bare = |it: &Document| it.facts.references.iter().any(|it| it.bare.is_some());
    !documents.iter().flat_map(Document::found).any(|it| wrong(it) || inner(it))
        && !documents.iter().any(bare)
}

/// Whether the schema is strict on purpose: an editor should show these.
fn stricter(ty: Type, value: &Value) -> bool {
    match ty {
        Type::Bool | Type::Number => value.is_string(),
        Type::Reference(_) | Type::AnyReference | Type::Slug => value.is_boolean(),
        Type::File => !value.is_string() || value == "",
        _ => false,
    }
}

/// A value as editors read it: by YAML 1.2, where `no` is a text.
fn editor(text: &str) -> Value {
    match text {
        "yes" | "no" => text.into(),
        _ => serde_yaml::from_str(text).unwrap(),
    }
}

#[test]
fn an_editor_marks_nothing_that_parvis_takes() {
    let (mut taken, mut refused, mut marked) = (0, 0, Vec::new());
    for kind in Kind::ALL {
        let schema = schema(kind.word());
        for field in fields(kind) {
            let validator = validator(&schema["properties"][field.name]);
            for text in VALUES {
                let value = editor(text);
                let takes = accepted(field, kind, text);
                let fits = validator.is_valid(&value);
                // Topics stand in a list, whose texts may be given per language.
                let fits = fits || kind == Kind::Topic && value.is_object();
                if takes && !fits && !stricter(field.ty, &value) {
                    marked.push(format!("{}.{}: {text}", kind.word(), field.name));
                }
                taken += usize::from(takes);
                refused += usize::from(!fits && !takes);
            }
        }
    }
    assert!(marked.is_empty(), "parvis takes it, its schema does not: {marked:#?}");
    assert!(taken > 500 && refused > 2000, "{taken} {refused}");
}

const START: &str = "<!-- reference:start -->\n";
const END: &str = "<!-- reference:end -->";

#[test]
fn the_readme_has_the_reference_of_today() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
    let readme = fs::read_to_string(path).unwrap();
    let (before, rest) = readme.split_once(START).unwrap();
    let (old, after) = rest.split_once(END).unwrap();
    let done = parvis(&["schema", "--format", "markdown"]);
    let new = format!("\n{}\n", String::from_utf8(done.stdout).unwrap());
    if std::env::var_os("UPDATE_README").is_some() {
        fs::write(path, format!("{before}{START}{new}{END}{after}")).unwrap();
    } else {
        assert!(old == new, "run `UPDATE_README=1 cargo test readme`");
    }
}
