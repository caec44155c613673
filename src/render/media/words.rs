//! What is said in a video: captions for its player, and a text to read.

use std::sync::Arc;

use super::{Media, facts::clock, lang_attribute};
use crate::{
    sink::Html,
    source::{Details, Turn},
};

impl Media<'_> {
    /// `<track>`s of a video of the portal.
    pub(super) fn tracks(&self, out: &mut Html) {
        let captions = &self.files.captions;
        let own = captions.iter().position(|it| it.0 == Some(self.page.code));
        let chosen = own.or_else(|| captions.iter().position(|it| it.0.is_none()));
        for (at, (lang, path)) in captions.iter().enumerate() {
            let Some(url) = self.url(path) else { continue };
            let lang = lang.unwrap_or(self.lang);
            out.push("<track kind=\"captions\"");
            out.address("src", &url);
            out.attribute("srclang", lang);
            out.attribute("label", self.page.t.language(lang));
            out.push(if Some(at) == chosen { " default>" } else { ">" });
        }
    }

    /// What is said, folded.
    pub(super) fn words(&self, out: &mut Html) {
        let Some((lang, path)) = self.files.words(self.page.code) else { return };
        let Some(turns) = self.turns(path) else { return };
        out.push("<details class=\"transcript\"><summary>");
        out.text(self.page.t.get("transcript"));
        out.push("</summary><div");
        lang_attribute(lang.unwrap_or(self.lang), self.page.code, out);
        out.push(">");
        for turn in turns.iter() {
            out.push("<p>");
            if let Some(start) = turn.start {
                out.push("<span class=\"transcript-time\">");
                out.text(&clock(start));
                out.push("</span> ");
            }
            if !turn.voice.is_empty() {
                out.push("<b>");
                out.text(&turn.voice);
                out.push("</b> ");
            }
            out.text(&turn.text);
            out.push("</p>");
        }
        out.push("</div></details>");
    }

    fn turns(&self, path: &str) -> Option<Arc<[Turn]>> {
        match &self.page.site.files.get(path)?.details {
            Details::Words(turns) if !turns.is_empty() => Some(Arc::clone(turns)),
            _ => None,
        }
    }
}
