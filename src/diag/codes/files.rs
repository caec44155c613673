//! Rules about files: names, links of the file system, encodings, images.

use super::{Rule, error, taste, warning};

pub(super) const RULES: &[Rule] = &[
    error(
        "active-svg",
        "An SVG image can run code in the reader's browser: scripts, event attributes, foreign objects, entities or addresses elsewhere are refused.",
        "Export the drawing as a plain SVG, or as a PNG.",
    ),
    error(
        "bad-captions",
        "A part of a `.vtt` file is not WebVTT: a browser skips it silently, and the captions are lost.",
        "Begin with `WEBVTT`; write times as `01:02.500 --> 01:05.000`, in their order, the words below them, and an empty line between two cues.",
    ),
    error(
        "bad-file-name",
        "A file's name cannot stand in an address or on every machine: it is not UTF-8, has characters that Windows refuses, or is too long.",
        "Rename the file: letters, digits, `-`, `_` and `.`.",
    ),
    error(
        "bad-image",
        "The bytes of an image are not what its name promises, the image is damaged or cut off, or a file that is not an image is named like one.",
        "Export the image again, or give the file its true extension.",
    ),
    error(
        "active-file",
        "A text links to a file beside it that a browser runs: a page, a script. It is not published.",
        "Write it as Markdown, or publish it on another site and link there.",
    ),
    error(
        "active-static",
        "A file of `static/` can run code in its readers' browsers, looks like a page to a host, or tells the host what to do (`_redirects`, `.well-known/`, `CNAME`).",
        "Remove it. What you have read may stay: name it under `active_static:` in `portal.yaml`.",
    ),
    taste(
        "captions-overlap",
        "Two cues of a `.vtt` file are shown at the same time, so that one covers the other in some players.",
        "Let the first one end when the second one begins.",
    ),
    error(
        "control-character",
        "A text holds a control character, which no page, feed or calendar may carry.",
        "Remove the character; it is often left over from text copied out of another program.",
    ),
    error(
        "lfs-pointer",
        "The file is the pointer that Git LFS leaves, not the file itself.",
        "Run `git lfs pull`; in CI fetch the LFS files.",
    ),
    error(
        "link-dangling",
        "A symbolic link leads to a file that does not exist.",
        "Remove the link, or put the file where it leads.",
    ),
    error(
        "link-loop",
        "A symbolic link leads to a folder that contains it, so the folder has no end.",
        "Remove the link.",
    ),
    error(
        "link-outside",
        "A link, or a symbolic link, leads out of the portal's folder. Nothing outside is read or published.",
        "Copy the file into the portal, and link to the copy.",
    ),
    warning(
        "moving-image",
        "An image moves for more than 5 seconds, and readers cannot stop it (WCAG 2.2.2). It is published in one width, as it is.",
        "Publish it as a video, which readers start and stop; or let it run once, for less than 5 seconds.",
    ),
    error(
        "merge-conflict",
        "The file contains the markers of an unresolved Git conflict.",
        "Keep one of the two versions, and remove the lines of `<`, `=` and `>`.",
    ),
    error(
        "not-a-file",
        "A folder, a pipe, a socket or a device stands where a file is expected.",
        "Rename or remove it.",
    ),
    error(
        "not-a-folder",
        "A file stands where a folder is expected.",
        "Rename the file, or move it into a folder of that name.",
    ),
    error(
        "not-utf-8",
        "The file is not UTF-8 text: it was saved in an old encoding such as Windows-1252, or in UTF-16.",
        "Open it in its encoding, and save it again as UTF-8.",
    ),
    error(
        "too-large",
        "A file or an image is larger than a portal should make its readers load.",
        "Export it smaller, or publish it elsewhere and link to it.",
    ),
    taste(
        "portal-size",
        "All files of the portal together are nearly as large as its host accepts, or larger: then it is built, but never published.",
        "Publish less, make the largest files smaller, or set `size_limit` to what the host accepts, in megabytes.",
    ),
    taste(
        "ignored-file",
        "A file is not read, because of its extension, its capitals or its place: none of it is published. An error where it is a text with front matter.",
        "Rename it, for example to `.md` or `.yaml`, or move it to where its kind belongs.",
    ),
    taste(
        "invisible-character",
        "A character that nobody sees turns the direction of text, parts or joins letters, or carries words for programs: the text is not what it seems. Those that join the parts of an emoji or letters of a script are none of these.",
        "Remove the character; `parvis fix` does.",
    ),
    warning(
        "secret-file",
        "A file looks like a secret: a key, a password store, an environment file. It is not published.",
        "Remove it from the portal, and change the secret if it was ever committed.",
    ),
    error(
        "tracked-output",
        "Git tracks what a build makes or runs: the output, the cache, Cargo's folder or a toolchain. Whoever opens a merge request would choose what is published, or what the pipeline runs.",
        "Run `git rm -r --cached` with its name, and add it to `.gitignore`.",
    ),
    taste(
        "unused-file",
        "A file lies beside the texts, but none of them shows it or links to it. It is not published.",
        "Link to it, remove it, or put it into `static/`, where everything is published as it is.",
    ),
    warning(
        "unused-theme-file",
        "A file of `themes/` or `i18n/` replaces none of the theme's files, and nothing refers to it: it changes nothing.",
        "Give it the name of the file that it replaces; style sheets belong in `static/css/`.",
    ),
    taste(
        "odd-file-name",
        "A file's name looks like a copy's, like one with a date or a language that is not written as Parvis reads it, or has another day than `date`. It is read as it is.",
        "Remove the copy, or rename the file as the message shows it.",
    ),
    taste(
        "same-entry",
        "Two entries have different names, but the same title, day and people: one is probably a copy. Both are published, and appear in lists and feeds.",
        "Remove one of the two, or give each a title of its own.",
    ),
    taste(
        "unknown-folder",
        "Parvis does not know this folder, so nothing in it is read or published. An error where a text in it has front matter.",
        "Correct its name, or move its texts where their kind belongs; files to publish as they are belong in `static/`. If the folder is not part of the portal, turn the rule off in `checks:`.",
    ),
    error(
        "unreadable-file",
        "A file of the portal exists, but the system does not let Parvis read it. The preview says so and goes on; a build stops.",
        "Make sure that you may read it, and that no other program has it open.",
    ),
];
