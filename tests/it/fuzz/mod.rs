//! Random and mutated input at each reader: front matter, settings, Markdown and addresses;
//! attacks put together at random are in `safety::fuzz`.
//!
//! No panic, no wait, no memory without bounds, no flood of messages. A target runs for two
//! seconds; `PARVIS_FUZZ_SECONDS=600 cargo test --release --test it fuzz::` gives each ten
//! minutes. What fails is printed with the round whose seed gives it again.

mod addresses;
mod files;
mod names;

use std::time::{Duration, Instant};

use proptest::{
    prelude::Strategy,
    test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner},
};

/// Longest time that one input may take; debug builds on a busy machine are slow.
const SLOW: Duration = Duration::from_secs(if cfg!(debug_assertions) { 5 } else { 1 });

/// Memory that an input may need, in bytes for each of its own.
const GROWTH: u64 = 20;

/// Memory that a reader may need for the smallest input, in bytes: tables, buffers, a message.
const LEAST: u64 = 256 << 10;

fn seconds() -> f64 {
    std::env::var("PARVIS_FUZZ_SECONDS").ok().and_then(|it| it.parse().ok()).unwrap_or(2.0)
}

/// Tries inputs for a time, in rounds of cases; the seed of each round is its number.
pub(super) fn run<S: Strategy>(
    strategy: &S,
    check: impl Fn(S::Value) -> Result<(), TestCaseError>,
) {
    let end = Instant::now() + Duration::from_secs_f64(seconds());
    let mut round: u64 = 0;
    while Instant::now() < end {
        let mut seed = [7; 32];
        seed[..8].copy_from_slice(&round.to_le_bytes());
        let config = Config { cases: 50, failure_persistence: None, ..Config::default() };
        let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &seed);
        if let Err(error) = TestRunner::new_with_rng(config, rng).run(strategy, &check) {
            panic!("round {round}: {error}");
        }
        round += 1;
    }
    assert!(round > 0);
    said(&format!("{round} rounds of 50 inputs"));
}

#[expect(clippy::print_stderr, reason = "figures for whoever runs it with --nocapture")]
fn said(text: &str) {
    eprintln!("{text}");
}

/// Does a piece of work on an input of some bytes, and fails when it takes too long or too much
/// memory. Memory is what this thread holds at its peak, beyond what it held before.
pub(super) fn bounded<T>(
    bytes: usize,
    work: impl FnOnce() -> T,
) -> Result<T, TestCaseError> {
    let start = Instant::now();
    let mut result = None;
    let used = allocation_counter::measure(|| result = Some(work()));
    let took = start.elapsed();
    if took >= SLOW {
        return Err(TestCaseError::fail(format!("{took:?} for {bytes} bytes")));
    }
    let peak = used.bytes_max;
    if peak > LEAST + GROWTH * bytes as u64 {
        return Err(TestCaseError::fail(format!("{peak} bytes of memory for {bytes}")));
    }
    result.ok_or_else(|| TestCaseError::fail("no result"))
}
