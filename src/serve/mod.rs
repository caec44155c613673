//! The preview: what `build` would publish, shown as it is written.

mod client;
mod editor;
mod overlay;

pub use editor::{Editor, EditorError};
