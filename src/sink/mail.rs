//! E-mail (RFC 5322, MIME): one message, with its text in two forms.
//!
//! `mail-builder` writes it: it folds and encodes headers (RFC 2047), and takes our boundary, our
//! date and our id, so that nothing of a message comes from a clock or from chance. `lettre` was
//! the other candidate: three times the crates, and no message without a sender.

use mail_builder::{
    MessageBuilder,
    headers::{address::Address, content_type::ContentType, date::Date},
    mime::{BodyPart, MimePart},
};

use super::plain::one_line;

/// Who writes, or to whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mailbox {
    name: String,
    address: String,
}

impl Mailbox {
    /// Reads `ana@x.example`, or `Ana <ana@x.example>`; nothing for what no header can hold.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (name, address) = match text.strip_suffix('>').map(|it| it.rsplit_once('<')) {
            Some(parts) => parts?,
            None => ("", text),
        };
        let name = name.trim().trim_matches('"').trim();
        // A name with one of these is another address: `--to` is given once for each.
        let is_name = !name.contains(['<', '>', '@']);
        (is_name && is_address(address))
            .then(|| Self { name: one_line(name), address: address.to_owned() })
    }

    /// The same, with a name if it has none.
    #[must_use]
    pub fn or_named(mut self, name: &str) -> Self {
        if self.name.is_empty() {
            self.name = one_line(name);
        }
        self
    }

    fn header(&self) -> Address<'_> {
        let name = Some(self.name.as_str()).filter(|it| !it.is_empty());
        Address::new_address(name, self.address.as_str())
    }
}

/// The address of a mailbox as nearly all are: no quotes, no comments, ASCII.
fn is_address(text: &str) -> bool {
    let word = |it: &str, more: &str| {
        let legal = |it: char| it.is_ascii_alphanumeric() || more.contains(it);
        !it.is_empty() && it.chars().all(legal)
    };
    let Some((user, host)) = text.split_once('@') else { return false };
    text.len() <= 254
        && user.split('.').all(|it| word(it, "!#$%&'*+-/=?^_`{|}~"))
        && host.split('.').all(|it| word(it, "-"))
}

/// A message that is to be written.
#[derive(Debug)]
pub struct Mail<'a> {
    /// Who writes; a draft has nobody yet.
    pub from: Option<Mailbox>,
    /// To whom.
    pub to: Vec<Mailbox>,
    /// Its subject; what would end the line becomes a space.
    pub subject: &'a str,
    /// Its language.
    pub language: &'a str,
    /// The second of its date, counted as Unix does.
    pub date: i64,
    /// The host in its id.
    pub host: &'a str,
    /// What is read where HTML is not; lines end with `\n`.
    pub text: &'a str,
    /// What is read elsewhere; lines end with `\n`.
    pub html: &'a str,
}

impl Mail<'_> {
    /// The message: CR LF everywhere, no line over 998 octets, and of what we write none over 78.
    pub fn into_bytes(self) -> Vec<u8> {
        let mark = self.mark();
        let subject = one_line(self.subject);
        let host: String = self
            .host
            .chars()
            .filter(|it| it.is_ascii_alphanumeric() || ".-".contains(*it))
            .collect();
        let (text, html) = (crlf(self.text), crlf(self.html));
        // What is encoded holds no `=_`: no text of an author can end a part.
        let kind = ContentType::new("multipart/alternative")
            .attribute("boundary", format!("=_{mark}"));
        let parts = vec![
            MimePart::new("text/plain", BodyPart::Text(text.into())),
            MimePart::new("text/html", BodyPart::Text(html.into())),
        ];
        let mut message = MessageBuilder::new()
            .date(Date::new(self.date))
            .message_id(format!("{mark}@{host}"));
        if let Some(from) = &self.from {
            message = message.from(from.header());
        }
        if !self.to.is_empty() {
            let all = self.to.iter().map(Mailbox::header).collect();
            message = message.to(Address::new_list(all));
        }
        let language: String = self
            .language
            .chars()
            .filter(|it| it.is_ascii_alphanumeric() || *it == '-')
            .collect();
        let message = message
            .subject(subject.as_str())
            .header("Content-Language", mail_builder::headers::text::Text::new(language))
            // Outlook opens it to be sent, not as one that came.
            .header("X-Unsent", mail_builder::headers::text::Text::new("1"))
            .body(MimePart::new(kind, BodyPart::Multipart(parts)));
        let mut bytes = Vec::new();
        message.serialize(&mut bytes);
        bytes
    }

    /// A number for the message: the same content has the same.
    fn mark(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        let head = format!("{:?} {:?} {} {}", self.from, self.to, self.date, self.language);
        for part in [&head, self.subject, self.text, self.html] {
            // With its length, so that no two contents are one.
            hasher.update(&part.len().to_le_bytes()).update(part.as_bytes());
        }
        hasher.finalize().to_hex().chars().take(32).collect()
    }
}

fn crlf(text: &str) -> String {
    text.lines().flat_map(|it| [it.trim_end_matches('\r'), "\r\n"]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mail(subject: &str, text: &str) -> String {
        let mail = Mail {
            from: Mailbox::parse("Ana <ana@x.example>"),
            to: vec![],
            subject,
            language: "fr",
            date: 0,
            host: "x.example:8080",
            text,
            html: "<p>é</p>",
        };
        String::from_utf8(mail.into_bytes()).unwrap()
    }

    #[test]
    fn no_subject_adds_a_header() {
        let plain = mail("A", "x");
        let names = |it: &str| -> Vec<String> {
            let head = it.split("\r\n\r\n").next().unwrap();
            let own = head.split("\r\n").filter(|it| !it.starts_with([' ', '\t']));
            own.filter_map(|it| Some(it.split_once(':')?.0.to_owned())).collect()
        };
        for subject in [
            "A\r\nBcc: b@x.example",
            "A\nBcc: b",
            "A\r Bcc: b",
            "A\u{85}B",
            &"é🎉".repeat(90),
        ] {
            let text = mail(subject, "x");
            assert_eq!(names(&text), names(&plain), "{text}");
            assert!(text.split("\r\n").all(|it| it.len() <= 78), "{text}");
            assert!(!text.replace("\r\n", "").contains(['\r', '\n']));
        }
    }

    #[test]
    fn mailboxes_are_what_a_header_can_hold() {
        for text in [
            "a@b\r\nBcc: c@d.example",
            "a@b.example, c@d.example",
            "<a@b.example>, <c@d.example>",
            "a b@c.example",
            "a@",
            "@b",
            "a@é.example",
            "a..b@c.example",
            "",
        ] {
            assert_eq!(Mailbox::parse(text), None, "{text}");
        }
        let ana = Mailbox::parse(" \"Ana\r\nBcc: x\" <ana+1@x-y.example> ").unwrap();
        assert_eq!((ana.name.as_str(), &*ana.address), ("Ana Bcc: x", "ana+1@x-y.example"));
        let bare = Mailbox::parse("ana@x.example").unwrap().or_named("A, B");
        assert_eq!(bare.name, "A, B");
    }

    #[test]
    fn the_boundary_is_of_the_content_and_in_no_part() {
        assert_eq!(mail("A", "x"), mail("A", "x"));
        assert_ne!(mail("A", "x"), mail("A", "y"));
        let text = mail("A", "é --=_x\n--=_\n.\nFrom a\n");
        assert_eq!(text.matches("\r\n--=_").count(), 3, "{text}");
    }
}
