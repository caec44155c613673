//! Questions at a terminal. Nobody is asked where there is none.

use std::io::{self, BufRead, IsTerminal};

use super::super::terminal;

/// How often a question is asked again.
const PATIENCE: usize = 3;

/// Whoever answers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Person {
    listens: bool,
}

impl Person {
    /// Whoever sits at the terminal, if anybody does and is to be asked.
    pub(super) fn at_terminal(wanted: bool) -> Self {
        let there = || io::stdin().is_terminal() && io::stderr().is_terminal();
        Self { listens: wanted && there() }
    }

    /// Asks until an answer can be used; an empty one takes what is proposed. Nothing where
    /// nobody listens.
    pub(super) fn ask<T>(
        self,
        question: &str,
        proposed: Option<&str>,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        for _ in 0..if self.listens { PATIENCE } else { 0 } {
            let default = proposed.map(|it| format!(" [{it}]")).unwrap_or_default();
            terminal::prompt(&format!("{question}{default}: "));
            let mut line = String::new();
            let read_bytes = io::stdin().lock().read_line(&mut line).ok()?;
            if read_bytes == 0 {
                return None;
            }
            let answer = line.trim();
            let answer = if answer.is_empty() { proposed.unwrap_or("") } else { answer };
            let found = read(answer).filter(|_| !answer.is_empty());
            if found.is_some() {
                return found;
            }
        }
        None
    }
}
