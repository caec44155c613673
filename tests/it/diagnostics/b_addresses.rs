//! B6: no spelling of a script's address is published.

use parvis::render::{Output, render};

use super::{check, portal, retex};

/// Spellings of addresses that run code, as a link's or an image's destination.
const SPELLINGS: &[&str] = &[
    "javascript:alert(1)",
    "JAVASCRIPT:alert(1)",
    "JaVaScRiPt:alert(1)",
    "javascript&colon;alert(1)",
    "javascript&#58;alert(1)",
    "javascript&#x3a;alert(1)",
    "javascript&#x3A;alert(1)",
    "javascript&#0058;alert(1)",
    "java&Tab;script:alert(1)",
    "java&NewLine;script:alert(1)",
    "java&#9;script:alert(1)",
    "java&#10;script:alert(1)",
    "java&#x0D;script:alert(1)",
    "&#106;avascript:alert(1)",
    "&#x6A;avascript:alert(1)",
    "&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;alert(1)",
    "\\javascript:alert(1)",
    "javascript\\:alert(1)",
    "&#1;javascript:alert(1)",
    "&#14;javascript:alert(1)",
    "&#32;javascript:alert(1)",
    "\u{a0}javascript:alert(1)",
    "\u{200b}javascript:alert(1)",
    "java\u{200b}script:alert(1)",
    "java\u{ad}script:alert(1)",
    "\u{2028}javascript:alert(1)",
    "\u{3000}javascript:alert(1)",
    "javascript://a.example/%0aalert(1)",
    "javascript:/*--></title></style>*/alert(1)",
    "vbscript:msgbox(1)",
    "VBScript&colon;msgbox(1)",
    "livescript:alert(1)",
    "mocha:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD4=",
    "DATA:image/svg+xml,<svg>",
    "data&colon;text/html,x",
    "file:///etc/passwd",
    "blob:https://a.example/x",
    "filesystem:https://a.example/x",
    "view-source:https://a.example/",
    "feed:javascript:alert(1)",
    "jar:javascript:alert(1)!/",
    "ms-its:x",
    "about:blank",
    "ws://a.example/",
    "intent://a.example/#Intent;end",
];

/// How an address can be written into a text.
fn placed(address: &str) -> [String; 6] {
    [
        format!("[a](<{address}>)"),
        format!("![a](<{address}>)"),
        format!("[a]\n\n[a]: <{address}>"),
        format!("[a][b]\n\n[b]: <{address}> \"title\""),
        format!("<a href=\"{address}\">a</a>"),
        format!("a <a\nhref='{address}'>a</a>"),
    ]
}

#[test]
fn b06_no_spelling_of_a_script_is_published() {
    for spelling in SPELLINGS {
        for text in placed(&spelling.replace('<', "%3C").replace('>', "%3E")) {
            let found = portal(&retex("", &text));
            let codes: Vec<_> = found.diagnostics.iter().map(|it| it.code).collect();
            let refused = found.errors() > 0 && codes.contains(&"unsafe-address");
            assert!(refused, "{text:?} gives {codes:?}");
            let site = found.site.as_ref().unwrap();
            let page = render(site, "/communautes/rte/retex/x/").unwrap();
            let Output::Bytes(bytes) = page else { panic!("a page is no file") };
            let html = String::from_utf8(bytes).unwrap().to_lowercase();
            let body =
                html.split("<article").nth(1).unwrap().split("</article>").next().unwrap();
            for part in body.split("href=\"").chain(body.split("src=\"")).skip(1) {
                let value = part.split('"').next().unwrap();
                let right = value.starts_with(['/', '#']) || value.starts_with("https:");
                assert!(
                    right || part.starts_with(body.get(..1).unwrap_or("")),
                    "{text:?} gives {value:?}"
                );
            }
            assert!(!body.contains("href=\"javascript") && !body.contains("src=\"data"));
        }
    }
}

#[test]
fn b06_the_whole_message() {
    check(
        &retex(
            "",
            "[a](java&Tab;script:alert(1)) <javascript:x> ![b](data:text/html,x)\n\n<a href=\"&#106;avascript:x\">c</a>",
        ),
        r#"
error[unsafe-address]: a link cannot have the address `javascript:alert(1)`
 --> communities/rte/retex/2026-01-02-x.md:6:1
  |
6 | [a](java&Tab;script:alert(1)) <javascript:x> ![b](data:text/html,x)
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: links begin with `https:`, `mailto:` or `tel:`, or name a file of the portal

error[unsafe-address]: a link cannot have the address `javascript:x`
 --> communities/rte/retex/2026-01-02-x.md:6:32
  |
6 | [a](java&Tab;script:alert(1)) <javascript:x> ![b](data:text/html,x)
  |                                ^^^^^^^^^^^^
  |
  = help: links begin with `https:`, `mailto:` or `tel:`, or name a file of the portal

error[unsafe-address]: an image cannot have the address `data:text/html,x`
 --> communities/rte/retex/2026-01-02-x.md:6:51
  |
6 | [a](java&Tab;script:alert(1)) <javascript:x> ![b](data:text/html,x)
  |                                                   ^^^^^^^^^^^^^^^^
  |
  = help: put the image beside the text, or into `static/img/`

error[unsafe-address]: a link cannot have the address `javascript:x`
 --> communities/rte/retex/2026-01-02-x.md:8:1
  |
8 | <a href="&#106;avascript:x">c</a>
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: links begin with `https:`, `mailto:` or `tel:`, or name a file of the portal
"#,
    );
}
