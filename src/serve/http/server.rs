//! Accepting connections, and ending.

use std::{
    io,
    net::TcpListener,
    sync::Arc,
    thread::{Builder, JoinHandle},
    time::Duration,
};

use rustix::{
    event::{PollFd, PollFlags, Timespec, poll},
    io::Errno,
};

use super::{
    Service, answer,
    connection::{self, Shared},
    guard::Guard,
    limits::{self, Limits},
    refusal::Refusal,
    registry::{Registry, Ticket},
    request::Course,
    wire::Wire,
};

/// How long accepting rests when the system has no more descriptors or memory.
const REST: Timespec = Timespec { tv_sec: 0, tv_nsec: 20_000_000 };

/// How long a new client waits for the room of one that is put out.
const ROOM_WITHIN: Duration = Duration::from_millis(50);

/// A server that runs until it is stopped or dropped.
#[derive(Debug)]
pub(in crate::serve) struct Server {
    registry: Arc<Registry>,
    /// Closing it wakes the acceptor.
    bell: Option<io::PipeWriter>,
    acceptor: Option<JoinHandle<()>>,
    within: Duration,
}

impl Server {
    /// Serves all listeners.
    pub(in crate::serve) fn start(
        listeners: Vec<TcpListener>,
        guard: Guard,
        limits: Limits,
        service: Arc<dyn Service>,
    ) -> io::Result<Self> {
        for listener in &listeners {
            listener.set_nonblocking(true)?;
        }
        let registry = Arc::new(Registry::default());
        let most = limits::connections(&limits, limits::raise_descriptors());
        let (silence, bell) = io::pipe()?;
        let within = limits.stop;
        let acceptor = Acceptor {
            listeners,
            silence,
            most,
            registry: Arc::clone(&registry),
            shared: Arc::new(Shared { guard, limits, service }),
        };
        let acceptor =
            Builder::new().name("accept".to_owned()).spawn(move || acceptor.run())?;
        Ok(Self { registry, bell: Some(bell), acceptor: Some(acceptor), within })
    }

    /// Ends all connections, whatever they do, and frees the ports.
    pub(in crate::serve) fn stop(self) {
        drop(self);
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.bell.take());
        if self.acceptor.take().is_some_and(|it| it.join().is_err()) {
            log::error!("accepting connections had ended");
        }
        let left = self.registry.close(self.within);
        if left > 0 {
            log::debug!("{left} connections have not ended in time");
        }
    }
}

struct Acceptor {
    listeners: Vec<TcpListener>,
    /// Has something to read when the server ends, and never else.
    silence: io::PipeReader,
    most: usize,
    registry: Arc<Registry>,
    shared: Arc<Shared>,
}

impl Acceptor {
    fn run(&self) {
        let mut is_short = false;
        while let Some(ready) = self.wait() {
            for listener in ready {
                match self.accept(listener) {
                    Ok(()) => is_short = false,
                    Err(error) if is_passing(&error) => {}
                    Err(error) => {
                        if !is_short {
                            log::warn!("no connection can be accepted now: {error}");
                        }
                        is_short = true;
                        self.registry.make_room(ROOM_WITHIN);
                        if self.is_over_after(&REST) {
                            return;
                        }
                    }
                }
            }
        }
    }

    /// Waits for clients; `None` when the server ends.
    fn wait(&self) -> Option<Vec<&TcpListener>> {
        loop {
            let mut all = vec![PollFd::new(&self.silence, PollFlags::IN)];
            all.extend(self.listeners.iter().map(|it| PollFd::new(it, PollFlags::IN)));
            match poll(&mut all, None) {
                Ok(_) => {}
                Err(Errno::INTR | Errno::AGAIN) => continue,
                Err(error) => {
                    log::error!("nothing more is accepted: {error}");
                    return None;
                }
            }
            let mut states = all.iter().map(|it| !it.revents().is_empty());
            if states.next() == Some(true) {
                return None;
            }
            return Some(
                self.listeners
                    .iter()
                    .zip(states)
                    .filter_map(|(it, is)| is.then_some(it))
                    .collect(),
            );
        }
    }

    /// Rests, unless the server ends.
    fn is_over_after(&self, time: &Timespec) -> bool {
        let mut silence = [PollFd::new(&self.silence, PollFlags::IN)];
        poll(&mut silence, Some(time)).is_ok_and(|count| count > 0)
    }

    fn accept(&self, listener: &TcpListener) -> io::Result<()> {
        let (stream, _) = listener.accept()?;
        let wire = match Wire::new(stream) {
            Ok(wire) => wire,
            Err(error) => {
                log::debug!("a client had gone already: {error}");
                return Ok(());
            }
        };
        match self.admit(wire) {
            Ok(ticket) => {
                let shared = Arc::clone(&self.shared);
                Builder::new()
                    .name("client".to_owned())
                    .stack_size(self.shared.limits.stack)
                    .spawn(move || connection::run(&ticket, &shared))
                    // Else it were like a client that has gone.
                    .map_err(io::Error::other)?;
            }
            Err(wire) => {
                let refusal = Refusal::last(503, "too many connections are open");
                let course = Course { ends: true, says_on: false };
                let answer = answer::refuse(&refusal, course, false);
                if let Err(error) = wire.write_at_once(&answer.start) {
                    log::debug!("a client was not told that there is no room: {error}");
                }
            }
        }
        Ok(())
    }

    /// Makes room for a connection if there is none.
    fn admit(&self, wire: Wire) -> Result<Ticket, Wire> {
        self.registry.admit(wire, self.most).or_else(|wire| {
            self.registry.make_room(ROOM_WITHIN);
            self.registry.admit(wire, self.most)
        })
    }
}

/// Whether an error of accepting is about this one client only.
fn is_passing(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::WouldBlock
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionReset
            | io::ErrorKind::Interrupted
    )
}
