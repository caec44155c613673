//! Commands that only print something that the program knows.

use clap::CommandFactory;
use clap_complete::Shell;

use super::{
    args::{Args, SchemaForm},
    reference,
    schema::{self, Part},
    terminal::product,
};

pub(super) fn schema(part: Option<Part>, format: SchemaForm) -> u8 {
    product(&match format {
        SchemaForm::Json => schema::text(part),
        SchemaForm::Markdown => reference::text(part),
    })
}

pub(super) fn completions(shell: Shell) -> u8 {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "parvis", &mut text);
    product(&String::from_utf8_lossy(&text))
}

pub(super) fn notices() -> u8 {
    product(&two_face::acknowledgement::listing().to_md())
}
