//! A service that has one of everything.

use std::{
    io::Write,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    sync::{Arc, Condvar, Mutex},
    time::Duration,
};

use super::super::{
    Body, Closed, Content, Events, Guard, Limits, Reply, Request, Server, Service, Wanted,
    bind,
};

/// What `/file` has.
pub(super) fn file_bytes() -> Vec<u8> {
    (0..200_000_u32).map(|it| u8::try_from(it % 251).unwrap()).collect()
}

#[derive(Debug, Default)]
pub(super) struct Toy {
    generation: Mutex<u64>,
    poisoned: Mutex<()>,
    changed: Condvar,
}

impl Toy {
    /// An event for all streams.
    pub(super) fn publish(&self) -> u64 {
        let mut generation = self.generation.lock().unwrap();
        *generation += 1;
        self.changed.notify_all();
        *generation
    }

    /// Ends all streams.
    pub(super) fn end(&self) {
        *self.generation.lock().unwrap() = u64::MAX;
        self.changed.notify_all();
    }
}

struct Stream {
    toy: Arc<Toy>,
    seen: u64,
}

impl Events for Stream {
    fn next(&mut self, wait: Duration) -> Result<Option<String>, Closed> {
        let generation = self.toy.generation.lock().unwrap();
        let (generation, _) = self
            .toy
            .changed
            .wait_timeout_while(generation, wait, |it| *it == self.seen)
            .unwrap();
        if *generation == u64::MAX {
            return Err(Closed);
        }
        let is_new = *generation != self.seen;
        self.seen = *generation;
        Ok(is_new.then(|| format!("id: {}\n\n", self.seen)))
    }
}

/// Events that are larger than what a client who does not read has room for.
struct Flood;

impl Events for Flood {
    fn next(&mut self, _: Duration) -> Result<Option<String>, Closed> {
        Ok(Some(format!("data: {}\n\n", "x".repeat(1 << 20))))
    }
}

struct Broken;

impl Events for Broken {
    fn next(&mut self, _: Duration) -> Result<Option<String>, Closed> {
        panic!("on purpose")
    }
}

fn file(bytes: &[u8], size: u64, tag: &str) -> Body {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(bytes).unwrap();
    if size > bytes.len() as u64 && tag == "big" {
        file.set_len(size).unwrap();
    }
    Body::File { file, size, tag: tag.to_owned() }
}

/// The toy, shared as services are.
pub(super) struct Shared(pub(super) Arc<Toy>);

impl Service for Shared {
    fn reply(&self, request: &Request) -> Reply {
        let toy = || Arc::clone(&self.0);
        let mut content = Content {
            status: 200,
            media_type: "text/html; charset=utf-8",
            headers: Vec::new(),
            body: Body::Bytes(Vec::new()),
        };
        match request.path.as_str() {
            "/page" => content.body = Body::Bytes(vec![b'p'; 12_000]),
            "/ten" => content.body = Body::Bytes(b"0123456789".to_vec()),
            "/none" => {}
            "/file" => content.body = file(&file_bytes(), 200_000, "1"),
            "/short" => content.body = file(&file_bytes(), 400_000, "short"),
            "/gone" => content.body = file(b"", 400_000, "gone"),
            "/big" => content.body = file(b"", 1 << 28, "big"),
            "/split" => content.headers.push(("Location", "/a\r\nX-Own: 1".to_owned())),
            "/moved" => {
                content.status = 308;
                content.headers.push(("Location", "/page".to_owned()));
            }
            "/missing" => {
                content.status = 404;
                content.body = Body::Bytes(b"nothing here".to_vec());
            }
            "/panic" => panic!("on purpose"),
            "/poison" => {
                let _lock = self.0.poisoned.lock();
                panic!("on purpose, with a lock");
            }
            "/events" => return Reply::Events(Box::new(Stream { toy: toy(), seen: 0 })),
            "/flood" => return Reply::Events(Box::new(Flood)),
            "/broken" => return Reply::Events(Box::new(Broken)),
            _ => {
                let text = format!("{} {}", request.path, request.query);
                content.body = Body::Bytes(text.into_bytes());
            }
        }
        Reply::Content(content)
    }
}

pub(super) fn start() -> (Server, SocketAddr) {
    start_with(Limits::default(), &Arc::default())
}

pub(super) fn start_with(limits: Limits, toy: &Arc<Toy>) -> (Server, SocketAddr) {
    let host = IpAddr::V4(Ipv4Addr::LOCALHOST);
    let listeners = bind(&[host], Wanted::Exactly(0)).unwrap();
    let address = listeners[0].local_addr().unwrap();
    let guard = Guard::new(["preview.example", "192.0.2.7", "2001:db8::7"]).unwrap();
    let service = Arc::new(Shared(Arc::clone(toy)));
    (Server::start(listeners, guard, limits, service).unwrap(), address)
}
