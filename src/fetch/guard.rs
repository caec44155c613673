//! Which addresses may be connected to. It stands where names become addresses, so that a name
//! that leads elsewhere the second time it is looked up (DNS rebinding) gains nothing.

use std::{
    fmt,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
};

use ureq::{
    Error,
    config::Config,
    http::Uri,
    unversioned::{
        resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver},
        transport::NextTimeout,
    },
};

use super::Reach;

/// Looks names up, and keeps what may be connected to.
#[derive(Debug)]
pub(super) struct Guard {
    reach: Reach,
    names: DefaultResolver,
}

/// A name leads to private addresses only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Private;

impl fmt::Display for Private {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a private address")
    }
}

impl std::error::Error for Private {}

impl Guard {
    pub(super) fn new(reach: Reach) -> Self {
        Self { reach, names: DefaultResolver::default() }
    }
}

impl Resolver for Guard {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        let private = || Error::Other(Box::new(Private));
        let mut kept = self.empty();
        match self.reach {
            Reach::Public => {
                let found = self.names.resolve(uri, config, timeout)?;
                let allowed = found.iter().filter(|it| is_public(it.ip()));
                allowed.for_each(|it| kept.push(*it));
            }
            Reach::Only(server) => {
                if leads_to(uri, server) {
                    kept.push(server);
                }
            }
        }
        if kept.is_empty() { Err(private()) } else { Ok(kept) }
    }
}

/// Whether an address is that of a test's server: any name, or its own number, at its port.
fn leads_to(uri: &Uri, server: SocketAddr) -> bool {
    let host = uri.host().unwrap_or("").trim_matches(['[', ']']);
    let is_name = host.parse::<IpAddr>().is_err() && host != "localhost";
    (is_name || host == server.ip().to_string())
        && uri.port_u16().is_none_or(|it| it == server.port())
}

/// Whether an address is one of the public Internet: IANA's special-purpose registries
/// (<https://www.iana.org/assignments/iana-ipv4-special-registry/> and
/// <https://www.iana.org/assignments/iana-ipv6-special-registry/>) name all others.
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(it) => is_public_v4(it),
        IpAddr::V6(it) => is_public_v6(it),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let special = match a {
        // This network, private, loopback; 224/4 multicast; 240/4 reserved, with broadcast.
        0 | 10 | 127 | 224.. => true,
        // Shared by a provider's customers (CGNAT, RFC 6598).
        100 => (64..128).contains(&b),
        // Link-local: the metadata of clouds is there.
        169 => b == 254,
        172 => (16..32).contains(&b),
        // Protocol assignments, documentation, 6to4 relays, private.
        192 => matches!((b, c), (0, 0 | 2) | (88, 99) | (168, _)),
        // Benchmarks, documentation.
        198 => matches!((b, c), (18 | 19, _) | (51, 100)),
        203 => (b, c) == (0, 113),
        _ => false,
    };
    !special
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    // `::ffff:10.0.0.1` is 10.0.0.1, and so is `64:ff9b::10.0.0.1` behind a NAT64 (RFC 6052).
    let [first, second, ..] = address.segments();
    let inner = match address.segments() {
        [0x64, 0xff9b, 0, 0, 0, 0, ..] => {
            let [.., a, b, c, d] = address.octets();
            Some(Ipv4Addr::new(a, b, c, d))
        }
        _ => address.to_ipv4_mapped(),
    };
    if let Some(inner) = inner {
        return is_public_v4(inner);
    }
    // Nothing but 2000::/3 is global unicast; in it: protocol assignments with Teredo
    // (2001::/23), documentation, 6to4, which hides an IPv4 address.
    let special = match first {
        0x2001 => second < 0x200 || second == 0xdb8,
        0x2002 => true,
        0x3fff => second < 0x1000,
        0x2000..0x4000 => false,
        _ => true,
    };
    !special
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_public_internet_is_public() {
        for address in [
            "1.1.1.1",
            "100.63.255.255",
            "100.128.0.1",
            "172.15.0.1",
            "172.32.0.1",
            "192.0.1.1",
            "198.20.0.1",
            "223.255.255.255",
            "2606:4700::1111",
            "2a00:1450:4007:80e::200e",
            "2001:200::1",
            "::ffff:1.1.1.1",
            "64:ff9b::1.1.1.1",
        ] {
            assert!(is_public(address.parse().unwrap()), "{address}");
        }
        for address in [
            "0.0.0.0",
            "0.1.2.3",
            "10.255.255.255",
            "100.64.0.0",
            "100.127.255.255",
            "127.0.0.1",
            "127.255.255.254",
            "169.254.169.254",
            "172.16.0.0",
            "172.31.255.255",
            "192.0.0.1",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.0.1",
            "198.18.0.1",
            "198.19.255.255",
            "198.51.100.7",
            "203.0.113.7",
            "224.0.0.1",
            "239.255.255.255",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::127.0.0.1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "64:ff9b::192.168.0.1",
            "64:ff9b:1::1",
            "100::1",
            "2001::1",
            "2001:db8::1",
            "2002:7f00:1::1",
            "3fff::1",
            "5f00::1",
            "fc00::1",
            "fd12:3456::1",
            "fe80::1",
            "fec0::1",
            "ff02::1",
        ] {
            assert!(!is_public(address.parse().unwrap()), "{address}");
        }
    }

    #[test]
    fn a_test_reaches_its_own_server_only() {
        let server: SocketAddr = "127.0.0.1:4000".parse().unwrap();
        let leads = |it: &str| leads_to(&it.parse().unwrap(), server);
        for own in
            ["http://127.0.0.1:4000/", "http://a.example/", "http://a.example:4000/x"]
        {
            assert!(leads(own), "{own}");
        }
        for other in [
            "http://127.0.0.1:4001/",
            "http://127.0.0.2:4000/",
            "http://[::1]:4000/",
            "http://localhost:4000/",
            "http://a.example:80/",
        ] {
            assert!(!leads(other), "{other}");
        }
    }
}
