//! The server as its clients see it: raw bytes over sockets of this machine.

mod alone;
mod bind;
mod client;
mod content;
mod course;
mod refused;
mod toy;
mod waits;

use super::{Limits, Server};
use client::Client;
use toy::{Toy, start, start_with};
