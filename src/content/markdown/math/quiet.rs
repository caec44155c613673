//! A panic that costs a formula, and no more.

use std::{
    cell::Cell,
    panic::{self, AssertUnwindSafe},
    sync::Once,
};

thread_local! {
    /// Whether a panic of this thread is nobody's business.
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

/// What a function of another crate gives; nothing when it panics. A bug there costs the formula,
/// not the page, and the author is told of the formula: nothing of the panic is printed.
pub(super) fn caught<T>(work: impl FnOnce() -> T) -> Option<T> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            if !QUIET.get() {
                usual(panic);
            }
        }));
    });
    let before = QUIET.replace(true);
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    QUIET.set(before);
    result.ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_nothing_and_the_next_one_is_one_again() {
        assert_eq!(caught(|| 1), Some(1));
        assert_eq!(caught(|| -> u8 { panic!("this is not printed") }), None);
        assert!(!QUIET.get());
        assert_eq!(
            caught(|| caught(|| -> u8 { panic!("nor this") }).is_none()),
            Some(true)
        );
    }
}
