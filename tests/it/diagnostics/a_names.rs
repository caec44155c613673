//! A14–A17: references, and addresses that clash.

use super::{check, event, retex};

#[test]
fn a14_unknown_topic() {
    check(
        &retex("topics: [rsut]\n", "t"),
        r#"
error[unknown-topic]: unknown topic `rsut`
 --> communities/rte/retex/2026-01-02-x.md:4:10
  |
4 | topics: [rsut]
  |          ^^^^
  |
  = help: did you mean `rust`? (`topics.yaml`)
"#,
    );
    check(
        &retex("topics: [cuisine]\n", "t"),
        r#"
error[unknown-topic]: unknown topic `cuisine`
 --> communities/rte/retex/2026-01-02-x.md:4:10
  |
4 | topics: [cuisine]
  |          ^^^^^^^
  |
  = help: add `- id: cuisine` with its `label` to `topics.yaml`
"#,
    );
}

#[test]
fn an_item_that_is_indented_further_is_no_person() {
    check(
        "=== communities/rte/retex/2026-01-02-x.md\n---\ntitle: X\nauthors:\n- ana\n - bo\n---\n\nt\n",
        r#"
error[unknown-person]: unknown person `ana - bo`
 --> communities/rte/retex/2026-01-02-x.md:4:3
  |
4 |   - ana
  |  ___^
5 | |  - bo
  | |_____^
  |
  = help: begin all lines in one column: `- ana`, `- bo`
"#,
    );
}

#[test]
fn a14_unknown_author() {
    check(
        "=== communities/rte/retex/2026-01-02-x.md\n---\ntitle: X\nauthors: [anna]\n---\n\nt\n",
        r#"
error[unknown-person]: unknown person `anna`
 --> communities/rte/retex/2026-01-02-x.md:3:11
  |
3 | authors: [anna]
  |           ^^^^
  |
  = help: did you mean `ana`? (`people/ana.md`)
"#,
    );
    check(
        "=== communities/rte/retex/2026-01-02-x.md\n---\ntitle: X\nauthors: [rust, Zoé Martin]\n---\n\nt\n",
        r#"
error[unknown-person]: unknown person `rust`
 --> communities/rte/retex/2026-01-02-x.md:3:11
  |
3 | authors: [rust, Zoé Martin]
  |           ^^^^ `rust` is a topic, not a person
  |
  = help: add `people/rust.md` with a `name`, or an entry of `people.yaml`

error[unknown-person]: unknown person `Zoé Martin`
 --> communities/rte/retex/2026-01-02-x.md:3:17
  |
3 | authors: [rust, Zoé Martin]
  |                 ^^^^^^^^^^
  |
  = help: add `people/zoe-martin.md` with a `name`, or an entry of `people.yaml`
"#,
    );
}

#[test]
fn a14_unknown_community() {
    check(
        &event("start: 2026-12-01\ncommunities: [rta]\n"),
        r#"
error[unknown-community]: unknown community `rta`
 --> communities/rte/events/e.md:4:15
  |
4 | communities: [rta]
  |               ^^^
  |
  = help: did you mean `rte`? (`communities/rte/index.md`)
"#,
    );
    check(
        "=== communities/ux/retex/2026-01-02-a.md\n---\ntitle: A\nauthors: [ana]\n---\n\nt\n=== communities/ux/retex/2026-01-02-b.md\n---\ntitle: B\nauthors: [ana]\n---\n\nt\n",
        r#"
error[unknown-community]: the community `ux` has no `index.md`
 --> communities/ux/retex/2026-01-02-a.md:1:1
  |
1 | ---
  | ^^^
  |
  = help: add `communities/ux/index.md` with a `title`
"#,
    );
}

#[test]
fn a14_unknown_event_talk_and_entry() {
    check(
        &retex("event: e\ntalks: [t]\nrelated: [nothing-of-this-name]\n", "t"),
        r#"
error[unknown-event]: unknown event `e`
 --> communities/rte/retex/2026-01-02-x.md:4:8
  |
4 | event: e
  |        ^
  |
  = help: an id is a file's name without date and ending

error[unknown-talk]: unknown talk `t`
 --> communities/rte/retex/2026-01-02-x.md:5:9
  |
5 | talks: [t]
  |         ^
  |
  = help: an id is a file's name without date and ending

error[unknown-reference]: unknown entry `nothing-of-this-name`
 --> communities/rte/retex/2026-01-02-x.md:6:11
  |
6 | related: [nothing-of-this-name]
  |           ^^^^^^^^^^^^^^^^^^^^
  |
  = help: an id is a file's name without date and ending
"#,
    );
}

#[test]
fn a14_ambiguous_reference() {
    check(
        "=== communities/ux/index.md\n---\ntitle: UX\n---\n=== communities/ux/retex/2026-01-02-a.md\n---\ntitle: A\nauthors: [ana]\n---\n\nt\n=== communities/rte/retex/2026-01-02-a.md\n---\ntitle: A2\nauthors: [ana]\n---\n\nt\n=== communities/rte/retex/2026-01-02-b.md\n---\ntitle: B\nauthors: [ana]\nrelated: [a, ux/a]\n---\n\nt\n",
        r#"
error[ambiguous-reference]: `a` names 2 entries
 --> communities/rte/retex/2026-01-02-b.md:4:11
  |
4 | related: [a, ux/a]
  |           ^
  |
  = help: write the community before it, `community/a`; it may be `communities/ux/retex/2026-01-02-a.md` or `communities/rte/retex/2026-01-02-a.md`
"#,
    );
}

#[test]
fn a15_two_people_of_one_id() {
    check(
        "=== people.yaml\n- id: ana\n  name: Ana B.\n",
        r#"
error[duplicate-entry]: the person `ana` is given twice
 --> people/ana.md:1:1
  |
1 | ---
  | ^^^ again here
  |
 ::: people.yaml:1:7
  |
1 | - id: ana
  |       --- first here
  |
  = help: rename one of the two, or remove it
"#,
    );
    check(
        "=== people.yaml\n- id: bob\n  name: Bob\n- id: bob\n  name: Bob B.\n",
        r#"
error[duplicate-entry]: the person `bob` is given twice
 --> people.yaml:3:7
  |
3 | - id: bob
  |       ^^^ again here
  |
 ::: people.yaml:1:7
  |
1 | - id: bob
  |       --- first here
  |
  = help: give one of the two another `id:`, or remove it
"#,
    );
}

#[test]
fn a16_duplicate_slug() {
    check(
        &format!(
            "{}=== communities/rte/retex/2026-02-02-z.md\n---\ntitle: Z\nauthors: [ana]\nslug: x\n---\n\nt\n",
            retex("", "t")
        ),
        r#"
error[address-collision]: the address `/communautes/rte/retex/x/` is claimed twice
 --> communities/rte/retex/2026-01-02-x.md:1:1
  |
1 | ---
  | ^^^ claims `/communautes/rte/retex/x/`
  |
 ::: communities/rte/retex/2026-02-02-z.md:1:1
  |
1 | ---
  | --- claims `/communautes/rte/retex/x/` too
  |
  = help: rename one of the two files, or give one another `slug:`
"#,
    );
    check(
        &format!(
            "{}=== communities/rte/retex/2026-02-02-x.md\n---\ntitle: Z\nauthors: [ana]\n---\n\nt\n",
            retex("", "t")
        ),
        r#"
error[duplicate-entry]: the retex `x` is given twice
 --> communities/rte/retex/2026-02-02-x.md:1:1
  |
1 | ---
  | ^^^ again here
  |
 ::: communities/rte/retex/2026-01-02-x.md:1:1
  |
1 | ---
  | --- first here
  |
  = help: rename one of the two: the date at the start of a name does not count
"#,
    );
}

#[test]
fn a16_duplicate_alias() {
    check(
        &format!(
            "{}=== communities/rte/retex/2026-02-02-z.md\n---\ntitle: Z\nauthors: [ana]\naliases: [/vieux/]\n---\n\nt\n",
            retex("aliases: [/vieux/]\n", "t")
        ),
        r#"
error[address-collision]: the address `/vieux/` is claimed twice
 --> communities/rte/retex/2026-01-02-x.md:4:11
  |
4 | aliases: [/vieux/]
  |           ^^^^^^^ claims `/vieux/`
  |
 ::: communities/rte/retex/2026-02-02-z.md:4:11
  |
4 | aliases: [/vieux/]
  |           ------- claims `/vieux/` too
  |
  = help: remove one of the two aliases, or give it another path
"#,
    );
    check(
        &retex("aliases: [/retex/]\n", "t"),
        r#"
error[address-collision]: the address `/retex/` is claimed twice
 --> communities/rte/retex/2026-01-02-x.md:4:11
  |
4 | aliases: [/retex/]
  |           ^^^^^^^ claims `/retex/`
  |
  = help: `/retex/` is a page that Parvis makes: choose another name
"#,
    );
}

#[test]
fn a16_alias_to_itself() {
    check(
        &retex("aliases: [/communautes/rte/retex/x/]\n", "t"),
        r#"
error[address-collision]: the address `/communautes/rte/retex/x/` is claimed twice
 --> communities/rte/retex/2026-01-02-x.md:4:11
  |
4 | aliases: [/communautes/rte/retex/x/]
  |           ^^^^^^^^^^^^^^^^^^^^^^^^^ claims `/communautes/rte/retex/x/`
  |
 ::: communities/rte/retex/2026-01-02-x.md:1:1
  |
1 | ---
  | --- claims `/communautes/rte/retex/x/` too
  |
  = help: remove one of the two aliases, or give it another path
"#,
    );
}

#[test]
fn a17_names_that_differ_by_case_or_unicode_form() {
    check(
        "=== pages/Guide.md\n---\ntitle: A\n---\n\nt\n=== pages/guide.md\n---\ntitle: B\n---\n\nt\n",
        r#"
error[address-collision]: the address `/guide/` is claimed twice
 --> pages/guide.md:1:1
  |
1 | ---
  | ^^^ claims `/guide/`
  |
 ::: pages/Guide.md:1:1
  |
1 | ---
  | --- claims `/guide/` too
  |
  = help: rename one of the two files, or give one another `slug:`
"#,
    );
    check(
        "=== pages/a.md\n---\ntitle: A\naliases: [/Vieux/]\n---\n\nt\n=== pages/b.md\n---\ntitle: B\naliases: [/vieux/]\n---\n\nt\n",
        r#"
error[address-collision]: the address `/vieux/` differs from another only by case or Unicode form
 --> pages/b.md:3:11
  |
3 | aliases: [/vieux/]
  |           ^^^^^^^ claims `/vieux/`
  |
 ::: pages/a.md:3:11
  |
3 | aliases: [/Vieux/]
  |           ------- claims `/Vieux/` too
  |
  = help: remove one of the two aliases, or give it another path
"#,
    );
}
