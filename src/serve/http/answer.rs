//! From a service's content to the bytes on the wire.

use std::{
    fs::File,
    io::{self, Read, Seek, SeekFrom},
};

use tiny_http::{HTTPVersion, Header, Response, StatusCode};

use super::{
    Body, Content,
    condition::{self, Outcome},
    range::{self, Part},
    refusal::Refusal,
    request::{Course, Request},
};

/// What is written at a time: what a client has to take before a deadline, too.
pub(super) const BLOCK: usize = 64 * 1024;

/// On every answer. The published CSP is the service's.
pub(super) const ALWAYS: [(&str, &str); 7] = [
    ("Server", "parvis"),
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "same-origin"),
];

/// An answer, ready to be written.
pub(super) struct Answer {
    /// The head, and the body as far as it is in memory.
    pub(super) start: Vec<u8>,
    /// The rest of a file.
    pub(super) rest: Option<io::Take<File>>,
}

/// The answer to a request that was refused.
pub(super) fn refuse(refusal: &Refusal, course: Course, is_head: bool) -> Answer {
    let allow = (refusal.status == 405).then(|| ("Allow", "GET, HEAD".to_owned()));
    let content = Content {
        status: refusal.status,
        media_type: "text/plain; charset=utf-8",
        headers: allow.into_iter().collect(),
        body: Body::Bytes(format!("{}\n", refusal.text).into_bytes()),
    };
    build(content, None, course, is_head)
        .unwrap_or(Answer { start: Vec::new(), rest: None })
}

/// The answer to `request`; an error is what the file's disk or a wrong header says.
pub(super) fn answer(
    content: Content,
    request: &Request,
    course: Course,
) -> io::Result<Answer> {
    build(content, Some(request), course, request.is_head)
}

fn build(
    content: Content,
    request: Option<&Request>,
    course: Course,
    is_head: bool,
) -> io::Result<Answer> {
    let Content { status, media_type, headers, body } = content;
    let mut head = Head { status, headers: Vec::new() };
    for (name, value) in ALWAYS {
        head.add(name, value)?;
    }
    for (name, value) in headers {
        head.add(name, &value)?;
    }
    let size = match &body {
        Body::Bytes(bytes) => bytes.len() as u64,
        Body::File { size, .. } => *size,
    };
    let mut part = Part::Whole;
    if let Some(request) = request.filter(|_| status == 200) {
        let tag = match &body {
            Body::Bytes(bytes) => condition::tag(bytes),
            Body::File { tag, .. } => condition::tag(tag.as_bytes()),
        };
        head.add("ETag", &tag)?;
        part = head.cut(request, &tag, size)?;
    }
    if head.status != 304 {
        head.add("Content-Type", media_type)?;
    }
    let (start, length) = match part {
        Part::Whole if head.status == 412 => (0, 0),
        Part::Whole => (0, size),
        Part::Span { start, length } => (start, length),
        Part::Outside => (0, 0),
    };
    let bodiless = is_head || matches!(head.status, 304 | 412 | 416);
    match body {
        Body::Bytes(bytes) => {
            let from = usize::try_from(start).unwrap_or(usize::MAX);
            let cut = bytes.get(from..).unwrap_or_default();
            Ok(Answer { start: head.print(cut, length, bodiless, course)?, rest: None })
        }
        Body::File { file, .. } => from_file(file, head, (start, length), bodiless, course),
    }
}

fn from_file(
    mut file: File,
    head: Head,
    (start, length): (u64, u64),
    bodiless: bool,
    course: Course,
) -> io::Result<Answer> {
    if bodiless {
        return Ok(Answer { start: head.print(&[], length, true, course)?, rest: None });
    }
    file.seek(SeekFrom::Start(start))?;
    let mut rest = file.take(length);
    // The first block is read before the head is written: until then a fault has its 500.
    let mut first = Vec::new();
    (&mut rest).take(BLOCK as u64).read_to_end(&mut first)?;
    if first.is_empty() && length > 0 {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    let start = head.print(&first, length, false, course)?;
    Ok(Answer { start, rest: Some(rest).filter(|it| it.limit() > 0) })
}

/// A head while it is put together.
struct Head {
    status: u16,
    headers: Vec<Header>,
}

impl Head {
    fn add(&mut self, name: &str, value: &str) -> io::Result<()> {
        let visible = value.bytes().all(|it| it == b'\t' || (b' '..=b'~').contains(&it));
        let header = Header::from_bytes(name, value).ok().filter(|_| visible);
        let wrong =
            || io::Error::other(format!("`{value:?}` cannot be a value of `{name}`"));
        self.headers.push(header.ok_or_else(wrong)?);
        Ok(())
    }

    /// Looks at conditions and range.
    fn cut(&mut self, request: &Request, tag: &str, size: u64) -> io::Result<Part> {
        self.add("Accept-Ranges", "bytes")?;
        match condition::outcome(request, tag) {
            Outcome::Send => {}
            Outcome::NotModified => self.status = 304,
            Outcome::Failed => self.status = 412,
        }
        // A range is defined for GET alone.
        let asked =
            request.range.as_deref().filter(|_| self.status == 200 && !request.is_head);
        let part = match asked {
            Some(value) if condition::range_holds(request, tag) => range::part(value, size),
            _ => Part::Whole,
        };
        match part {
            Part::Whole => {}
            Part::Span { start, length } => {
                self.status = 206;
                let last = start + length - 1;
                self.add("Content-Range", &format!("bytes {start}-{last}/{size}"))?;
            }
            Part::Outside => {
                self.status = 416;
                self.add("Content-Range", &format!("bytes */{size}"))?;
            }
        }
        Ok(part)
    }

    /// Head and body in one buffer, so that they leave in one write. `body` may be the begin
    /// of a longer one.
    fn print(
        self,
        body: &[u8],
        length: u64,
        bodiless: bool,
        course: Course,
    ) -> io::Result<Vec<u8>> {
        let length = usize::try_from(length).map_err(io::Error::other)?;
        let body = body.get(..length).unwrap_or(body);
        let mut out = Vec::with_capacity(body.len() + 1024);
        Response::new(StatusCode(self.status), self.headers, body, Some(length), None)
            .with_chunked_threshold(usize::MAX)
            .raw_print(&mut out, HTTPVersion(1, 1), &[], bodiless, None)?;
        // `tiny_http` keeps this header to itself, for a connection that is ours.
        let connection = match course {
            Course { ends: true, .. } => "Connection: close\r\n",
            Course { says_on: true, .. } => "Connection: keep-alive\r\n",
            Course { .. } => return Ok(out),
        };
        let line = out.iter().position(|it| *it == b'\n').map_or(0, |it| it + 1);
        out.splice(line..line, connection.bytes());
        Ok(out)
    }
}
