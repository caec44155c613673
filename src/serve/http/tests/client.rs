//! A client that sends what it is told, and reads one answer at a time.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    time::Duration,
};

/// One answer.
#[derive(Debug)]
pub(super) struct Got {
    pub(super) status: u16,
    /// The head without the line of the status and the date.
    pub(super) head: String,
    pub(super) body: Vec<u8>,
}

impl Got {
    #[track_caller]
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        let mut all = self.head.lines().filter_map(|it| it.split_once(": "));
        all.find(|it| it.0.eq_ignore_ascii_case(name)).map(|it| it.1)
    }

    pub(super) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

pub(super) struct Client {
    pub(super) stream: TcpStream,
    unread: Vec<u8>,
}

impl Client {
    #[track_caller]
    pub(super) fn new(to: SocketAddr) -> Self {
        let stream = TcpStream::connect(to).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        stream.set_nodelay(true).unwrap();
        Self { stream, unread: Vec::new() }
    }

    /// What is wrong with the connection is seen when the answer is read.
    pub(super) fn send(&mut self, bytes: impl AsRef<[u8]>) -> &mut Self {
        if let Err(error) = self.stream.write_all(bytes.as_ref()) {
            log::debug!("{error}");
        }
        self
    }

    /// A request for `path` as a browser's address bar makes it, with more header lines.
    pub(super) fn get(&mut self, path: &str, more: &str) -> Got {
        self.send(format!("GET {path} HTTP/1.1\r\nHost: localhost:1111\r\n{more}\r\n"));
        self.answer(true)
    }

    pub(super) fn head(&mut self, path: &str, more: &str) -> Got {
        self.send(format!("HEAD {path} HTTP/1.1\r\nHost: localhost:1111\r\n{more}\r\n"));
        self.answer(false)
    }

    fn more(&mut self) -> usize {
        let mut block = [0; 16384];
        let length = self.stream.read(&mut block).unwrap();
        self.unread.extend_from_slice(&block[..length]);
        length
    }

    /// Reads up to the end of what `has` finds.
    #[track_caller]
    pub(super) fn until(&mut self, has: &str) -> String {
        loop {
            let text = String::from_utf8_lossy(&self.unread);
            if let Some((before, _)) = text.split_once(has) {
                let got = format!("{before}{has}");
                self.unread.drain(..got.len());
                return got;
            }
            let text = text.into_owned();
            assert!(self.more() > 0, "ended without {has:?}: {text:?}");
        }
    }

    /// The next answer.
    #[track_caller]
    pub(super) fn answer(&mut self, has_body: bool) -> Got {
        let head = self.until("\r\n\r\n");
        let (line, rest) = head.split_once("\r\n").unwrap();
        let status = line.strip_prefix("HTTP/1.1 ").unwrap().get(..3).unwrap();
        let lines = rest.lines().filter(|it| !it.starts_with("Date: ") && !it.is_empty());
        let head = lines.flat_map(|it| [it, "\n"]).collect();
        let mut got = Got { status: status.parse().unwrap(), head, body: Vec::new() };
        let length: usize =
            got.header("Content-Length").map_or(0, |it| it.parse().unwrap());
        if has_body && !matches!(got.status, 304) {
            while self.unread.len() < length {
                assert!(self.more() > 0, "the body ended too early");
            }
            got.body = self.unread.drain(..length).collect();
        }
        got
    }

    /// Whether the server has ended the connection in peace: a reset could take its answer
    /// from the client.
    pub(super) fn has_ended_in_peace(&mut self) -> bool {
        self.unread.is_empty() && self.stream.read(&mut [0]).is_ok_and(|it| it == 0)
    }

    /// Whether the server has ended the connection, with nothing more before.
    #[track_caller]
    pub(super) fn has_ended(&mut self) -> bool {
        assert_eq!(String::from_utf8_lossy(&self.unread), "");
        let mut byte = [0];
        match self.stream.read(&mut byte) {
            Ok(length) => length == 0,
            Err(error) => error.kind() == std::io::ErrorKind::ConnectionReset,
        }
    }
}
