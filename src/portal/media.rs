//! Videos and slides that stand alone in a text: the files that belong to them, and what they lack.

use std::{collections::BTreeSet, sync::Arc};

use super::{Assets, Target, Variant};
use crate::{
    content::{
        Document,
        facts::Way,
        media::{self, Companions, Shown},
    },
    diag::{Diagnostic, Span},
    yaml::Node,
};

/// The files that belong to the videos of a text.
pub(super) fn companions<'a>(variant: &Variant, assets: &'a Assets) -> Vec<&'a Arc<str>> {
    let document = &variant.document;
    if !document.is_read() {
        return Vec::new();
    }
    let stems = document.outline().media.iter().filter_map(|it| {
        let target = &document.outline().links.get(*it)?.target;
        stem(target, variant.targets.known().get(*it)?, document.source.path())
    });
    of_stems(stems, assets)
}

/// The same for a text that is not published.
pub(super) fn companions_of_draft<'a>(
    document: &Document,
    assets: &'a Assets,
) -> Vec<&'a Arc<str>> {
    let stems = document.outline().media.iter().filter_map(|it| {
        let target = &document.outline().links.get(*it)?.target;
        match document.ways().get(*it)? {
            Way::Path(path) if media::is_video(path) => Some(media::stem(path).to_owned()),
            Way::Elsewhere => id_stem(target, document.source.path()),
            _ => None,
        }
    });
    of_stems(stems, assets)
}

fn of_stems(stems: impl Iterator<Item = String>, assets: &Assets) -> Vec<&Arc<str>> {
    stems.flat_map(|it| Companions::of(&it, assets).paths().collect::<Vec<_>>()).collect()
}

/// The path of a video without its ending, where its poster and its captions stand.
pub(crate) fn stem(written: &str, target: &Target, from: &str) -> Option<String> {
    match target {
        Target::Beside(path, _) if media::is_video(path) => {
            Some(media::stem(path).to_owned())
        }
        Target::Static(path, _) if media::is_video(path) => {
            Some(format!("static/{}", media::stem(path)))
        }
        Target::AsIs(_) => id_stem(written, from),
        _ => None,
    }
}

/// Whatever hosts are trusted: a file named by an id belongs to a video in any case.
fn id_stem(written: &str, from: &str) -> Option<String> {
    let id = media::id(written)?;
    media::stem_of_id(from, &id)
}

/// Says of videos that they stay links, because the settings do not name their host; once for
/// each host. `hosts` are the portal's `video_hosts:`.
pub(super) fn check_hosts(
    document: &Document,
    hosts: &[Node],
    found: &mut Vec<Diagnostic>,
) {
    let mut said = BTreeSet::new();
    for at in &document.outline().media {
        let Some(link) = document.outline().links.get(*at) else { continue };
        let Some(host) = media::peertube_host(&link.target) else { continue };
        let is_named = hosts.iter().any(|it| it.text() == Some(&*host));
        if is_named || !said.insert(host.clone()) {
            continue;
        }
        let message = format!("the video stays a link: the settings do not name `{host}`");
        let help = if hosts.is_empty() {
            format!(
                "if you trust this PeerTube, write `video_hosts: [{host}]` in `portal.yaml`"
            )
        } else {
            format!(
                "if you trust this PeerTube, add `{host}` to `video_hosts` in `portal.yaml`"
            )
        };
        found.push(
            Diagnostic::warning("video-host", message)
                .at(Span::new(&document.source, link.range.clone()))
                .help(help),
        );
    }
}

/// Warns of videos of the portal without captions: who cannot hear them is left out, and the law
/// asks for them.
pub(super) fn check(
    document: &Document,
    targets: &[Target],
    assets: &Assets,
    found: &mut Vec<Diagnostic>,
) {
    for at in &document.outline().media {
        let (Some(link), Some(target)) =
            (document.outline().links.get(*at), targets.get(*at))
        else {
            continue;
        };
        let is_own = matches!(target, Target::Beside(..) | Target::Static(..))
            && media::shown(&link.target) == Some(Shown::Video);
        let Some(stem) = stem(&link.target, target, document.source.path()) else {
            continue;
        };
        if !is_own || !Companions::of(&stem, assets).captions.is_empty() {
            continue;
        }
        let name = stem.rsplit('/').next().unwrap_or(&stem);
        found.push(
            Diagnostic::warning("missing-captions", "the video has no captions")
                .at(Span::new(&document.source, link.range.clone()))
                .help(format!(
                    "put `{name}.vtt` beside it, or one for a language: `{name}.fr.vtt`"
                )),
        );
    }
}
