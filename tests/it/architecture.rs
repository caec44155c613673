//! The rules of the code as tests.

use std::{fs, path::Path};

/// Bottom to top: a module may use only modules of lower layers.
const LAYERS: &[&[&str]] = &[
    &["sink"],
    &["diag"],
    &["source", "typography", "yaml"],
    &["picture"],
    &["content"],
    &["config"],
    &["portal"],
    &["route"],
    &["theme"],
    &["snapshot"],
    &["render"],
    &["build", "serve"],
    &["fetch"],
    &["cli"],
];

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|it| it.contains(&module))
}

fn files(dir: &Path, out: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, out);
        } else if path.extension().is_some_and(|it| it == "rs") {
            out.push(path);
        }
    }
}

/// Names behind `crate::`, also in groups (`use crate::{a::B, c}`).
fn used(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    for (at, _) in text.match_indices("crate::") {
        let rest = text.split_at(at + "crate::".len()).1;
        if let Some(group) = rest.strip_prefix('{') {
            let (mut depth, mut start) = (0, true);
            let mut name = String::new();
            for letter in group.chars() {
                match letter {
                    '{' => depth += 1,
                    '}' if depth == 0 => break,
                    '}' => depth -= 1,
                    ',' if depth == 0 => start = true,
                    it if depth == 0 && start && (it.is_alphanumeric() || it == '_') => {
                        name.push(it);
                    }
                    _ if depth == 0 && start && !name.is_empty() => start = false,
                    _ => {}
                }
                if (!start || letter == ',') && !name.is_empty() {
                    names.push(std::mem::take(&mut name));
                }
            }
            names.extend((!name.is_empty()).then_some(name));
        } else {
            names.push(
                rest.chars().take_while(|it| it.is_alphanumeric() || *it == '_').collect(),
            );
        }
    }
    names
}

#[test]
fn names_are_found_in_groups_too() {
    assert_eq!(used("use crate::{a::{B, c}, d};\nfn f(x: crate::e::F)"), ["a", "d", "e"]);
}

#[test]
fn modules_use_only_lower_layers() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut all = Vec::new();
    files(&root, &mut all);
    let mut offenders = Vec::new();
    for path in &all {
        let inside = path.strip_prefix(&root).unwrap();
        let module = inside
            .components()
            .next()
            .unwrap()
            .as_os_str()
            .to_str()
            .unwrap()
            .trim_end_matches(".rs")
            .to_owned();
        if matches!(module.as_str(), "main" | "lib") {
            continue;
        }
        let own = layer(&module).unwrap_or_else(|| panic!("{module} has no layer"));
        for name in used(&fs::read_to_string(path).unwrap()) {
            let lower = layer(&name).is_some_and(|it| it < own);
            if name != module && !lower {
                offenders.push(format!("{}: crate::{name}", inside.display()));
            }
        }
    }
    assert!(all.len() > 40 && offenders.is_empty(), "{offenders:#?}");
}

/// `talk` asks the network; nothing else does, so that no build can need it.
#[test]
fn only_the_command_for_talks_asks_the_network() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut all = Vec::new();
    files(&root, &mut all);
    let asks = |path: &&std::path::PathBuf| {
        let text = fs::read_to_string(path).unwrap();
        used(&text).iter().any(|it| it == "fetch") || text.contains("ureq::")
    };
    let inside = |it: &std::path::PathBuf| it.strip_prefix(&root).unwrap().to_owned();
    let mut found: Vec<_> = all.iter().filter(asks).map(inside).collect();
    found.retain(|it| !it.starts_with("fetch") && !it.starts_with("cli/talk"));
    // It hands the network on.
    assert_eq!(found, [Path::new("cli/mod.rs")]);
}
