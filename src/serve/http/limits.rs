//! How much a client may send, and how long each wait lasts.

use std::time::Duration;

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// The limits of a server. What is right for a preview is the default.
#[derive(Clone, Debug)]
pub(in crate::serve) struct Limits {
    /// Connections at a time, and so threads.
    pub connections: usize,
    /// Bytes of the first line of a request.
    pub line: usize,
    /// Bytes of a whole head.
    pub head: usize,
    /// Headers of a request.
    pub fields: usize,
    /// From the first byte of a head to its end; for the first of a connection, from its begin.
    pub head_within: Duration,
    /// Between two requests of a connection.
    pub idle: Duration,
    /// In which each block of 64 KiB has to be taken.
    pub block_within: Duration,
    /// In which an event has to be taken.
    pub event_within: Duration,
    /// The longest silence of an event stream.
    pub ping: Duration,
    /// How often an event stream looks whether its client is still there.
    pub look: Duration,
    /// What a client that was refused may still send, so that it reads why.
    pub linger: Duration,
    /// How long [`Server::stop`](super::Server::stop) waits for connections to end.
    pub stop: Duration,
    /// Stack of each connection's thread: as much as where a build renders. Only what is
    /// used takes memory.
    pub stack: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 2048,
            line: 8 * 1024,
            head: 16 * 1024,
            fields: 100,
            head_within: Duration::from_secs(10),
            idle: Duration::from_secs(60),
            block_within: Duration::from_secs(10),
            event_within: Duration::from_secs(5),
            ping: Duration::from_secs(15),
            look: Duration::from_millis(250),
            linger: Duration::from_millis(500),
            stop: Duration::from_secs(1),
            stack: 2 * 1024 * 1024,
        }
    }
}

/// What macOS allows at most, though it says that there is no limit.
const WITHOUT_LIMIT: u64 = 10_240;

/// Raises the limit of open files as far as it goes without asking anybody, and gives it.
pub(super) fn raise_descriptors() -> usize {
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    let wanted = maximum.unwrap_or(WITHOUT_LIMIT);
    let Some(now) = current.filter(|it| *it < wanted) else {
        return current.and_then(|it| usize::try_from(it).ok()).unwrap_or(usize::MAX);
    };
    let raised = setrlimit(Resource::Nofile, Rlimit { current: Some(wanted), maximum });
    if let Err(error) = raised {
        log::debug!("the limit of {now} open files stays: {error}");
    }
    usize::try_from(if raised.is_ok() { wanted } else { now }).unwrap_or(usize::MAX)
}

/// How many connections `descriptors` allow: a quarter is left to files.
pub(super) fn connections(limits: &Limits, descriptors: usize) -> usize {
    limits.connections.min(descriptors / 4 * 3).max(1)
}
