//! Who has which address: two that want one, or a file where another needs a folder.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use rayon::prelude::*;
use unicode_normalization::UnicodeNormalization;

use super::{Found, Route};
use crate::{
    diag::{Diagnostic, Span},
    source::stands_for,
};

/// Where an address is in the output: `/a/b/` is in `a/b/index.html`.
pub fn file_path(address: &str) -> String {
    let path = address.trim_start_matches('/');
    if path.is_empty() || path.ends_with('/') {
        format!("{path}index.html")
    } else {
        path.to_owned()
    }
}

/// The name of a page's file, which its address leaves out.
const INDEX: &str = "/index.html";

/// The place of an address in the output as the least careful file system sees it: without case,
/// in one Unicode form. Two addresses of one place cannot both be published.
///
/// Nearly every address is its own place, so that none is written twice.
fn place(address: &Arc<str>) -> Arc<str> {
    let plain = |it: u8| it.is_ascii() && !it.is_ascii_uppercase();
    if address.bytes().all(plain) && !address.ends_with(INDEX) {
        return Arc::clone(address);
    }
    let folded: String = file_path(address).nfkc().flat_map(char::to_lowercase).collect();
    let folded = format!("/{folded}");
    match folded.strip_suffix(INDEX) {
        Some(folder) => format!("{folder}/").into(),
        None => folded.into(),
    }
}

/// Addresses that are taken, by their places.
#[derive(Debug, Default)]
pub(super) struct Claims {
    owners: HashMap<Arc<str>, usize>,
    taken: Vec<Claim>,
    found: Vec<Diagnostic>,
}

/// An address that is taken.
#[derive(Debug)]
pub(super) struct Claim {
    pub(super) address: Arc<str>,
    pub(super) found: Found,
    span: Option<Span>,
}

impl Claims {
    /// Room for so many.
    pub(super) fn with_capacity(capacity: usize) -> Self {
        Self {
            owners: HashMap::with_capacity(capacity),
            taken: Vec::with_capacity(capacity),
            found: Vec::new(),
        }
    }

    /// Takes an address, unless somebody else has it: true when it was free.
    pub(super) fn take(
        &mut self,
        address: Arc<str>,
        found: Found,
        span: Option<Span>,
        is_alias: bool,
    ) -> bool {
        let next = self.taken.len();
        let first = *self.owners.entry(place(&address)).or_insert(next);
        let claim = Claim { address, found, span };
        let Some(first) = self.taken.get(first) else {
            self.taken.push(claim);
            return true;
        };
        let how = if first.address == claim.address {
            "is claimed twice".to_owned()
        } else if file_path(&first.address) == file_path(&claim.address) {
            format!("is the same file as `{}`", first.address)
        } else {
            "differs from another only by case or Unicode form".to_owned()
        };
        let message = format!("the address `{}` {how}", claim.address);
        self.found.push(collision(message, &claim, first, is_alias));
        false
    }

    /// Whether nobody has an address.
    pub(super) fn is_free(&self, address: &str) -> bool {
        !self.owners.contains_key(&place(&address.into()))
    }

    /// Addresses that are taken, in the order in which they were.
    pub(super) fn taken(&self) -> &[Claim] {
        &self.taken
    }

    /// All that are taken, and what was found: also files that stand where others need a folder.
    /// A file that hosts answer with in the place of another claims the other's address too,
    /// unless its path below `static/` is allowed.
    pub(super) fn finish(
        mut self,
        allows: impl Fn(&str) -> bool,
    ) -> (Vec<Claim>, Vec<Diagnostic>) {
        let stand_ins: Vec<Diagnostic> =
            self.taken.iter().filter_map(|it| self.stand_in(it, &allows)).collect();
        self.found.extend(stand_ins);
        let files = self.taken.iter().map(|it| place(&it.address));
        let files: HashSet<Arc<str>> = files.filter(|it| !it.ends_with('/')).collect();
        let above = |claim: &Claim| {
            let place = place(&claim.address);
            let mut above =
                place.match_indices('/').skip(1).filter_map(|it| place.get(..it.0));
            let file = above.find_map(|it| files.get(it))?;
            let file = self.taken.get(*self.owners.get(file)?)?;
            let message = format!(
                "the address `{}` lies below `{}`, which is a file",
                claim.address, file.address
            );
            Some(collision(message, claim, file, false))
        };
        let below: Vec<Diagnostic> = self.taken.par_iter().filter_map(above).collect();
        self.found.extend(below);
        (self.taken, self.found)
    }
}

impl Claims {
    /// Says that a host answers with a file where another is.
    fn stand_in(
        &self,
        claim: &Claim,
        allows: &impl Fn(&str) -> bool,
    ) -> Option<Diagnostic> {
        let Route::File(path) = &claim.found.route else { return None };
        let base = stands_for(&claim.address)?;
        let first = self.taken.get(*self.owners.get(&place(&base.into()))?)?;
        let below = path.strip_prefix("static/");
        if below.is_some_and(allows) {
            return None;
        }
        let message =
            format!("hosts answer with `{}` instead of `{}`", claim.address, first.address);
        Some(collision(message, claim, first, false))
    }
}

fn collision(message: String, new: &Claim, first: &Claim, is_alias: bool) -> Diagnostic {
    let mut diagnostic = Diagnostic::error("address-collision", message);
    let both = [(new, ""), (first, " too")];
    let mut spans = both
        .into_iter()
        .filter_map(|(it, too)| it.span.clone().map(|span| (span, &it.address, too)));
    if let Some((span, address, _)) = spans.next() {
        diagnostic = diagnostic.at(span).note(format!("claims `{address}`"));
    }
    let Some((span, address, too)) = spans.next() else {
        let ours = if first.span.is_none() { first } else { new };
        return diagnostic.help(format!(
            "`{}` is a page that Parvis makes: choose another name",
            ours.address
        ));
    };
    diagnostic.label(span, format!("claims `{address}`{too}")).help(if is_alias {
        "remove one of the two aliases, or give it another path"
    } else {
        "rename one of the two files, or give one another `slug:`"
    })
}
