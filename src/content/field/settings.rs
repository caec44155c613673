//! The fields of `portal.yaml`.

use super::{
    Field,
    Type::{
        Bool, Choice, Choices, Date, Email, Extra, File, Language, List, Map, Number, Path,
        Percent, Positive, Text, TimeZone, Title, Url, Word,
    },
    kinds::EXTRA,
    optional, required,
};

const MENU_FIELDS: &[Field] = &[
    required("label", Title, "What the link says."),
    optional("page", Path, "A page of the portal: `/pages/a-propos.md` or `/retex/`."),
    optional("url", Url, "An address elsewhere."),
];

/// Fields of a file beside a picture.
pub const CREDIT: &[Field] = &[
    required("credit", Text, "Who made the picture."),
    optional("source", Url, "Address where the picture comes from."),
    optional("license", Text, "What may be done with it, such as `CC BY 4.0`."),
    optional("license_url", Url, "Address of the license."),
];

/// Fields of `portal.yaml`.
pub const SETTINGS: &[Field] = &[
    required("title", Title, "Name of the portal."),
    required("url", Url, "Where it is published, with the path if there is one."),
    optional("description", Text, "One or two sentences about the portal."),
    optional(
        "languages",
        List(&Language, 20),
        "Languages of the portal; the first is the default. `[fr]` by default.",
    ),
    optional(
        "timezone",
        TimeZone,
        "Time zone of dates and events; `Europe/Paris` by default.",
    ),
    optional(
        "organisation",
        Map(&[
            required("name", Title, "Name."),
            optional("url", Url, "Address."),
            optional("logo", File, "Logo."),
        ]),
        "The company.",
    ),
    optional("contact", Email, "Where readers may write."),
    optional(
        "access",
        Choice(&["public", "restricted"]),
        "`restricted` when pages are read only with access, so that no calendar can subscribe to them; `public` by default.",
    ),
    optional("theme", Word, "Name of the theme; `parvis` by default."),
    optional("theme_settings", Extra, "Settings of the theme."),
    optional(
        "menu",
        List(&Map(MENU_FIELDS), 20),
        "Links of the head, beside the communities.",
    ),
    optional("footer", List(&Map(MENU_FIELDS), 20), "Links of the foot."),
    optional("page_size", Positive, "Entries on a page of a list; 20 by default."),
    optional(
        "size_limit",
        Number,
        "What the host takes, in megabytes; from 80 % of it on, `check` and `build` name the largest files. 100 by default; 0 for no limit.",
    ),
    optional(
        "llms",
        Bool,
        "Publishes `llms.txt` and, beside each entry's page, its text as `index.md`, for programs that read Markdown; `false` by default.",
    ),
    optional(
        "feeds",
        Choice(&["summary", "whole"]),
        "What the feeds of people and topics tell of each entry: its summary, or its whole text; `summary` by default.",
    ),
    optional(
        "video_hosts",
        List(&Word, 50),
        "Hosts of PeerTube whose videos are played in the page, such as `tube.example.org`.",
    ),
    optional(
        "repository",
        Map(&[
            required("url", Url, "Address of the repository."),
            optional("branch", Word, "Branch; `main` by default."),
        ]),
        "Gives each page an \"edit this page\" link.",
    ),
    optional(
        "checks",
        Choices(&["error", "warning", "off"]),
        "Severity of the rules that are a matter of taste, by code.",
    ),
    optional(
        "active_static",
        List(&Word, 200),
        "Files of `static/` that run in a browser or steer the host, and that you have read, such as `outil/index.html`; a folder ends with `/`.",
    ),
    optional(
        "vitality",
        Map(&[
            optional(
                "silent_quarters",
                Positive,
                "Whole quarters without a sign of life after which `check` says that a community is silent.",
            ),
            optional(
                "event_notes_days",
                Number,
                "Days after which `check` says that an event has no notes, recording or slides.",
            ),
            optional(
                "event_notes_since",
                Date,
                "The first day whose events need notes; all of them by default.",
            ),
        ]),
        "When `check` says that activity is missing; without a threshold it never does.",
    ),
    optional(
        "markdown",
        Map(&[optional(
            "raw_html",
            Choice(&["sanitize", "text"]),
            "What happens to raw HTML; `sanitize` by default.",
        )]),
        "How Markdown is read.",
    ),
    optional(
        "typography",
        Bool,
        "Whether French and English are set as a typographer does: quotes, spaces, dashes. `true` by default.",
    ),
    optional(
        "abbreviations",
        List(
            &Map(&[
                required("short", Word, "The abbreviation, as texts write it."),
                required("long", Title, "What it stands for."),
            ]),
            500,
        ),
        "Abbreviations that are spelled out where a text has them first.",
    ),
    optional(
        "letters",
        List(
            &Map(&[
                required("date", Date, "The last day that it tells of, and its address."),
                optional(
                    "since",
                    Date,
                    "The first day that it covers; by default the day after the previous letter.",
                ),
                optional("intro", Text, "A few words before what is new."),
            ]),
            500,
        ),
        "Letters that the portal keeps as pages, `/lettre/2026-11-01/`: what was new, and what came next. A letter to come is published on its day.",
    ),
    optional(
        "accessibility",
        Map(&[
            optional("standard", Word, "Standard of the audit, such as `RGAA 4.1.2`."),
            optional(
                "status",
                Choice(&["full", "partial", "none"]),
                "Result of the audit.",
            ),
            optional("rate", Percent, "Share of criteria met, in percent, such as `72.5`."),
            optional("audited", Date, "Day of the audit."),
            optional("auditor", Title, "Who audited."),
            optional("issues", List(&Text, 50), "What is known not to be accessible."),
        ]),
        "What the accessibility statement says; without it the page says that nothing was audited.",
    ),
    EXTRA,
];
