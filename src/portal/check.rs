//! Rules about one entry that need the settings: names, moments, files that are named.

use jiff::tz::{AmbiguousOffset, TimeZone};

use super::{Assets, Held, series};
use crate::{
    config::Settings,
    content::{
        Document, Kind,
        facts::NamedFile,
        field::{Type, fields},
        record::{self, Moment, Record},
        slug::slugify,
        stub,
    },
    diag::{Diagnostic, Span, nearest_path},
    source::{is_image, renamed_image},
};

/// Names that would clash with the portal's own addresses.
const RESERVED: &[&str] = &["index", "404", "403", "feed", "assets", "page"];

/// Names that Windows keeps for devices.
const DEVICES: &[&str] = &[
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7",
    "com8", "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// Longest name in an address, in bytes.
const MAX_SLUG: usize = 100;

/// How the slug of an entry is changed, in words.
fn rename(document: &Document) -> &'static str {
    let has_slug = fields(document.place.kind).iter().any(|it| it.name == "slug");
    if document.place.is_list && !has_slug {
        "give it another `id:`"
    } else if has_slug {
        "add another `slug:`"
    } else if document.place.is_index {
        "rename the folder"
    } else {
        "rename the file"
    }
}

/// What to do with the second of two.
pub(super) fn twice(document: &Document) -> &'static str {
    match document.place {
        ref it if it.is_list => "give one of the two another `id:`, or remove it",
        ref it if it.date.is_some() => {
            "rename one of the two: the date at the start of a name does not count"
        }
        _ => "rename one of the two, or remove it",
    }
}

/// Whether an entry can stand under its name.
pub(super) fn name(document: &Document, slug: &str, found: &mut Vec<Diagnostic>) -> bool {
    let place = &document.place;
    let at = || {
        let written = document.record.span("slug");
        written.unwrap_or_else(|| document.head.clone())
    };
    if slug.is_empty() {
        let message =
            format!("nothing of the name `{}` can stand in an address", document.name);
        let help = match rename(document) {
            "add another `slug:`" => "add `slug: a-name`",
            other => other,
        };
        found.push(Diagnostic::error("empty-slug", message).at(at()).help(help));
        return false;
    }
    let folders = place.folder.split('/').filter(|it| !it.is_empty());
    for folder in folders {
        let folded = slugify(folder);
        if folded.is_empty() {
            let message =
                format!("nothing of the folder's name `{folder}` can stand in an address");
            let diagnostic = Diagnostic::error("empty-slug", message);
            found.push(diagnostic.at(document.head.clone()).help("rename the folder"));
            return false;
        }
        if DEVICES.contains(&folded.as_str()) {
            found.push(device(&folded).at(document.head.clone()).help("rename the folder"));
        }
    }
    if slug.len() > MAX_SLUG {
        let message = format!(
            "the name has {} letters, at most {MAX_SLUG} fit an address",
            slug.len()
        );
        let short = slug.get(..60).unwrap_or(slug);
        let short = short.rsplit_once('-').map_or(short, |it| it.0);
        let help = format!("{}, such as `{short}`", rename(document));
        found.push(Diagnostic::error("bad-slug", message).at(at()).help(help));
    }
    if DEVICES.contains(&slug) {
        found.push(device(slug).at(at()).help(rename(document)));
    } else if RESERVED.contains(&slug)
        && place.folder.is_empty()
        && place.kind != Kind::Home
    {
        let list: Vec<String> = RESERVED.iter().map(|it| format!("`{it}`")).collect();
        found.push(
            Diagnostic::error("reserved-slug", format!("the name `{slug}` is reserved"))
                .at(at())
                .note("Parvis publishes something of this name")
                .help(format!("{}; reserved are {}", rename(document), list.join(", "))),
        );
    }
    true
}

fn device(name: &str) -> Diagnostic {
    let message = format!("the name `{name}` is reserved: Windows cannot keep such a file");
    Diagnostic::error("reserved-slug", message)
}

/// Fields that an entry lacks which has no original to inherit them from.
pub(super) fn complete(document: &Document, found: &mut Vec<Diagnostic>) {
    let place = &document.place;
    let inherits = place.lang.is_some() && place.kind != Kind::Home;
    if inherits && document.source.is_read() && !document.found().any(Diagnostic::is_error)
    {
        let fields = fields(place.kind);
        let head = &document.head;
        found.extend(
            record::missing(&document.record, fields, (place.kind.word(), ""), head)
                .map(|it| it.note("a translation without an original")),
        );
    }
}

/// Mappings of a translation must be whole with what they inherit from the original.
pub(super) fn parts(document: &Document, original: &Document, found: &mut Vec<Diagnostic>) {
    if document.place.lang.is_none() {
        return;
    }
    for field in fields(document.place.kind) {
        let Type::Map(inner) = field.ty else { continue };
        let Some(mut whole) = document.record.map(field.name) else { continue };
        let Some(span) = document.record.span(field.name) else { continue };
        if let Some(other) = original.record.map(field.name) {
            whole.inherit(&other);
        }
        found.extend(record::missing(&whole, inner, (field.name, field.name), &span));
    }
}

/// Beginning and end of an event, and occurrences that are moved.
pub(super) fn event(document: &Document, settings: &Settings, found: &mut Vec<Diagnostic>) {
    if document.place.kind != Kind::Event {
        return;
    }
    let record = &document.record;
    let zone = zone(record, settings);
    for name in ["start", "end"] {
        if let (Some(moment), Some(span)) = (record.moment(name), record.span(name)) {
            found.extend(clock(moment, &zone, span));
        }
    }
    for exception in record.list("exceptions").iter().filter_map(Record::of) {
        if let (Some(moment), Some(span)) =
            (exception.moment("moved_to"), exception.span("moved_to"))
        {
            found.extend(clock(moment, &zone, span));
        }
    }
    order(record, found);
    if let Some(series) = &document.facts.series {
        series::check(record, series, &zone, found);
    }
}

/// The time zone of an event.
pub(super) fn zone(record: &Record, settings: &Settings) -> TimeZone {
    let own = record.text("timezone").and_then(|it| TimeZone::get(it).ok());
    own.unwrap_or_else(|| settings.timezone.clone())
}

/// A local time that the clocks skip or repeat.
fn clock(moment: Moment, zone: &TimeZone, span: Span) -> Option<Diagnostic> {
    moment.time?;
    let local = moment.to_datetime();
    let name = zone.iana_name().unwrap_or("this time zone").to_owned();
    let ambiguous = zone.to_ambiguous_timestamp(local);
    match ambiguous.offset() {
        AmbiguousOffset::Unambiguous { .. } => None,
        AmbiguousOffset::Gap { before, after } => {
            let earlier =
                after.to_timestamp(local).ok()?.to_zoned_datetime(zone.clone()).datetime();
            let later =
                before.to_timestamp(local).ok()?.to_zoned_datetime(zone.clone()).datetime();
            let message = format!("`{}` does not exist in {name}", local.strftime("%H:%M"));
            let diagnostic = Diagnostic::error("time-skipped", message).at(span);
            Some(diagnostic.note("the clocks go forward over it").help(format!(
                "write `{}` or `{}`",
                earlier.strftime("%Y-%m-%dT%H:%M"),
                later.strftime("%Y-%m-%dT%H:%M")
            )))
        }
        AmbiguousOffset::Fold { .. } => {
            let message = format!("`{}` comes twice in {name}", local.strftime("%H:%M"));
            let diagnostic = Diagnostic::warning("time-twice", message).at(span);
            Some(
                diagnostic
                    .note("the clocks go back over it; the first is taken")
                    .help("choose a time outside that hour, if the other one is meant"),
            )
        }
    }
}

fn order(record: &Record, found: &mut Vec<Diagnostic>) {
    let (Some(start), Some(end)) = (record.moment("start"), record.moment("end")) else {
        return;
    };
    let (Some(first), Some(last)) = (record.span("start"), record.span("end")) else {
        return;
    };
    let same_day = end.time.is_none() && end.date == start.date;
    if end.to_datetime() < start.to_datetime() && !same_day {
        found.push(
            Diagnostic::error("end-before-start", "the event ends before it starts")
                .at(last)
                .note("it ends here")
                .label(first, "it starts here")
                .help("exchange `start` and `end`, or mend the day"),
        );
    } else if end == start && start.time.is_some() {
        found.push(
            Diagnostic::warning("end-is-start", "the event ends when it starts")
                .at(last)
                .note("it ends here")
                .label(first, "it starts here")
                .help("remove `end`, or give the true one"),
        );
    }
}

/// Texts of ours that were left in what is published, now or on a day to come. Who writes a draft
/// knows.
pub(super) fn placeholders(
    document: &Document,
    held: Option<Held>,
    found: &mut Vec<Diagnostic>,
) {
    if document.facts.draft || matches!(held, Some(Held::Draft | Held::Expired(_))) {
        return;
    }
    let has_draft = fields(document.place.kind).iter().any(|it| it.name == "draft");
    found.extend(document.left().map(|it| stub::left(it, has_draft)));
}

/// Files that front matter names (cover, portrait) must be there.
pub(super) fn files(
    named: &[NamedFile],
    from: &str,
    assets: &Assets,
    found: &mut Vec<Diagnostic>,
) {
    found.extend(named.iter().filter_map(|it| file(it, from, assets)));
}

fn file(named: &NamedFile, from: &str, assets: &Assets) -> Option<Diagnostic> {
    let written = &*named.written;
    if !is_image(written) {
        let message = format!("`{written}` is not an image that pages can show");
        let help = renamed_image(written).map_or_else(
            || "name a file that ends with `.png`, `.jpg`, `.jpeg`, `.gif`, `.webp`, `.avif` or `.svg`".to_owned(),
            |it| format!("rename the file to `{it}`, and write that here"),
        );
        let found = Diagnostic::error("bad-image", message).at(named.span.clone());
        return Some(found.help(help));
    }
    let path = named.path.as_deref();
    let is_there = path.is_some_and(|it| {
        assets.contains_key(it) || assets.contains_key(format!("static/{it}").as_str())
    });
    if is_there {
        return None;
    }
    let names = assets.keys().map(|it| it.strip_prefix("static/").unwrap_or(it));
    let near = nearest_path(path.unwrap_or(written), names);
    let folder = from.rsplit_once('/').map_or("", |it| it.0);
    let help = near.map_or_else(
        || "put it beside the text, or into `static/img/` and write `/img/…`".to_owned(),
        |it| match it.strip_prefix(&format!("{folder}/")) {
            Some(short) => format!("did you mean `{short}`?"),
            None => format!("did you mean `/{it}`?"),
        },
    );
    let message = format!("there is no image `{written}`");
    Some(Diagnostic::error("missing-image", message).at(named.span.clone()).help(help))
}
