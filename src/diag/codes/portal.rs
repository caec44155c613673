//! Rules about the whole portal: references, links, addresses, settings, theme.

use super::{Rule, error, taste, warning};

pub(super) const RULES: &[Rule] = &[
    error(
        "address-collision",
        "Two things claim one address, or two that differ only by case or Unicode form. Windows and macOS could not keep both.",
        "Rename one of the two files, or give one another `slug:` or alias.",
    ),
    error(
        "ambiguous-reference",
        "A reference names several entries.",
        "Write the community or the kind before the name: `rte/my-retex`, `talk:my-talk`.",
    ),
    error(
        "bad-color",
        "A color of `theme_settings:` is not valid, or the theme has no color of that name.",
        "Write it as `#1d3b53`, under one of the names that the message lists.",
    ),
    error(
        "bad-property",
        "A property of `theme_settings:` is not a custom property of the style sheet.",
        "Write a name of letters, digits and hyphens, and a value without `;` and `{`.",
    ),
    taste(
        "placeholder",
        "A text that Parvis wrote into a new entry is still there, and would be published as the author's.",
        "Write your own, or keep `draft: true` until it is written.",
    ),
    warning(
        "unknown-property",
        "A property of `theme_settings:` that no style sheet of the theme reads changes nothing.",
        "Write the name as the style sheets have it, or remove it.",
    ),
    error(
        "broken-anchor",
        "A link leads to an anchor that its page does not have.",
        "Correct the anchor: it is the heading in lower case, with hyphens, Latin letters without accents.",
    ),
    error(
        "broken-link",
        "A link leads to a file or a page that does not exist.",
        "Correct the path; it is relative to the file, or begins with `/` at the portal's root.",
    ),
    error(
        "bug",
        "Parvis itself failed on a page. This is our fault, not yours.",
        "Please report it with the page's file.",
    ),
    error(
        "dead-link",
        "`parvis talk check` asked for a link of a talk, and it leads nowhere any more. Builds and `parvis check` never ask for links.",
        "Correct the address, link to the archived copy where the message names one, or remove the link.",
    ),
    error(
        "duplicate-entry",
        "Two files, or two items of a list, are the same entry: their names differ at most by date, case or Unicode form.",
        "Rename one of the two.",
    ),
    taste(
        "empty-link",
        "A link has no address.",
        "Write its address between the brackets: `[text](address)`.",
    ),
    error(
        "empty-slug",
        "Nothing of an entry's name can stand in an address.",
        "Add `slug: a-name`.",
    ),
    taste(
        "heavy-file",
        "A link leads to a file of more than 10 MB, and readers do not know that before they wait for it.",
        "Export a smaller one, or give its size in the link's text.",
    ),
    warning(
        "link-spelling",
        "A link names its file with other capitals, in another Unicode form or without its extension, a heading by another program's id, or a page by its full web address. It works here, but would break elsewhere.",
        "Write what the message shows.",
    ),
    warning(
        "menu-page",
        "A link of the settings' menu or footer names a page that is not published; the link is left out.",
        "Correct the path, publish the page, or remove the link.",
    ),
    taste(
        "missing-captions",
        "A video of the portal has no captions: people who cannot hear it do not know what is said.",
        "Put a WebVTT file beside it, with its name: `talk.vtt` for `talk.mp4`, or `talk.fr.vtt` for one language.",
    ),
    taste(
        "video-host",
        "A link alone in its paragraph looks like a PeerTube video, but the settings do not name its host: it stays a link, so that no page contacts a host that nobody chose.",
        "If you trust the host, add it to `video_hosts:` in `portal.yaml`, and the link becomes a player; if not, switch the check off: `checks: { video-host: off }`.",
    ),
    error(
        "missing-image",
        "An image is not where the text says it is.",
        "Put the image beside the text, or into `static/img/` and write `/img/…`.",
    ),
    error(
        "missing-settings",
        "The portal has no `portal.yaml`.",
        "Add one with `title: …` and `url: https://…`.",
    ),
    error(
        "reserved-slug",
        "A name is reserved: Parvis publishes something of that name, or Windows cannot keep such a file.",
        "Add another `slug:`.",
    ),
    error(
        "template",
        "A template of the theme is wrong, or failed on a page.",
        "Correct the template at the line of the message.",
    ),
    error(
        "bad-width",
        "The widths in which a theme publishes pictures, or how wide pages show them, cannot be used.",
        "Write up to 8 numbers of pixels from 16 to 4096, and the `sizes` of HTML.",
    ),
    error(
        "theme-contrast",
        "Two colors that the theme uses together are too similar: WCAG 2.2 asks for 4.5:1.",
        "Choose a darker or a lighter one; the message names the nearest one that is readable.",
    ),
    error(
        "topic-circle",
        "Topics are each other's parents in a circle, or one is its own parent: none of them would be on the page of topics.",
        "Remove the `parent` of the broadest one.",
    ),
    taste(
        "topic-twice",
        "Two topics have the same name, apart from capitals: readers cannot tell them apart.",
        "Keep one of the two, and write its id wherever the other is named.",
    ),
    warning(
        "unanswered-link",
        "`parvis talk check` asked for a link of a talk, and could not tell whether it works: its host was too slow, refused, or is never asked.",
        "Open it in a browser.",
    ),
    error(
        "unknown-check",
        "`checks:` names a rule that cannot be changed, or that does not exist.",
        "Name a rule that can be changed, with `error`, `warning` or `off`.",
    ),
    error(
        "unknown-community",
        "A community is named that the portal does not have.",
        "Correct the id, or add `communities/<id>/index.md`.",
    ),
    error(
        "unknown-event",
        "An event is named that the portal does not have.",
        "An event's id is its file name without its date and extension.",
    ),
    error(
        "unknown-person",
        "A person is named that the portal does not have.",
        "Correct the id, or add `people/<id>.md` or an entry of `people.yaml`.",
    ),
    error(
        "unknown-portal-language",
        "A file is in a language that is not one of the portal's.",
        "Add the language to `languages:` of `portal.yaml`, or rename the file.",
    ),
    error(
        "unknown-reference",
        "An entry is named that the portal does not have.",
        "An entry's id is its file name without its date and extension.",
    ),
    error(
        "unknown-talk",
        "A talk is named that the portal does not have.",
        "A talk's id is its file's name, or the `id` of `talks.yaml`.",
    ),
    error(
        "unknown-theme",
        "The settings name a theme that does not exist.",
        "Write `theme: parvis`, or add the theme to `themes/`.",
    ),
    error(
        "unknown-topic",
        "A topic is named that `topics.yaml` does not have.",
        "Correct the id, or add the topic to `topics.yaml`.",
    ),
    warning(
        "unpublished-link",
        "A link leads to an entry that is held back: a draft, one for later, or one that expired; or to a list that has nothing on this day. Only its text is shown until then. With `checks: {unpublished-link: error}` such a link stops a build; then a day on which something expires stops one, too.",
        "Nothing has to be done for an entry that comes by itself on a day. Else publish the entry too, or remove the link.",
    ),
    warning(
        "unpublished-reference",
        "A reference names an entry that is held back: a draft, one for later, or one that expired. It is left out until then. With `checks: {unpublished-reference: error}` it stops a build; then a day on which something expires stops one, too.",
        "Nothing has to be done for an entry that comes by itself on a day. Else publish the entry too, or remove the reference.",
    ),
    warning(
        "untranslated-interface",
        "The interface has no texts in a language of the portal; those of the default language are shown.",
        "Add `i18n/<language>.yaml`.",
    ),
    warning(
        "unknown-text",
        "A text of the interface has nearly the name of one that the theme shows: it is shown nowhere, unless a template of your own asks for it.",
        "Write the name that was meant.",
    ),
];
