//! Where the server listens.

use std::{
    io,
    net::{IpAddr, SocketAddr, TcpListener},
    ops::RangeInclusive,
};

use rustix::{
    io::{FdFlags, fcntl_setfd},
    net::{AddressFamily, SocketType, bind as bind_socket, listen, socket, sockopt},
};

/// How many ports are tried after the first.
const MORE: u16 = 50;

/// Connections that the system keeps until they are accepted: many tabs open at once.
const BACKLOG: i32 = 1024;

/// Which port is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// This one or none. 0 is one that the system picks.
    Exactly(u16),
    /// This one, or the next that is free on all addresses.
    From(u16),
}

/// Why nothing listens.
#[derive(Debug, thiserror::Error)]
pub enum BindError {
    /// Another program has the port.
    #[error("port {port} is taken")]
    Taken {
        /// The wanted port.
        port: u16,
    },
    /// Other programs have all ports that were tried.
    #[error("the ports {first} to {last} are taken")]
    NoneFree {
        /// The first one tried.
        first: u16,
        /// The last one.
        last: u16,
    },
    /// The system says no for another reason.
    #[error("cannot listen on {address}: {source}")]
    Refused {
        /// With the port.
        address: SocketAddr,
        /// What the system said.
        #[source]
        source: io::Error,
    },
}

/// Listens on one port of all `hosts`.
///
/// An IPv6 address that this machine does not have is left out, unless there is no other.
pub(in crate::serve) fn bind(
    hosts: &[IpAddr],
    wanted: Wanted,
) -> Result<Vec<TcpListener>, BindError> {
    let ports: RangeInclusive<u16> = match wanted {
        Wanted::Exactly(port) => port..=port,
        Wanted::From(first) => first..=first.saturating_add(MORE),
    };
    let (first, last) = (*ports.start(), *ports.end());
    for port in ports {
        if let Some(listeners) = at(hosts, port)? {
            return Ok(listeners);
        }
    }
    Err(match wanted {
        Wanted::Exactly(port) => BindError::Taken { port },
        Wanted::From(_) => BindError::NoneFree { first, last },
    })
}

/// Listens on `port` of all hosts; `None` when it is taken on one of them.
fn at(hosts: &[IpAddr], port: u16) -> Result<Option<Vec<TcpListener>>, BindError> {
    let mut listeners: Vec<TcpListener> = Vec::new();
    let mut missing = None;
    let mut port = port;
    for &host in hosts {
        let address = SocketAddr::new(host, port);
        let refused = |source| BindError::Refused { address, source };
        match listener(address) {
            Ok(it) => {
                // The others have to take the number that the system has picked.
                port = it.local_addr().map_err(refused)?.port();
                listeners.push(it);
            }
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => return Ok(None),
            Err(error) if host.is_ipv6() && is_absent(&error) => {
                log::debug!("{address} is not there: {error}");
                missing = Some(refused(error));
            }
            Err(error) => return Err(refused(error)),
        }
    }
    match missing {
        Some(error) if listeners.is_empty() => Err(error),
        _ => Ok(Some(listeners)),
    }
}

/// Whether the machine has no such address, or no such family of addresses.
fn is_absent(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::AddrNotAvailable
        || error.raw_os_error() == Some(rustix::io::Errno::AFNOSUPPORT.raw_os_error())
}

/// By hand, because `[::]` would take the IPv4 addresses too, and then `0.0.0.0` were taken.
fn listener(address: SocketAddr) -> io::Result<TcpListener> {
    let family = if address.is_ipv6() { AddressFamily::INET6 } else { AddressFamily::INET };
    let socket = socket(family, SocketType::STREAM, None)?;
    fcntl_setfd(&socket, FdFlags::CLOEXEC)?;
    // Else the port stays taken for a minute after we have closed connections.
    sockopt::set_socket_reuseaddr(&socket, true)?;
    if address.is_ipv6() {
        sockopt::set_ipv6_v6only(&socket, true)?;
    }
    bind_socket(&socket, &address)?;
    listen(&socket, BACKLOG)?;
    Ok(TcpListener::from(socket))
}
