//! What is asked of the network, and within which limits. Only `parvis talk add` and
//! `parvis talk check` come here: neither a build nor a preview ever needs the network.
//!
//! The address is an author's, or a page's that an author named, and the command may run in a
//! CI beside servers that trust whoever is near them. So only `https` is spoken, a redirect is
//! looked at before it is followed, and no private address is connected to: what counts is the
//! address that a name leads to when the connection is made, not the name. No proxy is used,
//! because it would look the name up itself.
//!
//! `ureq` (MIT/Apache-2.0) has a resolver that can be replaced, total times, and no runtime. It
//! trusts the authorities that the system trusts (`SSL_CERT_FILE` and `SSL_CERT_DIR` name others):
//! a company's own is among them, and none is compiled in that would age.

mod answer;
mod guard;
pub mod page;
mod refusal;

use std::{
    io::Read,
    net::SocketAddr,
    sync::{Arc, OnceLock},
    time::{Duration, Instant},
};

use ureq::{
    Agent,
    http::{Method, Request},
    tls::{Certificate, RootCerts, TlsConfig},
};

use guard::Guard;

pub use answer::Answer;
pub use guard::is_public;
pub use page::Page;
pub use refusal::Refusal;
pub use url::Url;

/// Whom the network may be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Hosts of the public Internet, over TLS.
    Public,
    /// One server of a test, without TLS; every name leads to it.
    Only(SocketAddr),
}

/// Which hosts a redirect may lead to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hosts {
    /// The one that was asked, with or without `www.`.
    Given,
    /// Any that may be reached: for links, which a reader's browser follows as well.
    Any,
}

/// The network, with its limits. Each of them is for one question, with all its redirects.
#[derive(Debug)]
pub struct Network {
    /// Who may be asked.
    pub reach: Reach,
    /// How long it may take in all.
    pub time: Duration,
    /// How many bytes of an answer are read.
    pub size: usize,
    /// How many redirects are followed.
    pub redirects: usize,
    asker: OnceLock<Asker>,
}

/// Who asks.
#[derive(Debug)]
struct Asker {
    agent: Agent,
    /// The system knows no authority, so that no certificate is worth anything.
    trusts_nobody: bool,
}

impl Network {
    /// The network as the command uses it: 10 seconds, 2 MiB, 5 redirects.
    pub fn of(reach: Reach) -> Self {
        Self {
            reach,
            time: Duration::from_secs(10),
            size: 2 << 20,
            redirects: 5,
            asker: OnceLock::new(),
        }
    }

    /// Asks for what is at an address. Any status is an answer; what is longer than the limit is
    /// cut.
    pub fn get(&self, url: &Url, hosts: Hosts) -> Result<Answer, Refusal> {
        self.ask(&Method::GET, url, hosts)
    }

    /// Asks whether something is at an address.
    pub fn head(&self, url: &Url, hosts: Hosts) -> Result<Answer, Refusal> {
        self.ask(&Method::HEAD, url, hosts)
    }

    fn ask(&self, method: &Method, url: &Url, hosts: Hosts) -> Result<Answer, Refusal> {
        let end = Instant::now() + self.time;
        let mut at = url.clone();
        at.set_fragment(None);
        for _ in 0..=self.redirects {
            self.check(&at)?;
            let answer = self.ask_once(method, &at, end)?;
            let Some(to) = answer.redirect() else { return Ok(answer) };
            let to = at.join(to).map_err(|_| Refusal::Broken("a redirect".into()))?;
            if hosts == Hosts::Given && !is_same_host(url, &to) {
                return Err(Refusal::Elsewhere(to.to_string()));
            }
            at = to;
            at.set_fragment(None);
        }
        Err(Refusal::Redirects(self.redirects))
    }

    /// What can be seen of an address before it is looked up.
    pub fn check(&self, url: &Url) -> Result<(), Refusal> {
        let scheme = match self.reach {
            Reach::Public => "https",
            Reach::Only(_) => "http",
        };
        if url.scheme() != scheme {
            return Err(Refusal::Insecure(url.to_string()));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Refusal::Credentials);
        }
        if url.host_str().is_none_or(str::is_empty) {
            return Err(Refusal::NoHost);
        }
        Ok(())
    }

    fn ask_once(
        &self,
        method: &Method,
        url: &Url,
        end: Instant,
    ) -> Result<Answer, Refusal> {
        let host = url.host_str().unwrap_or("");
        let asker = self.asker();
        let fault = |it: ureq::Error| match Refusal::of(it, host) {
            Refusal::Untrusted(_) if asker.trusts_nobody => Refusal::NoAuthorities,
            other => other,
        };
        let left = end.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(Refusal::Slow(self.time));
        }
        let request = Request::builder()
            .method(method.clone())
            .uri(url.as_str())
            .body(())
            .map_err(|it| Refusal::Broken(it.to_string()))?;
        let agent = &asker.agent;
        let request = agent.configure_request(request).timeout_global(Some(left)).build();
        let slow = |it: Refusal| match it {
            Refusal::Slow(_) => Refusal::Slow(self.time),
            other => other,
        };
        let mut response = agent.run(request).map_err(fault).map_err(slow)?;
        let mut answer = Answer::of(url, &response);
        if answer.redirect().is_none() && *method != Method::HEAD {
            // One byte more tells whether anything was cut.
            let limit = self.size as u64 + 1;
            let mut reader = response.body_mut().as_reader().take(limit);
            let read = reader.read_to_end(&mut answer.body);
            read.map_err(|it| slow(fault(it.into())))?;
            answer.is_cut = answer.body.len() > self.size;
            answer.body.truncate(self.size);
        }
        Ok(answer)
    }

    /// Made when something is asked: most commands never do.
    fn asker(&self) -> &Asker {
        self.asker.get_or_init(|| {
            // What cannot be read of them is as if it were not there.
            let known = rustls_native_certs::load_native_certs().certs;
            let roots = RootCerts::new_with_certs(
                &known
                    .iter()
                    .map(|it| Certificate::from_der(it).to_owned())
                    .collect::<Vec<_>>(),
            );
            let ring = Arc::new(rustls::crypto::ring::default_provider());
            let tls = TlsConfig::builder()
                .root_certs(roots)
                .unversioned_rustls_crypto_provider(ring)
                .build();
            let config = Agent::config_builder()
                .http_status_as_error(false)
                .https_only(self.reach == Reach::Public)
                .proxy(None)
                .max_redirects(0)
                .max_redirects_will_error(false)
                // Each connection is a new one, so that each address is looked at.
                .max_idle_connections(0)
                .max_response_header_size(64 << 10)
                .user_agent(concat!("parvis/", env!("CARGO_PKG_VERSION")))
                .accept(
                    "text/html, application/xhtml+xml, application/json;q=0.9, */*;q=0.1",
                )
                .accept_encoding("identity")
                .tls_config(tls)
                .build();
            let connector = ureq::unversioned::transport::DefaultConnector::default();
            let agent = Agent::with_parts(config, connector, Guard::new(self.reach));
            Asker { agent, trusts_nobody: known.is_empty() }
        })
    }
}

/// Whether a redirect stays where it was asked: the same port, and the same name, with or
/// without `www.`.
fn is_same_host(from: &Url, to: &Url) -> bool {
    let name = |it: &Url| {
        let host = it.host_str().unwrap_or("").to_owned();
        host.strip_prefix("www.").map(str::to_owned).unwrap_or(host)
    };
    name(from) == name(to) && from.port_or_known_default() == to.port_or_known_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    #[test]
    fn what_can_be_refused_is_refused_before_anybody_is_asked() {
        let network = Network::of(Reach::Public);
        for (address, refusal) in [
            ("http://a.example/", Refusal::Insecure("http://a.example/".into())),
            ("ftp://a.example/", Refusal::Insecure("ftp://a.example/".into())),
            ("file:///etc/passwd", Refusal::Insecure("file:///etc/passwd".into())),
            ("https://user@a.example/", Refusal::Credentials),
            ("https://:secret@a.example/", Refusal::Credentials),
        ] {
            let said = network.get(&url(address), Hosts::Any).unwrap_err();
            assert_eq!(said, refusal, "{address}");
        }
    }

    /// Every spelling that a URL may have of them: numbers, other bases, mapped ones.
    #[test]
    fn no_spelling_of_a_private_address_is_connected_to() {
        let network = Network::of(Reach::Public);
        for host in [
            "127.0.0.1",
            "127.1",
            "2130706433",
            "0x7f000001",
            "0177.0.0.1",
            "localhost",
            "[::1]",
            "[::]",
            "0.0.0.0",
            "[::ffff:127.0.0.1]",
            "[::ffff:169.254.169.254]",
            "[64:ff9b::10.0.0.1]",
            "10.1.2.3",
            "169.254.169.254",
            "192.168.1.1",
            "172.16.0.1",
            "100.64.0.1",
            "[fe80::1]",
            "[fd00::1]",
            "[ff02::1]",
            "224.0.0.1",
        ] {
            let said = network.head(&url(&format!("https://{host}/")), Hosts::Any);
            let said = said.unwrap_err();
            assert!(matches!(said, Refusal::Private(_)), "{host}: {said:?}");
        }
    }

    #[test]
    fn www_is_the_same_host_and_another_port_is_not() {
        let same = |from, to| is_same_host(&url(from), &url(to));
        assert!(same("https://a.example/x", "https://www.a.example/y"));
        assert!(same("https://www.a.example/x", "https://a.example:443/"));
        assert!(!same("https://a.example/", "https://a.example:8443/"));
        assert!(!same("https://a.example/", "https://b.a.example/"));
        assert!(!same("https://a.example/", "https://a.example.evil.example/"));
    }
}
