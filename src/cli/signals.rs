//! Ctrl-C and SIGTERM: the first asks a build to end, the second ends it.
//!
//! Watched only while the output is locked: until then there is nothing to clean up, and
//! the system's own way of ending a program is the fastest.

use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
};

use signal_hook::{
    consts::{SIGHUP, SIGINT, SIGTERM, SIGXFSZ},
    flag,
};

/// Which signal came.
pub(super) struct Signals(Arc<AtomicUsize>);

impl Signals {
    /// From now on, the first signal sets `stop`.
    pub(super) fn watch(stop: &Arc<AtomicBool>) -> Self {
        let which = Arc::new(AtomicUsize::new(0));
        for signal in [SIGINT, SIGTERM, SIGHUP] {
            if let Err(error) = register(signal, stop, &which) {
                log::debug!("no handler for signal {signal}: {error}");
            }
        }
        // A file beyond the limit of `ulimit -f` is an error of that write, not our death.
        if let Err(error) = flag::register(SIGXFSZ, Arc::default()) {
            log::debug!("no handler for SIGXFSZ: {error}");
        }
        Self(which)
    }

    /// 128 and the number of the signal, as shells have it.
    pub(super) fn code(&self) -> u8 {
        let which = self.0.load(Ordering::Relaxed);
        u8::try_from(128 + which).unwrap_or(130)
    }
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
