//! Paths of the portal, as texts write them.

use unicode_normalization::UnicodeNormalization;

/// A path from the portal's root; nothing when it climbs out.
pub fn join(from: &str, to: &str) -> Option<String> {
    let folder = if to.starts_with('/') { "" } else { folder(from) };
    let mut path = String::with_capacity(folder.len() + to.len() + 1);
    for part in folder.split('/').chain(to.split('/')) {
        match part {
            "" | "." => {}
            ".." if path.is_empty() => return None,
            ".." => path.truncate(path.rfind('/').unwrap_or(0)),
            it => {
                if !path.is_empty() {
                    path.push('/');
                }
                path.push_str(it);
            }
        }
    }
    // Normalizing costs more than all the rest, and nearly every path is ASCII.
    Some(if path.is_ascii() { path } else { path.nfc().collect() })
}

/// The folder of a file.
fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |it| it.0)
}

#[cfg(test)]
mod tests {
    use super::join;

    #[test]
    fn paths_are_joined_and_never_climb_out() {
        let join = |to| join("communities/rte/retex/a.md", to);
        assert_eq!(join("b.md").as_deref(), Some("communities/rte/retex/b.md"));
        assert_eq!(join("../../x//./y.md").as_deref(), Some("communities/x/y.md"));
        assert_eq!(join("/pages/e\u{301}.md").as_deref(), Some("pages/\u{e9}.md"));
        assert_eq!(join("../../../a.md").as_deref(), Some("a.md"));
        assert_eq!(join("../../../../a.md"), None);
    }
}
