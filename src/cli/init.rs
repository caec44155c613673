//! `parvis init`: a small portal with comments that teach; nothing is overwritten.

use std::{fs, io, path::Path};

use super::terminal::Terminal;

const FILES: &[(&str, &str)] = &[
    (
        "portal.yaml",
        "# The settings of the portal.\ntitle: Portail des communautés\nurl: https://portail.example/\nlanguages: [fr]\ntimezone: Europe/Paris\n",
    ),
    (
        "index.md",
        "---\ntitle: Bienvenue\n---\n\nCe que nos communautés ont essayé, raté et compris.\n",
    ),
    (
        "topics.yaml",
        "# The topics of the portal; entries name them by id.\n- id: agilite\n  label: Agilité\n",
    ),
    (
        "people/camille.md",
        "---\nname: Camille Exemple\nrole: Release Train Engineer\n---\n",
    ),
    (
        "communities/rte/index.md",
        "---\ntitle: Release Train Engineers\nleads: [camille]\ncolor: \"#1f6f54\"\n---\n\nQui nous sommes, et comment nous rejoindre.\n",
    ),
    (
        "communities/rte/retex/2026-03-14-premier-retex.md",
        "---\ntitle: Notre premier retex\n# The date is the one of the file's name.\nauthors: [camille]\ntopics: [agilite]\nsummary: Ce que nous avons appris.\n---\n\n## Le contexte\n\nOù cela s’est passé.\n\n## Ce qui a marché\n\nCe que nous referions.\n",
    ),
    (".gitignore", "/public\n"),
    (
        ".gitlab-ci.yml",
        "# Publishes the default branch on GitLab Pages.\n# PARVIS_REPOSITORY is set once, in the project's CI/CD variables: where parvis is built from.\npages:\n  image: rust:1\n  variables:\n    CARGO_HOME: $CI_PROJECT_DIR/.cargo\n  cache:\n    key: parvis\n    paths: [.cargo/bin, .cargo/registry]\n  script:\n    - test -x .cargo/bin/parvis || cargo install --locked --git \"$PARVIS_REPOSITORY\"\n    - .cargo/bin/parvis build --base-url \"$CI_PAGES_URL\"\n  pages: true\n  artifacts:\n    paths: [public]\n  rules:\n    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH\n",
    ),
];

#[expect(clippy::disallowed_methods, reason = "a new portal is content, not output")]
fn write(dir: &Path) -> io::Result<()> {
    for (path, text) in FILES {
        let file = dir.join(path);
        fs::create_dir_all(file.parent().unwrap_or(dir))?;
        fs::write(file, text)?;
    }
    Ok(())
}

pub(super) fn init(dir: &Path) -> u8 {
    let terminal = Terminal::new(false);
    if let Some(taken) = FILES.iter().map(|it| dir.join(it.0)).find(|it| it.exists()) {
        terminal.error(
            &format!("`{}` exists already", taken.display()),
            Some("name a new folder"),
        );
        return 2;
    }
    match write(dir) {
        Ok(()) => {
            terminal.done(&format!(
                "made a portal in `{0}`; next: parvis build {0}",
                dir.display()
            ));
            0
        }
        Err(error) => {
            terminal.error(&format!("cannot write `{}`: {error}", dir.display()), None);
            3
        }
    }
}
