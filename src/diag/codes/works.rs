//! Rules about practices, initiatives and series, and about what should have been done by now.

use super::{Rule, error, taste};

pub(super) const RULES: &[Rule] = &[
    taste(
        "duplicate-part",
        "Two retex are the same part of a series: readers do not know which one comes first.",
        "Give each part its own number, or each series its own `id`.",
    ),
    taste(
        "ended-mandate",
        "The mandate of someone who leads a community is over: readers do not know whom to ask.",
        "Give another `until`, or name who leads the community now.",
    ),
    taste(
        "event-without-notes",
        "An event took place longer ago than `vitality: {event_notes_days: …}` of the settings allows, and has no recording, no slides, no notes, and no retex that names it: people who were not there learn nothing from it. A recurring event needs something about one meeting of the last year; a social event needs nothing.",
        "Add `recording` or `slides`, or `notes` of the day below `occurrences`; or give `event_notes_since` in the settings.",
    ),
    taste(
        "for-and-against",
        "A retex speaks both for and against one practice.",
        "Keep the side of its conclusion, and say the rest in the practice's text.",
    ),
    taste(
        "late-review",
        "The day by which somebody should look at an entry again is past, and its page says so.",
        "Look at it again, then give `review_by` another day.",
    ),
    taste(
        "missing-part",
        "A series begins after 1 or leaves a number out: readers look for a part that is not there.",
        "Publish what is missing, or renumber the parts.",
    ),
    taste(
        "overdue-initiative",
        "An initiative that is chosen or running should be over by now.",
        "Write `status: done` or `dropped`, or give another `end`.",
    ),
    taste(
        "silent-community",
        "An active community has given no sign of life for as many whole quarters as `vitality: {silent_quarters: …}` of the settings says, and announces none. Signs of life are retex, events held, talks given, practices adopted and initiatives done.",
        "Publish or announce something, or say how it is doing: `status: forming`, `dormant` or `archived`.",
    ),
    taste(
        "undated-status",
        "The status of a practice or an initiative has no day, so nobody can say in which year it was reached.",
        "Add `since` to a practice, `end` to an initiative that is done or dropped.",
    ),
    error(
        "unknown-practice",
        "A practice is named that the portal does not have.",
        "A practice's id is its file name without the extension.",
    ),
    error(
        "unknown-retex",
        "A retex is named that the portal does not have.",
        "A retex's id is its file name without its date and extension.",
    ),
];
