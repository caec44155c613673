//! Who has which address: two that want one, or a file where another needs a folder.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use crate::diag::{Diagnostic, Span};

/// Where an address is in the output: `/a/b/` is in `a/b/index.html`.
pub fn file_path(address: &str) -> String {
    let path = address.trim_start_matches('/');
    if path.is_empty() || path.ends_with('/') {
        format!("{path}index.html")
    } else {
        path.to_owned()
    }
}

/// Addresses that are taken, by their place in the output as the least careful file system
/// sees it: without case, in one Unicode form.
#[derive(Debug, Default)]
pub(super) struct Claims {
    owners: BTreeMap<String, Owner>,
    found: Vec<Diagnostic>,
}

#[derive(Debug)]
struct Owner {
    address: String,
    span: Option<Span>,
}

impl Claims {
    /// Takes an address; false when somebody else has it.
    pub(super) fn take(
        &mut self,
        address: &str,
        span: Option<Span>,
        is_alias: bool,
    ) -> bool {
        let path: String = file_path(address).nfkc().flat_map(char::to_lowercase).collect();
        let owner = Owner { address: address.to_owned(), span };
        if let Some(first) = self.owners.get(&path) {
            let how = if first.address == address {
                "is claimed twice".to_owned()
            } else if file_path(&first.address) == file_path(address) {
                format!("is the same file as `{}`", first.address)
            } else {
                "differs from another only by case or Unicode form".to_owned()
            };
            let message = format!("the address `{address}` {how}");
            self.found.push(collision(message, &owner, first, is_alias));
            return false;
        }
        self.owners.insert(path, owner);
        true
    }

    /// What was found, also files that stand where others need a folder.
    pub(super) fn finish(mut self) -> Vec<Diagnostic> {
        for (path, owner) in &self.owners {
            let mut above = path.match_indices('/').filter_map(|it| path.get(..it.0));
            if let Some(file) = above.find_map(|it| self.owners.get(it)) {
                let message = format!(
                    "the address `{}` lies below `{}`, which is a file",
                    owner.address, file.address
                );
                self.found.push(collision(message, owner, file, false));
            }
        }
        self.found
    }
}

fn collision(message: String, new: &Owner, first: &Owner, is_alias: bool) -> Diagnostic {
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
