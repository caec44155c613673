//! One type for each syntax that we write: a text of an author gets into it through an escaper
//! only, because there is no other way in.
//!
//! Markup is `&'static str`: it stands in our source, and no text that was read from a file is
//! one. So "what an author wrote is never markup" is what the compiler checks, and the tests
//! over the sources need to look only for the few doors that are named here.

mod csv;
pub mod hidden;
mod href;
mod html;
mod ics;
mod json;
mod mail;
mod markdown;
pub mod plain;
mod terms;
pub mod urls;
mod verified;
mod xml;

pub use csv::Csv;
pub use href::{Href, Srcset};
pub use html::{Html, Number, escape, escaped};
pub use ics::Ics;
pub use json::Json;
pub use mail::{Mail, Mailbox};
pub use markdown::Markdown;
pub use plain::Plain;
pub use terms::{Marking, Terms};
pub use verified::Allowed;
pub use xml::Xml;
