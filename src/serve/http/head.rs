//! The head of a request as it comes in, looked at byte by byte.
//!
//! What is wrong is refused as soon as its byte is there, not when the head has ended: it may
//! never end. A line that ends in LF alone is refused too, though many read it: where two
//! programs disagree on lines, one request hides in another.

use super::{limits::Limits, refusal::Refusal};

/// What a client has sent and nobody has read yet.
#[derive(Debug, Default)]
pub(super) struct Incoming {
    bytes: Vec<u8>,
    /// Up to where it was looked at.
    seen: usize,
    /// Where the line begins that is being looked at.
    line: usize,
    /// Lines of this head that have ended.
    lines: usize,
    /// Whether an empty line before the request was skipped: one is allowed.
    skipped: bool,
}

impl Incoming {
    /// Whether nothing is left of what came.
    pub(super) fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// Adds what came.
    pub(super) fn extend(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// The next head if it has ended, with its last empty line.
    pub(super) fn take(&mut self, limits: &Limits) -> Result<Option<Vec<u8>>, Refusal> {
        while let Some(&byte) = self.bytes.get(self.seen) {
            if self.lines == 0 && self.seen >= limits.line {
                return Err(Refusal::last(414, "the address is too long"));
            }
            if self.seen >= limits.head {
                return Err(Refusal::last(431, "the headers are too long"));
            }
            let ended = self.look(byte, limits)?;
            self.seen += 1;
            if ended && self.lines == 0 {
                self.skip()?;
            } else if ended {
                let rest = self.bytes.split_off(self.seen);
                let head = std::mem::replace(&mut self.bytes, rest);
                (self.seen, self.line, self.lines, self.skipped) = (0, 0, 0, false);
                return Ok(Some(head));
            }
        }
        Ok(None)
    }

    /// Looks at one byte; true when it ends an empty line.
    fn look(&mut self, byte: u8, limits: &Limits) -> Result<bool, Refusal> {
        let after_return =
            self.seen > 0 && self.bytes.get(self.seen - 1).is_some_and(|it| *it == b'\r');
        match byte {
            b'\n' if after_return => return self.end_line(limits),
            _ if after_return => return Err(Refusal::malformed("a return within a line")),
            b'\n' => return Err(Refusal::malformed("a line that does not end in CR LF")),
            b'\r' | b'\t' => {}
            _ if byte.is_ascii_control() => {
                return Err(Refusal::malformed("a control character in the head"));
            }
            _ => {}
        }
        Ok(false)
    }

    fn end_line(&mut self, limits: &Limits) -> Result<bool, Refusal> {
        let line = self.bytes.get(self.line..self.seen - 1).unwrap_or_default();
        if line.is_empty() {
            return Ok(true);
        }
        if self.lines == 0 {
            check_request_line(line)?;
        } else if self.lines > limits.fields {
            return Err(Refusal::last(431, "too many headers"));
        }
        self.lines += 1;
        self.line = self.seen + 1;
        Ok(false)
    }

    /// Leaves out the empty line that some clients send after a request.
    fn skip(&mut self) -> Result<(), Refusal> {
        if self.skipped {
            return Err(Refusal::malformed("an empty line where a request should be"));
        }
        self.bytes.drain(..self.seen);
        (self.seen, self.line, self.skipped) = (0, 0, true);
        Ok(())
    }
}

/// Refuses other versions before their head ends: that of HTTP/0.9 never does.
fn check_request_line(line: &[u8]) -> Result<(), Refusal> {
    let mut parts = line.split(|it| *it == b' ');
    let shape = (parts.next(), parts.next(), parts.next(), parts.next());
    match shape {
        (Some(method), Some(target), Some(b"HTTP/1.1" | b"HTTP/1.0"), None)
            if !method.is_empty() && !target.is_empty() =>
        {
            Ok(())
        }
        _ => Err(Refusal::malformed("this server speaks HTTP/1.1 only")),
    }
}
