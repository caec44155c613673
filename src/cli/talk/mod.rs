//! `parvis talk`: what the portal says of talks given outside, and what the network says of it.
//! Only this command asks the network.

mod add;
mod ask;
mod check;
mod choose;
mod data;
mod delivery;
mod facts;
mod people;
mod read;
mod same;
mod text;
mod words;

use super::args;
use crate::fetch::Network;

pub(super) fn talk(talk: &args::Talk, network: &Network) -> u8 {
    match talk {
        args::Talk::Add(args) => add::add(args, network),
        args::Talk::Check { dir, format } => check::check(dir, *format, network),
    }
}
