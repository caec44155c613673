//! One content file, read without knowing any other.
mod document;
pub mod facts;
pub mod field;
mod front_matter;
mod kind;
pub mod markdown;
pub mod media;
mod misplaced;
mod path;
pub mod record;
pub mod recurrence;
pub mod slug;
pub use document::{Difference, Document, parse, slug_of, unreadable};
pub use front_matter::{Parts, split};
pub use kind::{Kind, Place, classify, is_language};
pub use misplaced::misplaced;
pub use path::join;
