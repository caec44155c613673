//! The fields of each kind of entry.

use super::{
    Field,
    Type::{
        self, AnyReference, Bool, Choice, Color, Date, DateTime, Email, Extra, File,
        Language, List, Map, Markdown, Number, Path, PersonOr, Positive, Reference, Slug,
        Text, TimeZone, Title, Url, Word,
    },
    optional, required,
};
use crate::content::Kind;

const PERSON: Type = Reference(Kind::Person);
pub(super) const PEOPLE: Type = List(&PERSON, 200);
pub(super) const TOPICS: Field =
    optional("topics", List(&Reference(Kind::Topic), 20), "Topics, by id.");
pub(super) const COMMUNITIES: Field = optional(
    "communities",
    List(&Reference(Kind::Community), 50),
    "The communities it belongs to, by id.",
);
pub(super) const SUMMARY: Field =
    optional("summary", Text, "One or two sentences for lists, feeds and search engines.");
pub(super) const AUDIENCE: Field = optional("audience", Text, "For whom it is.");
pub(super) const DRAFT: Field =
    optional("draft", Bool, "Not published unless `--drafts` is given.");
pub(super) const EXTRA: Field =
    optional("extra", Extra, "Free fields, for the portal's own theme.");
pub(super) const COVER: Field = optional(
    "cover",
    Map(COVER_FIELDS),
    "A picture for the head of the page and its card.",
);
pub(super) const RELATED: Field =
    optional("related", List(&AnyReference, 20), "Entries about the same subject.");
pub(super) const REVIEW_BY: Field =
    optional("review_by", Date, "When somebody should look at it again.");
pub(super) const LANG: Field =
    optional("lang", Language, "The language of the text, if not the portal's first.");
pub(super) const SLUG: Field =
    optional("slug", Slug, "Name in the address, if not the file's.");
pub(super) const ALIASES: Field =
    optional("aliases", List(&Path, 50), "Old addresses that lead here.");

const COVER_FIELDS: &[Field] = &[
    required("image", File, "File beside the text, or `/img/…`."),
    optional("alt", Word, "What the picture shows; empty when it only decorates."),
    optional("credit", Text, "Who made it."),
    optional("source", Url, "Address where it comes from."),
    optional("license", Text, "What may be done with it, such as `CC BY 4.0`."),
    optional("license_url", Url, "Address of the license."),
];
const LINK_FIELDS: &[Field] =
    &[required("label", Title, "What the link says."), required("url", Url, "Address.")];
const CONTACT_FIELDS: &[Field] = &[
    required("label", Title, "What the contact is for."),
    optional("url", Url, "Address."),
    optional("email", Email, "E-mail address."),
];
const OUTSIDE_FIELDS: &[Field] = &[
    required("name", Title, "Name."),
    optional("organisation", Title, "Company or association."),
    optional("url", Url, "Address of a page about the person."),
];
const LEAD_FIELDS: &[Field] = &[
    required("person", PERSON, "The person, by id."),
    optional("role", Title, "What the person does for it."),
    optional("since", Date, "The first day of the mandate."),
    optional("until", Date, "The last day of the mandate."),
];
const SPEAKERS: Type = List(&PersonOr(OUTSIDE_FIELDS), 200);

/// Fields of a community.
pub const COMMUNITY: &[Field] = &[
    required("title", Title, "Name of the community."),
    optional("short_title", Title, "Short name, for cards and breadcrumbs."),
    SUMMARY,
    optional(
        "leads",
        List(&PersonOr(LEAD_FIELDS), 200),
        "Who leads it, by id; or a mapping for somebody who has a mandate.",
    ),
    optional("members", Number, "How many members it has."),
    optional("founded", Date, "The day it began."),
    optional(
        "status",
        Choice(&["forming", "active", "dormant", "archived"]),
        "How it is doing; `active` by default.",
    ),
    optional("meeting", Text, "When and where it meets, in words."),
    optional("contacts", List(&Map(CONTACT_FIELDS), 50), "Where to write."),
    optional("join", Map(LINK_FIELDS), "How to join."),
    TOPICS,
    optional(
        "color",
        Color,
        "The community's color; shades with enough contrast are computed.",
    ),
    COVER,
    optional("weight", Number, "Place in lists: small first."),
    REVIEW_BY,
    EXTRA,
];

/// Fields of a retex.
pub const RETEX: &[Field] = &[
    required("title", Title, "Title."),
    required("authors", PEOPLE, "Who wrote it, by id."),
    required(
        "date",
        Date,
        "Day of publication; or the date at the start of the file name.",
    ),
    SUMMARY,
    TOPICS,
    optional("updated", Date, "Day of the last change that matters to readers."),
    COVER,
    optional("context", Text, "Where it happened: team, product, size."),
    optional("takeaways", List(&Text, 20), "What to remember, a sentence each."),
    optional("event", Reference(Kind::Event), "The event where it was told."),
    optional("talks", List(&Reference(Kind::Talk), 50), "Talks about the same subject."),
    optional(
        "series",
        Map(&[
            required("id", Slug, "Name of the series."),
            required("part", Positive, "Which part this is, from 1."),
            optional("title", Title, "What the series is called; its first part says it."),
        ]),
        "The series it is a part of.",
    ),
    optional(
        "related",
        List(&AnyReference, 20),
        "Entries to read next, before the computed ones.",
    ),
    optional("canonical", Url, "Where it was published first."),
    AUDIENCE,
    DRAFT,
    optional("publish", Date, "Not published before this day."),
    optional("expires", Date, "Not published from this day on."),
    REVIEW_BY,
    SLUG,
    ALIASES,
    optional("toc", Bool, "Whether the list of contents is shown; `true` by default."),
    LANG,
    EXTRA,
];

/// Fields of an event.
pub const EVENT: &[Field] = &[
    required("title", Title, "Title."),
    required("start", DateTime, "Day, or day and local time, of its beginning."),
    SUMMARY,
    optional(
        "updated",
        DateTime,
        "When its day, its hour, its place or its state last changed: a day, or a day and time \
         of the portal, so that calendars know the newer file.",
    ),
    optional("end", DateTime, "Day, or day and local time, of its end."),
    optional("timezone", TimeZone, "Time zone of its times, if not the portal's."),
    optional("all_day", Bool, "Whether it lasts whole days."),
    optional(
        "kind",
        Choice(&["meeting", "workshop", "training", "testimony", "conference", "social"]),
        "What kind of event it is.",
    ),
    optional(
        "place",
        Map(&[
            required("name", Title, "Name of the place."),
            optional("address", Text, "Postal address."),
            optional("url", Url, "Map or directions."),
        ]),
        "Where it takes place.",
    ),
    optional(
        "online",
        Map(&[
            required("url", Url, "Address of the call."),
            optional("label", Title, "What the link says."),
        ]),
        "How to take part remotely.",
    ),
    optional("recurrence", Word, "An RRULE of RFC 5545, such as `FREQ=MONTHLY;BYDAY=1TU`."),
    optional(
        "exceptions",
        List(
            &Map(&[
                required("date", Date, "The occurrence."),
                optional("cancelled", Bool, "It does not take place."),
                optional("moved_to", DateTime, "It takes place at this time."),
            ]),
            200,
        ),
        "Occurrences that are cancelled or moved.",
    ),
    optional(
        "occurrences",
        List(
            &Map(&[
                required("date", Date, "The occurrence, by the day that the rule gives."),
                optional("recording", Url, "Its recording."),
                optional("slides", Url, "Its slides."),
                optional("notes", Markdown, "What was said and decided."),
            ]),
            500,
        ),
        "What belongs to one occurrence.",
    ),
    optional(
        "speakers",
        SPEAKERS,
        "Who speaks, by id; or a mapping for people from outside.",
    ),
    optional(
        "programme",
        List(
            &Map(&[
                optional(
                    "day",
                    Date,
                    "The day, where the event has several; it holds for the lines below, too.",
                ),
                optional("time", Word, "Local time, `14:30` or `14:30–15:15`."),
                required("title", Title, "What happens."),
                optional("speakers", SPEAKERS, "Who speaks."),
                optional("talk", Reference(Kind::Talk), "The talk that is given."),
            ]),
            200,
        ),
        "What happens when.",
    ),
    optional(
        "registration",
        Map(&[
            required("url", Url, "Where to register."),
            optional("until", Date, "Last day."),
        ]),
        "How to register.",
    ),
    optional(
        "status",
        Choice(&["planned", "cancelled", "postponed"]),
        "`planned` by default.",
    ),
    optional("recording", Url, "Recording."),
    optional("slides", Url, "Slides."),
    TOPICS,
    COMMUNITIES,
    REVIEW_BY,
    AUDIENCE,
    DRAFT,
    SLUG,
    ALIASES,
    COVER,
    LANG,
    EXTRA,
];

/// Fields of a talk.
pub const TALK: &[Field] = &[
    required("title", Title, "Title."),
    required(
        "speakers",
        SPEAKERS,
        "Who speaks, by id; or a mapping for people from outside.",
    ),
    required(
        "deliveries",
        List(
            &Map(&[
                required("conference", Title, "Conference."),
                optional("edition", Word, "Edition, such as `2026` or `Lyon`."),
                required("date", Date, "Day."),
                optional("city", Word, "City."),
                optional("country", Word, "Country."),
                optional("url", Url, "The talk's page at the conference."),
                optional("video", Url, "Recording."),
                optional("slides", Url, "Slides."),
                optional("language", Language, "Language spoken."),
            ]),
            200,
        ),
        "Where and when it was given.",
    ),
    SUMMARY,
    TOPICS,
    optional(
        "level",
        Choice(&["beginner", "intermediate", "advanced"]),
        "What listeners should know.",
    ),
    COMMUNITIES,
    optional("language", Language, "Language of the talk."),
    RELATED,
    AUDIENCE,
    DRAFT,
    SLUG,
    ALIASES,
    LANG,
    EXTRA,
];

/// Fields of a person.
pub const PERSON_FIELDS: &[Field] = &[
    required("name", Title, "Name, as it is signed."),
    optional(
        "sort_name",
        Word,
        "What the person is sorted by, such as `Curie, Marie`; the name by default.",
    ),
    optional("role", Title, "What the person does."),
    optional("organisation", Title, "Company or association."),
    COMMUNITIES,
    optional("avatar", File, "Portrait."),
    optional("links", List(&Map(LINK_FIELDS), 50), "Pages of the person."),
    optional("email", Email, "E-mail address, shown only with `show_email: true`."),
    optional("show_email", Bool, "Whether the e-mail address is published."),
    optional("former", Bool, "Whether the person has left."),
    EXTRA,
];

/// Fields of a topic.
pub const TOPIC: &[Field] = &[
    required("label", Title, "Name of the topic."),
    optional("description", Text, "What it is about."),
    optional("synonyms", List(&Word, 50), "Other words for it."),
    optional("parent", Reference(Kind::Topic), "The wider topic."),
    EXTRA,
];

/// Fields of a free page.
pub const PAGE: &[Field] = &[
    required("title", Title, "Title."),
    SUMMARY,
    optional("weight", Number, "Place in lists: small first."),
    optional("menu", Bool, "Whether the page is listed in its community's menu."),
    optional("since", Date, "Since when it holds."),
    REVIEW_BY,
    SLUG,
    ALIASES,
    DRAFT,
    LANG,
    EXTRA,
];

/// Fields of the home page's introduction.
pub const HOME: &[Field] = &[optional("title", Title, "Title."), SUMMARY, EXTRA];
