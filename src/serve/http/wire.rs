//! A client's socket, in which each wait has an end.

use std::{
    io::{self, Read, Write},
    net::{Shutdown, TcpStream},
    time::{Duration, Instant},
};

use rustix::net::{RecvFlags, recv};

use super::answer::BLOCK;

/// The most that is read of a client that was refused.
const LINGER_BYTES: usize = 1024 * 1024;

/// A socket that blocks, yet never for longer than it is told.
#[derive(Debug)]
pub(super) struct Wire(TcpStream);

impl Wire {
    pub(super) fn new(stream: TcpStream) -> io::Result<Self> {
        stream.set_nonblocking(false)?;
        // Else the end of an answer waits for the client to confirm its begin: 40 ms a page.
        stream.set_nodelay(true)?;
        Ok(Self(stream))
    }

    /// What comes until `deadline`; 0 when the client has ended.
    pub(super) fn read(&self, into: &mut [u8], deadline: Instant) -> io::Result<usize> {
        loop {
            self.0.set_read_timeout(Some(until(deadline)?))?;
            match (&self.0).read(into) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                    return Err(io::ErrorKind::TimedOut.into());
                }
                it => return it,
            }
        }
    }

    /// Writes all, of which each block has to be taken `within`.
    pub(super) fn write(&self, bytes: &[u8], within: Duration) -> io::Result<()> {
        for block in bytes.chunks(BLOCK) {
            let deadline = Instant::now() + within;
            let mut rest = block;
            while !rest.is_empty() {
                self.0.set_write_timeout(Some(until(deadline)?))?;
                match (&self.0).write(rest) {
                    Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
                    Ok(taken) => rest = rest.get(taken..).unwrap_or_default(),
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                    Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                        return Err(io::ErrorKind::TimedOut.into());
                    }
                    Err(error) => return Err(error),
                }
            }
        }
        Ok(())
    }

    /// Writes what the client takes at once, without any wait.
    pub(super) fn write_at_once(&self, bytes: &[u8]) -> io::Result<()> {
        self.0.set_nonblocking(true)?;
        (&self.0).write_all(bytes)?;
        self.0.shutdown(Shutdown::Write)
    }

    /// Whether the client has gone; what it sent meanwhile is forgotten.
    pub(super) fn has_ended(&self) -> bool {
        let mut forgotten = [0; 512];
        match recv(&self.0, &mut forgotten[..], RecvFlags::DONTWAIT) {
            Ok((_, length)) => length == 0,
            Err(error) => {
                !matches!(error, rustix::io::Errno::AGAIN | rustix::io::Errno::INTR)
            }
        }
    }

    /// Ends our side, and lets the client read the answer: closing a socket with unread bytes
    /// would take it from the client's hands.
    pub(super) fn linger(&self, within: Duration) {
        let deadline = Instant::now() + within;
        if self.0.shutdown(Shutdown::Write).is_err() {
            return;
        }
        let mut forgotten = [0; 8192];
        let mut left = LINGER_BYTES;
        while left > 0 {
            match self.read(&mut forgotten, deadline) {
                Ok(0) | Err(_) => return,
                Ok(length) => left = left.saturating_sub(length),
            }
        }
    }

    /// Ends both sides, whoever waits in [`read`](Self::read) or [`write`](Self::write).
    pub(super) fn cut(&self) {
        if let Err(error) = self.0.shutdown(Shutdown::Both) {
            log::debug!("a client had gone already: {error}");
        }
    }
}

/// The rest of the time; a socket does not take 0 for a wait.
fn until(deadline: Instant) -> io::Result<Duration> {
    let left = deadline.saturating_duration_since(Instant::now());
    if left.is_zero() {
        return Err(io::ErrorKind::TimedOut.into());
    }
    Ok(left)
}
