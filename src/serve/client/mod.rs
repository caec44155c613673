//! The preview's part in the browser, as it is sent: one script and one style sheet.
//!
//! A script follows the server and shows what is wrong. It asks for no more than the strict
//! policy of a published page allows: no inline style, no inline handler, nothing from elsewhere.
//! Its files are parts of one scope and have no build step; whoever reads the script in a
//! browser reads them as they are here. The style is a part of it, too, so that it is there at once.

use crate::sink::{Href, Html};

/// `…/__parvis/preview.js`.
pub(in crate::serve) const SCRIPT: &str = concat!(
    "// The preview of Parvis. A published page does not have it.\n(() => {\n\"use strict\";\nconst STYLE = `",
    include_str!("preview.css"),
    "`;\n",
    include_str!("place.js"),
    include_str!("stream.js"),
    include_str!("view.js"),
    include_str!("notes.js"),
    include_str!("corner.js"),
    "})();\n"
);

/// `…/__parvis/preview.css`, for the script's shadow tree and for error pages.
pub(in crate::serve) const STYLE: &str = include_str!("preview.css");

/// `…/__parvis/icon.svg`, for error pages: the portal's own icon may be what is broken.
pub(in crate::serve) const ICON: &str = include_str!("icon.svg");

/// The one element that a page of the preview has more than a published one. The hash stands for
/// the page as it is shown, so that the script can ask whether it is another one now.
pub(in crate::serve) fn tag(base: &str, hash: &str) -> Html {
    let mut tag = Html::new();
    tag.push("<script");
    tag.address("src", &address(base, "preview.js"));
    tag.push(" defer");
    tag.attribute("data-base", base);
    tag.attribute("data-page", hash);
    tag.push("></script>");
    tag
}

/// The address of one of our own files.
pub(in crate::serve) fn address(base: &str, name: &str) -> Href {
    Href::own(base, &format!("/__parvis/{name}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_style_can_stand_in_a_script() {
        for mark in ["`", "${", "\\"] {
            assert!(!STYLE.contains(mark), "{mark}");
        }
        assert!(SCRIPT.contains(STYLE) && SCRIPT.ends_with("})();\n"));
    }

    #[test]
    fn both_ask_for_nothing_that_a_strict_policy_forbids() {
        for mark in
            ["innerHTML", "insertAdjacentHTML", "outerHTML", "document.write", "eval("]
        {
            assert!(!SCRIPT.contains(mark), "{mark}");
        }
        assert!(!STYLE.contains("url(") && !STYLE.contains("@import"));
    }

    #[test]
    fn the_base_path_is_escaped() {
        assert_eq!(
            tag("/a\"b", "0f").as_str(),
            "<script src=\"/a%22b/__parvis/preview.js\" defer data-base=\"/a&quot;b\" \
             data-page=\"0f\"></script>"
        );
    }
}
