//! What of raw HTML is not published, and how that is said.

use std::borrow::Cow;

/// How many attributes of a tag are read: who reads HTML compares each with all others.
pub(super) const MOST_ATTRIBUTES: usize = 50;

/// What of raw HTML may not be published.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in super::super) enum Lost {
    /// An element, by its name.
    Element(String),
    /// A tag around something that stays, by its name.
    Wrapper(String),
    /// An attribute, by its name.
    Attribute(String),
    /// A tag with more attributes than are read, by its name.
    Crowded(String),
    /// `<!doctype>`, `<?xml?>` and the like.
    Declaration,
    /// What is never closed, and takes all behind it away.
    Unclosed {
        /// How it begins.
        begin: String,
        /// What would close it.
        end: String,
    },
}

impl Lost {
    /// What a person would call it, and what to write instead.
    pub(in super::super) fn describe(&self) -> (String, Cow<'static, str>) {
        let (what, help) = match self {
            Self::Element(name) => {
                let help = match name.as_str() {
                    "script" => "remove it: nothing runs in a page",
                    "style" => "remove it: the theme gives the looks",
                    "iframe" | "video" | "audio" | "embed" | "object" => {
                        "write a link: `[title](https://…)`"
                    }
                    "table" | "tr" | "td" | "th" | "thead" | "tbody" => {
                        "write a Markdown table, or leave no text between its lines"
                    }
                    "svg" => "put it into a file, and write `![what it shows](file.svg)`",
                    _ => "write it as Markdown, or remove it",
                };
                (format!("`<{name}>`"), help)
            }
            Self::Attribute(name) => {
                let help = match name.as_str() {
                    name if name.starts_with("on") => "remove it: nothing runs in a page",
                    _ => "remove it",
                };
                (format!("the attribute `{name}=`"), help)
            }
            Self::Crowded(name) => (
                format!("the tag `<{name}>` with more than {MOST_ATTRIBUTES} attributes"),
                "remove those that say nothing",
            ),
            Self::Wrapper(name) => {
                let help = match name.as_str() {
                    "h1" => "write `## …`: the title is the page's only heading of level 1",
                    _ => "remove it: what is in it stays",
                };
                (format!("the tag `<{name}>`"), help)
            }
            Self::Declaration => {
                ("a declaration (`<!…>`)".into(), "remove it: a text is not a whole page")
            }
            Self::Unclosed { begin, end } => {
                let what = format!("`{begin}` is never closed: everything after it");
                return (what, format!("write `{end}` where it ends").into());
            }
        };
        (what, help.into())
    }
}

impl Lost {
    /// Whether only looks are lost, and nothing that a reader would miss.
    pub(in super::super) fn is_cosmetic(&self) -> bool {
        match self {
            Self::Wrapper(name) => name != "h1",
            Self::Attribute(name) => {
                COSMETIC.contains(&name.as_str()) || name.starts_with("data-")
            }
            _ => false,
        }
    }
}

/// Attributes that only give looks, or a handle for scripts and style sheets.
const COSMETIC: &[&str] = &[
    "align",
    "bgcolor",
    "border",
    "cellpadding",
    "cellspacing",
    "class",
    "color",
    "height",
    "loading",
    "name",
    "role",
    "size",
    "style",
    "target",
    "type",
    "valign",
    "width",
];
