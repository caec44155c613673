//! Renders every route; what came of it is then published, whole or not at all.

mod cache;
pub mod staging;
mod weight;

use std::{
    collections::BTreeMap,
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
pub use weight::Weight;

use crate::{
    diag::{self, Diagnostic},
    picture::{Form, Store, is_made},
    render::{self, Output, guard, render_safely},
    route::{Route, file_path},
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

/// A portal that is rendered, and not in place yet.
#[derive(Debug)]
pub struct Rendered {
    staging: Staging,
    pages: usize,
    start: Instant,
    time: Duration,
}

impl Rendered {
    /// How heavy it is.
    pub fn weight(&self) -> Weight {
        self.staging.weight()
    }

    /// Puts it in place.
    ///
    /// # Errors
    /// When the output folder cannot be written.
    pub fn publish(self) -> Result<Summary, BuildError> {
        let published = self.staging.publish()?;
        let publish = self.start.elapsed().saturating_sub(self.time);
        Ok(Summary { pages: self.pages, render: self.time, publish, published })
    }
}

/// Renders all routes into a staged folder.
pub fn build(
    snapshot: &Snapshot,
    staging: Staging,
    pictures: &Store,
    watch: &Watch,
) -> Result<Rendered, BuildError> {
    let Some(site) = &snapshot.site else {
        return Err(BuildError::Diagnostics(Vec::new()));
    };
    let start = Instant::now();
    let pages = work(site).into_par_iter().map(|work| {
        if watch.stop.load(Ordering::Relaxed) {
            return Err(BuildError::Interrupted);
        }
        let (page, count) = match work {
            Work::Page(address) => (one(site, address, &staging), 1),
            Work::Picture(path, forms) => {
                let count = forms.len();
                (picture(site, &path, &forms, pictures, &staging), count)
            }
        };
        watch.done.fetch_add(count, Ordering::Relaxed);
        page
    });
    let results: Vec<Result<bool, BuildError>> = pages.collect();
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
    Ok(Rendered { staging, pages, start, time: start.elapsed() })
}

fn one(site: &Site, address: &str, staging: &Staging) -> Result<bool, BuildError> {
    let path = file_path(address);
    // A panic in one page is named by its page; the old output stands.
    let output = render_safely(site, address).map_err(BuildError::Diagnostics)?;
    match output {
        Output::Bytes(bytes) => staging.write(&path, &bytes)?,
        Output::File(disk) => staging.copy(&path, &disk)?,
        // All forms of a picture are made together.
        Output::Picture(..) => {}
    }
    Ok(Path::new(&path).extension().is_some_and(|it| it == "html"))
}

/// What is done at once.
enum Work<'a> {
    /// What is at one address.
    Page(&'a str),
    /// One picture, read and decoded once for all its addresses.
    Picture(Arc<str>, Vec<(&'a str, Form)>),
}

/// All that there is to do: pictures first, because the last of them would be waited for.
fn work(site: &Site) -> Vec<Work<'_>> {
    let mut pictures: BTreeMap<&Arc<str>, Vec<(&str, Form)>> = BTreeMap::new();
    let mut pages = Vec::with_capacity(site.routes.len());
    for (address, found) in site.routes.iter() {
        match &found.route {
            Route::Picture(path, form) => {
                pictures.entry(path).or_default().push((address, *form));
            }
            Route::File(path)
                if site.files.get(path).is_some_and(|it| is_made(path, it)) =>
            {
                pictures.entry(path).or_default().push((address, Form::Clean));
            }
            _ => pages.push(Work::Page(address)),
        }
    }
    let pictures = pictures.into_iter().map(|it| Work::Picture(Arc::clone(it.0), it.1));
    let mut work: Vec<Work<'_>> = pictures.collect();
    work.append(&mut pages);
    work
}

fn picture(
    site: &Site,
    path: &Arc<str>,
    addresses: &[(&str, Form)],
    pictures: &Store,
    staging: &Staging,
) -> Result<bool, BuildError> {
    let forms: Vec<Form> = addresses.iter().map(|it| it.1).collect();
    let made = guard(path, || {
        render::picture::make(site, pictures, path, &forms).map_err(|it| vec![*it])
    });
    for ((address, _), bytes) in
        addresses.iter().zip(made.map_err(BuildError::Diagnostics)?)
    {
        staging.write(&file_path(address), &bytes)?;
    }
    Ok(false)
}
