//! A preview that runs in the test's own process, on a port that is free.

use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use parvis::{
    serve::{Editor, News, Preview, ServeOptions, Wanted, load, serve},
    snapshot::Options,
};

use super::client::{Client, Stream};

/// How long after an edit everything is as a build would make it. Without optimization, and
/// with other tests beside, it may be late; but not as late as the next look of somebody who was
/// told nothing.
pub(super) const BAR: Duration =
    Duration::from_millis(if cfg!(debug_assertions) { 1900 } else { 1000 });

/// How long a test waits for what must come, but need not come at once.
pub(super) const PATIENCE: Duration = Duration::from_secs(10);

/// The portal on one day, so that no test ends at midnight.
pub(super) fn options() -> Options {
    Options { date: "2026-10-01".parse().ok(), ..Options::default() }
}

/// A preview that runs until it is dropped.
pub(super) struct Running {
    preview: Option<Preview>,
    pub(super) address: SocketAddr,
    pub(super) root: PathBuf,
    pub(super) base: &'static str,
    pub(super) options: Options,
    news: Arc<Mutex<Vec<News>>>,
}

impl Running {
    pub(super) fn start(root: &Path) -> Self {
        Self::with(root, options(), None)
    }

    pub(super) fn with(root: &Path, options: Options, poll: Option<Duration>) -> Self {
        let asked = ServeOptions {
            root: root.to_owned(),
            except: vec![root.join("public")],
            options: options.clone(),
            hosts: vec![IpAddr::V4(Ipv4Addr::LOCALHOST)],
            port: Wanted::Exactly(0),
            names: Vec::new(),
            poll,
            editor: Editor::parse("none").unwrap(),
            pictures: Arc::default(),
        };
        let news: Arc<Mutex<Vec<News>>> = Arc::default();
        let told = Arc::clone(&news);
        let tell = move |it| told.lock().unwrap_or_else(PoisonError::into_inner).push(it);
        let loaded = load(&asked).unwrap();
        let preview = serve(asked, loaded, Arc::new(tell)).unwrap();
        let address = *preview.addresses.first().unwrap();
        let (root, base) = (root.to_owned(), "");
        Self { preview: Some(preview), address, root, base, options, news }
    }

    /// What was told of saves since one last asked.
    pub(super) fn news(&self) -> Vec<News> {
        std::mem::take(&mut *self.news.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub(super) fn client(&self) -> Client {
        Client::new(self.address)
    }

    /// Opens a page as a browser does, and its event stream as the page's script does.
    #[track_caller]
    pub(super) fn tab(&self, page: &str) -> Stream {
        let answer = self.client().get(&format!("{}{page}", self.base));
        let html = answer.text();
        let styles = html.split("<link rel=\"stylesheet\" href=\"").skip(1);
        let styles: Vec<String> =
            styles.map(|it| it.split('"').next().unwrap().to_owned()).collect();
        let page = format!("{}{page}", self.base);
        let mut tab = Stream::open(self.address, self.base, &page, &answer.hash(), &styles);
        tab.until("state", PATIENCE);
        tab
    }

    /// `{errors, warnings, held, diagnostics}` as the script asks for it.
    pub(super) fn diagnostics(&self) -> serde_json::Value {
        self.client().get(&format!("{}/__parvis/diagnostics", self.base)).json()
    }

    /// Ends the preview now.
    pub(super) fn stop(&mut self) {
        if let Some(preview) = self.preview.take() {
            preview.stop();
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Waits until a condition holds; what it last complained of is said when it never does.
#[track_caller]
pub(super) fn until(patience: Duration, mut holds: impl FnMut() -> Result<(), String>) {
    let end = Instant::now() + patience;
    loop {
        let asked = Instant::now();
        match holds() {
            Ok(()) => return,
            Err(why) if asked > end => panic!("not within {patience:?}: {why}"),
            // A short breath between two looks: whoever is waited for needs the processor.
            Err(_) => std::thread::sleep(Duration::from_millis(3)),
        }
    }
}

/// [`until`] for a page that must hold a text.
#[track_caller]
pub(super) fn until_shows(running: &Running, page: &str, status: u16, part: &str) {
    let mut client = running.client();
    until(BAR, || {
        let answer = client.get(&format!("{}{page}", running.base));
        let text = answer.text();
        if answer.status == status && text.contains(part) {
            return Ok(());
        }
        let title = text.split_once("<title>").map_or(&*text, |it| it.1);
        let title = title.split('<').next().unwrap();
        Err(format!("{page}: {}, no `{part}` in {title}", answer.status))
    });
}
