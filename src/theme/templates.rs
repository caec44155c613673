//! Templates: loaded, checked as a whole, and filled.

use std::{
    collections::BTreeMap,
    io::{self, Write},
    ops::Range,
    sync::Arc,
};

use tera::{Context, ErrorKind, Kwargs, State, Tera, TeraResult, Value};

use super::{
    NAME, Own, Theme, embedded, error,
    fuel::{self, with_a_full_tank},
    meter::Metered,
    references,
};
use crate::diag::{Checked, Diagnostic, Source, Span};

/// The most that one page may be, in bytes.
pub const MAX_PAGE: usize = 20 * 1024 * 1024;

/// Under which name a template finds what an author wrote.
const BODY: &str = "body";

/// Sources of the templates, by name.
pub(super) type Sources = BTreeMap<String, Arc<Source>>;

/// Loads all templates. All that is wrong with any of them is said.
pub(super) fn load(own: &Own<'_>) -> Checked<Option<Loaded>> {
    let mut sources = Sources::new();
    let mut add = |name: String, (path, text): (String, String)| {
        sources.insert(name, Arc::new(Source::new(path, text)));
    };
    for (name, file) in embedded("templates") {
        add(format!("{NAME}/{name}"), file);
    }
    own.folder("templates/").into_iter().for_each(|(name, file)| add(name, file));
    let mut found = syntax(&sources);
    if found.is_empty() {
        found = references::check(&sources);
    }
    if !found.is_empty() {
        return Checked::new(None, found);
    }
    let mut tera = empty();
    let texts = sources.iter().map(|it| (it.0.as_str(), it.1.text()));
    if let Err(error) = tera.add_raw_templates(texts) {
        return Checked::new(None, error::of_loading(&error, &sources));
    }
    let loaded = Loaded { tera, sources, metered: BTreeMap::new() };
    if loaded.has_own() { loaded.metered() } else { Checked::new(Some(loaded), found) }
}

/// Templates that are ready to be filled.
#[derive(Debug)]
pub(super) struct Loaded {
    tera: Tera,
    sources: Sources,
    /// By name, when the portal has templates of its own: its authors are not trusted.
    metered: BTreeMap<String, Metered>,
}

impl Loaded {
    fn has_own(&self) -> bool {
        self.sources.keys().any(|it| !it.starts_with("parvis/"))
    }

    /// The same, with a bound for what a page costs.
    fn metered(self) -> Checked<Option<Self>> {
        let (mut metered, mut found) = (BTreeMap::new(), Vec::new());
        for (name, source) in &self.sources {
            match Metered::of(source.text()) {
                Ok(text) => drop(metered.insert(name.clone(), text)),
                Err(refused) => found.push(
                    Diagnostic::error("template", refused.message)
                        .at(Span::new(source, refused.at))
                        .help(refused.help),
                ),
            }
        }
        if !found.is_empty() {
            return Checked::new(None, found);
        }
        let mut tera = empty();
        fuel::meter(&mut tera);
        let texts = metered.iter().map(|it| (it.0.as_str(), it.1.text.as_str()));
        match tera.add_raw_templates(texts) {
            Ok(()) => Checked::new(Some(Self { tera, metered, ..self }), found),
            Err(error) => Checked::new(None, error::of_loading(&error, &self.sources)),
        }
    }

    /// The place of a metered text in its template.
    fn place(&self, name: &str, range: &Range<usize>) -> Range<usize> {
        let place = |at: usize| self.metered.get(name).map_or(at, |it| it.place(at));
        place(range.start)..place(range.end)
    }
}

fn empty() -> Tera {
    let mut tera = Tera::default();
    tera.autoescape_on(vec![".html", ".xml"]);
    // Before any template is added, this cannot fail.
    let set = tera.set_fallback_prefixes([format!("{NAME}/")]);
    debug_assert!(set.is_ok(), "no template has been added");
    tera.register_filter("safe", safe);
    fuel::limit_filters(&mut tera);
    tera
}

/// Only what Parvis made is HTML (`body`); an author's text stays text, whatever a template says.
fn safe(value: Value, _: Kwargs, _: &State<'_>) -> TeraResult<Value> {
    if value.is_safe() {
        return Ok(value);
    }
    Err(tera::Error::message(
        "`safe` on a text of an author. Remove it: only `body` is HTML, and needs no filter",
    ))
}

/// Each template is parsed alone first, so that all broken ones are said and not the first only.
fn syntax(sources: &Sources) -> Vec<Diagnostic> {
    let broken = |(name, source): (&String, &Arc<Source>)| {
        let error = Tera::default().add_raw_template(name, source.text()).err()?;
        matches!(error.kind(), ErrorKind::SyntaxError(_))
            .then(|| error::diagnose(&error, sources, &|_, range| range.clone(), None))
    };
    sources.iter().filter(|it| !it.0.starts_with("parvis/")).filter_map(broken).collect()
}

impl Theme {
    /// Fills a template. What fails is said at the template's line, with the page's address.
    pub fn render(
        &self,
        template: &str,
        context: &Context,
        page: &str,
    ) -> Result<Vec<u8>, Box<Diagnostic>> {
        let mut out = Capped { bytes: Vec::with_capacity(16 * 1024), over: false };
        let all = &self.templates;
        let done = with_a_full_tank(|| all.tera.render_to(template, context, &mut out));
        if out.over {
            return Err(Box::new(self.too_large(template, context, page)));
        }
        match done {
            Ok(()) => Ok(out.bytes),
            Err(error) => Err(Box::new(error::diagnose(
                &error,
                &all.sources,
                &|name, range| all.place(name, range),
                Some(page),
            ))),
        }
    }

    /// Of a page that is too large: what an author wrote is in nobody's template.
    fn too_large(&self, template: &str, context: &Context, page: &str) -> Diagnostic {
        let message = format!("the page `{page}` would be larger than 20 MB");
        let body = context.get(BODY).and_then(Value::as_str).map_or(0, str::len);
        let sources = &self.templates.sources;
        if !self.templates.has_own() || body > MAX_PAGE / 4 {
            return Diagnostic::error("too-long", message)
                .help("divide its text: a page of more than 60 kB is slow to read");
        }
        let embedded = format!("{NAME}/{template}");
        let source = sources.get(template).or_else(|| sources.get(&embedded));
        let path = source.map_or(template, |it| it.path()).to_owned();
        Diagnostic::error("template", message)
            .in_file(path)
            .help("a loop of the template writes too much")
    }
}

/// Bytes up to a limit.
struct Capped {
    bytes: Vec<u8>,
    over: bool,
}

impl Write for Capped {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > MAX_PAGE {
            self.over = true;
            return Err(io::Error::other("the page is too large"));
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
