//! The fields of practices and initiatives: what communities bring.

use super::{
    Field,
    Type::{self, Bool, Choice, Date, List, Map, Reference, Title, Url},
    kinds::{
        ALIASES, AUDIENCE, COMMUNITIES, COVER, DRAFT, EXTRA, LANG, PEOPLE, RELATED,
        REVIEW_BY, SLUG, SUMMARY, TOPICS,
    },
    optional, required,
};
use crate::content::Kind;

const OWNERS: Field = optional("owners", PEOPLE, "Who looks after it, by id.");
const RETEX_LIST: Type = List(&Reference(Kind::Retex), 50);
const COMMUNITY_LIST: Type = List(&Reference(Kind::Community), 500);

/// Words for the state of a practice, in the order of lists.
pub const PRACTICE_STATES: &[&str] = &["adopted", "tried", "proposed", "retired"];

/// Fields of a practice.
pub const PRACTICE: &[Field] = &[
    required("title", Title, "Name of the practice."),
    required("status", Choice(PRACTICE_STATES), "How far it has come."),
    SUMMARY,
    optional("since", Date, "Since when it is in this state."),
    REVIEW_BY,
    TOPICS,
    COMMUNITIES,
    optional("applied_by", COMMUNITY_LIST, "The communities that work this way, by id."),
    optional("tried_by", COMMUNITY_LIST, "The communities that are trying it, by id."),
    optional("supported_by", RETEX_LIST, "Retex that speak for it."),
    optional("contested_by", RETEX_LIST, "Retex that speak against it."),
    OWNERS,
    AUDIENCE,
    RELATED,
    COVER,
    DRAFT,
    SLUG,
    ALIASES,
    LANG,
    EXTRA,
];

/// Words for the state of an initiative, in the order of lists.
pub const INITIATIVE_STATES: &[&str] =
    &["running", "chosen", "proposed", "done", "dropped"];

/// Fields of an initiative.
pub const INITIATIVE: &[Field] = &[
    required("title", Title, "Name of the initiative."),
    required("status", Choice(INITIATIVE_STATES), "How far it has come."),
    SUMMARY,
    OWNERS,
    optional("start", Date, "The day it begins."),
    optional("end", Date, "The day it ends; of what is to come, the day it is due."),
    REVIEW_BY,
    optional(
        "deliverables",
        List(
            &Map(&[
                required("title", Title, "What is made."),
                optional("url", Url, "Where it is."),
                optional("done", Bool, "Whether it is there."),
            ]),
            100,
        ),
        "What comes out of it.",
    ),
    optional("meetings", List(&Reference(Kind::Event), 200), "Its meetings, by id."),
    optional("practices", List(&Reference(Kind::Practice), 50), "Practices it works on."),
    TOPICS,
    COMMUNITIES,
    AUDIENCE,
    RELATED,
    COVER,
    DRAFT,
    SLUG,
    ALIASES,
    LANG,
    EXTRA,
];
