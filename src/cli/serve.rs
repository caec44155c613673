//! `parvis serve`: the preview, until somebody ends it.

use std::{
    io,
    net::{IpAddr, SocketAddr, UdpSocket},
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};

use signal_hook::{consts::SIGINT, iterator::Signals};

use super::{
    args,
    load::{self, find_root},
    signals::{self, ASKING},
    terminal::{self, Terminal, count},
};
use crate::{
    build::Cache,
    serve::{
        self, BindError, Editor, Loaded, News, Preview, ServeError, ServeOptions, Wanted,
    },
    snapshot::Options,
};

/// After so many findings it is said again where the preview is.
const MANY: usize = 5;

/// The first port that is tried when none is asked for.
const PORT: u16 = 4040;

pub(super) fn serve(args: &args::Serve) -> u8 {
    let start = Instant::now();
    let terminal = Arc::new(Terminal::new(args.quiet));
    run(args, start, &terminal).unwrap_or_else(|code| code)
}

fn run(args: &args::Serve, start: Instant, terminal: &Arc<Terminal>) -> Result<u8, u8> {
    let (dir, page) = asked(args);
    let root = find_root(dir)?;
    let page = page.map(|it| inside(&root, it)).transpose()?;
    // Signals end the program as ever until there is something to end.
    let options = options(args, root)?;
    let names = options.names.clone();
    let loaded = serve::load(&options).map_err(|it| fail(&it))?;
    terminal.diagnostics(loaded.diagnostics(), false);
    let summary = summary(&loaded, start.elapsed());
    let home = format!("{}/", loaded.base());
    let path = match &page {
        Some(file) => loaded.url(file).ok_or_else(|| no_page(&loaded, file))?,
        None => home.clone(),
    };
    let say = Arc::clone(terminal);
    let origin = Arc::new(std::sync::OnceLock::new());
    let (known, again) = (Arc::clone(&origin), home.clone());
    let tell = move |news: News| {
        let origin = known.get().map_or("", String::as_str);
        tell(&say, origin, &news);
        // What is above has left the screen.
        if news.new.len() > MANY && !origin.is_empty() {
            say.done(&format!("preview at {origin}{again}, until Ctrl-C"));
        }
    };
    let preview = serve::serve(options, loaded, Arc::new(tell)).map_err(|it| fail(&it))?;
    let url = origin.get_or_init(|| self::origin(&preview)).clone();
    greet(terminal, &preview, &names, &format!("{url}{home}"), &summary);
    if args.open.is_some() {
        open(terminal, &format!("{url}{path}"));
    }
    let code = wait()?;
    preview.stop();
    Ok(code)
}

/// The portal's folder, and the file whose page is to be opened. `--open` takes the word behind
/// it, which may have been meant as the folder.
fn asked(args: &args::Serve) -> (&Path, Option<&Path>) {
    let Some(word) = args.open.as_ref().and_then(|it| it.first()) else {
        return (&args.shown.dir, None);
    };
    if word.is_dir() {
        return (word, None);
    }
    let beside = word.parent().filter(|it| !it.as_os_str().is_empty());
    let is_asked = args.shown.dir != Path::new(".");
    (beside.filter(|_| !is_asked).unwrap_or(&args.shown.dir), Some(word))
}

/// A file's path in the portal.
fn inside(root: &Path, file: &Path) -> Result<String, u8> {
    let found = file.canonicalize().or_else(|_| root.join(file).canonicalize());
    let found = found.ok().and_then(|it| Some(it.strip_prefix(root).ok()?.to_owned()));
    found.map(|it| it.to_string_lossy().into_owned()).ok_or_else(|| {
        let message = format!("there is no file `{}` in the portal", file.display());
        terminal::usage(
            &message,
            Some("name a content file, such as `communities/rte/index.md`"),
        )
    })
}

fn no_page(loaded: &Loaded, file: &str) -> u8 {
    let message = format!("`{file}` has no page");
    match loaded.why_unshown(file) {
        Some(why) => terminal::usage(&format!("{message}: {why}"), None),
        None => terminal::usage(&message, Some("only content has")),
    }
}

fn options(args: &args::Serve, root: PathBuf) -> Result<ServeOptions, u8> {
    let editor =
        Editor::parse(&args.editor).map_err(|it| terminal::usage(&it.to_string(), None))?;
    let cache = Cache::of(&root);
    let colored = Arc::new(cache.memo());
    let options = Options { colored, hold: true, ..load::options(&args.shown)? };
    let pictures = Arc::new(cache.pictures());
    Ok(ServeOptions {
        except: vec![root.join("public")],
        root,
        options,
        hosts: args.host.clone(),
        port: args.port.map_or(Wanted::From(PORT), Wanted::Exactly),
        names: args.allow_host.clone(),
        poll: args.poll.map(Duration::from_millis),
        editor,
        pictures,
    })
}

fn fail(error: &ServeError) -> u8 {
    let (help, code) = match error {
        ServeError::Bind(BindError::Refused { .. }) => (
            Some(
                "`--host` takes an address of this machine; a port below 1024 needs rights",
            ),
            3,
        ),
        ServeError::Bind(_) => {
            (Some("choose another one with `--port`, or end the program that has it"), 3)
        }
        ServeError::Name(_) => (Some("write `--allow-host my-machine.example`"), 2),
        ServeError::Walk(_) | ServeError::Thread(_) => (None, 3),
    };
    terminal::error(&error.to_string(), help);
    code
}

fn summary(loaded: &Loaded, time: Duration) -> String {
    let errors = loaded.diagnostics().iter().filter(|it| it.is_error()).count();
    let warnings = loaded.diagnostics().len() - errors;
    let so_far = if loaded.owes() { " so far" } else { "" };
    format!(
        "{} entries{}, {}, {}{so_far} ({:.2} s)",
        loaded.entries(),
        terminal::not_published(&loaded.held_back()),
        count(errors, "error"),
        count(warnings, "warning"),
        time.as_secs_f64()
    )
}

/// `http://localhost:4040`, or the address that was asked for.
fn origin(preview: &Preview) -> String {
    let first = preview.addresses.first();
    let local = first.is_none_or(|it| it.ip().is_loopback() || it.ip().is_unspecified());
    let port = first.map_or(0, SocketAddr::port);
    match first {
        Some(first) if !local => format!("http://{first}"),
        _ => format!("http://localhost:{port}"),
    }
}

fn greet(
    terminal: &Terminal,
    preview: &Preview,
    names: &[String],
    url: &str,
    summary: &str,
) {
    terminal.done(summary);
    if let Some(advice) = &preview.advice {
        terminal.done(&format!("note: {advice}"));
    }
    let open: Vec<_> =
        preview.addresses.iter().filter(|it| !it.ip().is_loopback()).collect();
    if !open.is_empty() {
        terminal.done(
            "warning: whoever reaches this machine can read this preview, drafts and file names too",
        );
    }
    let path = url.splitn(4, '/').nth(3).unwrap_or("");
    for address in open {
        let (ip, port) = (seen_from_outside(address.ip()), address.port());
        terminal.done(&format!("listening on http://{}/{path}", SocketAddr::new(ip, port)));
        for name in names {
            terminal.done(&format!("             http://{name}:{port}/{path}"));
        }
        if names.is_empty() {
            terminal.done(&format!(
                "  = help: browsers are answered once their name for it is allowed: `--allow-host {ip}`"
            ));
        }
    }
    terminal.done(&format!("preview at {url}, until Ctrl-C"));
}

/// The address by which others reach this machine. Nothing is sent to find it.
fn seen_from_outside(ip: IpAddr) -> IpAddr {
    if !ip.is_unspecified() {
        return ip;
    }
    // Addresses that are reserved for documentation: the system only says how it would go there.
    let (from, to) = match ip {
        IpAddr::V4(_) => ("0.0.0.0:0", "192.0.2.1:9"),
        IpAddr::V6(_) => ("[::]:0", "[2001:db8::1]:9"),
    };
    let way = UdpSocket::bind(from).and_then(|it| {
        it.connect(to)?;
        it.local_addr()
    });
    way.map_or(ip, |it| it.ip())
}

/// Says what a save has changed.
fn tell(terminal: &Terminal, origin: &str, news: &News) {
    if let Some(advice) = &news.advice {
        terminal.done(&format!("note: {advice}"));
    }
    let time = format!("{} ms", news.took.as_millis().max(1));
    let pages: Vec<_> =
        news.saved.iter().filter_map(|(path, url)| Some((path, url.as_ref()?))).collect();
    for (path, why) in news.unshown.iter().take(MANY) {
        terminal.done(&format!("{path}: {why}"));
    }
    match (pages.as_slice(), news.saved.as_slice()) {
        ([], []) => {}
        ([], [(path, _)]) => terminal.done(&format!("saved {path} ({time})")),
        ([], all) => terminal.done(&format!("saved {} ({time})", count(all.len(), "file"))),
        ([(path, url)], _) => {
            terminal.done(&format!("saved {path} → {origin}{url} ({time})"));
        }
        ([(path, url), ..], all) => terminal.done(&format!(
            "saved {}, among them {path} → {origin}{url} ({time})",
            count(all.len(), "file")
        )),
    }
    if !news.new.is_empty() {
        terminal.diagnostics(&news.new, false);
    }
    for it in &news.mended {
        let path = it.span.as_ref().map_or("", |it| it.source().path());
        let at = if path.is_empty() { String::new() } else { format!("{path}: ") };
        terminal.done(&format!(
            "mended {at}{}[{}]: {}",
            it.severity.word(),
            it.code,
            it.message
        ));
    }
    if !(news.new.is_empty() && news.mended.is_empty()) {
        let held = match news.held.as_slice() {
            [] => String::new(),
            held => format!("; the last good {} shown", are(held)),
        };
        terminal.done(&format!(
            "now {} and {}{held}",
            count(news.errors, "error"),
            count(news.warnings, "warning")
        ));
    }
}

fn are(held: &[&str]) -> String {
    match held {
        [only] if *only == "settings" => "settings are".into(),
        [only] => format!("{only} is"),
        all => format!("{} are", all.join(" and ")),
    }
}

fn open(terminal: &Terminal, url: &str) {
    if let Err(error) = open::that_detached(url) {
        terminal.done(&format!("note: no browser could be opened ({error})"));
    }
}

/// Waits for a signal, and gives the code to end with. A second one ends at once, and so does
/// the time that is left to pages.
fn wait() -> Result<u8, u8> {
    let failed = |error: io::Error| {
        terminal::error(&format!("cannot wait for signals: {error}"), None);
        3
    };
    let mut signals = Signals::new(ASKING).map_err(failed)?;
    let signal = signals.forever().next().unwrap_or(SIGINT);
    let again = Arc::new(std::sync::atomic::AtomicBool::new(true));
    for it in ASKING {
        signal_hook::flag::register_conditional_shutdown(it, 128 + it, Arc::clone(&again))
            .map_err(failed)?;
    }
    // A page that is being made is not waited for longer.
    drop(std::thread::spawn(move || signals::end_soon(signal)));
    Ok(u8::try_from(128 + signal).unwrap_or(130))
}
