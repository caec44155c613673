//! The preview: a portal served to the browser of the one who writes it.

#[cfg_attr(
    not(test),
    expect(dead_code, unused_imports, reason = "used by the rest of the preview")
)]
mod http;
