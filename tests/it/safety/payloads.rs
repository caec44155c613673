//! The attacks of `tests/attacks/payloads.txt`, and the places where authors can put them.

/// All attacks, in order.
pub(super) fn payloads() -> Vec<String> {
    let text = include_str!("../../attacks/payloads.txt");
    let all: Vec<String> = text
        .lines()
        .filter(|it| !it.is_empty() && !it.starts_with("== "))
        .map(unescaped)
        .collect();
    assert!(all.len() >= 200, "{}", all.len());
    all
}

/// Whether every attack is tried in every place, as the gate does.
pub(super) fn is_whole() -> bool {
    std::env::var_os("PARVIS_ATTACKS").is_some()
}

/// Resolves `\n`, `\t`, `\u{…}` and `\\`.
fn unescaped(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line.chars();
    while let Some(letter) = rest.next() {
        if letter != '\\' {
            out.push(letter);
            continue;
        }
        match rest.next() {
            Some('n') => out.push('\n'),
            Some('t') => out.push('\t'),
            Some('u') => {
                let code: String =
                    rest.by_ref().skip(1).take_while(|it| *it != '}').collect();
                let code = u32::from_str_radix(&code, 16).unwrap();
                out.push(char::from_u32(code).unwrap());
            }
            Some('\\') | None => out.push('\\'),
            // Others are of Markdown.
            Some(other) => out.extend(['\\', other]),
        }
    }
    out
}

/// A scalar of YAML that is a text, whatever is in it.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            it if it.is_control()
                || ('\u{fdd0}'..='\u{fdef}').contains(&it)
                || it >= '\u{fff0}' =>
            {
                out.push_str(&format!("\\U{:08x}", u32::from(it)));
            }
            it => out.push(it),
        }
    }
    out.push('"');
    out
}

/// Places of a body: `§` is the attack as it is, `¶` the same without line ends.
///
/// A new form of Markdown gets its line here, and is under all attacks.
pub(super) const PLACES: &[&str] = &[
    "§",
    "a § b",
    "a *§* **§** ~~§~~ ^¶^ ~¶~ b",
    "## §",
    "## ¶ {#¶}",
    "¶\n===",
    "- §\n- [ ] ¶\n- [x] ¶",
    "1. §\n\n   §",
    "> §",
    "> [!NOTE] ¶\n> §",
    "> [!WARNING]- ¶\n> §",
    "> [!TIP]+ ¶\n> §",
    "> [!¶]\n> §",
    "[a](§)",
    "[a](<¶>)",
    "[a](https://p.example/¶ \"¶\")",
    "[a](https://p.example/ '¶')",
    "[a](https://p.example/ (¶))",
    "[a](#¶)",
    "[a](mailto:¶)",
    "[a](../§)",
    "[¶](https://p.example/)",
    "[¶]\n\n[¶]: https://p.example/",
    "[a][¶]\n\n[¶]: ¶ \"¶\"",
    "[a]\n\n[a]: <¶> (¶)",
    "<¶>",
    "<https://p.example/¶>",
    "https://p.example/¶",
    "www.p.example/¶",
    "a@b.example¶",
    "![¶](a.png)",
    "![a](¶)",
    "![a](<¶>)",
    "![a](a.png \"¶\")",
    "![¶](a.png '¶'){decorative}",
    "![a](https://p.example/¶)",
    "![a [¶](¶) ![¶](¶)](a.png)",
    "[![¶](a.png)](¶)",
    "`¶` ``¶``",
    "```¶\n§\n```",
    "```rust title=\"¶\" hl=¶ {¶} start=¶ lines ¶=¶\n§\n```",
    "~~~ ¶ ¶\n§\n~~~",
    "```console\n$ ¶\n§\n```",
    "```diff\n+¶\n-¶\n```",
    "```mermaid\n§\n```",
    "```dot\ndigraph { a [label=\"¶\"] }\n```",
    "    ¶",
    "a[^¶] b[^1]\n\n[^¶]: §\n[^1]: §",
    "| ¶ | a |\n|---|:-:|\n| ¶ | ¶ |\n\nTable: ¶",
    "¶\n: §",
    "a $¶$ b\n\n$$\n§\n$$",
    "$\\text{¶} \\href{¶}{¶}$",
    "https://www.youtube.com/watch?v=¶",
    "https://vimeo.com/¶",
    "https://tube.p.example/w/¶",
    "https://p.example/¶.mp4",
    "[¶](talk.pdf)",
    "[a](¶.mp4)",
    "*[¶]: ¶\n\n¶",
    "<b title=\"¶\">¶</b>",
    "<b title='¶'>a</b>",
    "<b title=¶>a</b>",
    "<b ¶>a</b>",
    "<b ¶=¶>a</b>",
    "<¶>a</¶>",
    "<a href=\"¶\">a</a>",
    "<a href='¶'>a</a>",
    "<a href=¶>a</a>",
    "<a href=\"https://p.example/¶\" title=\"¶\" id=\"¶\" name=\"¶\">¶</a>",
    "<img src=\"¶\" alt=\"¶\" title=\"¶\">",
    "<img src=a.png alt=¶ title=¶>",
    "<p id=\"¶\" lang=\"¶\" class=\"¶\">¶</p>",
    "<div>\n\n§\n\n</div>",
    "<div>¶</div>",
    "<details><summary>¶</summary>\n\n§\n\n</details>",
    "<table><tr><td title=\"¶\">¶</td></tr></table>",
    "<svg>¶</svg>",
    "<math>¶</math>",
    "<!-- ¶ --> §",
    "<?¶?> <!¶> <![CDATA[¶]]>",
    "\\§",
    "&¶; §",
];

/// A place with an attack in it.
pub(super) fn placed(place: &str, payload: &str) -> String {
    let one_line = payload.replace(['\n', '\r'], " ");
    place.replace('§', payload).replace('¶', &one_line)
}
