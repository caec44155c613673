//! The preview: what a build would publish, at once after each save.
//!
//! ```text
//!  disk ──notify──▶ source::Watcher ──"something happened"──▶ follow ──Workspace::apply──▶ Cell
//!                                                                                          │
//!  browser ──HTTP──▶ http (limits, guard) ──▶ answer ──▶ page ◀── the newest State ◀───────┤
//!     ▲                                                                                    │
//!     └──── events: reload, style, moved, state ◀── tab (one for each open page) ◀─────────┘
//! ```
//!
//! - [`source::Watcher`](crate::source::Watcher) says when to look, and
//!   [`source::Tree`](crate::source::Tree) finds what has changed.
//! - `follow` makes the next [`Snapshot`](crate::snapshot::Snapshot), and puts a `State` in the
//!   `cell`: the snapshot, and what the preview knows beside it. A request that comes while
//!   something is being read waits for that.
//! - `answer` looks an address up in the route table; no path of a request is ever a path of the
//!   disk. `page` renders, and adds the one script by which a preview differs from a build.
//! - `tab` compares what an open page shows with what it should show, so that nothing is lost
//!   when a connection is.
//! - `background` renders everything while nobody asks, for what goes wrong only then.
//! - `http` knows nothing of portals, and everything of clients that mean no good.
//!
//! The preview never ends because of content: what is broken is shown where it is.

mod answer;
mod background;
mod cell;
mod client;
mod editor;
mod files;
mod follow;
mod http;
mod media;
mod news;
mod overlay;
mod page;
mod report;
mod state;
mod tab;

use std::{
    io,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener},
    path::PathBuf,
    sync::Arc,
    thread::{self, JoinHandle},
    time::Duration,
};

use self::{
    answer::Answers,
    cell::Cell,
    follow::Follow,
    http::{Guard, Limits, Server},
    state::{Desk, State},
};
use crate::{
    diag::Diagnostic,
    picture::Store,
    portal::HeldCounts,
    snapshot::Options,
    source::{Hints, WalkError},
};

pub use self::{
    editor::{Editor, EditorError},
    http::{BindError, Wanted},
    news::News,
};

/// What is previewed, and for whom.
#[derive(Debug)]
pub struct ServeOptions {
    /// The portal's folder, without links in its path.
    pub root: PathBuf,
    /// Folders that are not content although they are inside (output).
    pub except: Vec<PathBuf>,
    /// What is shown.
    pub options: Options,
    /// Where the preview listens; all of the local addresses when it is empty.
    pub hosts: Vec<IpAddr>,
    /// On which port.
    pub port: Wanted,
    /// Names beside the local ones that a browser may call the preview by.
    pub names: Vec<String>,
    /// Looks for changes this often, and does not ask the system.
    pub poll: Option<Duration>,
    /// Opens files.
    pub editor: Editor,
    /// Makes pictures.
    pub pictures: Arc<Store>,
}

/// Why there is no preview.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The folder cannot be read.
    #[error(transparent)]
    Walk(#[from] WalkError),
    /// There is no port.
    #[error(transparent)]
    Bind(#[from] BindError),
    /// A name that no browser can call anything by.
    #[error("`{0}` is not the name of a host")]
    Name(String),
    /// The system gives no thread.
    #[error("cannot start a thread: {0}")]
    Thread(#[from] io::Error),
}

/// A preview that runs.
#[derive(Debug)]
pub struct Preview {
    /// Where it listens.
    pub addresses: Vec<SocketAddr>,
    /// A line of advice about watching.
    pub advice: Option<String>,
    cell: Arc<Cell>,
    hints: Hints,
    server: Server,
    threads: Vec<JoinHandle<()>>,
}

/// What was read at first, and where it will be shown.
#[derive(Debug)]
pub struct Loaded {
    listeners: Vec<TcpListener>,
    guard: Guard,
    follow: Follow,
    state: State,
}

/// Takes a port, and reads the portal, so that it can be previewed.
///
/// # Errors
/// When there is no port, or the folder cannot be read. What is wrong with content is no error.
pub fn load(options: &ServeOptions) -> Result<Loaded, ServeError> {
    let names = options.names.iter().map(String::as_str);
    let guard = Guard::new(names).map_err(|it| ServeError::Name(it.to_owned()))?;
    let local: [IpAddr; 2] = [Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()];
    let hosts = if options.hosts.is_empty() { &local[..] } else { &options.hosts[..] };
    // Whoever comes before all is read waits in the queue of the port.
    let listeners = http::bind(hosts, options.port)?;
    let ServeOptions { root, except, options, poll, editor, .. } = options;
    let desk = Desk { root: root.clone(), editor: editor.clone() };
    let (follow, snapshot) =
        Follow::open(root.clone(), except.clone(), options.clone(), *poll)?;
    let state = State::first(&snapshot, desk);
    Ok(Loaded { listeners, guard, follow, state })
}

impl Loaded {
    /// What is wrong with the portal.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.state.diagnostics
    }

    /// Whether more may be found in a moment: of a large portal, bodies are read when the home
    /// page is there.
    pub fn owes(&self) -> bool {
        self.follow.owes()
    }

    /// Path below the host: empty, or `/project`.
    pub fn base(&self) -> &str {
        self.state.site.as_ref().map_or("", |it| it.settings.base.as_str())
    }

    /// Number of entries.
    pub fn entries(&self) -> usize {
        let portal = self.state.site.as_ref().map(|it| &it.portal);
        portal.map_or(0, |it| it.ids().count())
    }

    /// Why a file of the portal has no page, if its entry is held back.
    pub fn why_unshown(&self, path: &str) -> Option<String> {
        news::why_unshown(self.state.site.as_ref()?, path)
    }

    /// How much is held back, and why.
    pub fn held_back(&self) -> HeldCounts {
        let site = self.state.site.as_ref();
        site.map(|it| HeldCounts::of(&it.portal)).unwrap_or_default()
    }

    /// The address of the page that a file of the portal has.
    pub fn url(&self, path: &str) -> Option<String> {
        news::url(self.state.site.as_ref()?, path)
    }
}

/// Begins a preview. `tell` is called with what each save has changed, on a thread of its own.
///
/// # Errors
/// When the system gives no thread.
pub fn serve(
    options: ServeOptions,
    loaded: Loaded,
    tell: Arc<dyn Fn(News) + Send + Sync>,
) -> Result<Preview, ServeError> {
    let Loaded { listeners, guard, follow, state } = loaded;
    let addresses = listeners.iter().filter_map(|it| it.local_addr().ok()).collect();
    let cell = Arc::new(Cell::new(state));
    let (mut watcher, advice) = follow.watcher(&cell);
    let hints = watcher.hints();
    let answers = Answers {
        cell: Arc::clone(&cell),
        files: follow.files(),
        hints: hints.clone(),
        options: options.options,
        pictures: options.pictures,
    };
    let server = Server::start(listeners, guard, Limits::default(), Arc::new(answers))?;
    // Pages are answered meanwhile: to watch a large portal takes a while. Who is told where the
    // preview is may save at once.
    let advice = advice.or_else(|| watcher.renew());
    let mut threads = Vec::new();
    let (to, say) = (Arc::clone(&cell), Arc::clone(&tell));
    threads.push(named("follow", move || follow.run(&to, watcher, &*say))?);
    let to = Arc::clone(&cell);
    threads.push(named("background", move || background::run(&to, &*tell))?);
    Ok(Preview { addresses, advice, cell, hints, server, threads })
}

fn named(name: &str, work: impl FnOnce() + Send + 'static) -> io::Result<JoinHandle<()>> {
    thread::Builder::new().name(name.to_owned()).spawn(work)
}

impl Preview {
    /// Ends all threads; the port is free then.
    pub fn stop(self) {
        self.cell.stop();
        self.hints.wake();
        self.server.stop();
        for thread in self.threads {
            if thread.join().is_err() {
                log::debug!("a thread of the preview had failed");
            }
        }
    }
}
