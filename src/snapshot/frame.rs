//! Settings and theme as they were made last: they are made anew only when what they are made of
//! changed, which is seldom, and then everything is.

use std::{collections::BTreeMap, sync::Arc};

use crate::{
    config::{self, Settings},
    diag::{Checked, of_one_file},
    theme::{self, Theme, Tint},
};

/// The file of the settings.
pub(super) const SETTINGS: &str = "portal.yaml";

/// Texts that are no entries, by path.
type Texts = Arc<BTreeMap<Arc<str>, Arc<str>>>;

/// Settings, if they could be read.
type Parsed = Checked<Option<Arc<Settings>>>;

/// What a portal's pages stand in.
#[derive(Debug, Default)]
pub(super) struct Frame {
    settings: Option<(Arc<str>, Parsed)>,
    theme: Option<Loaded>,
}

/// A theme, and what it was made of.
#[derive(Debug)]
struct Loaded {
    settings: Arc<Settings>,
    texts: Texts,
    tints: Vec<Tint>,
    theme: Checked<Option<Arc<Theme>>>,
}

impl Frame {
    /// The settings of this text.
    pub(super) fn settings(&mut self, text: &Arc<str>, base_url: Option<&str>) -> Parsed {
        if let Some((old, made)) = &self.settings
            && old == text
        {
            return made.clone();
        }
        let path = Arc::from(SETTINGS);
        let made =
            of_one_file(|| config::parse(&path, text, base_url)).map(|it| it.map(Arc::new));
        self.settings = Some((Arc::clone(text), made.clone()));
        made
    }

    /// The theme of these settings, texts and colors.
    pub(super) fn theme(
        &mut self,
        settings: &Arc<Settings>,
        texts: &Texts,
        tints: Vec<Tint>,
    ) -> Checked<Option<Arc<Theme>>> {
        let same = |it: &&Loaded| {
            Arc::ptr_eq(&it.settings, settings)
                && Arc::ptr_eq(&it.texts, texts)
                && it.tints == tints
        };
        if let Some(loaded) = self.theme.as_ref().filter(same) {
            return loaded.theme.clone();
        }
        let theme = theme::load(settings, texts, &tints).map(|it| it.map(Arc::new));
        let (settings, texts) = (Arc::clone(settings), Arc::clone(texts));
        self.theme = Some(Loaded { settings, texts, tints, theme: theme.clone() });
        theme
    }
}
