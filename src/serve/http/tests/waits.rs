//! Clients that are slow, silent, or too many. Deadlines are short here, and never reached by
//! those who behave.

use std::{
    io::Read,
    net::{SocketAddr, TcpStream},
    sync::Arc,
    time::{Duration, Instant},
};

use super::{Client, Limits, Server, Toy, start_with};

const LONG: Duration = Duration::from_mins(1);

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
        // There is room for one, who does not wait but answers: others are told so until the
        // server has given up.
        let began = Instant::now();
        loop {
            let mut other = Client::new(address);
            other.send("GET /ten HTTP/1.1\r\nHost: localhost\r\n\r\n");
            let mut status = [0; 12];
            let read = other.stream.read_exact(&mut status);
            if read.is_ok() && status.ends_with(b"200") {
                break;
            }
            assert!(read.is_err() || status.ends_with(b"503"));
            assert!(began.elapsed() < LONG / 2);
        }
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
fn who_has_gone_makes_room() {
    let (_server, address) = serve(Limits { connections: 4, ..patient() });
    for number in 0..100 {
        let mut client = Client::new(address);
        client.send("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assert!(client.until("\r\n\r\n").starts_with("HTTP/1.1 200"), "{number}");
    }
}

#[test]
fn the_oldest_idle_connection_makes_room() {
    let (_server, address) = serve(Limits { connections: 5, ..patient() });
    let mut streams: Vec<_> = (0..2).map(|_| Client::new(address)).collect();
    for stream in &mut streams {
        stream.send("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n").until("\r\n\r\n");
    }
    let mut reading = Client::new(address);
    reading.send("GET /big HTTP/1.1\r\nHost: localhost\r\n\r\n").until("\r\n\r\n");
    let mut idle: Vec<_> = (0..2).map(|_| Client::new(address)).collect();
    for client in &mut idle {
        assert_eq!(client.get("/ten", "").status, 200);
    }
    // The first is not the oldest any more.
    assert_eq!(idle[0].get("/ten", "").status, 200);
    let mut third = Client::new(address);
    assert_eq!(third.get("/ten", "").status, 200);
    assert!(idle[1].has_ended());
    // Half a head is idle too: else slow clients would lock all others out.
    idle[0].send("GET / HTTP/1.1\r\n");
    let mut fourth = Client::new(address);
    assert_eq!(fourth.get("/ten", "").status, 200);
    let mut fifth = Client::new(address);
    assert_eq!(fifth.get("/ten", "").status, 200);
    assert!(idle[0].has_ended() && third.has_ended());
    // Then streams, which their browsers ask for again.
    for client in [&mut fourth, &mut fifth] {
        client.send("GET /big HTTP/1.1\r\nHost: localhost\r\n\r\n").until("\r\n\r\n");
    }
    let mut sixth = Client::new(address);
    assert_eq!(sixth.get("/ten", "").status, 200);
    assert!(streams[0].has_ended());
    sixth.send("GET /big HTTP/1.1\r\nHost: localhost\r\n\r\n").until("\r\n\r\n");
    let mut seventh = Client::new(address);
    seventh.send("GET /big HTTP/1.1\r\nHost: localhost\r\n\r\n").until("\r\n\r\n");
    assert!(streams[1].has_ended());
    // Those that are answered are left alone.
    let mut last = Client::new(address);
    assert_eq!(last.answer(true).status, 503);
    assert!(last.has_ended());
}

#[test]
fn a_reset_is_nothing() {
    let (_server, address) = serve(Limits { connections: 2, ..patient() });
    for path in ["/big", "/events", "/flood", "/ten"] {
        let mut client = Client::new(address);
        client.send(format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        client.stream.peek(&mut [0]).unwrap();
        // Closed with unread bytes, so the system sends a reset.
        drop(client);
    }
    assert_eq!(Client::new(address).get("/ten", "").status, 200);
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
