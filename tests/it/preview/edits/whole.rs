//! What every page depends on: settings, theme, words, the folder itself, a checkout.

use std::{fs, process::Command};

use super::Author;
use crate::preview::{folder::Folder, sample};

const TEMPLATES: &str = "themes/parvis/templates";

impl Author {
    pub(super) fn edit_settings(&mut self, folder: &Folder) -> Option<String> {
        let word = self.name("Portail");
        let languages = *self.chance.pick(&["[fr, en]", "[fr]", "[en, fr]", "[fr, en]"])?;
        let size = 3 + self.chance.below(4);
        let text = sample::SETTINGS
            .replace("Portail d’essai", &word)
            .replace("[fr, en]", languages)
            .replace("page_size: 5", &format!("page_size: {size}"));
        folder.write("portal.yaml", text);
        Some(format!("settings {word} {languages} {size}"))
    }

    pub(super) fn break_settings(&mut self, folder: &Folder) -> Option<String> {
        let (what, text) = match self.chance.below(4) {
            0 => ("no yaml", "title: [\n".to_owned()),
            1 => ("an unknown key", format!("{}titel: x\n", sample::SETTINGS)),
            2 => ("empty", String::new()),
            _ => {
                fs::remove_file(folder.path("portal.yaml")).ok()?;
                return Some("remove portal.yaml".into());
            }
        };
        folder.write("portal.yaml", text);
        Some(format!("settings: {what}"))
    }

    /// Overrides of the theme that can be used.
    pub(super) fn edit_theme(&mut self, folder: &Folder) -> Option<String> {
        let word = self.name("mien");
        let (path, text) = match self.chance.below(6) {
            0 => (
                format!("{TEMPLATES}/retex.html"),
                format!(
                    "{{% extends \"parvis/retex.html\" %}}\n{{% block main %}}<p>{word}</p>{{{{ super() }}}}{{% endblock main %}}\n"
                ),
            ),
            1 => (
                format!("{TEMPLATES}/base.html"),
                format!("{{% extends \"parvis/base.html\" %}}\n{{# {word} #}}\n"),
            ),
            2 => (
                "themes/parvis/static/css/60-own.css".into(),
                format!(".{word} {{ color: red }}\n"),
            ),
            3 => ("themes/parvis/static/own.js".into(), format!("// {word}\n")),
            4 => ("themes/parvis/static/own.svg".into(), sample::image("gold")),
            _ => {
                fs::remove_dir_all(folder.path("themes")).ok()?;
                return Some("remove themes/".into());
            }
        };
        folder.write(&path, text);
        Some(format!("theme {path}"))
    }

    pub(super) fn break_theme(&mut self, folder: &Folder) -> Option<String> {
        let (what, name, text) = match self.chance.below(3) {
            0 => ("syntax", "retex.html", "{% block main %}{{ title"),
            1 => ("an unknown parent", "talk.html", "{% extends \"nobody.html\" %}"),
            _ => (
                "a fault of two pages",
                "talks.html",
                "{% extends \"parvis/talks.html\" %}\n{% block main %}{{ nobody.nothing.at_all }}{% endblock main %}",
            ),
        };
        folder.write(&format!("{TEMPLATES}/{name}"), text);
        Some(format!("theme: {what} in {name}"))
    }

    /// The interface's own words.
    pub(super) fn edit_words(&mut self, folder: &Folder) -> Option<String> {
        let word = self.name("aller");
        let lang = *self.chance.pick(&["fr", "en"])?;
        let text = match self.chance.below(5) {
            0 => format!("skip: {word}\naddress.retex: recits\n"),
            1 => "skipp: x\n".into(),
            2 => "skip: [\n".into(),
            _ => format!("skip: {word}\n"),
        };
        folder.write(&format!("i18n/{lang}.yaml"), &text);
        Some(format!("words {lang}: {text:?}"))
    }

    /// The whole folder is moved away; the next edit brings it back.
    pub(super) fn root_away(&mut self, folder: &Folder) -> Option<String> {
        fs::rename(&folder.root, folder.outside("away")).unwrap();
        self.away = true;
        Some("move the portal away".into())
    }

    pub(super) fn root_back(&mut self, folder: &Folder) {
        fs::rename(folder.outside("away"), &folder.root).unwrap();
        self.away = false;
        let also = if self.chance.one_in(2) { self.save_text(folder) } else { None };
        self.done.push(format!("move the portal back, and {}", also.unwrap_or_default()));
    }

    /// The folder is removed, and another one is there.
    pub(super) fn root_anew(&mut self, folder: &Folder) -> Option<String> {
        fs::remove_dir_all(&folder.root).unwrap();
        for (path, text) in sample::files() {
            folder.write(&path, text);
        }
        Some("remove the portal, and make it anew".into())
    }

    /// Another branch of the folder's history.
    pub(super) fn checkout(&mut self, folder: &Folder) -> Option<String> {
        if !std::mem::replace(&mut self.history, true) {
            git(folder, &["init", "-q", "-b", "one"]);
        }
        git(folder, &["add", "-A"]);
        git(folder, &["commit", "-q", "--allow-empty", "-m", "one"]);
        let branch = self.name("branche");
        git(folder, &["branch", &branch]);
        let branches =
            git(folder, &["for-each-ref", "--format=%(refname:short)", "refs/heads"]);
        let to = self.pick(branches.lines().map(str::to_owned).collect())?;
        git(folder, &["checkout", "-q", "-f", &to]);
        // A branch of its own, so that the branches differ.
        Some(format!("checkout {to}"))
    }

    /// Mends all that every page depends on.
    pub(in crate::preview) fn mend(&mut self, folder: &Folder) {
        if self.away {
            self.root_back(folder);
        }
        folder.write("portal.yaml", sample::SETTINGS);
        for path in ["themes", "i18n"] {
            if folder.path(path).exists() {
                fs::remove_dir_all(folder.path(path)).unwrap();
            }
        }
        self.done.push("mend settings, theme and words".into());
    }
}

/// Runs git on the folder; its own files are elsewhere, so that the portal may vanish.
fn git(folder: &Folder, args: &[&str]) -> String {
    let done = Command::new("git")
        .args(["-c", "user.name=Ana Essai", "-c", "user.email=ana@portail.example"])
        .args(["-c", "commit.gpgsign=false", "-c", "gc.auto=0"])
        .args(args)
        .env("GIT_DIR", folder.outside("history"))
        .env("GIT_WORK_TREE", &folder.root)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .current_dir(&folder.root)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "git {args:?}: {said}");
    String::from_utf8(done.stdout).unwrap()
}
