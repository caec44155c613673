//! The open connections: how many there may be, and which one goes when there are too many.

use std::{
    collections::BTreeMap,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use super::wire::Wire;

/// How soon connections are looked at again when none can be ended.
const MOMENT: Duration = Duration::from_millis(2);

/// What a connection does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// It waits for a whole head, since then.
    Waiting(Instant),
    /// It answers.
    Busy,
    /// It has an event stream, since then. Its browser asks for a new one when it ends.
    Stream(Instant),
    /// It has to end: another one needs the room.
    Evicted,
}

/// One connection.
#[derive(Debug)]
pub(super) struct Seat {
    pub(super) wire: Wire,
    state: Mutex<State>,
}

impl Seat {
    /// The client has its turn; false when the connection has to end.
    pub(super) fn waits(&self) -> bool {
        self.turn(State::Waiting(Instant::now()))
    }

    /// The server has its turn.
    pub(super) fn is_busy(&self) -> bool {
        self.turn(State::Busy)
    }

    /// An event stream begins.
    pub(super) fn streams(&self) -> bool {
        self.turn(State::Stream(Instant::now()))
    }

    fn turn(&self, to: State) -> bool {
        let mut state = lock(&self.state);
        let stays = *state != State::Evicted;
        if stays {
            *state = to;
        }
        stays
    }

    /// What is given up first has the smallest.
    fn rank(&self) -> Option<(u8, Instant)> {
        match *lock(&self.state) {
            State::Waiting(since) => Some((0, since)),
            State::Stream(since) => Some((1, since)),
            State::Busy | State::Evicted => None,
        }
    }

    /// Ends it, unless it has begun to answer since `rank` was taken.
    fn evict(&self, rank: (u8, Instant)) -> bool {
        let mut state = lock(&self.state);
        let same = match *state {
            State::Waiting(since) => rank == (0, since),
            State::Stream(since) => rank == (1, since),
            State::Busy | State::Evicted => false,
        };
        if same {
            *state = State::Evicted;
            self.wire.cut();
        }
        same
    }
}

#[derive(Debug, Default)]
struct Seats {
    listed: BTreeMap<u64, Arc<Seat>>,
    next: u64,
    /// Those whose socket is not closed yet.
    open: usize,
    closing: bool,
}

impl Seats {
    fn evict_oldest(&self) -> bool {
        let ranked = self.listed.values().filter_map(|it| Some((it.rank()?, it)));
        ranked.min_by_key(|it| it.0).is_some_and(|(rank, seat)| seat.evict(rank))
    }
}

/// All connections of a server.
#[derive(Debug, Default)]
pub(super) struct Registry {
    seats: Mutex<Seats>,
    freed: Condvar,
}

impl Registry {
    /// Takes a connection in if there are fewer than `most`.
    pub(super) fn admit(self: &Arc<Self>, wire: Wire, most: usize) -> Result<Ticket, Wire> {
        let mut all = lock(&self.seats);
        if all.open >= most || all.closing {
            return Err(wire);
        }
        let state = Mutex::new(State::Waiting(Instant::now()));
        let seat = Arc::new(Seat { wire, state });
        let number = all.next;
        all.next += 1;
        all.open += 1;
        all.listed.insert(number, Arc::clone(&seat));
        drop(all);
        Ok(Ticket {
            _listed: Listed(Arc::clone(self), number),
            seat,
            room: Room(Arc::clone(self)),
        })
    }

    /// Ends the connection that has waited longest, else the oldest event stream, and waits
    /// until its socket is closed.
    pub(super) fn make_room(&self, within: Duration) {
        let deadline = Instant::now() + within;
        let mut all = lock(&self.seats);
        let before = all.open;
        let mut leaves = false;
        while all.open >= before {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return;
            }
            leaves = leaves || all.evict_oldest();
            // When all are answered at this moment, one may be done in the next.
            let wait = if leaves { left } else { left.min(MOMENT) };
            let waited = self.freed.wait_timeout(all, wait);
            all = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Ends all connections; gives how many have not ended `within`.
    pub(super) fn close(&self, within: Duration) -> usize {
        let mut all = lock(&self.seats);
        all.closing = true;
        for seat in all.listed.values() {
            seat.wire.cut();
        }
        let waited = self.freed.wait_timeout_while(all, within, |it| it.open > 0);
        waited.unwrap_or_else(PoisonError::into_inner).0.open
    }
}

/// A connection's place in the registry. It is given up from the first field to the last, so
/// that the socket is closed before it is said that there is room.
#[derive(Debug)]
pub(super) struct Ticket {
    _listed: Listed,
    pub(super) seat: Arc<Seat>,
    room: Room,
}

impl Ticket {
    /// Whether the server ends.
    pub(super) fn is_closing(&self) -> bool {
        lock(&self.room.0.seats).closing
    }
}

#[derive(Debug)]
struct Listed(Arc<Registry>, u64);

impl Drop for Listed {
    fn drop(&mut self) {
        let seat = lock(&self.0.seats).listed.remove(&self.1);
        drop(seat);
    }
}

#[derive(Debug)]
struct Room(Arc<Registry>);

impl Drop for Room {
    fn drop(&mut self) {
        lock(&self.0.seats).open -= 1;
        self.0.freed.notify_all();
    }
}

/// What a panic left behind is whole: each change is one assignment.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
