//! Texts to read that nobody wrote: pieces of French and English, the marks of Markdown and of
//! other programs, whole or broken, in lists and quotes, with any line ends.

use crate::random::Random;

/// What texts are made of: `µ` is a word.
const PIECES: &[&str] = &[
    "µ $",
    "$µ",
    "5$",
    "5 $, ",
    "**5$/mois**",
    "**$249**",
    "_6$_",
    "$x^2$",
    "\"$µ\"",
    "$HOME/µ",
    "$µ,",
    "**µ**",
    "*µ*",
    "_µ_",
    "~~µ~~",
    "~5 µ",
    "~/µ",
    "H~2~O",
    "m^2^",
    "[^1]",
    "[^Note]",
    "[^NOTE]",
    "[^a  b]",
    "[^none]",
    "\n\n[^1]: µ µ.\n\n",
    "\n\n[^note]: Voir µ.\n\n",
    "\n\n[^A B]: µ\n\n",
    "\n\n[^1]: µ\n\n    µ µ\n\n",
    "\n: µ",
    "\n\n: µ µ\n\n",
    "\n\nµ\n: µ µ\n\n",
    "\n\nµ\n\n:   µ\n\n    µ\n\n",
    "\n:tada: µ",
    "\n\n:-) µ\n\n",
    "\n:30 µ",
    "\n\n:::note\nµ\n:::\n\n",
    ":smile:",
    " : ",
    "(µ)",
    "« µ »",
    "\"µ\"",
    "l’µ",
    "éµ",
    "été",
    "\\$",
    "\\*",
    "`µ`",
    "`$µ`",
    "``µ`µ``",
    "[µ](a.md)",
    "[µ](a.md \"µ\")",
    "[µ][n]",
    "[n]",
    "[µ]",
    "![µ](b.png)",
    "[![µ](b.png)](c.md)",
    "<https://a.example/x>",
    "https://a.example/µ",
    "\n\n[n]: c.md\n\n",
    "\n\n[µ]: c.md \"t\"\n\n",
    "\n\n| µ | µ |\n|---|---|\n| **5$** | µ |\n\n",
    "\n\n| µ |\n|---\t|\n| $µ |\n\n",
    "\n\nµ | µ\n:-|-:\nµ \\| µ | `µ`\n\n",
    "\n\n| µ |\n|---|\n| µ | µ |\n\n",
    "<b>µ</b>",
    "<br>",
    "<kbd>µ</kbd>",
    "<div>µ</div>",
    "\n\n<div>\nµ\n</div>\n\n",
    "\n\n<details><summary>µ</summary>\n\nµ\n\n</details>\n\n",
    "<µ>",
    "</b>",
    "<b>",
    "<!-- µ -->",
    "\n\n<table><tr><td>µ</td><td>µ</td></tr></table>\n\n",
    "\n- µ",
    "\n1. µ",
    "\n7) µ",
    "\n- [ ] µ",
    "\n* µ\n\n  µ",
    "\n> µ",
    "\n> [!NOTE]\n> µ\n\n",
    "\n## µ\n",
    "\n### µ ###\n",
    "\n\nµ\n===\n\n",
    "\n\nµ µ\n---\n\n",
    "\n\n---\n\n",
    "\n\n    µ µ\n\n",
    "\n\n```\nµ\n```\n\n",
    "\n\n~~~ rust\nµ\n~~~\n\n",
    "\n\n",
    "\n",
    "  \n",
    "\\\n",
    " ",
    "\t",
    ", ",
    ". ",
    "$`x`$",
    "\n\n```math\nx\n```\n\n",
    "\n\n$$\nx = y\n$$\n\n",
    "&amp;",
    "&eacute;µ",
    "&lt;µ",
    "%",
    "{{ µ }}",
    "{{< µ >}}",
    "{: .µ}",
    "@µ",
    "#µ",
    "µ",
    "µ µ",
    "naïve µ",
    "cœur",
    "you µ",
    "it’s µ",
    "don't",
    "the µ",
    "日本µ",
    "Привет µ",
    "שלום",
    "\u{a0}",
    "\u{202f}!",
    "👩‍💻 µ",
    "e\u{301}µ",
];

/// Marks that stand anywhere, in words and between them.
const MARKS: &[&str] = &[
    "*",
    "**",
    "***",
    "_",
    "__",
    "~",
    "~~",
    "~~~",
    "`",
    "``",
    "```",
    "$",
    "$$",
    "[",
    "]",
    "(",
    ")",
    "![",
    "](",
    "][",
    "[^",
    "^",
    "<",
    ">",
    "</",
    "<!--",
    "-->",
    "|",
    "||",
    "\\",
    ":",
    "::",
    ":::",
    "#",
    "##",
    "-",
    "--",
    "+",
    "=",
    "{",
    "}",
    "{#",
    "\"",
    "'",
    "&",
    ";",
    "!",
    "%",
    "\n",
    "\n\n",
    "\n> ",
    "\n- ",
    "\n  ",
    "\n    ",
    "\n\t",
    "\n: ",
    "\n:",
    "\n|",
    "\n|-|-|\n",
    "\n---\n",
    " ",
    " ",
    "\t",
    "  \n",
    "\u{a0}",
];

/// Words that stand in texts again and again.
const COMMON: &[&str] = &["le", "on", "prix", "team", "2026", "été", "x"];

/// A word: most are others each time.
fn word(random: &mut Random, count: &mut usize) -> String {
    if random.one_in(6) {
        return (*random.pick(COMMON).unwrap()).to_owned();
    }
    let letter = |it: usize| char::from(b'a' + u8::try_from(it % 26).unwrap());
    *count += 1;
    format!("mot{}{}", letter(*count), letter(*count / 26))
}

fn push(piece: &str, random: &mut Random, count: &mut usize, out: &mut String) {
    let mut parts = piece.split('µ');
    out.push_str(parts.next().unwrap_or(""));
    for part in parts {
        out.push_str(&word(random, count));
        out.push_str(part);
    }
}

/// Each line of a text in a quote or in an item.
fn contained(text: &str, random: &mut Random) -> String {
    let (first, rest) = *random
        .pick(&[
            ("> ", "> "),
            (">", ">"),
            ("- ", "  "),
            ("1. ", "   "),
            ("> ", ""),
            ("-\t", "\t"),
        ])
        .unwrap();
    let lines = text.trim().lines().enumerate();
    lines.fold(String::new(), |mut out, (at, line)| {
        out.extend([if at == 0 { first } else { rest }, line, "\n"]);
        out
    })
}

/// A text of some pieces.
pub(super) fn generated(seed: u64) -> String {
    let mut random = Random::new(seed);
    let (mut text, mut count) = (String::new(), 0);
    // Of some texts a part is broken, others are whole.
    let broken = [0, 0, 2, 5][random.below(4)];
    for _ in 0..4 + random.below(16) {
        let is_broken = random.below(8) < broken;
        let piece = random.pick(if is_broken { MARKS } else { PIECES }).unwrap();
        push(piece, &mut random, &mut count, &mut text);
        if is_broken && random.one_in(2) {
            push("µ", &mut random, &mut count, &mut text);
        }
        text.push_str(["", " "][random.below(2)]);
        if random.one_in(12) {
            text = contained(&text, &mut random);
        }
    }
    match random.below(8) {
        0 => text.replace('\n', "\r\n"),
        1 => format!("{text}\n"),
        _ => text,
    }
}
