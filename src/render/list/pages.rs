//! Lists that go on over several pages.

use crate::{
    render::{
        page::Page,
        view::{Link, PageView, Pagination},
    },
    sink::Href,
};

/// The entries of one page of a list, from 1.
pub(super) fn part<'a, T>(page: &Page<'_>, ids: &'a [T], number: usize) -> &'a [T] {
    let size = size(page);
    let from = number.saturating_sub(1).saturating_mul(size).min(ids.len());
    let to = from.saturating_add(size).min(ids.len());
    ids.get(from..to).unwrap_or(&[])
}

fn size(page: &Page<'_>) -> usize {
    page.site.settings.page_size.max(1)
}

/// The address of the first page of the list whose page this is.
pub(super) fn first<'a>(page: &Page<'a>, number: usize) -> &'a str {
    page.address.strip_suffix(&tail(number)).unwrap_or(page.address)
}

/// What stands behind the address of a list on one of its pages.
pub(super) fn tail(number: usize) -> String {
    if number > 1 { format!("page/{number}/") } else { String::new() }
}

/// Says on further pages which one it is.
pub(super) fn name(page: &Page<'_>, frame: &mut PageView, number: usize) {
    if number > 1 {
        let n = page.t.fill("page-n", &[("n", &number.to_string())]);
        let heading = &frame.heading;
        frame.title = frame.title.replacen(heading, &format!("{heading}, {n}"), 1);
    }
}

/// First, last, and the pages near this one; a link without label is a gap. Nothing for a list
/// of one page.
pub(super) fn pagination(
    page: &Page<'_>,
    base: &str,
    number: usize,
    entries: usize,
) -> Option<Pagination> {
    let count = entries.div_ceil(size(page));
    if count < 2 {
        return None;
    }
    let address = |it: usize| page.url(&format!("{base}{}", tail(it)));
    let mut pages: Vec<Link> = Vec::new();
    let mut last = 0;
    for it in (1..=count).filter(|it| *it == 1 || *it == count || it.abs_diff(number) <= 1)
    {
        // A gap of one page is that page.
        if it == last + 2 {
            pages.push(numbered(last + 1, address(last + 1), false));
        } else if it > last + 1 {
            pages.push(Link::default());
        }
        pages.push(numbered(it, address(it), it == number));
        last = it;
    }
    Some(Pagination {
        previous: if number > 1 { address(number - 1) } else { Href::default() },
        next: if number < count { address(number + 1) } else { Href::default() },
        pages,
    })
}

fn numbered(number: usize, url: Href, current: bool) -> Link {
    Link { label: number.to_string(), url, current, ..Link::default() }
}
