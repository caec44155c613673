//! Renders every route and publishes the result, whole or not at all.

mod cache;
pub mod staging;

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

pub use cache::{Cache, FOLDER as CACHE_FOLDER, Record};
use rayon::prelude::*;
use staging::{PublishError, Published, Staging};

use crate::{
    diag::{self, Diagnostic},
    render::{Output, render_safely},
    route::file_path,
    snapshot::{Site, Snapshot},
};

/// Why nothing was published.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    /// The content or the theme has errors; all of them.
    #[error("the portal has errors")]
    Diagnostics(Vec<Diagnostic>),
    /// The output folder could not be written.
    #[error(transparent)]
    Publish(#[from] PublishError),
    /// Somebody asked to stop.
    #[error("interrupted")]
    Interrupted,
}

/// What was done.
#[derive(Debug, Clone)]
pub struct Summary {
    /// HTML pages.
    pub pages: usize,
    /// How long rendering took.
    pub render: Duration,
    /// How long putting the result in place took.
    pub publish: Duration,
    /// The published tree.
    pub published: Published,
}

/// What a build and whoever waits for it tell each other while it runs.
#[derive(Debug, Default)]
pub struct Watch {
    /// Set from outside: end soon, and publish nothing.
    pub stop: Arc<AtomicBool>,
    /// How many routes are rendered.
    pub done: AtomicUsize,
}

/// Renders all routes into a staged folder and puts it in place.
pub fn build(
    snapshot: &Snapshot,
    staging: Staging,
    watch: &Watch,
) -> Result<Summary, BuildError> {
    let Some(site) = &snapshot.site else {
        return Err(BuildError::Diagnostics(Vec::new()));
    };
    let start = Instant::now();
    let routes: Vec<&str> = site.routes.iter().map(|it| it.0).collect();
    let results: Vec<Result<bool, BuildError>> = routes
        .par_iter()
        .map(|address| {
            if watch.stop.load(Ordering::Relaxed) {
                return Err(BuildError::Interrupted);
            }
            let page = one(site, address, &staging);
            watch.done.fetch_add(1, Ordering::Relaxed);
            page
        })
        .collect();
    let mut found = Vec::new();
    let mut pages = 0;
    for result in results {
        match result {
            Ok(page) => pages += usize::from(page),
            Err(BuildError::Diagnostics(list)) => found.extend(list),
            Err(other) => return Err(other),
        }
    }
    if !found.is_empty() {
        return Err(BuildError::Diagnostics(diag::fold(found)));
    }
    if watch.stop.load(Ordering::Relaxed) {
        return Err(BuildError::Interrupted);
    }
    let render = start.elapsed();
    let published = staging.publish()?;
    Ok(Summary {
        pages,
        render,
        publish: start.elapsed().saturating_sub(render),
        published,
    })
}

fn one(site: &Site, address: &str, staging: &Staging) -> Result<bool, BuildError> {
    let path = file_path(address);
    // A panic in one page is named by its page; the old output stands.
    let output = render_safely(site, address).map_err(BuildError::Diagnostics)?;
    match output {
        Output::Bytes(bytes) => staging.write(&path, &bytes)?,
        Output::File(disk) => staging.copy(&path, &disk)?,
    }
    Ok(Path::new(&path).extension().is_some_and(|it| it == "html"))
}
