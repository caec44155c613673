//! The address that a portal is published at: scheme, host and path, nothing else.

use crate::{diag::Diagnostic, yaml::shorten};

/// What is wrong with an address.
#[derive(Debug)]
pub(super) struct Fault {
    message: String,
    help: String,
}

impl Fault {
    /// The finding, for the setting or the option that gave the address.
    pub(super) fn into_diagnostic(self, name: &str) -> Diagnostic {
        Diagnostic::error("bad-url", format!("`{name}`: {}", self.message)).help(self.help)
    }
}

/// Checks an address.
pub(super) fn check(url: &str) -> Result<(), Fault> {
    let fault = |what: &str, help: &str| {
        Err(Fault { message: format!("`{}` {what}", shorten(url)), help: help.to_owned() })
    };
    let lower = url.to_ascii_lowercase();
    let Some(rest) =
        lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"))
    else {
        return fault(
            "is not an `https://` address",
            "write scheme, host and path: `https://exemple.example/portail/`",
        );
    };
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    if url.contains(['?', '#']) {
        return fault("has a query or an anchor", "write scheme, host and path only");
    }
    if url
        .contains(|it: char| it.is_whitespace() || it.is_control() || "<>\"\\".contains(it))
    {
        return fault(
            "holds a space or a sign that no address has",
            "write `%20` for a space",
        );
    }
    if host.contains('@') {
        return fault(
            "holds a user name, which every reader would see",
            "remove what stands before `@`",
        );
    }
    if !host.is_ascii() {
        return fault(
            "has a host with accents",
            "write the host as computers know it, in ASCII: it begins with `xn--`",
        );
    }
    let (name, port) = host.rsplit_once(':').unwrap_or((host, "80"));
    let right_port = port.parse::<u16>().is_ok_and(|it| it > 0);
    let right_name = !name.is_empty()
        && name.split('.').all(|it| {
            !it.is_empty()
                && it
                    .bytes()
                    .all(|it| it.is_ascii_alphanumeric() || it == b'-' || it == b'_')
        });
    if !right_port || !right_name {
        return fault(
            "has no right host",
            "write scheme, host and path: `https://exemple.example/portail/`",
        );
    }
    if !path.is_ascii() {
        return fault(
            "has a path with accents",
            "write the path without accents, as the server knows it",
        );
    }
    let path = path.trim_end_matches('/');
    if has_dots(path) || path.contains("//") {
        return fault("has a path with `..` or `//`", "write the path as it is");
    }
    Ok(())
}

/// Whether browsers take parts of a path away: what is joined to it then leads elsewhere.
pub(super) fn has_dots(path: &str) -> bool {
    path.split(['/', '\\', '?', '#']).any(|it| {
        let plain = it.to_ascii_lowercase().replace("%2e", ".");
        matches!(&*plain, "." | "..")
    })
}

/// Scheme and host, without a slash at the end; and the path: empty, or `/project`.
pub(super) fn split(url: &str) -> (String, String) {
    let host = url.find("://").map_or(0, |it| it + 3);
    let path =
        url.get(host..).and_then(|it| it.find('/')).map_or(url.len(), |it| it + host);
    let (origin, base) = url.split_at_checked(path).unwrap_or((url, ""));
    (origin.to_ascii_lowercase(), base.trim_end_matches('/').to_owned())
}
