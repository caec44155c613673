//! Which files are the portal's: what is passed over in silence, and what with a word.

use crate::diag::{Diagnostic, nearest};

/// Folders of the portal: what a build reads from.
pub const FOLDERS: &[&str] = &[
    "communities",
    "events",
    "talks",
    "practices",
    "initiatives",
    "pages",
    "people",
    "static",
    "themes",
    "i18n",
];

/// Folders whose texts are entries.
const CONTENT: &[&str] =
    &["communities", "events", "talks", "practices", "initiatives", "pages", "people"];

/// Files of the portal's root.
const FILES: &[&str] = &["portal.yaml", "topics.yaml", "people.yaml", "talks.yaml"];

/// Names that people try, and the right ones.
const MEANT: &[(&str, &str)] = &[
    ("communautes", "communities"),
    ("communautés", "communities"),
    ("evenements", "events"),
    ("événements", "events"),
    ("interventions", "talks"),
    ("pratiques", "practices"),
    ("personnes", "people"),
    ("persons", "people"),
    ("sujets.yaml", "topics.yaml"),
    ("retex", "communities/<id>/retex"),
    ("retours", "communities/<id>/retex"),
];

/// What to do with a file or a folder.
#[derive(Debug)]
pub(super) enum Verdict {
    /// It is the portal's.
    Take,
    /// It is not, and nobody would think so.
    Pass,
    /// It is not, and somebody may think so.
    Say(Box<Diagnostic>),
}

/// Judges a path from the portal's root by its names alone.
pub(super) fn judge(path: &str, is_folder: bool) -> Verdict {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let top = path.split('/').next().unwrap_or(path);
    if !folder.is_empty() || FOLDERS.contains(&name) {
        return inside(path, name, top, is_folder);
    }
    let index = name.strip_suffix(".md").is_some_and(|it| {
        it == "index" || it.strip_prefix("index.").is_some_and(|it| !it.contains('.'))
    });
    if !is_folder && (FILES.contains(&name) || index) {
        return Verdict::Take;
    }
    at_root(name, is_folder)
}

fn inside(path: &str, name: &str, top: &str, is_folder: bool) -> Verdict {
    let of_community = matches!(
        path.split('/').collect::<Vec<_>>().as_slice(),
        [
            "communities",
            _,
            "retex" | "events" | "talks" | "practices" | "initiatives" | "pages"
        ]
    );
    if !is_folder && (FOLDERS.contains(&path) || of_community) {
        let message = format!("`{path}` is a file, where a folder is expected");
        let help = format!("rename it, or make a folder `{path}/` and move it there");
        return say(Diagnostic::error("not-a-folder", message).help(help), path);
    }
    if !is_folder && is_secret(name) {
        let diagnostic = Diagnostic::warning(
            "secret-file",
            "this looks like a secret; it is not published",
        )
        .help("take it out of the portal, and change the secret if it was ever committed");
        return say(diagnostic, path);
    }
    let well_known = path == "static/.well-known";
    let hidden = name.starts_with('.') && !well_known;
    if hidden || is_left_over(name) {
        return Verdict::Pass;
    }
    let content = CONTENT.contains(&top);
    if is_folder {
        let ending = name.rsplit_once('.').map_or("", |it| it.1);
        let misnamed = content && matches!(ending, "md" | "yaml");
        if misnamed {
            let bare = name.rsplit_once('.').map_or(name, |it| it.0);
            let diagnostic = Diagnostic::error(
                "not-a-file",
                "this is a folder, where a file is expected",
            )
            .help(format!("rename the folder to `{bare}`"));
            return say(diagnostic, path);
        }
        return Verdict::Take;
    }
    match right_name(name).filter(|_| content) {
        Some(right) => {
            let is_ended = right_ending(name).is_none();
            let why = if is_ended { "the capitals in its name" } else { "its ending" };
            let message = format!("the file is not read, because of {why}");
            let diagnostic = Diagnostic::warning("ignored-file", message)
                .help(format!("rename it to `{right}`"));
            say(diagnostic, path)
        }
        None => Verdict::Take,
    }
}

fn say(diagnostic: Diagnostic, path: &str) -> Verdict {
    Verdict::Say(Box::new(diagnostic.in_file(path.to_owned())))
}

/// Other things may stand beside a portal; a slip of the pen must not cost its content.
fn at_root(name: &str, is_folder: bool) -> Verdict {
    if is_left_over(name) {
        return Verdict::Pass;
    }
    let known = if is_folder { FOLDERS } else { FILES };
    let meant = MEANT.iter().find(|it| it.0 == name.to_lowercase()).map(|it| it.1);
    let ending = (!is_folder).then(|| right_name(name)).flatten();
    let ending =
        ending.as_deref().filter(|it| FILES.contains(it) || it.starts_with("index."));
    let near =
        if name.starts_with('.') { None } else { nearest(name, known.iter().copied()) };
    let Some(right) = meant.or(ending).or(near) else { return Verdict::Pass };
    let (code, message) = if is_folder {
        ("unknown-folder", "the folder is not read: it does not belong to a portal")
    } else {
        ("ignored-file", "the file is not read: it does not belong to a portal")
    };
    let slash = if is_folder { "/" } else { "" };
    say(
        Diagnostic::warning(code, message).help(format!("did you mean `{right}{slash}`?")),
        name,
    )
}

/// What editors and file managers leave beside a file.
fn is_left_over(name: &str) -> bool {
    name.ends_with('~')
        || name.ends_with("___jb_tmp___")
        || name.ends_with("___jb_old___")
        || (name.starts_with('#') && name.ends_with('#'))
        || matches!(name.rsplit_once('.'), Some((_, "swp" | "swo" | "tmp" | "bak")))
        || matches!(name, "Thumbs.db" | "node_modules" | "__MACOSX" | "desktop.ini")
}

/// The name that is read: that of a folder's own text, or one with another ending.
fn right_name(name: &str) -> Option<String> {
    let ended = right_ending(name);
    let whole = ended.as_deref().unwrap_or(name);
    let lower = whole.to_lowercase();
    let is_index = lower == "index.md"
        || lower.starts_with("index.")
            && lower.rsplit_once('.').is_some_and(|it| it.1 == "md")
            && lower.len() < "index.zh-hant-tw.md".len();
    if is_index && lower != whole { Some(lower) } else { ended }
}

/// The name with the ending that is read, when it has another one for the same thing.
fn right_ending(name: &str) -> Option<String> {
    let (stem, ending) = name.rsplit_once('.')?;
    let right = match ending.to_lowercase().as_str() {
        "md" | "markdown" | "mdown" | "mkd" | "mdwn" | "mdx" => "md",
        "yaml" | "yml" => "yaml",
        _ => return None,
    };
    (right != ending && !stem.is_empty()).then(|| format!("{stem}.{right}"))
}

fn is_secret(name: &str) -> bool {
    let lower = name.to_lowercase();
    let ending = lower.rsplit_once('.').map_or("", |it| it.1);
    matches!(
        ending,
        "pem" | "key" | "kdbx" | "kdb" | "p12" | "pfx" | "jks" | "ppk" | "keystore"
    ) || ["id_rsa", "id_dsa", "id_ecdsa", "id_ed25519"].contains(&lower.as_str())
        || lower == ".env"
        || lower.starts_with(".env.")
        || [".netrc", ".npmrc", ".pypirc", ".htpasswd", ".git-credentials", ".pgpass"]
            .contains(&lower.as_str())
}

#[cfg(test)]
mod tests {
    use super::{Verdict, judge};

    fn says(path: &str, is_folder: bool) -> Option<String> {
        match judge(path, is_folder) {
            Verdict::Take => Some("taken".into()),
            Verdict::Pass => None,
            Verdict::Say(it) => it.help,
        }
    }

    #[test]
    fn a_slip_of_the_pen_is_said_and_a_neighbor_is_not() {
        assert_eq!(
            says("comunities", true).as_deref(),
            Some("did you mean `communities/`?")
        );
        assert_eq!(says("Événements", true).as_deref(), Some("did you mean `events/`?"));
        assert_eq!(
            says("portal.yml", false).as_deref(),
            Some("did you mean `portal.yaml`?")
        );
        assert_eq!(says("pages/a.MD", false).as_deref(), Some("rename it to `a.md`"));
        for (path, right) in [
            ("pages/g/Index.md", "index.md"),
            ("communities/c/retex/x/INDEX.EN.MD", "index.en.md"),
            ("Index.md", "index.md"),
        ] {
            assert!(says(path, false).is_some_and(|it| it.contains(right)), "{path}");
        }
        assert_eq!(says("pages/Indexes.md", false).as_deref(), Some("taken"));
        assert_eq!(says("index.en.md", false).as_deref(), Some("taken"));
        for (path, is_folder) in [
            ("docs", true),
            ("README.md", false),
            ("public", true),
            (".git", true),
            ("static/.env~", false),
            ("portal.yaml~", false),
            ("portal.yaml.swp", false),
            ("index.md___jb_tmp___", false),
            ("pages/#a.md#", false),
        ] {
            assert_eq!(says(path, is_folder), None, "{path}");
        }
    }
}
