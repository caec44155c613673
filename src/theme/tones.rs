//! Colors for what has no style sheet: e-mail, where each element says its own.

use std::collections::BTreeMap;

use serde::Serialize;

use super::color::Color;

/// A color as CSS and old HTML have it, `#1f6f54`: only the theme makes one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Tone(String);

impl Tone {
    pub(super) fn of(color: Color) -> Self {
        Self(color.to_string())
    }
}

/// The colors of a theme and the portal's over them.
#[derive(Debug, Clone, Default)]
pub struct Tones {
    pub(super) light: BTreeMap<String, Tone>,
    pub(super) dark: BTreeMap<String, Tone>,
    pub(super) communities: BTreeMap<String, Tone>,
}

impl Tones {
    /// A color by its name in `theme.yaml`.
    pub fn light(&self, name: &str) -> Tone {
        self.light.get(name).cloned().unwrap_or_default()
    }

    /// The same on a dark ground.
    pub fn dark(&self, name: &str) -> Tone {
        self.dark.get(name).cloned().unwrap_or_default()
    }

    /// A community's color, readable on the light ground; the accent for what is of none.
    pub fn community(&self, slug: &str) -> Tone {
        self.communities.get(slug).cloned().unwrap_or_else(|| self.light("accent"))
    }
}
