//! What stands near to what is right: an id as a path, several in one text, a value where a
//! field's name is wanted, a text that goes on below. One finding, with what to write.

use super::{event, portal, retex, said};

/// What is to be written instead, of the only finding of a code.
#[track_caller]
fn help(text: &str, code: &str) -> String {
    let found = &portal(text).diagnostics;
    let own: Vec<_> = found.iter().filter(|it| it.code == code).collect();
    let [one] = own.as_slice() else { panic!("{text}\n{:?}", said(found)) };
    one.help.clone().unwrap_or_default()
}

/// The only finding, of a retex with these fields.
#[track_caller]
fn only(front: &str, code: &str) -> String {
    let text = retex("", "t").replace("authors: [ana]\n", "");
    let has = |name: &str| front.starts_with(name) || front.contains(&format!("\n{name}"));
    let title = if has("title:") { text.replace("title: X\n", "") } else { text };
    let authors = if has("authors:") { "" } else { "authors: [ana]\n" };
    let text = title.replacen("---\n\n", &format!("{authors}{front}\n---\n\n"), 1);
    let all = portal(&text).diagnostics.len();
    assert_eq!(all, 1, "{text}\n{:?}", said(&portal(&text).diagnostics));
    help(&text, code)
}

#[test]
fn an_id_that_is_written_as_a_path_is_told() {
    for written in [
        "ana.md",
        "people/ana.md",
        "/people/ana.md",
        "/personnes/ana/",
        "https://p.example/personnes/ana/#x",
        "'[Ana](/people/ana.md)'",
        "'https://p.example/personnes/ana'",
    ] {
        let front = format!("authors: [{written}]");
        assert_eq!(only(&front, "unknown-person"), "write `ana`", "{written}");
    }
    for (written, id) in [
        ("2026-01-02-x", "x"),
        ("2026-01-02-x.md", "x"),
        ("/communities/rte/retex/2026-01-02-x.md", "rte/x"),
        ("https://p.example/communautes/rte/retex/x/", "rte/x"),
    ] {
        let front = format!("related: [{written}]");
        assert_eq!(only(&front, "unknown-reference"), format!("write `{id}`"), "{written}");
    }
    // It may be meant of another community: nothing is sure.
    for written in ["retex/x", "craft/x"] {
        let front = format!("related: [{written}]");
        assert_eq!(only(&front, "unknown-reference"), "did you mean `x`?", "{written}");
    }
}

#[test]
fn names_that_stand_in_one_text_are_told_apart() {
    let apart = "write each by itself, with a comma between two in `[…]`: ";
    for written in ["ana et bo", "ana / bo", "\"ana, bo\"", "ana; bo", "Ana & bo"] {
        let front = format!("authors: [{written}]");
        assert_eq!(
            only(&front, "unknown-person"),
            format!("{apart}`ana`, `bo`"),
            "{written}"
        );
    }
    assert_eq!(
        only("authors:\n  - ana, bo", "unknown-person"),
        format!("{apart}`ana`, `bo`")
    );
    // Of none of them is anything known.
    assert!(only("authors: [cy et di]", "unknown-person").starts_with("add "));
}

#[test]
fn signs_around_a_name_are_no_part_of_it() {
    for written in ["«ana»", "“ana”", "<ana>", "(ana)", "ana]", "\"(ana)\""] {
        let front = format!("authors: {written}");
        assert_eq!(only(&front, "wrong-type"), "write `authors: [ana]`", "{written}");
    }
    assert_eq!(only("authors: [[ana]]", "wrong-type"), "write `ana`");
    assert_eq!(only("authors: ''", "wrong-type"), "write `authors: […]`");
}

#[test]
fn a_value_where_the_name_of_a_field_is_wanted_is_told_with_its_field() {
    let start = "start: 2026-12-03T10:00\nrecurrence: FREQ=WEEKLY\n";
    for (front, right) in [
        (
            "exceptions:\n  - 2026-12-10: annulé",
            "write `{date: 2026-12-10, cancelled: true}`",
        ),
        (
            "exceptions:\n  - 2026-12-10: 2026-12-11",
            "write `{date: 2026-12-10, moved_to: 2026-12-11}`",
        ),
        (
            "exceptions: {2026-12-10: cancelled}",
            "write `exceptions: [{date: 2026-12-10, cancelled: true}]`",
        ),
        ("programme:\n  - 10h: Accueil", "write `{time: \"10h\", title: Accueil}`"),
        ("programme:\n  - 10:00 Accueil", "write `- {time: \"10:00\", title: Accueil}`"),
        (
            "programme: 10h30 – Bilan",
            "write `programme: [{time: \"10h30\", title: Bilan}]`",
        ),
    ] {
        let text = event(&format!("{start}{front}\n"));
        assert_eq!(help(&text, "wrong-type"), right, "{front}");
    }
    let lists = event("start: [2026-12-03]\n");
    assert_eq!(help(&lists, "wrong-type"), "write `start: 2026-12-03`");
    let rule =
        |rule: &str| event(&format!("start: 2026-12-03T10:00\nrecurrence: {rule}\n"));
    assert_eq!(
        help(&rule("[FREQ=WEEKLY]"), "wrong-type"),
        "write `recurrence: FREQ=WEEKLY`"
    );
    let until = help(&rule("FREQ=WEEKLY;UNTIL=31/12/2027"), "bad-recurrence");
    assert!(until.contains("`UNTIL=20271231`"), "{until}");
}

#[test]
fn a_text_that_goes_on_below_is_put_in_quotes_as_a_whole() {
    for (front, right) in [
        (
            "summary: Un texte qui\n  a une suite : fin",
            "summary: \"Un texte qui a une suite : fin\"",
        ),
        (
            "summary: Un texte qui\n  va loin\n  et voici : la fin\n  de tout",
            "summary: \"Un texte qui va loin et voici : la fin de tout\"",
        ),
        ("title: Un\n  Note: deux", "title: \"Un Note: deux\""),
        ("takeaways:\n  - un\n    deux : trois", "- \"un deux : trois\""),
    ] {
        let said = only(front, "yaml-syntax");
        assert_eq!(said, format!("write `{right}`"), "{front}");
    }
    // What has the name of a field is one.
    let far = only("summary: Un texte\n  topics: [rust]", "yaml-syntax");
    assert!(far.starts_with("begin the fields"), "{far}");
}
