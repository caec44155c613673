//! Clients that are slow, silent, or too many. Deadlines are short here, and never reached by
//! those who behave.

use std::{
    io::Read,
    net::{SocketAddr, TcpListener, TcpStream},
    sync::Arc,
    time::{Duration, Instant},
};

use super::{
    super::{
        registry::{Registry, Seat, Ticket},
        wire::Wire,
    },
    Client, Limits, Server, Toy, start_with,
};

const LONG: Duration = Duration::from_secs(60);

/// All deadlines are long, but those that a test sets.
fn patient() -> Limits {
    Limits {
        head_within: LONG,
        idle: LONG,
        block_within: LONG,
        event_within: LONG,
        ping: LONG,
        look: Duration::from_millis(5),
        linger: LONG,
        ..Limits::default()
    }
}

fn serve(limits: Limits) -> (Server, SocketAddr) {
    start_with(limits, &Arc::default())
}

const SHORT: Duration = Duration::from_millis(60);

#[test]
fn a_head_has_to_come_within_its_time() {
    let (_server, address) = serve(Limits { head_within: SHORT, ..patient() });
    // Nothing at all: there is nothing to answer.
    assert!(Client::new(address).has_ended());
    // A byte now and then does not buy time.
    let began = Instant::now();
    let mut client = Client::new(address);
    client.send("GET / HTTP/1.1\r\nX: ");
    client.stream.set_read_timeout(Some(Duration::from_millis(7))).unwrap();
    while client.stream.peek(&mut [0]).is_err() {
        client.send("x");
        assert!(began.elapsed() < LONG / 2);
    }
    assert!(began.elapsed() >= SHORT);
    assert_eq!(client.answer(true).status, 408);
    // The same for a later request, whose time begins with its first byte.
    let mut client = Client::new(address);
    assert_eq!(client.get("/ten", "").status, 200);
    assert_eq!(client.send("GET").answer(true).status, 408);
    assert!(client.has_ended());
}

#[test]
fn a_kept_connection_ends_when_nothing_comes() {
    let (_server, address) = serve(Limits { idle: SHORT, ..patient() });
    let mut client = Client::new(address);
    assert_eq!(client.get("/ten", "").status, 200);
    let began = Instant::now();
    assert!(client.has_ended());
    assert!(began.elapsed() >= SHORT / 2 && began.elapsed() < LONG / 2);
    // What the next request has sent with the one before is not idle.
    let (_server, address) = serve(Limits { head_within: SHORT, ..patient() });
    let mut client = Client::new(address);
    client.send("GET /ten HTTP/1.1\r\nHost: localhost\r\n\r\nGE");
    assert_eq!((client.answer(true).status, client.answer(true).status), (200, 408));
}

/// Asks until there is room: a connection that is answered is not put out, so others are told
/// to go until the server has given it up.
#[track_caller]
fn comes_free(address: SocketAddr) {
    let began = Instant::now();
    loop {
        let mut client = Client::new(address);
        client.send("GET /ten HTTP/1.1\r\nHost: localhost\r\n\r\n");
        let mut status = [0; 12];
        let read = client.stream.read_exact(&mut status);
        if read.is_ok() && status.ends_with(b"200") {
            return;
        }
        assert!(read.is_err() || status.ends_with(b"503"));
        assert!(began.elapsed() < LONG / 2, "there is never any room");
    }
}

/// Reads all that is there until the server ends the connection.
fn drain(stream: &mut TcpStream) -> usize {
    let (mut total, mut block) = (0, vec![0; 1 << 20]);
    loop {
        match stream.read(&mut block) {
            Ok(0) | Err(_) => return total,
            Ok(length) => total += length,
        }
    }
}

#[test]
fn who_does_not_read_is_left() {
    let limits = Limits { block_within: SHORT, event_within: SHORT, ..patient() };
    for (path, whole) in [("/big", 1 << 28), ("/flood", usize::MAX)] {
        let (_server, address) = serve(Limits { connections: 1, ..limits.clone() });
        let mut client = Client::new(address);
        client.send(format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        client.stream.peek(&mut [0]).unwrap();
        comes_free(address);
        assert!(drain(&mut client.stream) < whole);
    }
}

#[test]
fn streams_are_pinged() {
    let (_server, address) = serve(Limits { ping: SHORT, ..patient() });
    let mut client = Client::new(address);
    let began = Instant::now();
    client.send("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n").until("\r\n\r\n");
    for _ in 0..3 {
        assert_eq!(client.until("\n\n"), ": ping\n\n");
    }
    assert!(began.elapsed() >= SHORT * 3);
}

#[test]
fn streams_end_when_their_client_has_gone() {
    let toy = Arc::new(Toy::default());
    let (_server, address) = start_with(patient(), &toy);
    let before = Arc::strong_count(&toy);
    for _ in 0..10 {
        let mut client = Client::new(address);
        // What it says after its request counts for nothing.
        client.send("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\nGET").until("\r\n\r\n");
        client.send("x");
    }
    let began = Instant::now();
    while Arc::strong_count(&toy) > before {
        assert!(began.elapsed() < LONG / 2, "streams are left");
        std::thread::yield_now();
    }
}

#[test]
fn idle_connections_make_room_and_busy_ones_do_not() {
    let limits = Limits { connections: 4, ..patient() };
    // Silent, idle after an answer, within a head, within its stream.
    for _ in 0..5 {
        let (_server, address) = serve(limits.clone());
        let mut clients: Vec<_> = (0..4).map(|_| Client::new(address)).collect();
        assert_eq!(clients[1].get("/ten", "").status, 200);
        clients[2].send("GET / HTTP/1.1\r\n");
        clients[3].send("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n");
        clients[3].until("\r\n\r\n");
        assert_eq!(Client::new(address).get("/ten", "").status, 200);
        assert_eq!(clients.iter().filter(|it| is_cut(&it.stream)).count(), 1);
    }
    let (_server, address) = serve(limits);
    let _busy: Vec<_> = (0..4)
        .map(|_| {
            let mut client = Client::new(address);
            client.send("GET /big HTTP/1.1\r\nHost: localhost\r\n\r\n").until("\r\n\r\n");
            client
        })
        .collect();
    let mut last = Client::new(address);
    assert_eq!(last.answer(true).status, 503);
    assert!(last.has_ended());
}

/// A place in a registry, and the client's end.
fn seat(registry: &Arc<Registry>) -> (Arc<Seat>, TcpStream, Ticket) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let client = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
    let wire = Wire::new(listener.accept().unwrap().0).unwrap();
    let ticket = registry.admit(wire, 5).ok().unwrap();
    (Arc::clone(&ticket.seat), client, ticket)
}

#[test]
fn the_longest_wait_goes_first_then_the_oldest_stream() {
    let registry = Arc::new(Registry::default());
    let seats: Vec<_> = (0..5).map(|_| seat(&registry)).collect();
    let [first, second, third, fourth, fifth] = seats.try_into().ok().unwrap();
    assert!(first.0.streams() && second.0.is_busy() && fourth.0.streams());
    assert!(fifth.0.waits() && third.0.is_busy() && third.0.waits());
    for expected in [&fifth, &third, &first, &fourth] {
        let alive = [&first, &second, &third, &fourth, &fifth].map(|it| !is_cut(&it.1));
        // No thread gives the place back here, so the wait ends with its time.
        registry.make_room(Duration::from_millis(5));
        let after = [&first, &second, &third, &fourth, &fifth].map(|it| !is_cut(&it.1));
        assert!(is_cut(&expected.1), "{alive:?} {after:?}");
        assert_eq!(
            alive.iter().filter(|it| **it).count() - 1,
            after.iter().filter(|it| **it).count()
        );
        // It was put out, whatever it wanted to do next.
        assert!(!expected.0.is_busy() && !expected.0.waits() && !expected.0.streams());
    }
    registry.make_room(Duration::from_millis(5));
    assert!(!is_cut(&second.1) && second.0.is_busy());
    // All are counted until they have gone.
    assert_eq!(registry.close(Duration::from_millis(5)), 5);
    assert!(is_cut(&second.1));
    drop((first, second, third, fourth, fifth));
    assert_eq!(registry.close(LONG), 0);
}

fn is_cut(client: &TcpStream) -> bool {
    client.set_nonblocking(true).unwrap();
    client.peek(&mut [0]).is_ok_and(|it| it == 0)
}

#[test]
fn a_reset_is_nothing() {
    let (_server, address) = serve(Limits { connections: 1, ..patient() });
    for path in ["/big", "/events", "/flood", "/ten"] {
        let mut client = Client::new(address);
        client.send(format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        client.stream.peek(&mut [0]).unwrap();
        // Closed with unread bytes, so the system sends a reset.
        drop(client);
        comes_free(address);
    }
}

#[test]
fn stopping_ends_all_and_frees_the_port() {
    let toy = Arc::new(Toy::default());
    let (server, address) = start_with(patient(), &toy);
    let mut clients = Vec::new();
    for path in ["/ten", "/big", "/events", "/flood"] {
        let mut client = Client::new(address);
        client.send(format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        client.stream.peek(&mut [0]).unwrap();
        clients.push(client);
    }
    clients.push(Client::new(address));
    let began = Instant::now();
    server.stop();
    assert!(began.elapsed() < Duration::from_millis(900), "{:?}", began.elapsed());
    let wanted = super::super::Wanted::Exactly(address.port());
    super::super::bind(&[address.ip()], wanted).unwrap();
    for client in &mut clients {
        drain(&mut client.stream);
    }
    // Also when nobody has come.
    serve(patient()).0.stop();
}
