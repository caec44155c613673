//! Code blocks.

use super::check;

#[track_caller]
fn code(text: &str, expected: &str) {
    check(text, &format!("<figure class=\"code\">{expected}</code></pre></figure>"));
}

#[test]
fn code_blocks_have_titles_numbers_and_marked_lines() {
    code(
        "```x title=\"<t>\" lines start=9 hl=10\na\n<b>\n```",
        "<figcaption>&lt;t&gt;</figcaption><pre tabindex=\"0\"><code class=\"language-x\"><span class=\"line\" data-n=\"9\">a</span>\n<span class=\"line hl\" data-n=\"10\">&lt;b&gt;</span>\n",
    );
    code(
        "```x {1}\na\n\n```",
        "<pre tabindex=\"0\"><code class=\"language-x\"><span class=\"line hl\">a</span>\n<span class=\"line\"></span>\n",
    );
    code(
        "```\"><script>\na\n```",
        "<pre tabindex=\"0\"><code class=\"language-&quot;&gt;&lt;script&gt;\">a\n",
    );
}

#[test]
fn signs_of_changes_are_no_text() {
    code(
        "```x diff hl=3\n a\n-b\n+c\n\n```",
        "<pre tabindex=\"0\"><code class=\"language-x\"><span class=\"line\">a</span>\n<del class=\"line\">b</del>\n<ins class=\"line hl\">c</ins>\n<span class=\"line\"></span>\n",
    );
}

#[test]
fn prompts_of_transcripts_stand_apart() {
    let command = |prompt: &str, text: &str| {
        let prompt = match prompt {
            "" => String::new(),
            it => format!("<span class=\"prompt\">{it} </span>"),
        };
        format!("<span class=\"line command\">{prompt}{text}</span>\n")
    };
    code(
        "```console\n$ a \\\n  b\nc\n# d\n```",
        &format!(
            "<pre tabindex=\"0\"><code class=\"language-console\">{}{}<span class=\"line\">c</span>\n{}",
            command("$", "a \\"),
            command("", "  b"),
            command("#", "d")
        ),
    );
    code(
        "```sh\n$ a\n# d\n```",
        &format!(
            "<pre tabindex=\"0\"><code class=\"language-sh\">{}<span class=\"line\"># d</span>\n",
            command("$", "a")
        ),
    );
    code("```sh\na\n$ b\n```", "<pre tabindex=\"0\"><code class=\"language-sh\">a\n$ b\n");
    code("```php\n$ a\n```", "<pre tabindex=\"0\"><code class=\"language-php\">$ a\n");
}
