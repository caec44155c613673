//! Letters of the settings whose days are wrong.

use super::check;

#[test]
fn e02_letters() {
    check(
        "=== portal.yaml\ntitle: P\nurl: https://p.example/\nletters:\n  - date: 2026-09-30\n  - {date: 2026-11-01, since: 2026-11-02}\n  - {date: 2026-13-01}\n  - {since: 2026-01-01}\n  - {date: 2026-11-01}\n",
        r#"
error[missing-field]: the letter of 2026-09-30 is missing `since`
 --> portal.yaml:4:11
  |
4 |   - date: 2026-09-30
  |           ^^^^^^^^^^
  |
  = help: it is the first one: add `since: 2026-07-30`, the first day that it tells of

error[end-before-start]: the letter ends before it begins
 --> portal.yaml:5:12
  |
5 |   - {date: 2026-11-01, since: 2026-11-02}
  |            ^^^^^^^^^^ it ends here
  |
 ::: portal.yaml:5:31
  |
5 |   - {date: 2026-11-01, since: 2026-11-02}
  |                               ---------- it begins here
  |
  = help: exchange `since` and `date`, or mend the day

error[bad-date]: `letters.date`: there is no day 2026-13-01
 --> portal.yaml:6:12
  |
6 |   - {date: 2026-13-01}
  |            ^^^^^^^^^^
  |
  = help: months go from 01 to 12

error[missing-field]: `letters` is missing `date`
 --> portal.yaml:7:5
  |
7 |   - {since: 2026-01-01}
  |     ^^^^^^^^^^^^^^^^^^^
  |
  = help: add `date: …`, such as `2026-03-14`

error[duplicate-entry]: there are two letters of 2026-11-01
 --> portal.yaml:8:12
  |
8 |   - {date: 2026-11-01}
  |            ^^^^^^^^^^ again here
  |
 ::: portal.yaml:5:12
  |
5 |   - {date: 2026-11-01, since: 2026-11-02}
  |            ---------- first here
  |
  = help: give one of the two another `date`, or remove it
"#,
    );
}
