//! What the process was given beside its arguments; read here, once, and nowhere else.

use std::path::PathBuf;

use jiff::{Timestamp, civil::Date, tz::TimeZone};

/// The user's home folder, if there is one.
pub(super) fn home() -> Option<PathBuf> {
    std::env::home_dir().filter(|it| !it.as_os_str().is_empty())
}

/// The working folder, if it still exists.
#[expect(clippy::disallowed_methods, reason = "the environment is read here, once")]
pub(super) fn cwd() -> Option<PathBuf> {
    std::env::current_dir().ok()
}

/// More threads than this, or than there are cores, only cost: each takes memory, and time to begin.
const MOST_THREADS: usize = 64;

/// Bounds how many threads the variables of rayon may ask for.
#[expect(clippy::disallowed_methods, reason = "the environment is read here, once")]
pub(super) fn bound_threads() {
    let asked = |name: &str| std::env::var(name).ok()?.parse::<usize>().ok();
    let asked =
        ["RAYON_NUM_THREADS", "RAYON_RS_NUM_CPUS"].into_iter().filter_map(asked).max();
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let most = MOST_THREADS.max(cores);
    if asked.is_some_and(|it| it > most) {
        // Where there are threads already, somebody else has decided.
        drop(rayon::ThreadPoolBuilder::new().num_threads(most).build_global());
    }
}

/// The day that was asked for, or the one of `SOURCE_DATE_EPOCH`, for reproducible builds.
#[expect(clippy::disallowed_methods, reason = "the environment is read here, once")]
pub(super) fn date(asked: Option<Date>) -> Result<Option<Date>, String> {
    let Ok(text) = std::env::var("SOURCE_DATE_EPOCH") else { return Ok(asked) };
    if asked.is_some() {
        return Ok(asked);
    }
    text.parse()
        .ok()
        .and_then(|it| Timestamp::from_second(it).ok())
        .map(|it| Some(it.to_zoned_datetime(TimeZone::UTC).date()))
        .ok_or_else(|| format!("SOURCE_DATE_EPOCH is `{text}`, not a number of seconds"))
}

/// The day of something new, in the portal's time zone as everywhere.
pub(super) fn today(asked: Option<Date>, zone: &TimeZone) -> Result<Date, String> {
    let now = || Timestamp::now().to_zoned_datetime(zone.clone()).date();
    Ok(date(asked)?.unwrap_or_else(now))
}

/// A number for this very program: another one may make other pages of the same content.
pub(super) fn program() -> Option<blake3::Hash> {
    let mut hasher = blake3::Hasher::new();
    let mut file = std::fs::File::open(std::env::current_exe().ok()?).ok()?;
    std::io::copy(&mut file, &mut hasher).ok()?;
    Some(hasher.finalize())
}
