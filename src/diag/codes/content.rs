//! Rules about one content file: its front matter and its text.

use super::{Rule, error, taste, warning};

pub(super) const RULES: &[Rule] = &[
    error(
        "bad-date",
        "A day or a time does not exist, or is outside 1970 to 2100.",
        "Write a day as `2026-03-14`, a local time as `2026-03-14T18:30`.",
    ),
    taste(
        "bad-formula",
        "A formula between `$` is not TeX, or uses a command that is not known. The page shows it as it is written.",
        "Correct the underlined part; write a price as `5 $` or `5 \\$`.",
    ),
    error(
        "bad-path",
        "A path leads out of the portal, or is not a path at all.",
        "Write a path of the portal that begins with `/`, or a file beside the text.",
    ),
    error(
        "bad-recurrence",
        "A recurrence is not a rule of RFC 5545, so no calendar could repeat the event.",
        "Write a rule such as `FREQ=MONTHLY;BYDAY=1TU` or `FREQ=WEEKLY;INTERVAL=2;UNTIL=20261231`.",
    ),
    error(
        "bad-slug",
        "A slug, or a word that `i18n/` gives for addresses, is part of addresses: it may contain only `a-z`, `0-9` and `-`.",
        "Write it without accents, capitals and spaces.",
    ),
    error(
        "bad-url",
        "A web, e-mail or telephone address is not valid: `https://`, the host or the number is missing, or it contains a character that no address can have.",
        "Write the whole address, with `https://`; a space is `%20`.",
    ),
    taste(
        "code-option",
        "What follows the language of a code block is not an option, or marks lines that do not exist.",
        "Write ```` ```rust title=\"src/main.rs\" lines start=10 hl=12,14-16 ````, or `diff` for lines that begin with `+` and `-`.",
    ),
    error(
        "conflicting-exceptions",
        "Two exceptions of a recurring event contradict each other about one occurrence.",
        "Keep one exception per day, with `cancelled: true` or with `moved_to`.",
    ),
    warning(
        "cut-text",
        "A `#` after a space begins a comment in YAML, and cuts off the rest of the line. It is an error where nothing is left of a required field.",
        "Put the value in quotes, as the message shows. A real comment has a space after its `#`.",
    ),
    error(
        "duplicate-key",
        "A field is given twice in one mapping; only one of the two could count.",
        "Keep one of the two.",
    ),
    error(
        "empty-exception",
        "An exception of a recurring event says neither that the occurrence is cancelled nor when it takes place instead.",
        "Add `cancelled: true`, or `moved_to: 2026-12-09T14:30`; or remove the exception.",
    ),
    error(
        "empty-field",
        "A field is given as an empty text.",
        "Write its text, or remove the field.",
    ),
    error(
        "empty-file",
        "A content file has nothing in it.",
        "Begin with a line `---`, then `title: …`, then a line `---`, then the text; or remove the file.",
    ),
    error(
        "empty-recurrence",
        "A recurrence rule is valid, but no day fits it: the event would never take place.",
        "Remove a part of the rule, such as `BYMONTHDAY=30` in February, or move `UNTIL` after `start`.",
    ),
    error(
        "end-before-start",
        "An event, an initiative or a letter ends before it starts.",
        "Swap the two days, or correct the one that is wrong.",
    ),
    taste(
        "end-is-start",
        "An event ends at the very moment it starts.",
        "Remove `end`, or give the right one.",
    ),
    taste(
        "empty-text",
        "A retex or a page has front matter but no text.",
        "Write below the second `---`, or add `draft: true` until the text is there.",
    ),
    error(
        "foreign-image",
        "An image would be loaded from another site, which would learn who reads the page.",
        "Put the image beside the text, or link to it.",
    ),
    taste(
        "heading-attribute",
        "A heading has a class or another attribute, which is not published: the theme decides how it looks.",
        "Remove it; `## Title {#id}` gives a heading an id that links can use.",
    ),
    taste(
        "heading-empty",
        "A heading has no text, so the table of contents has an empty line.",
        "Write its text, or remove it.",
    ),
    taste(
        "heading-id",
        "A heading has an id that is already used on the page, or that cannot be part of an address.",
        "Write another word of letters, digits, `-` and `_`: `## Title {#id}`.",
    ),
    taste(
        "heading-level",
        "A heading skips a level, or is of level 1, which belongs to the page's title.",
        "Write `##` for the parts of a page, `###` below them.",
    ),
    taste(
        "heading-twice",
        "Two headings of one level, below the same heading, say the same, so the table of contents cannot tell them apart; or the text begins with the title that its page shows above it.",
        "Give each heading its own words, and do not repeat the title in the text.",
    ),
    taste(
        "image-alt",
        "An image has no alternative text: people who cannot see it learn nothing from it.",
        "Say what it shows: `![a chart of …](file.png)`; for a cover, in `alt:`, which is empty when the picture is only decoration.",
    ),
    taste(
        "insecure-link",
        "A link leads to an address without encryption.",
        "Write `https://`.",
    ),
    taste(
        "local-address",
        "A link leads to `localhost`: to the reader's own machine, where there is nothing to find.",
        "Link to a place that readers can reach, or show the address as code, between backticks.",
    ),
    warning(
        "programme-day",
        "A day of a programme is not a day of its event, or is listed after a later one: readers would come on the wrong day.",
        "Write a day of the event, and keep the lines of each day together. The programme of a recurring event has no days.",
    ),
    warning(
        "programme-time",
        "A time of a programme is not a time of day, or is listed after a later one of the same day.",
        "Write `14:30`, and `day: 2026-12-09` where another day begins; put words in `title`.",
    ),
    error(
        "lone-exception",
        "An event that takes place once has an exception, which calendars could not follow.",
        "Write the new day as `start`, or `status: cancelled`; say with `recurrence` how it repeats, if it does.",
    ),
    error(
        "missing-field",
        "A required field is missing. In a draft this is a warning: its author may not know the value yet.",
        "Add the field that the message names.",
    ),
    error(
        "nesting",
        "Quotes, lists or emphasis are nested too deeply.",
        "Use fewer levels.",
    ),
    error(
        "no-front-matter",
        "A content file does not begin with front matter, so it has no title.",
        "Begin with a line `---`, then `title: …`, then a line `---`.",
    ),
    error(
        "no-such-occurrence",
        "An exception, or an item of `occurrences`, names a day on which the event's rule has no occurrence.",
        "Write one of the days that the message names.",
    ),
    taste(
        "occurrences-at-once",
        "An occurrence of a recurring event is moved to the time of another one, so lists show it twice.",
        "Move it to a time of its own, or write `cancelled: true`.",
    ),
    taste(
        "many-occurrences",
        "More events recur than lists can show with all their dates: a portal lists 60,000 of them, an event at most 500. Each is listed with fewer, the nearest ones; calendars have all of them.",
        "Give rules that are over an end (`UNTIL=20271231`), and remove events that nobody meets for.",
    ),
    taste(
        "raw-html",
        "HTML in a text was cleaned: some of its tags or attributes are not published. What is not an HTML element (`<T>`) is shown as text.",
        "Write Markdown instead, or leave the tags out; to show a tag, write `\\<`, or put it between backticks.",
    ),
    warning(
        "start-off-recurrence",
        "The day of `start` is not one of the days of the rule: the event begins on the first day that is.",
        "Write the day that the message names, or correct the rule.",
    ),
    error(
        "time-skipped",
        "A local time does not exist: that night the clocks go forward over it.",
        "Write one of the two times that the message names.",
    ),
    warning(
        "time-twice",
        "A local time comes twice: that night the clocks go back over it. The first is taken.",
        "Choose a time outside that hour, if the other one is meant.",
    ),
    error(
        "toml-front-matter",
        "The front matter is TOML, between `+++`; Parvis reads YAML.",
        "Put YAML between two lines `---`, such as `title: …`.",
    ),
    error(
        "too-long",
        "A text, a front matter or a file is longer than its limit.",
        "Shorten it; long text belongs below the front matter.",
    ),
    error(
        "too-many",
        "A list has more values than its limit.",
        "Keep those that help a reader.",
    ),
    taste(
        "unclosed-fence",
        "A code block is never closed, so the rest of the page is code.",
        "Add a line of three backticks below the code.",
    ),
    error(
        "unclosed-front-matter",
        "The front matter is never closed, so nothing separates it from the text below.",
        "Add a line `---` below its last field.",
    ),
    taste(
        "unknown-directive",
        "A line begins with `:::` or `!!!`, which are directives elsewhere and plain text here, or a quote with a `[!NAME]` that is not one of the five.",
        "For a box, write a quote that begins with `> [!NOTE]`, `> [!TIP]`, `> [!IMPORTANT]`, `> [!WARNING]` or `> [!CAUTION]`.",
    ),
    error(
        "unknown-field",
        "This kind of entry has no field of this name, so its value would be ignored.",
        "Correct its name, or put a field of your own under `extra:`.",
    ),
    taste(
        "unknown-language",
        "A code block names a language that cannot be colored.",
        "Correct the name, or write `text`.",
    ),
    error(
        "unknown-time-zone",
        "A time zone is not in the IANA database.",
        "Write a name such as `Europe/Paris`.",
    ),
    error(
        "unknown-scheme",
        "A link begins with the name of a program that Parvis does not know, so it cannot tell what the link would open.",
        "Links begin with `https:`, with `ftp:`, `ftps:`, `geo:`, `irc:`, `ircs:`, `mailto:`, `matrix:`, `msteams:`, `sftp:`, `sip:`, `sips:`, `sms:`, `tel:`, `webcal:` or `xmpp:`, or name a file of the portal.",
    ),
    error(
        "unsafe-address",
        "A link or an image has an address that could run code or read the reader's disk.",
        "Links begin with `https:`, `mailto:` or `tel:`, or name a file of the portal.",
    ),
    error(
        "wrong-type",
        "A value is not what its field needs.",
        "Write the value as the message shows it.",
    ),
    error(
        "yaml-anchor",
        "YAML's anchors, aliases and merge keys are not allowed: a few lines of them can fill all memory.",
        "Write the value out where it is needed.",
    ),
    error("yaml-depth", "Lists and mappings are nested too deeply.", "Use fewer levels."),
    error(
        "yaml-documents",
        "A second YAML document starts inside the first.",
        "Remove the line that starts it: one file holds one document.",
    ),
    error(
        "yaml-syntax",
        "The text is not YAML: usually a quote or the space after `:` is missing, or the indent is wrong.",
        "Look at the underlined part and the line above; quote texts that contain `: ` or `#`.",
    ),
    error(
        "yaml-tab",
        "A tab indents YAML, which allows spaces only.",
        "Indent with spaces.",
    ),
    error(
        "yaml-tag",
        "A YAML tag (`!name`) is not allowed.",
        "Remove the word that starts with `!`, or put the value in quotes.",
    ),
];
