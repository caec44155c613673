//! After any edit, every page and finding is that of a workspace that never saw another state.

use std::collections::BTreeMap;

use parvis::{
    diag::{Diagnostic, Span},
    snapshot::{Snapshot, Workspace},
    source::{Change, Contents},
};

use super::{change, pages, workspace};

const SETTINGS: &str = "\
title: P\nurl: https://p.example/\nlanguages: [fr, en]\nmenu:\n  - label: Guide\n    page: /pages/guide.md\n";
const TOPICS: &str =
    "- id: tests\n  label: Tests\n- id: revue\n  label: Revue\n  parent: tests\n";
const TALKS: &str = "\
- id: one\n  title: One\n  speakers: [ana]\n  topics: [tests]\n  deliveries:\n    - {conference: Conf, date: 2025-02-03}\n";
const RTE: &str = "---\ntitle: RTE\ncolor: \"#1f6f54\"\n---\n\nHello.\n";

/// A retex of the day on which most are, so that titles decide their order.
fn retex(title: &str, more: &str, body: &str) -> String {
    format!("---\ntitle: {title}\nauthors: [ana]\n{more}---\n\n{body}\n")
}

const A: &str = "communities/rte/retex/2026-01-02-a.md";
const B: &str = "communities/rte/retex/2026-01-02-b.md";
const C: &str = "communities/craft/retex/2026-01-02-c.md";
const C_EN: &str = "communities/craft/retex/2026-01-02-c.en.md";
const GUIDE: &str = "pages/guide.md";
const EVENT: &str = "events/meet.md";
const PRACTICE: &str = "communities/craft/practices/pairs.md";
const IDEA: &str = "initiatives/idea.md";

/// What was written last, by path, and the workspace that saw it all.
struct Editor {
    files: BTreeMap<String, String>,
    workspace: Workspace,
    last: Option<std::sync::Arc<Snapshot>>,
}

impl Editor {
    fn start() -> Self {
        let files = [
            ("portal.yaml", SETTINGS.to_owned()),
            ("topics.yaml", TOPICS.to_owned()),
            ("talks.yaml", TALKS.to_owned()),
            ("index.md", "Bienvenue.\n".to_owned()),
            ("people/ana.md", "---\nname: Ana\n---\n".to_owned()),
            ("people/bob.md", "---\nname: Bob\n---\n".to_owned()),
            ("communities/rte/index.md", RTE.to_owned()),
            ("communities/craft/index.md", "---\ntitle: Craft\n---\n\nHi.\n".to_owned()),
            (A, retex("Alpha", "topics: [tests]\n", "Text.\n\n## Part")),
            (B, retex("Beta", "related: [a]\n", "[a](2026-01-02-a.md#part)")),
            (
                C,
                retex("Gamma", "topics: [revue]\n", "[b](../../rte/retex/2026-01-02-b.md)"),
            ),
            (C_EN, "---\ntitle: Gamma in English\n---\n\nText.\n".to_owned()),
            (
                GUIDE,
                "---\ntitle: Guide\n---\n\n[c](/communities/craft/retex/2026-01-02-c.md)\n"
                    .to_owned(),
            ),
            (
                PRACTICE,
                "---\ntitle: Pairs\nstatus: tried\nsince: 2026-01-02\napplied_by: [rte]\nsupported_by: [a]\n---\n\nText.\n"
                    .to_owned(),
            ),
            (
                IDEA,
                "---\ntitle: Idea\nstatus: running\nowners: [ana]\nend: 2026-12-24\nmeetings: [meet]\npractices: [pairs]\ndeliverables: [{title: Guide}]\n---\n\nText.\n"
                    .to_owned(),
            ),
            (
                EVENT,
                "---\ntitle: Meet\nstart: 2026-12-01T18:30\nprogramme: [{title: Start, talk: one}]\n---\n\nCome.\n"
                    .to_owned(),
            ),
        ];
        let files: BTreeMap<String, String> =
            files.into_iter().map(|it| (it.0.to_owned(), it.1)).collect();
        let mut editor = Self { files, workspace: workspace(), last: None };
        let first = editor.workspace.apply(editor.all(), Vec::new());
        assert_eq!(first.errors(), 0, "{:?}", said(&first));
        editor.last = Some(first);
        editor
    }

    fn all(&self) -> Vec<Change> {
        self.files.iter().map(|it| change(it.0, it.1)).collect()
    }

    /// Writes files, or removes those without text; then everything must be as in a workspace
    /// that reads all files for the first time.
    #[track_caller]
    fn save(&mut self, edits: &[(&str, Option<String>)]) {
        let mut changes = Vec::new();
        for (path, text) in edits {
            if let Some(text) = text {
                self.files.insert((*path).to_owned(), text.clone());
                changes.push(change(path, text));
            } else {
                self.files.remove(*path);
                let path = (*path).into();
                changes.push(Change { path, contents: Contents::Gone });
            }
        }
        let after = self.workspace.apply(changes, Vec::new());
        let fresh = workspace().apply(self.all(), Vec::new());
        assert_eq!(said(&after), said(&fresh), "{edits:?}");
        assert_eq!(after.site.is_some(), fresh.site.is_some(), "{edits:?}");
        if fresh.site.is_some() {
            let (after, fresh) = (pages(&after), pages(&fresh));
            let differ = |it: &&String| after.get(*it) != fresh.get(*it);
            let wrong: Vec<&String> =
                after.keys().chain(fresh.keys()).filter(differ).collect();
            assert!(wrong.is_empty(), "{edits:?}: {wrong:?}");
        }
        self.last = Some(after);
    }

    #[track_caller]
    fn write(&mut self, path: &str, text: &str) {
        self.save(&[(path, Some(text.to_owned()))]);
    }

    /// Saves a file with a part of it replaced.
    #[track_caller]
    fn replace(&mut self, path: &str, from: &str, to: &str) {
        let text = &self.files[path];
        assert!(text.contains(from), "{text}");
        let text = text.replacen(from, to, 1);
        self.write(path, &text);
    }

    fn titles_in_order(&self) -> Vec<String> {
        let site = self.last.as_ref().unwrap().site.as_ref().unwrap();
        let ids = site.portal.of_kind(parvis::content::Kind::Retex);
        ids.map(|it| site.portal.entry(it).title("fr").to_owned()).collect()
    }
}

/// Everything that a finding says.
fn said(snapshot: &Snapshot) -> Vec<String> {
    let place = |it: &Span| format!("{}:{:?}", it.source().path(), it.range());
    let one = |it: &Diagnostic| {
        let labels = it.labels.iter().map(|it| (place(&it.span), &it.message));
        let labels: Vec<_> = labels.collect();
        let (span, help) = (it.span.as_ref().map(place), &it.help);
        format!("{span:?} {} {:?} {} {help:?} {labels:?}", it.code, it.severity, it.message)
    };
    snapshot.diagnostics.iter().map(one).collect()
}

#[test]
fn another_title_moves_an_entry_and_all_that_leads_to_it() {
    let mut editor = Editor::start();
    assert_eq!(editor.titles_in_order(), ["Alpha", "Beta", "Gamma"]);
    editor.replace(A, "Alpha", "Zeta");
    assert_eq!(editor.titles_in_order(), ["Beta", "Gamma", "Zeta"]);
    editor.replace(C, "Gamma", "Aa");
    editor.replace(C_EN, "Gamma in English", "Another title");
    editor.replace(GUIDE, "Guide", "Manual");
    editor.replace("communities/rte/index.md", "RTE", "Aa");
    editor.replace("people/ana.md", "Ana", "Zoé");
    editor.replace(EVENT, "Meet", "Come together");
    // Two at once, which change places.
    let beta = editor.files[B].replace("Beta", "Zeta");
    let zeta = editor.files[A].replace("Zeta", "Beta");
    editor.save(&[(B, Some(beta)), (A, Some(zeta))]);
    assert_eq!(editor.titles_in_order(), ["Aa", "Beta", "Zeta"]);
}

#[test]
fn another_summary_keeps_the_place_and_shows_everywhere() {
    let mut editor = Editor::start();
    editor.replace(A, "title: Alpha", "title: Alpha\nsummary: In short");
    editor.replace(A, "In short", "In other words");
    editor.replace(A, "In other words", "In short\ntakeaways: [One, Two]");
    editor.replace(A, "[One, Two]", "[One, Two, Three]");
    editor.replace(A, "summary: In short\n", "");
}

#[test]
fn files_come_go_and_get_other_names() {
    let mut editor = Editor::start();
    let text = editor.files.get(A).cloned();
    editor.save(&[(A, None)]);
    editor.save(&[("communities/rte/retex/2026-01-02-renamed.md", text.clone())]);
    editor.save(&[("communities/rte/retex/2026-01-02-renamed.md", None), (A, text)]);
    editor.write(
        "communities/rte/retex/2026-02-02-new.md",
        &retex("New", "topics: [tests]\n", "[a](2026-01-02-a.md)"),
    );
    editor.save(&[("people/ana.md", None)]);
    editor.write("people/ana.md", "---\nname: Ana\n---\n");
    editor.save(&[(C, None)]);
}

#[test]
fn what_all_share_changes() {
    let mut editor = Editor::start();
    editor.replace("topics.yaml", "label: Tests", "label: Essais");
    editor.replace("communities/rte/index.md", "#1f6f54", "#7a1f6f");
    editor.replace("portal.yaml", "title: P", "title: Another");
    editor.replace("portal.yaml", "[fr, en]", "[fr]");
    editor.replace("portal.yaml", "[fr]", "[en, fr]");
    editor.replace("portal.yaml", "https://p.example/", "https://p.example/sub/");
    editor.write("i18n/fr.yaml", "home: Chez nous\n");
    editor.save(&[("i18n/fr.yaml", None)]);
    editor.replace("portal.yaml", "title: Another", "title: [");
    editor.replace("portal.yaml", "title: [", "title: P");
    editor.save(&[("portal.yaml", None)]);
    editor.write("portal.yaml", SETTINGS);
    editor.replace("talks.yaml", "Conf,", "Other,");
}

#[test]
fn drafts_translations_dates_and_references_change() {
    let mut editor = Editor::start();
    editor.replace(A, "title: Alpha", "title: Alpha\ndraft: true");
    editor.replace(A, "title: Alpha", "title: Omega");
    editor.replace(A, "draft: true", "draft: false");
    editor.write(
        "communities/rte/retex/2026-01-02-a.en.md",
        "---\ntitle: Alpha in English\n---\n\n## Part\n",
    );
    editor.replace("communities/rte/retex/2026-01-02-a.en.md", "Alpha", "Beta");
    editor.replace(B, "title: Beta", "title: Beta\ndate: 2026-03-04");
    editor.replace(B, "[ana]", "[ana, bob]");
    editor.replace(B, "[ana, bob]", "[nobody]");
    editor.replace(B, "title: Beta", "title: Other");
    editor.replace(A, "## Part", "## Other part");
    editor.replace(A, "Text.", "Some more text.");
    editor.replace(EVENT, "2026-12-01T18:30", "2026-03-01T18:30");
    editor.replace(EVENT, "programme: [{title: Start, talk: one}]", "aliases: [/old/]");
}

#[test]
fn a_text_without_faults_may_have_one_as_part_of_the_portal() {
    let mut editor = Editor::start();
    // A translation without its original lacks a title; that is not said while it is broken.
    let lost = "pages/lost.en.md";
    editor.write(lost, "---\nsummary: Lost\nwrong: field\n---\n\nText.\n");
    editor.replace(lost, "wrong: field\n", "");
    editor.replace(lost, "summary: Lost", "summary: Found");
    editor.replace(lost, "summary: Found", "summary: Found\nwrong: field");
}

#[test]
fn practices_initiatives_and_series_change() {
    let mut editor = Editor::start();
    editor.replace(PRACTICE, "Pairs", "Two by two");
    editor.replace(PRACTICE, "status: tried", "status: adopted");
    editor.replace(PRACTICE, "[rte]", "[rte, craft]");
    editor.replace(PRACTICE, "applied_by: [rte, craft]\n", "");
    editor.replace(PRACTICE, "supported_by: [a]", "contested_by: [a, b]");
    editor.replace(IDEA, "title: Guide", "title: Manual");
    editor.replace(IDEA, "title: Idea", "title: Thought");
    editor.replace(IDEA, "running", "done");
    editor.replace(A, "title: Alpha", "title: Alpha\nseries: {id: s, part: 1, title: S}");
    editor.replace(C, "title: Gamma", "title: Gamma\nseries: {id: s, part: 3}");
    editor.replace(A, "title: S}", "title: Series}");
    editor.replace(C, "part: 3", "part: 1");
    let text = editor.files.get(PRACTICE).cloned();
    editor.save(&[(PRACTICE, None)]);
    editor.save(&[(IDEA, None), (PRACTICE, text)]);
}

/// Edits in an order that nobody thought of, always the same one.
#[test]
fn no_order_of_edits_leaves_anything_behind() {
    let mut editor = Editor::start();
    let mut state = 7_u64;
    let mut next = |count: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        usize::try_from(state >> 33).unwrap() % count
    };
    let paths = [A, B, C, C_EN, "communities/rte/retex/2026-01-02-d.md"];
    let titles = ["Alpha", "Beta", "Gamma", "Œuvre", "zeta"];
    let fields =
        ["", "topics: [tests]\n", "summary: S\n", "draft: true\n", "related: [b]\n"];
    let link = "[a](/communities/rte/retex/2026-01-02-a.md)";
    let bodies = ["Text.", "Words.", "## Part", link, "> Words."];
    let mut parts = [[0; 3]; 5];
    for _ in 0..80 {
        let at = next(5);
        let part = &mut parts[at];
        // Titles most often: they move entries without anything being made anew.
        part[[0, 0, 1, 2][next(4)]] = next(5);
        let text = retex(titles[part[0]], fields[part[1]], bodies[part[2]]);
        editor.save(&[(paths[at], (next(12) > 0).then_some(text))]);
    }
}
