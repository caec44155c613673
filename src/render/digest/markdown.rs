//! A letter as Markdown, to be pasted into a chat or a merge request.

use super::{Digest, facts};
use crate::sink::Markdown;

pub(super) fn write(digest: &Digest<'_>) -> String {
    let view = &digest.view;
    let mut out = Markdown::new();
    out.push("# ");
    out.text(&digest.heading);
    for text in
        [&view.lead, &view.intro, &view.empty].into_iter().filter(|it| !it.is_empty())
    {
        out.push("\n\n");
        out.text(text);
    }
    for part in &view.parts {
        out.push("\n\n## ");
        out.text(&part.title);
        out.push("\n");
        for card in &part.cards {
            out.push("\n- **");
            out.link(&card.title, &card.url);
            out.push("**");
            for text in [&facts(card, true), &card.summary] {
                if !text.is_empty() {
                    // A break, which chats see without its two spaces.
                    out.push("  \n  ");
                    out.text(text);
                }
            }
        }
        if let Some(more) = &part.more {
            out.push("\n\n");
            out.link(&more.label, &more.url);
        }
    }
    out.push("\n\n---\n\n");
    for (at, link) in digest.links.iter().enumerate() {
        out.push(if at > 0 { " · " } else { "" });
        out.link(&link.label, &link.url);
    }
    out.push("\n");
    out.into_string()
}
