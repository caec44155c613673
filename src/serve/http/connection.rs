//! One client, request after request.

use std::{
    io::{self, Read},
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
    time::{Duration, Instant},
};

use super::{
    Reply, Service,
    answer::{self, Answer, BLOCK},
    events,
    guard::Guard,
    head::Incoming,
    limits::Limits,
    refusal::Refusal,
    registry::{Seat, Ticket},
    request::{self, Course, Request},
    wire::Wire,
};

/// What all connections of a server share.
pub(super) struct Shared {
    pub(super) guard: Guard,
    pub(super) limits: Limits,
    pub(super) service: Arc<dyn Service>,
}

/// After an answer.
enum Next {
    Request,
    End,
    /// The client was refused, and may not have read why.
    Linger,
}

/// How a wait for a request ended.
enum Arrival {
    Head(Vec<u8>),
    Refused(Refusal),
    /// The client has gone, or has not said anything for too long.
    Nobody,
}

/// Serves one client until it ends, or has to.
pub(super) fn run(ticket: &Ticket, shared: &Shared) {
    let seat = &*ticket.seat;
    let mut incoming = Incoming::default();
    let mut is_first = true;
    loop {
        if ticket.is_closing() || !seat.waits() {
            return;
        }
        let arrival = arrive(&seat.wire, &mut incoming, &shared.limits, is_first);
        is_first = false;
        if !seat.is_busy() {
            return;
        }
        let next = match arrival {
            Ok(Arrival::Head(head)) => serve(&head, seat, shared),
            Ok(Arrival::Refused(refusal)) => refuse(&refusal, LAST, false, seat, shared),
            Ok(Arrival::Nobody) => Ok(Next::End),
            Err(error) => Err(error),
        };
        match next {
            Ok(Next::Request) => {}
            Ok(Next::End) => return,
            Ok(Next::Linger) => {
                // Nothing is owed to it any more, so it goes first when room is needed.
                if seat.waits() {
                    seat.wire.linger(shared.limits.linger);
                }
                return;
            }
            Err(error) => {
                log::debug!("a client was left: {error}");
                return;
            }
        }
    }
}

/// Waits for the next whole head.
fn arrive(
    wire: &Wire,
    incoming: &mut Incoming,
    limits: &Limits,
    is_first: bool,
) -> io::Result<Arrival> {
    let now = Instant::now();
    let soon = is_first || !incoming.is_empty();
    let mut deadline = now + if soon { limits.head_within } else { limits.idle };
    let mut buffer = [0; 8192];
    loop {
        match incoming.take(limits) {
            Ok(Some(head)) => return Ok(Arrival::Head(head)),
            Ok(None) => {}
            Err(refusal) => return Ok(Arrival::Refused(refusal)),
        }
        let was_empty = incoming.is_empty();
        let length = match wire.read(&mut buffer, deadline) {
            Ok(0) => return Ok(Arrival::Nobody),
            Ok(length) => length,
            Err(error) if error.kind() == io::ErrorKind::TimedOut && was_empty => {
                return Ok(Arrival::Nobody);
            }
            Err(error) if error.kind() == io::ErrorKind::TimedOut => {
                return Ok(Arrival::Refused(Refusal::last(
                    408,
                    "the request took too long",
                )));
            }
            Err(error) => return Err(error),
        };
        if was_empty && !is_first {
            deadline = Instant::now() + limits.head_within;
        }
        incoming.extend(buffer.get(..length).unwrap_or_default());
    }
}

/// The course of a connection that is not understood any more.
const LAST: Course = Course { ends: true, says_on: false };

fn serve(head: &[u8], seat: &Seat, shared: &Shared) -> io::Result<Next> {
    let (course, request) = request::read(head, &shared.guard, &shared.limits);
    let request = match request {
        Ok(request) => request,
        Err(refusal) => {
            let course = if refusal.ends { LAST } else { course };
            return refuse(&refusal, course, head.starts_with(b"HEAD "), seat, shared);
        }
    };
    // What a service keeps locked is its own to heal; nothing of ours is changed by it.
    let reply = catch_unwind(AssertUnwindSafe(|| shared.service.reply(&request)));
    match reply {
        Ok(Reply::Content(content)) => match answer::answer(content, &request, course) {
            Ok(answer) => {
                send(answer, &seat.wire, shared.limits.block_within)?;
                Ok(if course.ends { Next::End } else { Next::Request })
            }
            Err(error) => {
                log::error!("`{}` has no answer: {error}", request.path);
                fail(&request, course, seat, shared)
            }
        },
        Ok(Reply::Events(events)) => {
            events::begin(&seat.wire, &shared.limits)?;
            if !request.is_head && seat.streams() {
                events::run(&seat.wire, events, &shared.limits)?;
            }
            Ok(Next::End)
        }
        Err(_) => fail(&request, course, seat, shared),
    }
}

fn fail(
    request: &Request,
    course: Course,
    seat: &Seat,
    shared: &Shared,
) -> io::Result<Next> {
    let refusal = Refusal::new(500, "this is a fault of Parvis: the terminal says more");
    refuse(&refusal, course, request.is_head, seat, shared)
}

fn refuse(
    refusal: &Refusal,
    course: Course,
    is_head: bool,
    seat: &Seat,
    shared: &Shared,
) -> io::Result<Next> {
    log::debug!("{}: {}", refusal.status, refusal.text);
    let answer = answer::refuse(refusal, course, is_head);
    send(answer, &seat.wire, shared.limits.block_within)?;
    Ok(if course.ends { Next::Linger } else { Next::Request })
}

fn send(answer: Answer, wire: &Wire, within: Duration) -> io::Result<()> {
    wire.write(&answer.start, within)?;
    let Some(mut rest) = answer.rest else { return Ok(()) };
    let mut block = vec![0; BLOCK];
    while rest.limit() > 0 {
        let length = rest.read(&mut block)?;
        if length == 0 {
            return Err(io::Error::other("a file has become shorter while it was sent"));
        }
        wire.write(block.get(..length).unwrap_or_default(), within)?;
    }
    Ok(())
}
