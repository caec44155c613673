//! An HTTP/1.1 server for one author's machine. It knows nothing of portals.
//!
//! `tiny_http` writes the answers: its [`Response`](tiny_http::Response) is printed into one
//! buffer, together with the body, so that an answer is one write. Its listener and its parser
//! of requests are not used. They have no limit on a line, a header or a wait; a request with
//! both a length and a transfer coding is read by the coding; Nagle's delay costs each page
//! 40 ms on a kept connection; and the first lack of descriptors ends accepting for good. So
//! connections are accepted here, a head is looked at byte by byte as it comes ([`head`]), and
//! `httparse` takes apart what was found whole.
//!
//! From a connection to its answer: [`server`] accepts, [`registry`] counts and makes room,
//! [`connection`] is the loop of one client, [`wire`] the socket in which each wait has an end,
//! [`head`] and [`request`] read, [`guard`] keeps other sites' pages out, the [`Service`]
//! replies, [`condition`] and [`range`] shorten, [`answer`] and [`events`] write.
//!
//! One thread serves one client, with blocking calls. There are few clients, and what they may
//! cost is bounded by [`Limits`].

mod answer;
mod bind;
mod condition;
mod connection;
mod events;
mod guard;
mod head;
mod limits;
mod range;
mod refusal;
mod registry;
mod request;
mod server;
#[cfg(test)]
mod tests;
mod wire;

use std::{fmt, fs::File, time::Duration};

pub(in crate::serve) use bind::bind;
pub use bind::{BindError, Wanted};
pub(in crate::serve) use guard::Guard;
pub(in crate::serve) use limits::Limits;
pub(in crate::serve) use request::Request;
pub(in crate::serve) use server::Server;

/// What answers requests that passed all checks.
pub(in crate::serve) trait Service: Send + Sync {
    /// The answer. A panic in here is a 500, and the connection goes on.
    fn reply(&self, request: &Request) -> Reply;
}

/// What a service answers.
pub(in crate::serve) enum Reply {
    /// Something with an end.
    Content(Content),
    /// An event stream, until the client goes or the events end.
    Events(Box<dyn Events>),
}

/// An answer that has an end.
#[derive(Debug)]
pub(in crate::serve) struct Content {
    /// The status. `ETag`, conditions and ranges are looked at for 200 only.
    pub status: u16,
    /// The value of `Content-Type`.
    pub media_type: &'static str,
    /// More headers. A value that is not printable ASCII makes the answer a 500: nothing that
    /// came from a request or a file can begin a header of its own.
    pub headers: Vec<(&'static str, String)>,
    /// What follows the head.
    pub body: Body,
}

/// The bytes of an answer.
pub(in crate::serve) enum Body {
    /// In memory. The strong `ETag` is made of them.
    Bytes(Vec<u8>),
    /// A file, sent in blocks from where it is asked for.
    File {
        /// Open for reading; read from its beginning, wherever it stands.
        file: File,
        /// How many bytes it has. A file that has become shorter ends the connection.
        size: u64,
        /// What the strong `ETag` is made of: another one for each other content.
        tag: String,
    },
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bytes(bytes) => write!(f, "{} bytes", bytes.len()),
            Self::File { size, .. } => write!(f, "a file of {size} bytes"),
        }
    }
}

/// Where the events of one stream come from.
pub(in crate::serve) trait Events: Send {
    /// The next event as it goes over the wire, `None` when there is none within `wait`.
    ///
    /// It is asked again and again with a short `wait`; a slow client is not waited for, so what
    /// it misses meanwhile is for the source to join.
    fn next(&mut self, wait: Duration) -> Result<Option<String>, Closed>;
}

/// There are no more events.
#[derive(Debug)]
pub(in crate::serve) struct Closed;
