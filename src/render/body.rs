//! Fills the holes of a body: addresses, sizes, texts.

use std::fmt::Write;

use super::page::Page;
use crate::{
    content::markdown::{Hole, escaped, urls},
    portal::{Target, Variant},
};

/// The HTML of a text, for a page.
pub(super) fn html(page: &Page<'_>, variant: &Variant) -> String {
    let body = variant.document.body(page.site.settings.raw_html, &page.site.colored);
    let mut out = String::with_capacity(body.segments.iter().map(|it| it.len() + 60).sum());
    let mut holes = body.holes.iter();
    for segment in &body.segments {
        out.push_str(segment);
        let Some(hole) = holes.next() else { continue };
        // Writing to a text cannot fail.
        let written = match hole {
            Hole::Text(key) => write!(out, "{}", escaped(page.t.get(key))),
            Hole::Link(idx) => link(page, variant.targets.get(*idx), &mut out),
            Hole::Image(idx) => image(page, variant.targets.get(*idx), &mut out),
        };
        debug_assert!(written.is_ok(), "writing to a text cannot fail");
    }
    out
}

fn link(page: &Page<'_>, target: Option<&Target>, out: &mut String) -> std::fmt::Result {
    match target {
        Some(Target::AsIs(url)) => {
            let outside = url.contains("://") || url.starts_with("//");
            let rel = if outside { " rel=\"noopener noreferrer\"" } else { "" };
            write!(out, " href=\"{}\"{rel}", escaped(&urls::encode(url)))
        }
        Some(Target::Entry(id, anchor)) => {
            let url = page.url(page.site.routes.entry(*id, page.lang));
            write!(out, " href=\"{}{}\"", escaped(&url), escaped(&urls::encode(anchor)))
        }
        Some(Target::Path(path)) => write!(out, " href=\"{}\"", escaped(&page.url(path))),
        Some(file @ (Target::Beside(..) | Target::Static(..))) => {
            write!(out, " href=\"{}\"", escaped(&address(page, file)))
        }
        Some(Target::Broken) | None => Ok(()),
    }
}

fn image(page: &Page<'_>, target: Option<&Target>, out: &mut String) -> std::fmt::Result {
    let Some(file @ (Target::Beside(_, size) | Target::Static(_, size))) = target else {
        return Ok(());
    };
    write!(out, " src=\"{}\"", escaped(&address(page, file)))?;
    match size {
        Some((width, height)) => write!(out, " width=\"{width}\" height=\"{height}\""),
        None => Ok(()),
    }
}

fn address(page: &Page<'_>, target: &Target) -> String {
    let path = match target {
        Target::Beside(path, _) => page.site.routes.file(path).unwrap_or("/").to_owned(),
        Target::Static(path, _) => format!("/{path}"),
        _ => String::new(),
    };
    format!("{}{}", page.site.settings.base, urls::encode_path(&path))
}
