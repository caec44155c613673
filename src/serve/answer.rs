//! What is answered to a request: a page, a file, an event stream, or where to go.

use std::{sync::Arc, time::Duration};

use super::{
    cell::Cell,
    client::{ICON, SCRIPT, STYLE},
    files::Files,
    http::{Body, Content, Reply, Request, Service},
    media::media_type,
    page::{self, Page, with_script},
    report::Reporter,
    state::{State, variant},
    tab::Tab,
};
use crate::{
    content::markdown::urls,
    picture::{Form, Store},
    render::{Output, guard, picture, render_safely},
    route::{Route, TalksForm},
    snapshot::{Options, Site},
    source::{Hints, Stamp, acts, open},
};

/// How long a page waits for what is being read.
const PATIENCE: Duration = Duration::from_secs(1);

/// How long a page waits until the bodies of a large portal were read for the first time. A
/// portal of a hundred thousand entries takes a tenth of it.
const FIRST: Duration = Duration::from_secs(60);

/// The policy of files that act: they may run, and are of no site.
const SANDBOX: &str =
    "sandbox allow-scripts allow-forms allow-modals allow-popups allow-downloads";

/// Answers requests from the newest state.
#[derive(Debug)]
pub(super) struct Answers {
    pub(super) cell: Arc<Cell>,
    pub(super) files: Arc<Files>,
    pub(super) hints: Hints,
    pub(super) options: Options,
    pub(super) pictures: Arc<Store>,
}

impl Service for Answers {
    fn reply(&self, request: &Request) -> Reply {
        let state = self.cell.newest();
        let base = state.site.as_ref().map_or("", |it| it.settings.base.as_str());
        let Some(path) = inside(&request.path, base) else {
            let home = format!("{base}/");
            return match request.path.as_str() {
                "/" => redirect(&home),
                path if path == base => redirect(&home),
                _ => {
                    text(404, "text/plain; charset=utf-8", "there is nothing here\n".into())
                }
            };
        };
        match path.strip_prefix("/__parvis/") {
            Some(name) => self.own(&state, name, &request.query),
            None => self.page(path, &request.query),
        }
    }
}

impl Answers {
    /// What only the preview has.
    fn own(&self, state: &State, name: &str, query: &str) -> Reply {
        let reporter = |state| Reporter { state, options: &self.options };
        let base = state.site.as_ref().map_or("", |it| it.settings.base.as_str());
        let address = || {
            let page = parameter(query, "page")?;
            urls::decode(inside(&page, base)?)
        };
        match name {
            "preview.js" => text(200, media_type("preview.js"), SCRIPT.into()),
            "preview.css" => text(200, media_type("preview.css"), STYLE.into()),
            "icon.svg" => text(200, media_type("icon.svg"), ICON.into()),
            "diagnostics" => {
                let state = self.fresh();
                json(&reporter(&state).diagnostics())
            }
            "page" => {
                let state = self.fresh();
                json(&reporter(&state).page(&address().unwrap_or_default()))
            }
            "events" => {
                let seen = parameter(query, "seen").unwrap_or_default();
                let styles = parameters(query, "style").collect();
                let address = address().unwrap_or_else(|| "/".into());
                let address = canonical(&self.fresh(), &address);
                let cell = Arc::clone(&self.cell);
                Reply::Events(Box::new(Tab::new(cell, address, seen, styles)))
            }
            _ => text(404, "text/plain; charset=utf-8", "there is nothing here\n".into()),
        }
    }

    /// The state in which all that has happened is known.
    fn fresh(&self) -> Arc<State> {
        self.cell.read(FIRST);
        self.cell.fresh(PATIENCE)
    }

    /// The home page or a list while the bodies of entries are unread, if it needs none of them.
    fn early(&self, address: &str) -> Option<Reply> {
        let state = self.cell.newest();
        let site = state.site.as_ref()?;
        let unread = site.portal.unread()?;
        // What is wrong with a body is shown in the place of its page.
        let is_page = |it: &Route| {
            address.ends_with('/') && !matches!(it, Route::Entry(_) | Route::Redirect(_))
        };
        if !is_page(&site.routes.known(address)?.route) {
            return None;
        }
        self.look_again(address);
        if unread.was_asked() || !self.cell.is_settled() {
            return None;
        }
        let reply = shown(&state, Some(site), address);
        self.cell.answered();
        (!unread.was_asked()).then_some(reply)
    }

    /// The page or file at an address, as it is now.
    fn page(&self, path: &str, query: &str) -> Reply {
        let Some(address) = urls::decode(path) else { return self.missing() };
        if let Some(early) = self.early(&address) {
            return early;
        }
        self.cell.read(FIRST);
        self.look_again(&address);
        let state = self.fresh();
        let Some(site) = &state.site else { return shown(&state, None, "/") };
        let address = canonical(&state, &address);
        let Some(found) = site.routes.find(&address) else {
            let query = if query.is_empty() { String::new() } else { format!("?{query}") };
            return match elsewhere(site, &address) {
                Some(to) => {
                    redirect(&format!("{}{}{query}", site.settings.base, urls::encode(&to)))
                }
                None => shown(&state, Some(site), &address),
            };
        };
        match &found.route {
            Route::File(_) | Route::Picture(..) => match render_safely(site, &address) {
                Ok(Output::File(_)) => file(site, &found.route),
                Ok(Output::Picture(path, form)) => self.picture(site, &path, form),
                _ => None,
            }
            .unwrap_or_else(|| self.missing()),
            Route::Asset(_)
            | Route::Feed(..)
            | Route::Data(_)
            | Route::Llms
            | Route::Markdown(_)
            | Route::Calendar(_)
            | Route::EventCalendar(_)
            | Route::Sitemap(_)
            | Route::Robots
            | Route::VitalityData(..)
            | Route::TalksData(TalksForm::Json | TalksForm::Csv) => {
                match render_safely(site, &address) {
                    Ok(Output::Bytes(bytes)) => bytes_of(200, media_type(&address), bytes),
                    _ => shown(&state, Some(site), &address),
                }
            }
            _ => shown(&state, Some(site), &address),
        }
    }

    /// A picture in the form that is asked for, and in no other.
    fn picture(&self, site: &Site, path: &Arc<str>, form: Form) -> Option<Reply> {
        let made = guard(path, || {
            picture::make(site, &self.pictures, path, &[form]).map_err(|it| vec![*it])
        });
        let mut pictures = match made {
            Ok(pictures) => pictures,
            Err(found) => {
                let said: Vec<String> =
                    found.iter().map(|it| format!("{path}: {}\n", it.message)).collect();
                return Some(text(500, "text/plain; charset=utf-8", said.concat()));
            }
        };
        Some(bytes_of(200, media_type(&form.address(path)), pictures.pop()?))
    }

    fn missing(&self) -> Reply {
        let state = self.fresh();
        shown(&state, state.site.as_ref(), "")
    }

    /// Nobody may have told of the change of the very file whose page is asked for.
    fn look_again(&self, address: &str) {
        let state = self.cell.newest();
        let Some(site) = &state.site else { return };
        let entry = page::entry_at(site, &canonical(&state, address));
        let shown = entry.and_then(|(id, lang)| variant(site, id, lang));
        let stale = shown.and_then(|it| self.files.is_stale(it.document.source.path()));
        if let Some(disk) = stale {
            self.cell.note();
            self.hints.file(disk);
        }
    }
}

/// A path of a request without the base path; nothing for what is outside.
fn inside<'a>(path: &'a str, base: &str) -> Option<&'a str> {
    path.strip_prefix(base).filter(|it| it.starts_with('/'))
}

/// The address at which a page is found that has another name, too: as a web server has
/// `/a/index.html` for `/a/`, and `/a` for `/a.html`.
fn canonical(state: &State, address: &str) -> String {
    let Some(site) = &state.site else { return address.to_owned() };
    if site.routes.find(address).is_some() {
        return address.to_owned();
    }
    let folder = address.strip_suffix("index.html").filter(|it| it.ends_with('/'));
    let page = format!("{address}.html");
    let other = folder.map(str::to_owned).into_iter().chain([page]);
    let mut other = other.filter(|it| site.routes.find(it).is_some());
    other.next().unwrap_or_else(|| address.to_owned())
}

/// The address that was meant: with a slash at its end, in the Unicode form of addresses,
/// without doubled slashes.
fn elsewhere(site: &Site, address: &str) -> Option<String> {
    use unicode_normalization::UnicodeNormalization;
    let parts = address.split('/').filter(|it| !it.is_empty() && *it != ".");
    let plain = format!("/{}", parts.collect::<Vec<_>>().join("/"));
    let slashed = format!("{plain}/");
    let composed: [String; 2] = [plain.nfc().collect(), slashed.nfc().collect()];
    let mut meant = [plain, slashed].into_iter().chain(composed);
    meant.find(|it| it != address && site.routes.find(it).is_some())
}

/// A page of the portal, with the script.
fn shown(state: &State, site: Option<&Site>, address: &str) -> Reply {
    let Page { status, html, key } = page::at(state, address);
    let base = site.map_or("", |it| it.settings.base.as_str());
    let html = with_script(&html, base, &key);
    state.keep(address, key);
    let mut headers = Vec::new();
    headers.extend(policy(&html).map(|it| ("Content-Security-Policy", it)));
    let (media_type, body) = (media_type("page.html"), Body::Bytes(html.into_bytes()));
    Reply::Content(Content { status, media_type, headers, body })
}

/// The policy that a page has in its head.
fn policy(html: &str) -> Option<String> {
    let head = html.split("</head>").next()?;
    let after = head.split_once("http-equiv=\"Content-Security-Policy\" content=\"")?.1;
    let policy = after.split('"').next()?;
    let policy = policy.replace("&#39;", "'").replace("&#x27;", "'").replace("&amp;", "&");
    policy.chars().all(|it| (' '..='~').contains(&it)).then_some(policy)
}

/// A file of the portal that is published as it is.
fn file(site: &Site, route: &Route) -> Option<Reply> {
    let Route::File(path) = route else { return None };
    let info = site.files.get(path)?;
    let (file, meta) = open(&info.disk).ok()?;
    let stamp = Stamp::of(&meta);
    let Stamp { size, modified, changed, number } = stamp;
    let tag = format!("{size}-{modified}-{changed}-{number}");
    let body = Body::File { file, size: stamp.size, tag };
    // What an author put there acts, if it does, as a page of no site: it reads no other page.
    let headers = match acts(path, info) {
        Some(_) => vec![("Content-Security-Policy", SANDBOX.to_owned())],
        None => Vec::new(),
    };
    Some(Reply::Content(Content {
        status: 200,
        media_type: media_type(path),
        headers,
        body,
    }))
}

fn redirect(to: &str) -> Reply {
    // One slash: with two, the next word would be a host.
    let to = format!("/{}", to.trim_start_matches('/'));
    Reply::Content(Content {
        status: 308,
        media_type: "text/plain; charset=utf-8",
        headers: vec![("Location", to)],
        body: Body::Bytes(Vec::new()),
    })
}

fn text(status: u16, media_type: &'static str, text: String) -> Reply {
    bytes_of(status, media_type, text.into_bytes())
}

fn json(value: &serde_json::Value) -> Reply {
    text(200, "application/json", value.to_string())
}

fn bytes_of(status: u16, media_type: &'static str, bytes: Vec<u8>) -> Reply {
    let mut headers = Vec::new();
    // A drawing is a document when it is opened by hand.
    if media_type == "image/svg+xml" {
        headers.push(("Content-Security-Policy", "sandbox".to_owned()));
    }
    let body = Body::Bytes(bytes);
    Reply::Content(Content { status, media_type, headers, body })
}

/// A parameter of a query, decoded.
fn parameter(query: &str, name: &str) -> Option<String> {
    parameters(query, name).next()
}

/// All parameters of this name, as forms encode them.
fn parameters(query: &str, name: &str) -> impl Iterator<Item = String> {
    let pairs = query.split('&').filter_map(|it| it.split_once('='));
    pairs
        .filter(move |it| it.0 == name)
        .filter_map(|it| urls::decode(&it.1.replace('+', " ")))
}
