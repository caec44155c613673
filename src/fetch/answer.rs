//! What a host answered.

use ureq::{
    Body,
    http::{Response, header},
};
use url::Url;

/// What a host answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Where the last redirect led.
    pub url: Url,
    /// Of RFC 9110.
    pub status: u16,
    /// `text/html`, in lower case; empty for none.
    pub media_type: String,
    /// Encoding of the text that the head names; empty for none.
    pub charset: String,
    /// Values of the head's `Link` (RFC 8288).
    pub links: Vec<String>,
    /// What was read; nothing when only the head was asked for.
    pub body: Vec<u8>,
    /// Whether there is more than was read.
    pub is_cut: bool,
    /// Whether it is compressed, though nobody asked for that.
    pub is_packed: bool,
    location: Option<String>,
}

impl Answer {
    pub(super) fn of(url: &Url, response: &Response<Body>) -> Self {
        let head = |name| response.headers().get(name).and_then(|it| it.to_str().ok());
        let content = head(header::CONTENT_TYPE).unwrap_or("").to_ascii_lowercase();
        let (media_type, rest) = content.split_once(';').unwrap_or((&content, ""));
        let charset = rest.split(';').find_map(|it| it.trim().strip_prefix("charset="));
        let links = response.headers().get_all(header::LINK).iter();
        let packed = head(header::CONTENT_ENCODING);
        Self {
            url: url.clone(),
            status: response.status().as_u16(),
            media_type: media_type.trim().to_owned(),
            charset: charset.unwrap_or("").trim_matches('"').to_owned(),
            links: links.filter_map(|it| it.to_str().ok()).map(str::to_owned).collect(),
            body: Vec::new(),
            is_cut: false,
            is_packed: packed.is_some_and(|it| !it.eq_ignore_ascii_case("identity")),
            location: head(header::LOCATION).map(str::to_owned),
        }
    }

    /// One that says nothing.
    #[cfg(test)]
    pub(super) fn empty(url: Url) -> Self {
        let (links, body) = (Vec::new(), Vec::new());
        let (media_type, charset) = (String::new(), String::new());
        let (is_cut, is_packed, location) = (false, false, None);
        let status = 200;
        Self { url, status, media_type, charset, links, body, is_cut, is_packed, location }
    }

    /// Whether it holds what was asked for.
    pub fn is_good(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// Where it leads on.
    pub(super) fn redirect(&self) -> Option<&str> {
        let leads = matches!(self.status, 301 | 302 | 303 | 307 | 308);
        self.location.as_deref().filter(|_| leads)
    }

    /// `404 Not Found`.
    pub fn status_text(&self) -> String {
        let status = ureq::http::StatusCode::from_u16(self.status).ok();
        let reason = status.and_then(|it| it.canonical_reason());
        match reason {
            Some(reason) => format!("{} {reason}", self.status),
            None => self.status.to_string(),
        }
    }

    /// The first address of its `Link`s that has a relation, such as `memento` (RFC 7089).
    pub fn link(&self, relation: &str) -> Option<Url> {
        // A comma or a semicolon may stand in an address, which is between brackets.
        let parts = self.links.iter().flat_map(|it| it.split('<').skip(1));
        let mut found = parts.filter_map(|it| it.split_once('>'));
        let found = found.find(|it| has_relation(it.1, relation));
        found.and_then(|it| self.url.join(it.0.trim()).ok())
    }
}

/// Whether the parameters of a link name a relation.
fn has_relation(parameters: &str, relation: &str) -> bool {
    let parameters = parameters.split([';', ',']).map(str::trim);
    let relations = parameters.filter_map(|it| it.strip_prefix("rel="));
    let mut words = relations.flat_map(|it| it.trim_matches('"').split(' '));
    words.any(|it| it.eq_ignore_ascii_case(relation))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_found_by_its_relation() {
        let mut answer = Answer::empty(Url::parse("https://a.example/x/").unwrap());
        answer.status = 404;
        answer.links = vec![
            "<https://o.example/?a,b;c>; rel=\"original\", <https://g.example/>; rel=timegate"
                .to_owned(),
            "<../m>; datetime=\"x\"; rel=\"first memento\"; title=\"a\"".to_owned(),
        ];
        let found = |it: &Answer, name| it.link(name).map(|it| it.to_string());
        assert_eq!(found(&answer, "memento").as_deref(), Some("https://a.example/m"));
        assert_eq!(found(&answer, "original").as_deref(), Some("https://o.example/?a,b;c"));
        assert_eq!(found(&answer, "timemap"), None);
        assert_eq!(
            (answer.status_text().as_str(), answer.is_good()),
            ("404 Not Found", false)
        );
        answer.links.clear();
        assert_eq!(found(&answer, "memento"), None);
    }
}
