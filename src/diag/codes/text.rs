//! Rules about the words of a text: what can be published, and was probably not meant so.

use super::{Rule, error, off, taste};

pub(super) const RULES: &[Rule] = &[
    taste(
        "all-caps",
        "A heading is all in capitals: it is slower to read, accents get lost, and some screen readers spell it out.",
        "Write it in lower case; the theme decides how headings look.",
    ),
    taste(
        "alt-caption",
        "An image's alternative text repeats its caption, so a screen reader says it twice.",
        "Say in the alternative text what the image shows.",
    ),
    taste(
        "alt-file-name",
        "An image's alternative text is a file name, or the name that a camera gave the picture.",
        "Say what the image shows.",
    ),
    taste(
        "alt-kind",
        "An image's alternative text begins with \"image of\" or \"photo of\", which screen readers say anyway.",
        "Begin with what the image shows.",
    ),
    taste(
        "alt-long",
        "An image's alternative text is longer than 150 characters, which a screen reader reads in one go.",
        "Say the rest in the text beside the image.",
    ),
    taste(
        "broken-tag",
        "A tag of raw HTML is never closed, closes nothing, or is missing a quote, so it changes how other words look.",
        "Write both tags in the same block of the text, and a quote at both ends of a value; or write Markdown.",
    ),
    taste(
        "definition-unused",
        "A line gives an address a name, and no link uses it: none of it is published.",
        "Write a link `[text][name]`, or remove the line.",
    ),
    taste(
        "duplicate-definition",
        "A footnote, or the address of a name, is given twice; only the first counts.",
        "Remove one of the two, or give it another name.",
    ),
    taste(
        "footnote-undefined",
        "A text refers to a footnote that does not exist; the reference is shown as it is written.",
        "Add a line `[^name]: …`, or correct the name.",
    ),
    taste(
        "footnote-unused",
        "No text refers to a footnote, so nobody knows what it is about.",
        "Write `[^name]` where it belongs, or remove the footnote.",
    ),
    taste(
        "link-bare",
        "A link shows a long address instead of words; a screen reader reads each of its letters.",
        "Write `[words](address)`; to show an address, write it between `<` and `>`.",
    ),
    taste(
        "link-no-text",
        "A link has no text: nobody can see it, and a screen reader reads its address.",
        "Say what it leads to, between `[` and `]`.",
    ),
    off(
        "link-same-text",
        "Two links of a page have the same text, but lead to different places. Off by default, because the words around them often tell them apart.",
        "Say in each what it leads to.",
    ),
    taste(
        "link-undefined",
        "A link uses a name whose address is not given; it is shown as it is written.",
        "Add a line `[name]: https://…`, or correct the name.",
    ),
    taste(
        "link-vague",
        "A link says only \"here\" or \"more\", which means nothing to a reader who goes from link to link.",
        "Say what it leads to.",
    ),
    taste(
        "markdown-in-html",
        "Markdown in a block of raw HTML is shown as it is written: the block ends at the next empty line.",
        "Leave an empty line after the tag, or write HTML in the block.",
    ),
    taste(
        "not-a-heading",
        "A line looks like a heading but is not one: no space follows its marks, or only a non-breaking one.",
        "Write `##`, a space, and the words.",
    ),
    taste(
        "not-a-link",
        "A text looks like a link but is not one: its address contains a space, or its brackets are in the wrong order.",
        "Write `[text](address)`; a space in an address is `%20`.",
    ),
    taste(
        "not-a-list",
        "Several lines of a paragraph begin like the items of a list, but are shown as one paragraph: Markdown does not know `•`, and needs a space after `-` and `1.`.",
        "Begin each line with `- ` or `1. `; put each line of a dialogue in its own paragraph.",
    ),
    taste(
        "not-a-table",
        "Lines with bars are shown as text: a table begins with a line of headers, right below it stands one of hyphens, `|---|---|`, with as many cells, and both begin alike.",
        "Write the line that the message shows.",
    ),
    taste(
        "not-emphasis",
        "Marks of emphasis are shown as text, or apply to the wrong words: there is a space on their inner side, or a letter and a sign touch them.",
        "Write the marks where the word begins and where it ends: `**word** and`.",
    ),
    taste(
        "table-cells",
        "A row of a table has more cells than its first line; the last ones are not shown.",
        "Give the first line as many cells, or write `\\|` for a bar in the text.",
    ),
    taste(
        "table-header",
        "A table, or one of its columns, has no header: people who hear a cell do not know what it is.",
        "Say in its first line what each column contains.",
    ),
    error(
        "table-size",
        "A table has more than 20,000 cells, which no browser shows at a usable speed.",
        "Publish it as a file beside the text, and link to it.",
    ),
    taste(
        "text-marks",
        "A title, a summary or another text of front matter has Markdown, HTML or a reference such as `&amp;`: such a text is plain, in lists, feeds and calendars too, and shows them as they are written.",
        "Write the words without marks, and the character instead of its reference. Only the `notes` of an occurrence are Markdown, as the text below the front matter is.",
    ),
    taste(
        "template-syntax",
        "A text has a shortcode, a tag of a template, a list of attributes, a wiki link or the name of an emoji, as other programs read them; here they are shown as they are written.",
        "Write it as Markdown, or remove it; to show it, put it between backticks.",
    ),
];
