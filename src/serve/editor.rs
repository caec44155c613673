//! stub
use std::path::Path;
#[derive(Debug)]
pub struct Editor;
impl Editor {
    pub fn parse(_: &str) -> Result<Self, String> {
        Ok(Self)
    }
    pub(super) fn link(&self, _: &Path, _: usize, _: usize) -> Option<String> {
        None
    }
}
