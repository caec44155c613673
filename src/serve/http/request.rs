//! A whole head, taken apart and checked.

use httparse::{EMPTY_HEADER, Header, Status};

use super::{
    guard::{Guard, Provenance},
    limits::Limits,
    refusal::Refusal,
};

/// A request that passed all checks.
#[derive(Debug)]
pub(in crate::serve) struct Request {
    /// As sent, so still percent-encoded, without the query. It begins with `/`; it may begin
    /// with two.
    pub path: String,
    /// As sent, without `?`; empty when there is none.
    pub query: String,
    /// Whether the body is left out of the answer.
    pub(super) is_head: bool,
    /// `If-Match`, its lines joined.
    pub(super) if_match: Option<String>,
    /// `If-None-Match`, its lines joined.
    pub(super) if_none_match: Option<String>,
    /// `Range`.
    pub(super) range: Option<String>,
    /// `If-Range`.
    pub(super) if_range: Option<String>,
}

/// How the connection goes on, whatever the answer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Course {
    /// Whether the client wants no more.
    pub(super) ends: bool,
    /// Whether to say that it goes on: clients of 1.0 expect the end.
    pub(super) says_on: bool,
}

/// The headers of one request.
pub(super) struct Fields<'a>(&'a [Header<'a>]);

impl<'a> Fields<'a> {
    /// All values of a header.
    fn all(&self, name: &str) -> impl Iterator<Item = &'a [u8]> {
        self.0
            .iter()
            .filter(move |it| it.name.eq_ignore_ascii_case(name))
            .map(|it| it.value)
    }

    fn has(&self, name: &str) -> bool {
        self.all(name).next().is_some()
    }

    /// The value of a header that may come once.
    pub(super) fn one(&self, name: &str) -> Result<Option<&'a str>, Refusal> {
        let mut all = self.all(name);
        let Some(value) = all.next() else { return Ok(None) };
        if all.next().is_some() {
            return Err(Refusal::malformed(&format!("`{name}` comes twice")));
        }
        str::from_utf8(value)
            .map(Some)
            .map_err(|_| Refusal::malformed(&format!("`{name}` is not a text")))
    }

    /// The lines of a header whose value is a list.
    fn joined(&self, name: &str) -> Option<String> {
        let all: Vec<_> = self.all(name).map(String::from_utf8_lossy).collect();
        (!all.is_empty()).then(|| all.join(","))
    }

    /// Whether a list of words has this one.
    fn names(&self, name: &str, word: &str) -> bool {
        self.joined(name).is_some_and(|it| {
            it.split(',').any(|it| it.trim_matches([' ', '\t']).eq_ignore_ascii_case(word))
        })
    }
}

/// Checks the head of a request. The course is known also of most that are refused.
pub(super) fn read(
    head: &[u8],
    guard: &Guard,
    limits: &Limits,
) -> (Course, Result<Request, Refusal>) {
    let mut fields = vec![EMPTY_HEADER; limits.fields];
    let mut parsed = httparse::Request::new(&mut fields);
    let end = Course { ends: true, says_on: false };
    let (method, target, version) = match parsed.parse(head) {
        Ok(Status::Complete(_)) => match (parsed.method, parsed.path, parsed.version) {
            (Some(method), Some(target), Some(version)) => (method, target, version),
            _ => return (end, Err(Refusal::malformed("this is no request"))),
        },
        Ok(Status::Partial) => {
            return (end, Err(Refusal::malformed("the head has no end")));
        }
        Err(error) => return (end, Err(Refusal::malformed(&error.to_string()))),
    };
    let fields = Fields(parsed.headers);
    let old = version == 0;
    let stays = !fields.names("Connection", "close")
        && (!old || fields.names("Connection", "keep-alive"));
    let course = Course { ends: !stays, says_on: old && stays };
    let checked = framing(&fields, old)
        .and_then(|framed| check(method, target, &fields, guard, framed));
    (course, checked)
}

/// Whether a body follows. Where one ends is never found out: the connection ends instead.
fn framing(fields: &Fields<'_>, old: bool) -> Result<bool, Refusal> {
    let length = fields.one("Content-Length")?;
    let coded = fields.has("Transfer-Encoding");
    match length {
        Some(_) if coded => {
            return Err(Refusal::malformed("a length and a transfer coding"));
        }
        Some(it) if it.is_empty() || !it.bytes().all(|it| it.is_ascii_digit()) => {
            return Err(Refusal::malformed("the length of the body is not a number"));
        }
        _ if coded && old => {
            return Err(Refusal::malformed("HTTP/1.0 has no transfer codings"));
        }
        _ => {}
    }
    Ok(coded || length.is_some_and(|it| it.bytes().any(|it| it != b'0')))
}

fn check(
    method: &str,
    target: &str,
    fields: &Fields<'_>,
    guard: &Guard,
    has_body: bool,
) -> Result<Request, Refusal> {
    let refused = |it: Refusal| Refusal { ends: it.ends || has_body, ..it };
    let host = fields.one("Host")?.unwrap_or_default();
    guard.host(host).map_err(refused)?;
    Provenance::read(fields)?.check(method, host).map_err(refused)?;
    if !matches!(method, "GET" | "HEAD") {
        return Err(refused(Refusal::new(405, "only GET and HEAD are answered")));
    }
    if has_body {
        return Err(Refusal::last(413, "a body is not taken"));
    }
    if fields.names("Upgrade", "websocket") {
        return Err(Refusal::last(400, "there are no web sockets here"));
    }
    if !target.starts_with('/') || target.contains('#') {
        return Err(Refusal::new(400, "the address is not a path"));
    }
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    Ok(Request {
        path: path.to_owned(),
        query: query.to_owned(),
        is_head: method == "HEAD",
        if_match: fields.joined("If-Match"),
        if_none_match: fields.joined("If-None-Match"),
        range: fields.one("Range")?.map(str::to_owned),
        if_range: fields.one("If-Range")?.map(str::to_owned),
    })
}
