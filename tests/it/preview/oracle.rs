//! What must be shown: the folder as a workspace sees it that has never seen it before.

use std::{collections::BTreeSet, fs, path::Path, sync::Arc};

use parvis::{
    content::{Document, markdown::urls::encode_path},
    diag::{Diagnostic, write},
    picture::Store,
    render::{Output, picture, render},
    route::Route,
    snapshot::{Options, Site, Snapshot, Workspace},
    source::{Walk, WalkError, walk},
};

use super::{
    client::{Answer, Client},
    harness::Running,
};

/// A folder, read anew.
pub(super) struct Fresh {
    pub(super) snapshot: Arc<Snapshot>,
    /// Whether the settings have no error.
    settings: bool,
    /// What each address must give; no site, no addresses.
    pages: Vec<(String, Wanted)>,
}

/// What an address must give.
enum Wanted {
    /// A page, to which the preview adds its script.
    Page(Vec<u8>),
    /// Bytes as they are.
    Bytes(Vec<u8>),
    /// An error page that says this.
    Fault(String),
}

impl Fresh {
    /// Reads a folder.
    pub(super) fn of(root: &Path, options: &Options) -> Result<Self, WalkError> {
        let except = [root.join("public")];
        let walk = walk(&Walk { root, except: &except })?;
        let mut workspace = Workspace::new(Options { hold: false, ..options.clone() });
        let snapshot = workspace.apply(walk.value, walk.diagnostics);
        let mut pages = Vec::new();
        if let Some(site) = &snapshot.site {
            for (address, _) in site.routes.iter() {
                pages.push((address.to_owned(), wanted(&snapshot, site, address)));
            }
        }
        let settings = are_sound(root);
        Ok(Self { snapshot, settings, pages })
    }

    /// Whether nothing that all pages need is broken.
    pub(super) fn is_sound(&self) -> bool {
        self.settings && self.snapshot.site.is_some()
    }

    /// All addresses.
    pub(super) fn addresses(&self) -> BTreeSet<String> {
        self.pages.iter().map(|it| it.0.clone()).collect()
    }

    /// Compares the preview with it; the first difference is said.
    pub(super) fn compare(
        &self,
        running: &Running,
        client: &mut Client,
    ) -> Result<(), String> {
        for (address, wanted) in &self.pages {
            let answer = client.get(&format!("{}{}", running.base, encode_path(address)));
            wanted
                .compare(&answer, running.base)
                .map_err(|it| format!("{address}: {it}"))?;
        }
        self.compare_findings(&running.diagnostics())
    }

    /// What is said of the portal is the same, too. What only rendering finds comes later.
    fn compare_findings(&self, said: &serde_json::Value) -> Result<(), String> {
        let list = said["diagnostics"].as_array().unwrap().iter();
        let mut list: Vec<&str> = list.map(|it| it["text"].as_str().unwrap()).collect();
        let late = self.pages.iter().any(|it| matches!(it.1, Wanted::Fault(_)));
        let mut wanted: Vec<String> =
            self.snapshot.diagnostics.iter().map(|it| write::human(it, false)).collect();
        wanted.sort();
        list.sort_unstable();
        let same = if late {
            wanted.iter().all(|it| list.contains(&it.as_str()))
        } else {
            wanted == list
        };
        let many = said["more"].as_u64().unwrap() > 0;
        let held = said["held"].as_array().unwrap().len();
        if (same || many) && held == 0 {
            return Ok(());
        }
        Err(format!("it says {held} held and {list:#?}\nbut not {wanted:#?}"))
    }
}

fn are_sound(root: &Path) -> bool {
    let Ok(text) = fs::read_to_string(root.join("portal.yaml")) else { return false };
    let read = parvis::config::parse(&"portal.yaml".into(), &text, None);
    read.value.is_some() && !read.diagnostics.iter().any(Diagnostic::is_error)
}

fn file(it: &Diagnostic) -> &str {
    it.span.as_ref().map_or("", |it| it.source().path())
}

fn wanted(snapshot: &Snapshot, site: &Site, address: &str) -> Wanted {
    let found = site.routes.find(address).unwrap();
    if let Some(fault) = fault(snapshot, site, &found.route, found.lang) {
        return Wanted::Fault(fault);
    }
    match render(site, address) {
        Ok(Output::Bytes(bytes))
            if address.ends_with('/') || address.ends_with(".html") =>
        {
            Wanted::Page(bytes)
        }
        Ok(Output::Bytes(bytes)) => Wanted::Bytes(bytes),
        // A file that went since the folder was read is found to be gone by the next comparison.
        Ok(Output::File(disk)) => Wanted::Bytes(fs::read(disk).unwrap_or_default()),
        Ok(Output::Picture(path, form)) => {
            // What is damaged is no picture: a build ends with what the preview says in its place.
            match picture::make(site, &Store::default(), &path, &[form]) {
                Ok(made) => Wanted::Bytes(made.concat()),
                Err(fault) => Wanted::Fault(fault.message),
            }
        }
        Err(found) => Wanted::Fault(found.first().unwrap().message.clone()),
    }
}

/// The first error of the files that an entry's page is made of.
fn fault(snapshot: &Snapshot, site: &Site, route: &Route, lang: usize) -> Option<String> {
    let id = match route {
        Route::Entry(id) => *id,
        Route::Home => site.portal.of_kind(parvis::content::Kind::Home).next()?,
        _ => return None,
    };
    let entry = site.portal.entry(id);
    let shown = entry.variant(&site.theme.texts[lang].lang);
    let documents: Vec<&Document> =
        entry.variants.first().into_iter().chain(shown).map(|it| &*it.document).collect();
    let mut errors = snapshot.diagnostics.iter().filter(|it| it.is_error());
    errors
        .find(|it| documents.iter().any(|document| is_of(site, it, document)))
        .map(|it| it.message.clone())
}

/// Whether an error is one of a document, which may share its file with others.
fn is_of(site: &Site, error: &Diagnostic, document: &Document) -> bool {
    if file(error) != document.source.path() {
        return false;
    }
    if !document.place.is_list {
        return true;
    }
    let at = error.span.as_ref().unwrap().range().start;
    let starts = site.portal.ids().filter_map(|id| {
        let other = &site.portal.entry(id).variants.first()?.document;
        let same = other.place.is_list && other.source.path() == document.source.path();
        same.then(|| other.head.range().start).filter(|it| *it <= at)
    });
    starts.max() == Some(document.head.range().start)
}

impl Wanted {
    fn compare(&self, answer: &Answer, base: &str) -> Result<(), String> {
        match self {
            Self::Page(html) => {
                if answer.status != 200 {
                    let text = String::from_utf8_lossy(&answer.body);
                    return Err(format!("{}: {text}", answer.status));
                }
                let bare = without_script(&answer.body, base)?;
                same(answer.status, &bare, html)
            }
            Self::Bytes(bytes) => same(answer.status, &answer.body, bytes),
            Self::Fault(message) => {
                let text = String::from_utf8_lossy(&answer.body);
                if answer.status == 500 && text.contains(&escaped(message)) {
                    return Ok(());
                }
                Err(format!("{} without `{message}`: {text}", answer.status))
            }
        }
    }
}

fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    text.replace('"', "&quot;").replace('\'', "&#39;")
}

fn same(status: u16, bytes: &[u8], wanted: &[u8]) -> Result<(), String> {
    if status == 200 && bytes == wanted {
        return Ok(());
    }
    let at = bytes.iter().zip(wanted).take_while(|it| it.0 == it.1).count();
    let near = |it: &[u8]| {
        let (start, end) = (at.saturating_sub(60).min(it.len()), (at + 90).min(it.len()));
        String::from_utf8_lossy(it.get(start..end).unwrap_or_default()).into_owned()
    };
    Err(format!("{status}, byte {at}: {:?} instead of {:?}", near(bytes), near(wanted)))
}

/// A page without the one element by which a preview differs from a build: in its exact form,
/// once, at the end of the body.
pub(super) fn without_script(html: &[u8], base: &str) -> Result<Vec<u8>, String> {
    let html = std::str::from_utf8(html).map_err(|it| it.to_string())?;
    let tag = format!(
        "<script src=\"{base}/__parvis/preview.js\" defer data-base=\"{base}\" data-page=\""
    );
    let Some((before, rest)) = html.split_once(&tag) else {
        return Err(format!("no script in {html}"));
    };
    let Some((hash, after)) = rest.split_once("\"></script>") else {
        return Err(format!("half a script in {html}"));
    };
    let hex = hash.len() == 24 && hash.bytes().all(|it| it.is_ascii_hexdigit());
    let once = !after.contains("__parvis") && !before.contains("__parvis");
    let last = after.is_empty()
        || after.starts_with("</body>") && after.matches("</body>").count() == 1;
    if hex && once && last {
        return Ok(format!("{before}{after}").into_bytes());
    }
    Err(format!("not the script that is meant: {hash:?} before {after:?}"))
}
