//! Why there is no answer.

use std::{fmt, io, time::Duration};

use super::guard::Private;

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The address is not one of `https`.
    Insecure(String),
    /// The address names a user or a password.
    Credentials,
    /// The address names no host.
    NoHost,
    /// The host is, or its name leads to, a private address.
    Private(String),
    /// A redirect leads to another host.
    Elsewhere(String),
    /// More redirects than are followed.
    Redirects(usize),
    /// No whole answer within this time.
    Slow(Duration),
    /// No host has this name; or there is no network.
    Unknown(String),
    /// The host does not take the connection, or drops it.
    Closed(String),
    /// The host's certificate, or its TLS, is not to be trusted.
    Untrusted(String),
    /// The system knows no authority by which a certificate could be trusted.
    NoAuthorities,
    /// What came is no answer of HTTP.
    Broken(String),
}

impl Refusal {
    pub(super) fn of(error: ureq::Error, host: &str) -> Self {
        let host = host.to_owned();
        match error {
            ureq::Error::Other(it) if it.is::<Private>() => Self::Private(host),
            ureq::Error::Timeout(_) => Self::Slow(Duration::ZERO),
            ureq::Error::HostNotFound => Self::Unknown(host),
            ureq::Error::RequireHttpsOnly(it) => Self::Insecure(it),
            ureq::Error::Tls(it) => Self::Untrusted(it.to_owned()),
            ureq::Error::Rustls(it) => Self::Untrusted(it.to_string()),
            ureq::Error::Io(it) => Self::of_io(&it, host),
            ureq::Error::ConnectionFailed => Self::Closed(host),
            other => Self::Broken(other.to_string()),
        }
    }

    fn of_io(error: &io::Error, host: String) -> Self {
        match error.kind() {
            io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock => {
                Self::Slow(Duration::ZERO)
            }
            // What the system's resolver says has no kind of its own.
            _ if error.to_string().contains("lookup") => Self::Unknown(host),
            io::ErrorKind::InvalidData => Self::Untrusted(error.to_string()),
            _ => Self::Closed(host),
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Insecure(it) => write!(f, "`{it}` does not begin with `https://`"),
            Self::Credentials => f.write_str("the address holds a name or a password"),
            Self::NoHost => f.write_str("the address names no host"),
            Self::Private(it) => write!(f, "`{it}` is an address of a private network"),
            Self::Elsewhere(it) => {
                write!(f, "it leads to another host, which is not asked: `{it}`")
            }
            Self::Redirects(most) => write!(f, "it redirects more than {most} times"),
            Self::Slow(time) => {
                write!(f, "there was no whole answer within {} s", time.as_secs())
            }
            Self::Unknown(it) => {
                write!(f, "the host `{it}` is unknown, or there is no network")
            }
            Self::Closed(it) => write!(f, "`{it}` does not take the connection"),
            Self::Untrusted(it) => write!(f, "the connection is not to be trusted: {it}"),
            Self::NoAuthorities => f.write_str(
                "this system trusts no certificate: install `ca-certificates`, or name a file of authorities in `SSL_CERT_FILE`",
            ),
            Self::Broken(it) => write!(f, "the answer is broken: {it}"),
        }
    }
}

impl std::error::Error for Refusal {}
