//! `render(&Site, address) -> Output`: pure, reads nothing but the snapshot.

mod body;
mod calendar;
mod card;
pub mod digest;
mod entry;
mod index;
mod linked;
mod list;
mod machine;
mod media;
mod meeting;
mod page;
pub mod picture;
mod programme;
mod related;
mod rhythm;
mod shared;
mod subscribe;
mod talks;
pub mod view;
mod vitality;
mod words;

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
    sync::Arc,
};

use crate::{
    diag::Diagnostic,
    picture::{Form, is_made},
    route::Route,
    snapshot::Site,
};

/// What is at an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Output {
    /// Bytes of a page, feed or style sheet.
    Bytes(Vec<u8>),
    /// A file that is published as it is.
    File(PathBuf),
    /// A picture in a form that a [`Store`](crate::picture::Store) makes of its file.
    Picture(Arc<str>, Form),
}

/// Renders what is at an address; a panic is this page's error.
pub fn render_safely(site: &Site, address: &str) -> Result<Output, Vec<Diagnostic>> {
    guard(address, || render(site, address))
}

/// Runs what must not end the program; a panic is the error of what it works on.
pub fn guard<T>(
    address: &str,
    render: impl FnOnce() -> Result<T, Vec<Diagnostic>>,
) -> Result<T, Vec<Diagnostic>> {
    catch_unwind(AssertUnwindSafe(render)).unwrap_or_else(|_| {
        let message = format!("rendering `{address}` failed: this is a bug of parvis");
        Err(vec![Diagnostic::error("bug", message)])
    })
}

/// Renders what is at an address (without the base path).
pub fn render(site: &Site, address: &str) -> Result<Output, Vec<Diagnostic>> {
    let Some(found) = site.routes.find(address) else {
        return Ok(Output::Bytes(Vec::new()));
    };
    let page = page::Page::new(site, address, found.lang);
    let text = match &found.route {
        Route::File(path) => {
            let info = site.files.get(path);
            if info.is_some_and(|it| is_made(path, it)) {
                return Ok(Output::Picture(Arc::clone(path), Form::Clean));
            }
            return Ok(Output::File(info.map(|it| it.disk.clone()).unwrap_or_default()));
        }
        Route::Picture(path, form) => return Ok(Output::Picture(Arc::clone(path), *form)),
        Route::Asset(name) => {
            site.theme.assets.get(name).map(|it| it.text.clone()).unwrap_or_default()
        }
        Route::Sitemap(part) => machine::sitemap(site, *part),
        Route::Robots => machine::robots(site),
        Route::Feed(of, format) => machine::feed(&page, of, *format),
        Route::Data(kind) => machine::list(&page, *kind),
        Route::TalksData(form) => talks::data(&page, *form),
        Route::Llms => machine::llms(&page),
        Route::Markdown(id) => machine::text(&page, *id),
        Route::VitalityData(of, form) => vitality::data(&page, *of, *form),
        Route::Calendar(of) => calendar::of(&page, *of),
        Route::EventCalendar(id) => calendar::of_event(&page, *id),
        Route::Entry(id) => return entry::html(&page, *id).map(Output::Bytes),
        Route::Vitality(of) => return vitality::html(&page, *of).map(Output::Bytes),
        other => return list::html(&page, other).map(Output::Bytes),
    };
    Ok(Output::Bytes(text.into_bytes()))
}

#[cfg(test)]
mod tests {
    use super::guard;

    #[test]
    fn a_panic_is_the_error_of_its_page() {
        let numbers: Vec<usize> = Vec::new();
        let found = guard("/a/", || Ok(numbers.iter().max().expect("a bug"))).unwrap_err();
        let [only] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!(only.code, "bug");
        assert!(only.message.contains("`/a/`"), "{}", only.message);
        assert_eq!(guard("/a/", || Ok(7)).unwrap(), 7);
    }
}
