//! C6: drawings are what browsers draw, and do nothing.

use std::fs;

use super::{c_images::image, portal_on_disk, write};

pub(super) fn svg(inner: &str) -> Vec<u8> {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" \
         xmlns:svg=\"http://www.w3.org/2000/svg\" \
         xmlns:xlink=\"http://www.w3.org/1999/xlink\" viewBox=\"0 0 1 1\">\n{inner}\n</svg>\n"
    )
    .into_bytes()
}

#[test]
fn c06_drawing_that_acts() {
    for inner in [
        "<script>alert(1)</script>",
        "<SCRIPT>alert(1)</SCRIPT>",
        "<svg:script>alert(1)</svg:script>",
        "<x:script xmlns:x=\"http://www.w3.org/2000/svg\">alert(1)</x:script>",
        "<path onload=\"alert(1)\"/>",
        "<path\nONCLICK = 'alert(1)'/>",
        "<path/onfocusin=alert(1)>",
        "<_:script xmlns:_=\"http://www.w3.org/2000/svg\">alert(1)</_:script>",
        "<\u{2070}:script xmlns:\u{2070}=\"http://www.w3.org/2000/svg\">alert(1)</\u{2070}:script>",
        "<?a ><!-- ?><script>alert(1)</script><!-- -->",
        "<?a ><![CDATA[ ?><script>alert(1)</script><!-- ]]> -->",
        "<?a ><g a=' ?><script>alert(1)</script><!-- '/> -->",
        "<script xmlns=\"http://www.w3.org/1999/xhtml\">alert(1)</script>",
        "<svg:g xmlns:svg=\"http://www.w3.org/1999/xhtml\"/>",
        "<title><script>alert(1)</script></title>",
        "<animate attributeName=\"href\" to=\"https://evil.example\"/>",
        "<set attributeName=\"fill\" to=\"url(https://evil.example)\"/>",
        "<feImage href=\"https://evil.example/x.png\"/>",
        "<path fill=\"src('https://evil.example/x')\"/>",
        "<p>text</p>",
        "<foreignObject><p/></foreignObject>",
        "<a href=\"javascript:alert(1)\"><path/></a>",
        "<a xlink:href=\"java&#x73;cript&#58;alert(1)\"><path/></a>",
        "<a href=\"java&#10;script:alert(1)\"><path/></a>",
        "<image href=\"https://evil.example/x.png\"/>",
        "<use xlink:href=\"other.svg#a\"/>",
        "<image href=\"data:image/svg+xml,x\"/>",
        "<path style=\"fill:url(https://evil.example/x)\"/>",
        "<path fill=\"url('//evil.example/x')\"/>",
        "<path style=\"fill:\\75rl(//evil.example)\"/>",
        "<style>@import 'https://evil.example/x.css';</style>",
        "<style><![CDATA[ path { fill: URL(https://evil.example/x) } ]]></style>",
        "<style><g/>@import url(https://evil.example/x)</style>",
        "<style>@\\69mport \"https://evil.example\"</style>",
        "<style>@im<!-- </style> -->port \"https://evil.example\"</style>",
        "<style>&#64;import \"https://evil.example\"</style>",
        "<svg:style>g{} <g/> @im<![CDATA[port \"//evil.example\"]]></svg:style>",
        "<style>g { background: image-set('https://evil.example/x' 1x) }</style>",
        "<style>g { fill: url(/**/'#a'), url(//evil.example) }</style>",
        "<path style=\"background:-webkit-image-set('https://evil.example/x' 1x)\"/>",
        "<h:img xmlns:h=\"http://www.w3.org/1999/xhtml\" srcset=\"https://evil.example/x\"/>",
        "<a href=\"https://a.example\" ping=\"https://evil.example\"><path/></a>",
        "<set attributeName=\"onload\" to=\"alert(1)\"/>",
        "<animate attributeName=\"xlink:href\" values=\"javascript:alert(1)\"/>",
        "<!DOCTYPE svg [<!ENTITY x \"y\">]>",
        "<!ENTITY x SYSTEM \"file:///etc/passwd\">",
        "<?xml-stylesheet href=\"https://evil.example/x.css\"?>",
        "<iframe src=\"x\"/>",
    ] {
        let temp = write("");
        fs::create_dir_all(temp.path().join("static")).unwrap();
        fs::write(temp.path().join("static/a.svg"), svg(inner)).unwrap();
        let found = portal_on_disk(temp.path());
        let codes: Vec<_> = found.diagnostics.iter().map(|it| it.code).collect();
        assert_eq!(codes, ["active-svg"], "{inner}");
    }
}

#[test]
fn c06_what_to_write_for_a_drawing() {
    image(
        "a.svg",
        &svg("<switch><foreignObject><div/></foreignObject></switch>"),
        r#"
error[active-svg]: the SVG contains `<foreignObject>`, which holds a page
 --> static/img/a.svg:2:9
  |
2 | <switch><foreignObject><div/></foreignObject></switch>
  |         ^^^^^^^^^^^^^^^
  |
  = help: draw.io: turn off “Formatted Text” of the labels; Mermaid: set `htmlLabels: false`; or export the drawing as PNG
"#,
    );
    image(
        "a.svg",
        &svg("<text>R & D</text>"),
        r#"
error[bad-image]: `&` begins a reference, and none follows
 --> static/img/a.svg:2:9
  |
2 | <text>R & D</text>
  |         ^^^^^^^^^^
  |
  = help: write `&amp;` for the letter itself
"#,
    );
    image(
        "a.svg",
        b"<svg viewBox=\"0 0 9 9\"><path/></svg>",
        r#"
error[bad-image]: `<svg>` does not say that it is SVG, and no browser draws it
 --> static/img/a.svg:1:1
  |
1 | <svg viewBox="0 0 9 9"><path/></svg>
  | ^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: write `<svg xmlns="http://www.w3.org/2000/svg" …>`
"#,
    );
    image(
        "a.svg",
        &svg("<path>"),
        r#"
error[bad-image]: `</svg>` closes `<path>`, which is still open
 --> static/img/a.svg:3:1
  |
3 | </svg>
  | ^^^^^^
  |
  = help: close it before: `</path>`, or end its tag with `/>`
"#,
    );
}

#[test]
fn c06_drawing_that_no_browser_draws() {
    for whole in [
        "<svg viewBox=\"0 0 9 9\"><path/></svg>",
        "<svg xmlns=\"https://www.w3.org/2000/svg\"><path/></svg>",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"><path></svg>",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"><text>R & D</text></svg>",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"><text>R&nbsp;D</text></svg>",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"><text id='&x;'/></svg>",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"><text>&#1;</text></svg>",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"><path id='a' id='b'/></svg>",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"><path id=a/></svg>",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"><x:path/></svg>",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"><path x:d='a'/></svg>",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"/><svg/>",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"/>text",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"><g>",
        "text<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        " \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\">\n<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
    ] {
        let temp = write("");
        fs::create_dir_all(temp.path().join("static")).unwrap();
        fs::write(temp.path().join("static/a.svg"), whole).unwrap();
        let found = portal_on_disk(temp.path());
        let codes: Vec<_> = found.diagnostics.iter().map(|it| it.code).collect();
        assert_eq!(codes, ["bad-image"], "{whole}");
    }
}

#[test]
fn c06_drawing_that_only_draws() {
    for inner in [
        "<style>.a{fill:url(#b)} .c{fill:url('#d')}</style><text>@import \\o/ url(x)</text>",
        "<style/><text>@import</text>",
        "<style><![CDATA[ .a > .b { fill: red } ]]></style>",
        "<style>@font-face { src: url(data:font/woff2;base64,AA==) }</style>",
        "<a href=\"https://a.example\"><path/></a>",
        "<image xlink:href=\"data:image/jpg;base64,AA==\"/>",
        "<x:layer xmlns:x=\"urn:x\" onclick=\"x\"><x:p>a</x:p></x:layer>",
        "<animate attributeName=\"fill\" values=\"red;blue\"/>",
        "<g font-family=\"'A b', sans-serif\" transform=\"rotate(4)\" clip-path=\"url(#a)\"/>",
    ] {
        let temp = write("");
        fs::create_dir_all(temp.path().join("static")).unwrap();
        fs::write(temp.path().join("static/a.svg"), svg(inner)).unwrap();
        let found = portal_on_disk(temp.path());
        let codes: Vec<_> = found.diagnostics.iter().map(|it| it.code).collect();
        assert!(!codes.contains(&"active-svg"), "{inner}");
    }
}

#[test]
fn c06_the_whole_message() {
    image(
        "a.svg",
        &svg("<path/>\n  <script>alert(1)</script>"),
        r#"
error[active-svg]: the SVG contains `<script>`, which can act
 --> static/img/a.svg:3:3
  |
3 |   <script>alert(1)</script>
  |   ^^^^^^^^
  |
  = help: export the drawing as a plain SVG
"#,
    );
    image(
        "a.svg",
        &svg("<a href=\"&#106;avascript:alert(1)\"/>"),
        r#"
error[active-svg]: the SVG names an address outside itself
 --> static/img/a.svg:2:4
  |
2 | <a href="&#106;avascript:alert(1)"/>
  |    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: keep only addresses that begin with `#`; embed what is missing
"#,
    );
    image(
        "a.svg",
        &svg("<path onload='alert(1)'/>"),
        r#"
error[active-svg]: the SVG runs code on `onload`
 --> static/img/a.svg:2:7
  |
2 | <path onload='alert(1)'/>
  |       ^^^^^^^^^^^^^^^^^
  |
  = help: remove the attribute
"#,
    );
    image(
        "a.svg",
        b"<!DOCTYPE svg [<!ENTITY a \"b\">]>\n<svg viewBox=\"0 0 1 1\">&a;</svg>",
        r#"
error[active-svg]: the SVG declares an entity
 --> static/img/a.svg:1:1
  |
1 | <!DOCTYPE svg [<!ENTITY a "b">]>
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: remove all from `<!DOCTYPE` to `]>`, or export the drawing as a plain SVG
"#,
    );
    image(
        "a.svg",
        b"<svg xmlns=\"http://www.w3.org/2000/svg\">\n<path d=\"M0",
        r#"
error[bad-image]: the SVG ends within a tag
 --> static/img/a.svg:2:1
  |
2 | <path d="M0
  | ^^^^^^^^^^^
  |
  = help: export the drawing again: the file is cut off
"#,
    );
    image(
        "a.svg",
        b"<\0s\0v\0g\0>\0<\0/\0s\0v\0g\0>\0",
        r#"
error[not-utf-8]: the file is in UTF-16 or UTF-32
--> static/img/a.svg
 = help: save it again as UTF-8; Notepad and Excel call it "UTF-8"
"#,
    );
}

#[test]
fn c06_plain_drawings_are_right() {
    image(
        "a.svg",
        &svg(
            "<!-- <script> --><defs><linearGradient id=\"g\"/></defs><path fill=\"url(#g)\" style=\"stroke: url( '#g' )\"/><use href=\"#g\"/><style>path { fill: red }</style><a href=\"https://a.example/\"><text>on=1 javascript: is a word</text></a><image href=\"data:image/png;base64,AAAA\"/>",
        ),
        r#"
"#,
    );
}
