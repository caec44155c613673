//! Edits of what is in a file.

use std::fs::{self, File, FileTimes, Permissions};
use std::{
    os::unix::fs::PermissionsExt,
    time::{Duration, SystemTime},
};

use super::{
    Author,
    saves::{SAVES, save},
};
use crate::preview::{folder::Folder, sample};

impl Author {
    /// Saves a file as some editor does.
    fn save(&mut self, folder: &Folder, path: &str, text: &[u8]) -> String {
        let how = *self.chance.pick(SAVES).unwrap();
        save(&folder.path(path), text, how);
        format!("save {path} {how:?}")
    }

    /// Other words, another title, another topic, another link, or one letter for another.
    pub(super) fn save_text(&mut self, folder: &Folder) -> Option<String> {
        let path = self.text(folder)?;
        let text = String::from_utf8(fs::read(folder.path(&path)).ok()?).ok()?;
        let word = self.name("mot");
        let (what, text) = match self.chance.below(9) {
            0..=2 => ("words", format!("{text}\nEncore un {word}.\n")),
            3 => ("heading", format!("{text}\n## Partie {word}\n\nIci.\n")),
            4 => ("title", text.replacen("title: ", &format!("title: {word} "), 1)),
            5 => ("topics", text.replacen("topics: [tests", "topics: [mesure", 1)),
            6 => {
                let to = self.text(folder)?;
                ("link", format!("{text}\n[vers {word}](/{to})\n"))
            }
            7 => ("same length", text.replace(['e', 'o'], "a").replace("titla:", "title:")),
            _ => ("nothing", text),
        };
        let mut done = self.save(folder, &path, text.as_bytes());
        if self.chance.one_in(6) {
            // Within the same tick of the clock, and of the same length.
            let again = text.replace("Nous", "Vous").replace(" un ", " du ");
            fs::write(folder.path(&path), again).unwrap();
            done.push_str(", and again at once");
        }
        Some(format!("{done}: {what}"))
    }

    pub(super) fn break_text(&mut self, folder: &Folder) -> Option<String> {
        let path = self.text(folder)?;
        let text = fs::read(folder.path(&path)).ok()?;
        let text = String::from_utf8_lossy(&text);
        let (what, bytes): (_, Vec<u8>) = match self.chance.below(6) {
            0 => ("no end of the head", text.replacen("\n---\n", "\n", 1).into()),
            1 => ("a person who is not there", text.replace("[lea", "[nemo").into()),
            2 => ("no text", b"\xff\xfe\x00nothing".to_vec()),
            3 => ("nothing at all", Vec::new()),
            4 => ("a dead link", format!("{text}\n[x](nulle-part.md)\n").into()),
            _ => ("a field that is not there", text.replacen("title:", "titel:", 1).into()),
        };
        Some(format!("{}: {what}", self.save(folder, &path, &bytes)))
    }

    pub(super) fn switch_draft(&mut self, folder: &Folder) -> Option<String> {
        let path = self.text(folder)?;
        let text = String::from_utf8(fs::read(folder.path(&path)).ok()?).ok()?;
        let text = if text.contains("draft: true\n") {
            text.replace("draft: true\n", "")
        } else {
            text.replacen("---\n", "---\ndraft: true\n", 1)
        };
        Some(format!("{}: draft", self.save(folder, &path, text.as_bytes())))
    }

    /// Pictures and other files, often of the same length.
    pub(super) fn replace_picture(&mut self, folder: &Folder) -> Option<String> {
        let is_picture = |it: &String| it.ends_with(".svg") || it.ends_with(".txt");
        let path = self.pick(folder.files("").into_iter().filter(is_picture).collect())?;
        let color = *self.chance.pick(&["red", "tan", "blue", "pink", "#12"]).unwrap();
        let bytes = if path.ends_with(".txt") {
            format!("Des {color}.\n")
        } else if self.chance.one_in(8) {
            "no picture".into()
        } else {
            sample::image(color)
        };
        Some(format!("{}: {color}", self.save(folder, &path, bytes.as_bytes())))
    }

    /// `topics.yaml`, `people.yaml` and `talks.yaml`.
    pub(super) fn edit_list(&mut self, folder: &Folder) -> Option<String> {
        let lists = folder.files("").into_iter().filter(|it| {
            ["topics.yaml", "people.yaml", "talks.yaml"].iter().any(|end| it.ends_with(end))
        });
        let path = self.pick(lists.collect())?;
        let text = String::from_utf8(fs::read(folder.path(&path)).ok()?).ok()?;
        let word = self.name("nom");
        let (what, text) = match self.chance.below(5) {
            0 if path.ends_with("topics.yaml") => {
                ("one more", format!("{text}- id: {word}\n  label: {word}\n"))
            }
            0 if path.ends_with("people.yaml") => {
                ("one more", format!("{text}- id: {word}\n  name: {word}\n"))
            }
            1 => ("another name", text.replacen("Essai", &word, 1).replace("Tests", &word)),
            2 => ("another order", {
                let mut parts: Vec<&str> = text.split_inclusive("\n- ").collect();
                parts.rotate_left(1);
                if parts.len() > 2 {
                    text.replacen("id: tests", "id: essais", 1)
                } else {
                    text
                }
            }),
            3 => ("broken", format!("{text}- id: [\n")),
            _ => {
                ("mended", text.replace("- id: [\n", "").replace("id: essais", "id: tests"))
            }
        };
        Some(format!("{}: {what}", self.save(folder, &path, text.as_bytes())))
    }

    /// Other times and rights, the same bytes.
    pub(super) fn touch(&mut self, folder: &Folder) -> Option<String> {
        let path = self.pick(folder.files(""))?;
        let disk = folder.path(&path);
        let file = File::options().write(true).open(&disk).ok()?;
        let time = SystemTime::now() - Duration::from_secs(self.chance.next() % 90_000);
        file.set_times(FileTimes::new().set_modified(time)).unwrap();
        fs::set_permissions(disk, Permissions::from_mode(0o640)).unwrap();
        Some(format!("touch {path}"))
    }
}
