//! Addresses, paths, slugs, colors, time zones.

use super::scalar::Fault;
use crate::{
    content::{slug::slugify, web},
    diag::nearest,
    yaml::shorten,
};

pub(super) fn unknown_zone(text: &str) -> Fault {
    let names: Vec<String> =
        jiff::tz::db().available().map(|it| it.as_str().to_owned()).collect();
    let city = text.replace(' ', "_").to_lowercase();
    let by_city = names
        .iter()
        .map(String::as_str)
        .find(|it| it.rsplit('/').next().is_some_and(|last| last.to_lowercase() == city));
    let near = by_city.or_else(|| nearest(text, names.iter().map(String::as_str)));
    let help = near.map_or_else(
        || "write a name of the IANA database, such as `Europe/Paris`".to_owned(),
        |it| format!("did you mean `{it}`?"),
    );
    let help = Some(help);
    Fault::Other(
        "unknown-time-zone",
        format!("there is no time zone `{}`", shorten(text)),
        help,
    )
}

pub(super) fn check_url(text: &str) -> Result<String, Fault> {
    let bad =
        |message: String, help: String| Err(Fault::Other("bad-url", message, Some(help)));
    let lower = text.get(..8).unwrap_or(text).to_ascii_lowercase();
    if !lower.starts_with("https:") && !lower.starts_with("http:") {
        let bare = text.trim_start_matches('/');
        let is_host = text.contains('.') && !text.contains([':', '@', ' ']);
        let help = match web::meant(text) {
            Some(meant) if !meant.right.starts_with("mailto:") => {
                format!("write `{}`", meant.right)
            }
            None if is_host => format!("write `https://{bare}`"),
            _ => "an address begins with `https://`".to_owned(),
        };
        return bad(format!("`{}` is not an `https://` address", shorten(text)), help);
    }
    if let Some(fault) = web::fault(text) {
        return bad(
            format!("`{}` is not an address: {}", shorten(text), fault.what),
            fault.help,
        );
    }
    let strange = text.contains(|it: char| {
        it.is_whitespace() || it.is_control() || it == '<' || it == '>' || it == '"'
    });
    if strange || text.len() > 2000 {
        let help = "an address has a host and no spaces; write `%20` for a space";
        return bad(format!("`{}` is not an address", shorten(text)), help.to_owned());
    }
    Ok(text.to_owned())
}

pub(super) fn check_color(text: &str) -> Result<String, Fault> {
    let digits = text.strip_prefix('#').unwrap_or("");
    let hex = digits.bytes().all(|it| it.is_ascii_hexdigit());
    match digits.len() {
        6 if hex => Ok(text.to_ascii_lowercase()),
        3 if hex => {
            Ok(format!("#{}", digits.chars().flat_map(|it| [it, it]).collect::<String>())
                .to_ascii_lowercase())
        }
        _ => Err(Fault::Type(color_meant(text).map(|it| format!("\"{it}\"")))),
    }
}

/// A color without its `#`, with an opacity behind it, or by its three parts.
fn color_meant(text: &str) -> Option<String> {
    let digits = text.trim_start_matches("0x").trim_start_matches('#');
    if digits.bytes().all(|it| it.is_ascii_hexdigit()) {
        let kept = match digits.len() {
            3 | 6 => digits,
            4 => digits.get(..3)?,
            8 => digits.get(..6)?,
            _ => return None,
        };
        return Some(format!("#{}", kept.to_ascii_lowercase()));
    }
    let parts = text.strip_prefix("rgb(")?.strip_suffix(')')?;
    let parts: Option<Vec<u8>> = parts
        .split([',', ' '])
        .filter(|it| !it.is_empty())
        .map(|it| it.parse().ok())
        .collect();
    match parts?.as_slice() {
        [red, green, blue] => Some(format!("#{red:02x}{green:02x}{blue:02x}")),
        _ => None,
    }
}

pub(super) fn check_slug(text: &str) -> Result<String, Fault> {
    let slug = slugify(text);
    if slug == text && !slug.is_empty() {
        return Ok(slug);
    }
    let help = (!slug.is_empty()).then(|| format!("write `{slug}`"));
    let message =
        format!("`{}` is not a slug: only a-z, 0-9 and - are allowed", shorten(text));
    Err(Fault::Other("bad-slug", message, help))
}

pub(super) fn check_path(text: &str) -> Result<String, Fault> {
    let lower = text.to_ascii_lowercase();
    // `.`, `..`, and names that hide.
    let hidden = lower.split('/').any(|it| it.starts_with('.') && it != ".well-known");
    let bad = hidden
        || lower.starts_with("//")
        || lower.contains("%2e")
        || lower.contains("%2f")
        || text.contains(|it: char| it.is_control() || "\\?#:<>\"".contains(it));
    if bad || !text.starts_with('/') || text.len() > 500 {
        let message = format!("`{}` is not a path of the portal", shorten(text));
        let help = match text.strip_prefix("./").unwrap_or(text) {
            it if !bad && !it.starts_with('/') && check_path(&format!("/{it}")).is_ok() => {
                format!("write `/{it}`")
            }
            _ => "a path starts with `/` and has no `..`, `?` or `#`, such as `/ancien/chemin/`"
                .to_owned(),
        };
        return Err(Fault::Other("bad-path", message, Some(help)));
    }
    Ok(text.to_owned())
}

pub(super) fn check_file(text: &str) -> Result<String, Fault> {
    let has_scheme = text.split('/').next().is_some_and(|it| it.contains(':'));
    if has_scheme || text.starts_with("//") || text.contains('\\') {
        let message = format!("`{}` is not a file of the portal", shorten(text));
        let is_path = text.contains('\\') && !text.contains(':');
        let help = if is_path {
            format!("write `{}`", text.replace('\\', "/"))
        } else {
            "put the file beside the text, or into `static/img/` and write `/img/…`"
                .to_owned()
        };
        return Err(Fault::Other("bad-path", message, Some(help)));
    }
    Ok(text.to_owned())
}
