//! A browser of few words: requests over one connection that stays open, and event streams.

use std::{
    io::{BufRead, BufReader, ErrorKind, Read, Write},
    net::{SocketAddr, TcpStream},
    time::{Duration, Instant},
};

/// How long an answer may take before a test gives up.
const LIMIT: Duration = Duration::from_secs(10);

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
}

impl Answer {
    /// The only header of this name.
    #[track_caller]
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        let all: Vec<&str> = self
            .headers
            .iter()
            .filter(|it| it.0.eq_ignore_ascii_case(name))
            .map(|it| it.1.as_str())
            .collect();
        assert!(all.len() < 2, "{name} stands twice: {all:?}");
        all.first().copied()
    }

    pub(super) fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }

    pub(super) fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    /// The hash of the page, as the preview's script sends it back.
    pub(super) fn hash(&self) -> String {
        let text = self.text();
        let after = text.split_once(" data-page=\"").map_or("", |it| it.1);
        after.split('"').next().unwrap().to_owned()
    }
}

/// One connection.
pub(super) struct Client {
    reader: BufReader<TcpStream>,
    address: SocketAddr,
}

impl Client {
    pub(super) fn new(address: SocketAddr) -> Self {
        let stream = connect(address);
        Self { reader: BufReader::new(stream), address }
    }

    /// Asks for a path as it goes over the wire.
    #[track_caller]
    pub(super) fn get(&mut self, path: &str) -> Answer {
        self.send("GET", path, "")
    }

    /// Asks in any way; each line of `more` ends with CRLF.
    #[track_caller]
    pub(super) fn send(&mut self, method: &str, path: &str, more: &str) -> Answer {
        let port = self.address.port();
        let text =
            format!("{method} {path} HTTP/1.1\r\nHost: localhost:{port}\r\n{more}\r\n");
        self.reader.get_mut().write_all(text.as_bytes()).unwrap();
        let (status, headers) = head(&mut self.reader);
        let length = headers.iter().find(|it| it.0.eq_ignore_ascii_case("content-length"));
        let bodiless = method == "HEAD" || matches!(status, 204 | 304);
        let length = length.filter(|_| !bodiless).map_or(0, |it| it.1.parse().unwrap());
        let mut body = vec![0; length];
        self.reader.read_exact(&mut body).unwrap();
        Answer { status, headers, body }
    }
}

fn connect(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).unwrap();
    stream.set_nodelay(true).unwrap();
    stream.set_read_timeout(Some(LIMIT)).unwrap();
    stream.set_write_timeout(Some(LIMIT)).unwrap();
    stream
}

#[track_caller]
fn head(reader: &mut BufReader<TcpStream>) -> (u16, Vec<(String, String)>) {
    let mut line = String::new();
    reader.read_line(&mut line).unwrap();
    let status = line.split(' ').nth(1).and_then(|it| it.parse().ok());
    let status = status.unwrap_or_else(|| panic!("not an answer: {line:?}"));
    let mut headers = Vec::new();
    loop {
        line.clear();
        assert_ne!(reader.read_line(&mut line).unwrap(), 0, "half a head");
        let text = line.strip_suffix("\r\n").unwrap();
        if text.is_empty() {
            return (status, headers);
        }
        let (name, value) = text.split_once(':').unwrap();
        headers.push((name.to_owned(), value.trim().to_owned()));
    }
}

/// An event that the server sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Event {
    pub(super) id: u64,
    pub(super) name: String,
    pub(super) data: serde_json::Value,
}

/// The event stream of one open page.
pub(super) struct Stream {
    socket: TcpStream,
    rest: String,
    /// Everything that was said, in order.
    pub(super) said: Vec<Event>,
}

impl Stream {
    /// Connects as the script of a page does that shows `seen`.
    pub(super) fn open(
        address: SocketAddr,
        base: &str,
        page: &str,
        seen: &str,
        styles: &[String],
    ) -> Self {
        let query = format!("page={page}&seen={seen}");
        let query = styles.iter().fold(query, |query, it| format!("{query}&style={it}"));
        let mut stream = connect(address);
        let port = address.port();
        let text = format!(
            "GET {base}/__parvis/events?{query} HTTP/1.1\r\nHost: localhost:{port}\r\nAccept: text/event-stream\r\n\r\n"
        );
        stream.write_all(text.as_bytes()).unwrap();
        let mut reader = BufReader::new(stream);
        let (status, headers) = head(&mut reader);
        assert_eq!(status, 200, "{headers:?}");
        let rest = String::from_utf8(reader.buffer().to_vec()).unwrap();
        Self { socket: reader.into_inner(), rest, said: Vec::new() }
    }

    /// The next event, if one comes in time; panics when the server ends the stream.
    pub(super) fn next(&mut self, patience: Duration) -> Option<Event> {
        self.try_next(patience).unwrap()
    }

    /// Whether the server ends the stream in time.
    pub(super) fn ends(&mut self, patience: Duration) -> bool {
        let end = Instant::now() + patience;
        loop {
            match self.try_next(end.saturating_duration_since(Instant::now())) {
                Ok(Some(_)) => {}
                Ok(None) => return false,
                Err(_) => return true,
            }
        }
    }

    fn try_next(&mut self, patience: Duration) -> std::io::Result<Option<Event>> {
        let end = Instant::now() + patience;
        loop {
            while let Some((part, rest)) = self.rest.split_once("\n\n") {
                let event = event(part);
                self.rest = rest.to_owned();
                if let Some(event) = event {
                    self.said.push(event.clone());
                    return Ok(Some(event));
                }
            }
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Ok(None);
            }
            self.socket.set_read_timeout(Some(left))?;
            let mut bytes = [0; 4096];
            match self.socket.read(&mut bytes) {
                Ok(0) => return Err(ErrorKind::UnexpectedEof.into()),
                Ok(count) => {
                    let text = bytes.get(..count).unwrap_or_default();
                    self.rest.push_str(std::str::from_utf8(text).unwrap());
                }
                Err(error)
                    if matches!(
                        error.kind(),
                        ErrorKind::WouldBlock | ErrorKind::TimedOut
                    ) => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// Reads until an event of this name comes; panics when it does not in time.
    #[track_caller]
    pub(super) fn until(&mut self, name: &str, patience: Duration) -> Event {
        let end = Instant::now() + patience;
        loop {
            match self.next(end.saturating_duration_since(Instant::now())) {
                Some(event) if event.name == name => return event,
                Some(_) => {}
                None => panic!("no event `{name}`, but {:?}", self.said),
            }
        }
    }

    /// Numbers of events by name among all that was said.
    pub(super) fn count(&self, name: &str) -> usize {
        self.said.iter().filter(|it| it.name == name).count()
    }
}

/// One event of the text of a stream; nothing for a comment.
fn event(part: &str) -> Option<Event> {
    let field = |name: &str| {
        let start = format!("{name}: ");
        part.lines().find_map(|it| it.strip_prefix(start.as_str()).map(str::to_owned))
    };
    let name = field("event")?;
    let id = field("id").unwrap().parse().unwrap();
    Some(Event { id, name, data: serde_json::from_str(&field("data").unwrap()).unwrap() })
}
