//! Files and folders that come, go, and change their names.

use std::{
    ffi::OsStr,
    fs,
    os::unix::{ffi::OsStrExt, fs::symlink},
};

use super::Author;
use crate::preview::{folder::Folder, sample};

impl Author {
    fn new_text(&mut self) -> String {
        let word = self.name("titre");
        let topic = *self.chance.pick(&["tests", "produit", "mesure", "rien"]).unwrap();
        let author = *self.chance.pick(&["ana", "lea", "hugo", "theo"]).unwrap();
        sample::retex(&word, author, topic, "Un texte.\n\n## Suite\n\nLa suite.")
    }

    pub(super) fn add_retex(&mut self, folder: &Folder) -> Option<String> {
        let (community, text) = (self.community(folder)?, self.new_text());
        let path = format!("{community}/retex/2026-04-05-{}.md", self.name("neuf"));
        folder.write(&path, text);
        Some(format!("add {path}"))
    }

    /// Folders in folders and a file in them, all at once.
    pub(super) fn add_deep(&mut self, folder: &Folder) -> Option<String> {
        let (community, name) = (self.community(folder)?, self.name("profond"));
        let path = format!("{community}/retex/2026-05-06-{name}/index.md");
        let text = format!("{}\n![Un dessin](a/b/c/dessin.svg)\n", self.new_text());
        folder.write(&path, text);
        folder.write(
            &format!("{community}/retex/2026-05-06-{name}/a/b/c/dessin.svg"),
            sample::image("red"),
        );
        let page = format!("pages/{name}/un/deux/trois.md");
        folder.write(&page, format!("---\ntitle: {name}\n---\n\nAu fond.\n"));
        Some(format!("add {path}, {page}"))
    }

    pub(super) fn add_community(&mut self, folder: &Folder) -> Option<String> {
        let (name, text) = (self.name("cercle"), self.new_text());
        let path = format!("communities/{name}/index.md");
        folder.write(&path, format!("---\ntitle: {name}\nsummary: Un cercle.\n---\n"));
        folder.write(&format!("communities/{name}/retex/2026-06-07-{name}.md"), text);
        Some(format!("add {path} and a retex"))
    }

    pub(super) fn remove_file(&mut self, folder: &Folder) -> Option<String> {
        let path = self.pick(folder.files(""))?;
        folder.remove(&path);
        Some(format!("remove {path}"))
    }

    pub(super) fn remove_folder(&mut self, folder: &Folder) -> Option<String> {
        let path = self.pick(folder.folders(""))?;
        fs::remove_dir_all(folder.path(&path)).unwrap();
        Some(format!("remove {path}/"))
    }

    pub(super) fn rename_file(&mut self, folder: &Folder) -> Option<String> {
        let (path, word) = (self.text(folder)?, self.name("autre"));
        let (dir, name) = path.rsplit_once('/')?;
        let to = match self.chance.below(3) {
            0 => format!("{dir}/2026-02-02-{word}.md"),
            1 => format!("{}/retex/2026-02-02-{word}.md", self.community(folder)?),
            // A name that is no longer read, or is read again.
            _ if name.ends_with(".en.md") => {
                format!("{dir}/{}", name.replace(".en.md", ".md"))
            }
            _ => format!("{dir}/{word}.md"),
        };
        folder.rename(&path, &to);
        Some(format!("rename {path} to {to}"))
    }

    pub(super) fn rename_case(&mut self, folder: &Folder) -> Option<String> {
        let path = self.text(folder)?;
        let (dir, name) = path.rsplit_once('/')?;
        let stem = name.strip_suffix(".md")?;
        let upper = stem.to_uppercase();
        let other = if stem == upper { stem.to_lowercase() } else { upper };
        let to = format!("{dir}/{other}.md");
        folder.rename(&path, &to);
        Some(format!("rename {path} to {to}"))
    }

    fn swap(&mut self, folder: &Folder, a: &str, b: &str) -> Option<String> {
        // A name inside the folder that is read, so that it may be seen for a moment.
        let between = self.name("pages/entre");
        if a == b || a.starts_with(&format!("{b}/")) || b.starts_with(&format!("{a}/")) {
            return None;
        }
        folder.rename(a, &between);
        folder.rename(b, a);
        folder.rename(&between, b);
        Some(format!("swap {a} and {b}"))
    }

    pub(super) fn swap_files(&mut self, folder: &Folder) -> Option<String> {
        let (a, b) = (self.text(folder)?, self.text(folder)?);
        self.swap(folder, &a, &b)
    }

    pub(super) fn swap_folders(&mut self, folder: &Folder) -> Option<String> {
        let (a, b) = (self.community(folder)?, self.community(folder)?);
        self.swap(folder, &a, &b)
    }

    /// A folder of a retex or a community.
    pub(super) fn rename_folder(&mut self, folder: &Folder) -> Option<String> {
        let path = self.pick(folder.folders("communities"))?;
        let (dir, name) = path.rsplit_once('/')?;
        let date = name.get(..11).filter(|it| it.starts_with("20")).unwrap_or("");
        let to = format!("{dir}/{date}{}", self.name("dossier"));
        folder.rename(&path, &to);
        Some(format!("rename {path}/ to {to}/"))
    }

    /// A folder leaves the portal, is edited there, and comes back; maybe by another name.
    pub(super) fn move_out_and_in(&mut self, folder: &Folder) -> Option<String> {
        let path = self.pick(folder.folders(""))?;
        let away = folder.outside(&self.name("ailleurs"));
        fs::rename(folder.path(&path), &away).unwrap();
        fs::write(away.join("note.md"), "---\ntitle: Note\n---\n").unwrap();
        let to = if self.chance.one_in(2) { path.clone() } else { self.name(&path) };
        fs::rename(away, folder.path(&to)).unwrap();
        // What is written after it came back must be seen, too.
        folder.write(&format!("{to}/plus.md"), "---\ntitle: Plus\n---\n\nAprès.\n");
        Some(format!("move {path}/ out, and in as {to}/"))
    }

    /// Adds a translation, or removes one.
    pub(super) fn translate(&mut self, folder: &Folder) -> Option<String> {
        let path = self.text(folder)?;
        if path.ends_with(".en.md") {
            folder.remove(&path);
            return Some(format!("remove {path}"));
        }
        let to = path.replace(".md", ".en.md");
        // A folder may have that name by now.
        if folder.path(&to).is_dir() {
            return None;
        }
        let word = self.name("title");
        folder.write(&to, format!("---\ntitle: {word}\n---\n\nIn English.\n"));
        Some(format!("add {to}"))
    }

    pub(super) fn add_static(&mut self, folder: &Folder) -> Option<String> {
        let word = self.name("fichier");
        let name =
            *self.chance.pick(&["é tude", "100%", "a?b", "x#y", "plain", "A+B"]).unwrap();
        let path = format!("static/{word}/{name}.txt");
        folder.write(&path, "Un fichier.\n");
        Some(format!("add {path}"))
    }

    /// A symbolic link to a file, to a folder, to nothing, to itself, or out of the portal; or
    /// one of those goes again.
    pub(super) fn link(&mut self, folder: &Folder) -> Option<String> {
        let links = folder.links();
        if self.chance.one_in(3) && !links.is_empty() {
            let path = self.pick(links)?;
            folder.remove(&path);
            return Some(format!("remove the link {path}"));
        }
        let name = self.name("lien");
        let (path, to) = match self.chance.below(5) {
            0 => (format!("pages/{name}.md"), folder.path(&self.text(folder)?)),
            1 => (format!("static/{name}"), folder.path("static/img")),
            2 => (format!("pages/{name}.md"), folder.path("pages/not-there.md")),
            3 => (format!("static/{name}"), folder.path(&format!("static/{name}"))),
            _ => (format!("static/{name}.txt"), folder.outside("secret.txt")),
        };
        fs::create_dir_all(folder.path(&path).parent().unwrap()).unwrap();
        fs::write(folder.outside("secret.txt"), "secret").unwrap();
        symlink(&to, folder.path(&path)).unwrap();
        Some(format!("link {path} to {}", to.display()))
    }

    /// A file where a folder was, or a folder where a file was.
    pub(super) fn turn(&mut self, folder: &Folder) -> Option<String> {
        if self.chance.one_in(2) {
            let inner = folder.folders("").into_iter().filter(|it| it.contains('/'));
            let path = self.pick(inner.collect())?;
            fs::remove_dir_all(folder.path(&path)).unwrap();
            folder.write(&path, "---\ntitle: Fichier\n---\n");
            return Some(format!("{path}/ is a file now"));
        }
        let path = self.text(folder)?;
        folder.remove(&path);
        folder.write(&format!("{path}/index.md"), "---\ntitle: Dossier\n---\n");
        Some(format!("{path} is a folder now"))
    }

    /// Names that cannot be published, or only with care.
    pub(super) fn odd_name(&mut self, folder: &Folder) -> Option<String> {
        let name: &[u8] = match self.chance.below(6) {
            0 => b"a\nb.md",
            1 => b"\xff\xfe.md",
            2 => b"e\xcc\x81te.md",
            3 => b"\xc3\xa9te.md",
            4 => b"Sans ending",
            _ => b"trop.MD",
        };
        let path = folder.path("pages").join(OsStr::from_bytes(name));
        if path.is_file() {
            fs::remove_file(&path).unwrap();
        } else {
            fs::create_dir_all(folder.path("pages")).ok()?;
            fs::write(&path, "---\ntitle: Un nom\n---\n").ok()?;
        }
        Some(format!("{} comes or goes", path.display()))
    }

    /// Hundreds of files, as a program writes or removes them.
    pub(super) fn burst(&mut self, folder: &Folder) -> Option<String> {
        if folder.path("static/burst").exists() {
            fs::remove_dir_all(folder.path("static/burst")).unwrap();
            return Some("remove static/burst/".into());
        }
        let word = self.name("rafale");
        for idx in 0..480 {
            folder.write(&format!("static/burst/{}/{idx}.txt", idx % 7), &word);
        }
        for idx in 0..20 {
            let text = self.new_text();
            let community = self.community(folder)?;
            folder.write(&format!("{community}/retex/2026-07-08-{word}-{idx}.md"), text);
        }
        Some("add 500 files".into())
    }
}
