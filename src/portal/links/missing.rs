//! Links to what is not there: what was meant, and how it is written.

use super::{Pass, Target, Written, from_here};
use crate::{
    content::{markdown::LinkKind, web},
    diag::{Diagnostic, Fix},
};

/// What is to be written instead.
struct Meant {
    help: String,
    /// What mends it, where nothing else can have been meant.
    fix: Option<Fix>,
}

impl Pass<'_, '_> {
    /// Says that nothing is at a path.
    pub(super) fn missing(&mut self, path: &str, it: &Written<'_>) -> Target {
        let written = it.decoded();
        let last = path.rsplit('/').next().unwrap_or(path);
        let is_address =
            last.rsplit_once('.').is_none_or(|it| it.1 == "xml") || written.ends_with('/');
        let is_link = it.link.kind == LinkKind::Link;
        if is_link && written.starts_with('/') && is_address {
            return Target::Path(it.with_anchor(&written));
        }
        if let Some(held) = self.scope.hidden.get(path) {
            self.found.push(held.link(&written, it.span()));
            return Target::Held;
        }
        let is_page = [".html", ".htm"].iter().any(|it| written.ends_with(it));
        if is_link
            && written.starts_with('/')
            && is_page
            && self.scope.source_of(path).is_none()
            && self.scope.moved(path, self.path(), false).is_none()
        {
            // The file that another program would make of a page.
            return Target::Path(it.with_anchor(&written));
        }
        let Meant { help, fix } = self.meant(path, it);
        let (code, message) = if is_link {
            ("broken-link", format!("there is no file `{written}`"))
        } else {
            ("missing-image", format!("there is no image `{written}`"))
        };
        self.found
            .push(Diagnostic::error(code, message).at(it.span()).help(help).fix_if(fix));
        Target::Broken
    }

    fn meant(&mut self, path: &str, it: &Written<'_>) -> Meant {
        let is_image = it.link.kind == LinkKind::Image;
        if !is_image && let Some(meant) = web::meant(&it.link.target) {
            let is_folder = meant.may_be_path && self.scope.has_folder(path);
            if !is_folder {
                let fix = if meant.sure { it.instead(&meant.right) } else { None };
                return Meant { help: format!("write `{}`", meant.right), fix };
            }
        }
        if !is_image && let Some(right) = self.scope.source_of(path) {
            let right = right.to_owned();
            return self.moved(&right, it, |right| format!("write `{right}`"));
        }
        let asked = |right: &str| format!("did you mean `{right}`?");
        // A file that moved keeps its name.
        if let Some(right) = self.scope.moved(path, self.path(), is_image) {
            let right = right.to_owned();
            return self.moved(&right, it, asked);
        }
        if let Some(near) = self.scope.near(path, self.path(), is_image) {
            return Meant { help: asked(&from_here(near, self.path())), fix: None };
        }
        let help = if is_image {
            "put it beside the text, or into `static/img/` and write `/img/…`"
        } else {
            "a path is relative to this file, or begins with `/` at the portal's folder"
        };
        Meant { help: help.to_owned(), fix: None }
    }

    /// Leads the link to another file, where nothing is to be said of it then.
    fn moved(
        &mut self,
        right: &str,
        it: &Written<'_>,
        help: impl Fn(&str) -> String,
    ) -> Meant {
        let before = self.found.len();
        let target = self.exact(right, it);
        let is_right =
            self.found.len() == before && target.is_some_and(|it| it != Target::Broken);
        self.found.truncate(before);
        let fix = if is_right { it.moved(right) } else { None };
        Meant { help: help(&from_here(right, self.path())), fix }
    }
}
