//! Ctrl-C and SIGTERM: the first asks a build to end, and ends it when it does not within a
//! second; the second ends it at once.
//!
//! Whoever is ended so leaves the published folder as it was: it is exchanged in one step. What
//! was staged is in the way of nobody, and the next build removes it.
//!
//! Watched only while the output is locked: until then there is nothing to clean up, and
//! the system's own way of ending a program is the fastest.

use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread,
    time::Duration,
};

use signal_hook::{
    consts::{SIGHUP, SIGINT, SIGTERM, SIGXFSZ},
    flag, iterator, low_level,
};

use super::terminal;

/// What asks a program to end.
pub(super) const ASKING: [i32; 3] = [SIGINT, SIGTERM, SIGHUP];

/// How long a page that is being made is waited for.
const GRACE: Duration = Duration::from_millis(700);

/// Which signal came.
pub(super) struct Signals(Arc<AtomicUsize>);

impl Signals {
    /// From now on, the first signal sets `stop`.
    pub(super) fn watch(stop: &Arc<AtomicBool>) -> Self {
        let which = Arc::new(AtomicUsize::new(0));
        for signal in ASKING {
            if let Err(error) = register(signal, stop, &which) {
                log::debug!("no handler for signal {signal}: {error}");
            }
        }
        // A file beyond the limit of `ulimit -f` is an error of that write, not our death.
        if let Err(error) = flag::register(SIGXFSZ, Arc::default()) {
            log::debug!("no handler for SIGXFSZ: {error}");
        }
        match iterator::Signals::new(ASKING) {
            Ok(mut signals) => drop(thread::spawn(move || {
                if let Some(signal) = signals.forever().next() {
                    end_soon(signal);
                }
            })),
            Err(error) => log::debug!("signals cannot be waited for: {error}"),
        }
        Self(which)
    }

    /// 128 and the number of the signal, as shells have it.
    pub(super) fn code(&self) -> u8 {
        let which = self.0.load(Ordering::Relaxed);
        u8::try_from(128 + which).unwrap_or(130)
    }
}

/// Ends the program, unless it ends by itself meanwhile: whatever one page takes.
pub(super) fn end_soon(signal: i32) {
    thread::sleep(GRACE);
    terminal::error("interrupted while a page was made", None);
    low_level::exit(128 + signal);
}

/// The order counts: the second signal finds the flag that the first has set.
fn register(
    signal: i32,
    stop: &Arc<AtomicBool>,
    which: &Arc<AtomicUsize>,
) -> io::Result<()> {
    flag::register_conditional_shutdown(signal, 128 + signal, Arc::clone(stop))?;
    flag::register_usize(signal, Arc::clone(which), usize::try_from(signal).unwrap_or(0))?;
    flag::register(signal, Arc::clone(stop))?;
    Ok(())
}
