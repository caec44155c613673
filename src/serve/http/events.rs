//! An event stream, from its head to its end.

use std::{
    fmt::Write,
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    time::Instant,
};

use super::{Closed, Events, answer::ALWAYS, limits::Limits, wire::Wire};

/// A comment, which browsers leave out: finds clients that are gone, and keeps proxies awake.
const PING: &[u8] = b": ping\n\n";

/// Writes the head of a stream. It has no length, and so ends with the connection.
pub(super) fn begin(wire: &Wire, limits: &Limits) -> io::Result<()> {
    let mut head =
        "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: text/event-stream\r\n"
            .to_owned();
    for (name, value) in ALWAYS {
        write!(head, "{name}: {value}\r\n").map_err(io::Error::other)?;
    }
    head.push_str("\r\n");
    wire.write(head.as_bytes(), limits.event_within)
}

/// Passes events on until one side ends, or a deadline does.
pub(super) fn run(
    wire: &Wire,
    mut events: Box<dyn Events>,
    limits: &Limits,
) -> io::Result<()> {
    let mut last = Instant::now();
    while !wire.has_ended() {
        let silence = limits.ping.saturating_sub(last.elapsed());
        let wait = limits.look.min(silence);
        let next = catch_unwind(AssertUnwindSafe(|| events.next(wait)));
        match next {
            Ok(Ok(Some(event))) => wire.write(event.as_bytes(), limits.event_within)?,
            Ok(Ok(None)) if last.elapsed() >= limits.ping => {
                wire.write(PING, limits.event_within)?;
            }
            Ok(Ok(None)) => continue,
            Ok(Err(Closed)) => return Ok(()),
            Err(_) => return Err(io::Error::other("the source of events panicked")),
        }
        last = Instant::now();
    }
    Ok(())
}
