//! Rules about practices, initiatives and series.

use super::{Rule, error, taste};

pub(super) const RULES: &[Rule] = &[
    taste(
        "duplicate-part",
        "Two retex are the same part of a series: readers do not know which one comes first.",
        "Give each part its own number, or each series its own `id`.",
    ),
    taste(
        "for-and-against",
        "A retex speaks for a practice and against it.",
        "Keep it where its conclusion is, and say the rest in the practice's text.",
    ),
    taste(
        "missing-part",
        "A series begins after 1 or leaves a number out: readers look for a part that is not there.",
        "Publish what is missing, or count the parts anew.",
    ),
    taste(
        "overdue-initiative",
        "An initiative that is chosen or running should be over by now.",
        "Write `status: done` or `dropped`, or give another `end`.",
    ),
    taste(
        "undated-status",
        "The state of a practice or an initiative has no day, so that nobody can say in which year it was reached.",
        "Add `since` to a practice, `end` to an initiative that is done or dropped.",
    ),
    error(
        "unknown-practice",
        "A practice is named that the portal does not have.",
        "A practice's id is its file's name without the ending.",
    ),
    error(
        "unknown-retex",
        "A retex is named that the portal does not have.",
        "A retex's id is its file's name without date and ending.",
    ),
];
