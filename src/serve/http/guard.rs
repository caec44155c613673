//! Who may ask: the pages of this server, and people who follow a link to them.
//!
//! A preview shows what is not published yet, and any page of the web can make the author's
//! browser ask for it. A foreign name that resolves to this machine comes with that name as
//! `Host`; a page of another site comes with its `Origin` or with `Sec-Fetch-Site`.

use std::net::{IpAddr, Ipv6Addr};

use super::{refusal::Refusal, request::Fields};

/// The names that the server answers to.
#[derive(Clone, Debug, Default)]
pub(in crate::serve) struct Guard {
    /// Besides `localhost`, names below it and addresses of this machine.
    allowed: Vec<Name>,
}

/// The name in an authority.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Name {
    Address(IpAddr),
    /// In lower case, without the dot of the root.
    Word(String),
}

impl Name {
    fn parse(text: &str) -> Option<Self> {
        if let Some(inner) = text.strip_prefix('[') {
            let address = inner.strip_suffix(']')?.parse::<Ipv6Addr>().ok()?;
            return Some(Self::Address(address.into()));
        }
        if let Ok(address) = text.parse() {
            return Some(Self::Address(IpAddr::V4(address)));
        }
        let word = text.strip_suffix('.').unwrap_or(text);
        let is_label = |label: &str| {
            !label.is_empty()
                && label
                    .bytes()
                    .all(|it| it.is_ascii_alphanumeric() || matches!(it, b'-' | b'_'))
        };
        word.split('.').all(is_label).then(|| Self::Word(word.to_ascii_lowercase()))
    }

    /// Whether it can only be this machine.
    fn is_own(&self) -> bool {
        match self {
            Self::Address(address) => address.is_loopback(),
            Self::Word(word) => word == "localhost" || word.ends_with(".localhost"),
        }
    }
}

/// The name of a `Host`, without its port.
fn without_port(host: &str) -> Option<&str> {
    let in_brackets = host.ends_with(']');
    match host.rsplit_once(':') {
        Some((name, port)) if !in_brackets => {
            port.bytes().all(|it| it.is_ascii_digit()).then_some(name)
        }
        _ => Some(host),
    }
}

impl Guard {
    /// Allows these names too; an IPv6 address with or without brackets. What cannot be a
    /// `Host` is given back.
    pub(in crate::serve) fn new<'a>(
        names: impl IntoIterator<Item = &'a str>,
    ) -> Result<Self, &'a str> {
        let mut allowed = Vec::new();
        for name in names {
            let parsed = name.parse().map(|it: Ipv6Addr| Name::Address(it.into())).ok();
            allowed.push(parsed.or_else(|| Name::parse(name)).ok_or(name)?);
        }
        Ok(Self { allowed })
    }

    /// Checks the value of `Host`; empty when it lacks.
    pub(super) fn host(&self, host: &str) -> Result<(), Refusal> {
        if host.is_empty() {
            return Err(Refusal::malformed("`Host` is missing"));
        }
        let malformed = || Refusal::malformed("`Host` is not a name");
        let text = without_port(host).ok_or_else(malformed)?;
        let name = Name::parse(text).ok_or_else(malformed)?;
        if name.is_own() || self.allowed.contains(&name) {
            return Ok(());
        }
        Err(Refusal::new(
            421,
            format!(
                "this preview answers to `localhost` only\n\
                 help: start it with `--allow-host {text}` if `{text}` is this machine"
            ),
        ))
    }
}

/// What a browser says of the page that asks.
#[derive(Debug)]
pub(super) struct Provenance<'a> {
    origin: Option<&'a str>,
    site: Option<&'a str>,
    mode: Option<&'a str>,
    destination: Option<&'a str>,
    /// `Service-Worker`: the script that is asked for would run for all pages, and stay.
    worker: Option<&'a str>,
}

impl<'a> Provenance<'a> {
    pub(super) fn read(fields: &Fields<'a>) -> Result<Self, Refusal> {
        Ok(Self {
            origin: fields.one("Origin")?,
            site: fields.one("Sec-Fetch-Site")?,
            mode: fields.one("Sec-Fetch-Mode")?,
            destination: fields.one("Sec-Fetch-Dest")?,
            worker: fields.one("Service-Worker")?,
        })
    }

    /// Checks where the request comes from; programs that are no browsers do not say.
    pub(super) fn check(&self, method: &str, host: &str) -> Result<(), Refusal> {
        let foreign = || Err(Refusal::new(403, "pages of other sites are not answered"));
        let is_own = |origin: &str| {
            let (_, authority) = origin.split_once("://").unwrap_or_default();
            let scheme = origin.starts_with("http://") || origin.starts_with("https://");
            scheme && authority.eq_ignore_ascii_case(host)
        };
        // It would outlive the preview, and answer for the next one at this port.
        if self.worker.is_some() || self.destination == Some("serviceworker") {
            return Err(Refusal::new(403, "a preview has no service workers"));
        }
        if self.origin.is_some_and(|it| !is_own(it)) {
            return foreign();
        }
        // A link in a mail or a chat opens; a frame, an image or a script does not.
        let follows_link = method == "GET"
            && self.mode == Some("navigate")
            && self.destination == Some("document");
        match self.site {
            None | Some("none" | "same-origin") => Ok(()),
            Some(_) if follows_link => Ok(()),
            Some(_) => foreign(),
        }
    }
}
