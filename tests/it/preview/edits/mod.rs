//! What authors, editors and programs do to a folder, chosen by chance.

#![expect(
    clippy::unnecessary_wraps,
    clippy::unused_self,
    reason = "edits stand in one list, and so have one form"
)]

mod files;
pub(super) mod saves;
mod texts;
mod whole;

use super::folder::Folder;
use crate::random::Random;

/// Somebody who edits.
pub(super) struct Author {
    chance: Random,
    /// What was done, to be read when it was too much.
    pub(super) done: Vec<String>,
    /// Makes names that nothing else has.
    count: usize,
    /// Whether the portal's folder was moved away.
    away: bool,
    /// Whether the folder has a history.
    history: bool,
}

type Edit = fn(&mut Author, &Folder) -> Option<String>;

/// What is done, and how often.
const EDITS: &[(usize, Edit)] = &[
    (30, Author::save_text),
    (6, Author::break_text),
    (4, Author::switch_draft),
    (5, Author::add_retex),
    (4, Author::add_deep),
    (3, Author::add_community),
    (5, Author::remove_file),
    (2, Author::remove_folder),
    (6, Author::rename_file),
    (3, Author::rename_case),
    (4, Author::swap_files),
    (5, Author::rename_folder),
    (2, Author::swap_folders),
    (3, Author::move_out_and_in),
    (4, Author::translate),
    (5, Author::replace_picture),
    (3, Author::add_static),
    (4, Author::link),
    (3, Author::touch),
    (2, Author::turn),
    (3, Author::odd_name),
    (2, Author::burst),
    (5, Author::edit_list),
    (5, Author::edit_settings),
    (3, Author::break_settings),
    (6, Author::edit_theme),
    (3, Author::break_theme),
    (3, Author::edit_words),
    (2, Author::root_away),
    (1, Author::root_anew),
    (4, Author::checkout),
];

impl Author {
    pub(super) fn new(chance: Random) -> Self {
        Self { chance, done: Vec::new(), count: 0, away: false, history: false }
    }

    /// Does something.
    pub(super) fn edit(&mut self, folder: &Folder) {
        if self.away {
            self.root_back(folder);
            return;
        }
        let sum: usize = EDITS.iter().map(|it| it.0).sum();
        loop {
            let mut at = self.chance.below(sum);
            let edit = EDITS.iter().find(|it| {
                let hit = at < it.0;
                at = at.saturating_sub(it.0);
                hit
            });
            if let Some(done) = edit.and_then(|it| it.1(self, folder)) {
                self.done.push(done);
                return;
            }
        }
    }

    /// A name that was never used before.
    fn name(&mut self, start: &str) -> String {
        self.count += 1;
        format!("{start}-{}", self.count)
    }

    fn pick(&mut self, mut all: Vec<String>) -> Option<String> {
        let at = self.chance.below(all.len());
        (!all.is_empty()).then(|| all.swap_remove(at))
    }

    /// A content file.
    fn text(&mut self, folder: &Folder) -> Option<String> {
        let is_text = |it: &String| it.ends_with(".md");
        self.pick(folder.files("").into_iter().filter(is_text).collect())
    }

    /// A community's folder.
    fn community(&mut self, folder: &Folder) -> Option<String> {
        let depth = |it: &String| it.split('/').count() == 2;
        self.pick(folder.folders("communities").into_iter().filter(depth).collect())
    }
}
