//! What one page may cost its templates, in steps and in memory.
//!
//! Tera has a bound for neither. The templates of a portal with some of its own are loaded
//! [metered](super::meter): they call [a step](STEP) wherever something may come again, and
//! show each value that they keep. Nothing here is measured in time: a page that is refused
//! on one machine is refused on all.

use std::{cell::Cell, io};

use tera::{Error, Kwargs, State, StringInput, Tera, TeraResult, Value};

/// What the templates of one page may use: bytes of their source that are gone through, and
/// bytes of values that are written.
const MOST: u64 = 64 * 1024 * 1024;

/// How large a value may be that a template makes, in bytes.
const LARGEST: usize = 1024 * 1024;

/// From which size on a value makes each step dearer: filters go through all of it.
const LARGE: u64 = 4096;

/// Steps cost a power of two, so that their names say what.
pub(super) const CLASSES: std::ops::RangeInclusive<u32> = 6..=24;

/// How the functions that templates call are named.
pub(super) const STEP: &str = "parvis_step_";

/// The function that looks at a value that is kept.
pub(super) const HELD: &str = "parvis_held";

thread_local! {
    /// What is left of the page that this thread makes, and the largest value that it keeps.
    static LEFT: Cell<(u64, u64)> = const { Cell::new((u64::MAX, 0)) };
}

/// Fills one page with a tank of its own; a page is made on one thread.
pub(super) fn with_a_full_tank<T>(run: impl FnOnce() -> T) -> T {
    let before = LEFT.replace((MOST, 0));
    let out = run();
    LEFT.set(before);
    out
}

/// Gives functions, filters and an escaper to templates, each with a bound.
pub(super) fn meter(tera: &mut Tera) {
    for class in CLASSES {
        tera.register_function(
            format!("{STEP}{class}"),
            move |_: Kwargs, _: &State<'_>| {
                let (_, largest) = LEFT.get();
                burn((1 << class) * (1 + largest / LARGE)).map(|()| false)
            },
        );
    }
    tera.register_function(HELD, |given: Kwargs, _: &State<'_>| held(&given));
    tera.set_escape_fn(|text, out| {
        burn(text.len() as u64).map_err(io::Error::other)?;
        tera::escape_html(text, out)
    });
}

/// Filters whose results can be far larger than what they are given.
pub(super) fn limit_filters(tera: &mut Tera) {
    tera.register_filter(
        "replace",
        |text: StringInput<'_>, given: Kwargs, state: &State<'_>| {
            replace(&text, &given, state)
        },
    );
    tera.register_filter("join", |values: &[Value], given: Kwargs, state: &State<'_>| {
        join(values, &given, state)
    });
    tera.register_filter("str", |value: Value, _: Kwargs, _: &State<'_>| {
        small(size(&value)).map(|()| value.to_string())
    });
    tera.register_filter(
        "indent",
        |_: Value, _: Kwargs, _: &State<'_>| -> TeraResult<Value> {
            Err(Error::message("`indent` is not known here. Leave it out: HTML needs none"))
        },
    );
}

fn burn(cost: u64) -> TeraResult<()> {
    let (left, largest) = LEFT.get();
    LEFT.set((left.saturating_sub(cost), largest));
    if left < cost {
        return Err(Error::message(
            "the templates of this page go on and on. Write fewer loops in each other, or loops over less",
        ));
    }
    Ok(())
}

fn small(size: usize) -> TeraResult<()> {
    if size > LARGEST {
        return Err(Error::message(
            "a value of more than 1 MB. Write it out where it is, instead of keeping it",
        ));
    }
    Ok(())
}

/// A value that a template keeps: all that is in it counts, as often as it is in it.
fn held(given: &Kwargs) -> TeraResult<bool> {
    let value = given.must_get::<Value>("value")?;
    let size = size(&value);
    small(size)?;
    let (left, largest) = LEFT.get();
    LEFT.set((left, largest.max(size as u64)));
    burn(size as u64 / 16).map(|()| false)
}

/// Bytes of a value; more than is allowed says no more than that.
fn size(value: &Value) -> usize {
    let mut open = vec![value];
    let mut size = 0;
    while let Some(value) = open.pop() {
        size += 16 + value.as_str().map_or(0, str::len);
        if size > LARGEST {
            break;
        }
        open.extend(value.as_array().into_iter().flatten().take(LARGEST / 16));
        open.extend(
            value.as_map().into_iter().flat_map(|it| it.values()).take(LARGEST / 16),
        );
    }
    size
}

fn replace(text: &StringInput<'_>, given: &Kwargs, state: &State<'_>) -> TeraResult<Value> {
    let from = given.must_get::<&str>("from")?;
    let to = given.must_get::<StringInput<'_>>("to")?;
    let is_safe = state.autoescaping_enabled() && (text.is_safe() || to.is_safe());
    let (whole, new) = if is_safe {
        (text.rendered(state)?, to.rendered(state)?)
    } else {
        (text.as_str().into(), to.as_str().into())
    };
    small(whole.len() + whole.matches(from).count().saturating_mul(new.len()))?;
    let out = whole.replace(from, &new);
    Ok(if is_safe { Value::safe_string(&out) } else { Value::from(out) })
}

fn join(values: &[Value], given: &Kwargs, state: &State<'_>) -> TeraResult<Value> {
    let between = given.get::<StringInput<'_>>("sep")?;
    let safe = |it: &Value| it.is_string() && it.is_safe();
    let is_safe = state.autoescaping_enabled()
        && (values.iter().any(safe) || between.as_ref().is_some_and(StringInput::is_safe));
    let between = match &between {
        Some(it) if is_safe => it.rendered(state)?,
        Some(it) => it.as_str().into(),
        None => "".into(),
    };
    let each = values.iter().map(size).sum::<usize>();
    small(each + values.len().saturating_mul(between.len()))?;
    let parts: Vec<String> = values
        .iter()
        .map(|it| match is_safe {
            true if it.is_undefined() => Ok(String::new()),
            true => state.escape_if_needed(it),
            false => Ok(it.to_string()),
        })
        .collect::<TeraResult<_>>()?;
    let out = parts.join(&between);
    Ok(if is_safe { Value::safe_string(&out) } else { Value::from(out) })
}
