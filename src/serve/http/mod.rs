//! stub
use std::{
    fs::File,
    io,
    net::{IpAddr, TcpListener},
    sync::Arc,
    time::Duration,
};
#[derive(Debug)]
pub(in crate::serve) struct Request {
    pub path: String,
    pub query: String,
    pub host: String,
}
pub(in crate::serve) enum Reply {
    Content(Content),
    Events(Box<dyn Events>),
}
pub(in crate::serve) struct Content {
    pub status: u16,
    pub media_type: &'static str,
    pub headers: Vec<(&'static str, String)>,
    pub body: Body,
}
pub(in crate::serve) enum Body {
    Bytes(Vec<u8>),
    File { file: File, size: u64, tag: String },
}
pub(in crate::serve) struct Closed;
pub(in crate::serve) trait Events: Send {
    fn next(&mut self, wait: Duration) -> Result<Option<String>, Closed>;
}
pub(in crate::serve) trait Service: Send + Sync {
    fn reply(&self, request: &Request) -> Reply;
}
#[derive(Debug)]
pub(in crate::serve) struct Server;
#[derive(Debug)]
pub(in crate::serve) struct Guard;
impl Guard {
    pub fn new(_: Vec<String>) -> Self {
        Self
    }
}
#[derive(Debug, Default)]
pub(in crate::serve) struct Limits;
impl Server {
    pub fn start(
        _: Vec<TcpListener>,
        _: Guard,
        _: Limits,
        _: Arc<dyn Service>,
    ) -> io::Result<Self> {
        Ok(Self)
    }
    pub fn stop(self) {}
}
#[derive(Debug, Clone, Copy)]
pub enum Wanted {
    Exactly(u16),
    From(u16),
}
#[derive(Debug, thiserror::Error)]
#[error("no port")]
pub struct BindError;
pub(in crate::serve) fn bind(
    _: &[IpAddr],
    _: Wanted,
) -> Result<Vec<TcpListener>, BindError> {
    Ok(vec![])
}
