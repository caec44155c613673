//! The preview's part in the browser, as it is sent: one script and one style sheet.
//!
//! A script follows the server and shows what is wrong. It asks for no more than the strict
//! policy of a published page allows: no inline style, no inline handler, nothing from elsewhere.
//! Its files are parts of one scope and have no build step; whoever reads the script in a
//! browser reads them as they are here.

/// `…/__parvis/preview.js`.
pub(in crate::serve) const SCRIPT: &str = concat!(
    "// The preview of Parvis. A published page does not have it.\n(() => {\n\"use strict\";\n",
    include_str!("place.js"),
    include_str!("stream.js"),
    include_str!("view.js"),
    include_str!("corner.js"),
    "})();\n"
);

/// `…/__parvis/preview.css`, for the script's shadow tree and for error pages.
pub(in crate::serve) const STYLE: &str = include_str!("preview.css");
