//! C2, C3, C6: images are what their bytes say.

use std::fs;

use super::{c_drawings::svg, check, portal_on_disk, same, write};

/// A PNG of one pixel.
pub(super) const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\0\0\0\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\0\x05\x00\x01\xff\0\0\0\0\0\0\0\0IEND\xaeB`\x82";

/// What is said of an image with these bytes.
#[track_caller]
pub(super) fn image(name: &str, bytes: &[u8], expected: &str) {
    let temp = write("");
    fs::create_dir_all(temp.path().join("static/img")).unwrap();
    fs::write(temp.path().join("static/img").join(name), bytes).unwrap();
    same(&portal_on_disk(temp.path()).diagnostics, expected);
}

#[test]
fn c02_right_image() {
    image(
        "a.png", PNG, r#"
"#,
    );
}

#[test]
fn c02_cut_off_image() {
    image(
        "a.png",
        &PNG[..PNG.len() - 20],
        r#"
error[bad-image]: the image is damaged or cut off
--> static/img/a.png
 = help: export it again, or copy it again from where it came
"#,
    );
    image(
        "a.png",
        &PNG[..20],
        r#"
error[bad-image]: the image is damaged or cut off
--> static/img/a.png
 = help: export it again, or copy it again from where it came
"#,
    );
    image(
        "a.gif",
        b"GIF89a\x01\0\x01\0\0\0\0",
        r#"
error[bad-image]: the image is damaged or cut off
--> static/img/a.gif
 = help: export it again, or copy it again from where it came
"#,
    );
    image(
        "a.png",
        b"",
        r#"
error[bad-image]: the image is an empty file
--> static/img/a.png
 = help: export the image again, or remove the file
"#,
    );
}

#[test]
fn c03_image_that_is_something_else() {
    image(
        "a.png",
        b"<!DOCTYPE html><html><script>alert(1)</script>",
        r#"
error[bad-image]: this is not a PNG image, but an HTML page
--> static/img/a.png
 = help: export the image again, as PNG, JPEG, WebP or AVIF
"#,
    );
    image(
        "a.png",
        &svg(""),
        r#"
error[bad-image]: this is not a PNG image, but an SVG drawing
--> static/img/a.png
 = help: export the image again, as PNG, JPEG, WebP or AVIF
"#,
    );
    image(
        "a.png",
        b"MZ\x90\0\x03\0\0\0",
        r#"
error[bad-image]: this is not a PNG image, but a program
--> static/img/a.png
 = help: export the image again, as PNG, JPEG, WebP or AVIF
"#,
    );
    image(
        "a.jpg",
        b"PK\x03\x04\x14\0",
        r#"
error[bad-image]: this is not a JPG image, but a ZIP archive or an Office document
--> static/img/a.jpg
 = help: export the image again, as PNG, JPEG, WebP or AVIF
"#,
    );
    image(
        "a.jpg",
        PNG,
        r#"
error[bad-image]: this is not a JPG image, but a PNG image
--> static/img/a.jpg
 = help: rename it to end in `.png`, or export it again
"#,
    );
    // It is published without what stands after its end.
    image("a.png", &[PNG, b"PK\x03\x04 and an archive"].concat(), "\n");
    image(
        "a.webp",
        b"%PDF-1.7",
        r#"
error[bad-image]: this is not a WEBP image, but a PDF document
--> static/img/a.webp
 = help: export the image again, as PNG, JPEG, WebP or AVIF
"#,
    );
    image(
        "a.svg",
        b"<html><svg></svg></html>",
        r#"
error[bad-image]: this is not an SVG image, but an HTML page
--> static/img/a.svg
 = help: export the drawing again as SVG, or give the file its true ending
"#,
    );
}

#[test]
fn c03_git_lfs_pointer() {
    image(
        "a.png",
        b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n",
        r#"
error[lfs-pointer]: the file is a Git LFS pointer, not the file itself
--> static/img/a.png
 = help: run `git lfs pull`; in CI set `GIT_LFS_SKIP_SMUDGE: "0"`
"#,
    );
}

#[test]
fn c04_picture_that_is_no_image() {
    check(
        "=== people/ana.md\n---\nname: Ana\navatar: /img/doc.pdf\n---\n=== static/img/doc.pdf\n",
        r#"
error[bad-image]: `/img/doc.pdf` is not an image that pages can show
 --> people/ana.md:3:9
  |
3 | avatar: /img/doc.pdf
  |         ^^^^^^^^^^^^
  |
  = help: name a file that ends with `.png`, `.jpg`, `.jpeg`, `.gif`, `.webp`, `.avif` or `.svg`
"#,
    );
}
