//! Videos, captions, formulas: what is said when one is lost.

use std::fs;

use super::{check, portal_on_disk, retex, same, write};

const FOLDER: &str = "communities/rte/retex/2026-01-02-x";

/// What is said of a text with these files beside it.
#[track_caller]
fn beside(body: &str, files: &[(&str, &str)], expected: &str) {
    let text =
        format!("=== {FOLDER}/index.md\n---\ntitle: X\nauthors: [ana]\n---\n\n{body}\n");
    let temp = write(&text);
    for (name, text) in files {
        fs::write(temp.path().join(FOLDER).join(name), text).unwrap();
    }
    same(&portal_on_disk(temp.path()).diagnostics, expected);
}

const CAPTIONS: &str = "WEBVTT\n\n00:01.000 --> 00:02.000\nBonjour.\n";

#[test]
fn a_video_without_captions() {
    beside(
        "[Une vidéo](talk.mp4)",
        &[("talk.mp4", "x")],
        r#"
warning[missing-captions]: the video has no captions
 --> communities/rte/retex/2026-01-02-x/index.md:6:13
  |
6 | [Une vidéo](talk.mp4)
  |             ^^^^^^^^
  |
  = help: put `talk.vtt` beside it, or one for a language: `talk.fr.vtt`
"#,
    );
    for name in ["talk.vtt", "talk.fr.vtt"] {
        beside("[Une vidéo](talk.mp4)", &[("talk.mp4", "x"), (name, CAPTIONS)], "");
    }
    // In a sentence it is a link like any other.
    beside("Voir [la vidéo](talk.mp4).", &[("talk.mp4", "x")], "");
}

#[test]
fn a_video_of_a_host_that_the_settings_do_not_name() {
    let body = "[Une vidéo](https://tube.example.net/w/kkGMgK9ZtnKfYAgnEtQxbv \"42:10\")\n\nhttps://tube.example.net/videos/watch/9db9f3f1-9b54-44ed-9e91-461d262d2205";
    beside(
        body,
        &[],
        r#"
warning[video-host]: the video stays a link: the settings do not name `tube.example.net`
 --> communities/rte/retex/2026-01-02-x/index.md:6:13
  |
6 | [Une vidéo](https://tube.example.net/w/kkGMgK9ZtnKfYAgnEtQxbv "42:10")
  |             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: if you trust this PeerTube, write `video_hosts: [tube.example.net]` in `portal.yaml`
"#,
    );
    let settings = |hosts: &str, expected: &str| {
        let text = format!(
            "=== portal.yaml\ntitle: P\nurl: https://p.example/\n{hosts}\n=== {FOLDER}/index.md\n---\ntitle: X\nauthors: [ana]\n---\n\nhttps://tube.example.net/w/kkGMgK9ZtnKfYAgnEtQxbv\n"
        );
        check(&text, expected);
    };
    settings(
        "video_hosts: [tube.example.org]",
        r#"
warning[video-host]: the video stays a link: the settings do not name `tube.example.net`
 --> communities/rte/retex/2026-01-02-x/index.md:6:1
  |
6 | https://tube.example.net/w/kkGMgK9ZtnKfYAgnEtQxbv
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: if you trust this PeerTube, add `tube.example.net` to `video_hosts` in `portal.yaml`
"#,
    );
    for quiet in ["video_hosts: [tube.example.net]", "checks: { video-host: \"off\" }"] {
        settings(quiet, "");
    }
    // In a sentence, or with an id that is none, it is a link like any other.
    beside("Voir https://tube.example.net/w/kkGMgK9ZtnKfYAgnEtQxbv ici.", &[], "");
    beside("- https://tube.example.net/w/how-to-mend-a-portal-x", &[], "");
}

#[test]
fn files_of_a_video_are_used_and_others_are_not() {
    let files = [("talk.mp4", "x"), ("talk.vtt", CAPTIONS), ("talk.txt", "Bonjour.")];
    beside("[Une vidéo](talk.mp4)", &files, "");
    beside(
        "[Une vidéo](https://youtu.be/aaaaaaaaaaa)",
        &[("aaaaaaaaaaa.vtt", CAPTIONS), ("other.vtt", CAPTIONS)],
        r#"
warning[unused-file]: no text shows or links to this file: it is not published
--> communities/rte/retex/2026-01-02-x/other.vtt
 = help: link to it, remove it, or put it into `static/` to publish it as it is
"#,
    );
}

#[test]
fn captions_that_a_browser_would_not_show() {
    let captions = "WEBVTT\n\n00:01,000 --> 00:02,000\nBonjour.\n\n00:05.000 --> 00:04.000\nFin.\n\nPerdu.\n\n00:06.000 --> 00:09.000\nA\n\n00:08.000 --> 00:10.000\nB\n";
    beside(
        "[Une vidéo](talk.mp4)",
        &[("talk.mp4", "x"), ("talk.vtt", captions)],
        r#"
error[bad-captions]: `00:01,000` is not a time
 --> communities/rte/retex/2026-01-02-x/talk.vtt:3:1
  |
3 | 00:01,000 --> 00:02,000
  | ^^^^^^^^^
  |
  = help: write `00:01.000`

error[bad-captions]: the cue ends before it begins
 --> communities/rte/retex/2026-01-02-x/talk.vtt:6:1
  |
6 | 00:05.000 --> 00:04.000
  | ^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: exchange the two times, or mend the second one

error[bad-captions]: these words have no times: no player shows them
 --> communities/rte/retex/2026-01-02-x/talk.vtt:9:1
  |
9 | Perdu.
  | ^^^^^^
  |
  = help: write the times above it: `00:01.000 --> 00:04.000`

warning[captions-overlap]: two cues are shown at once
  --> communities/rte/retex/2026-01-02-x/talk.vtt:14:1
   |
14 | 00:08.000 --> 00:10.000
   | ^^^^^^^^^^^^^^^^^^^^^^^ this one begins
   |
  ::: communities/rte/retex/2026-01-02-x/talk.vtt:11:1
   |
11 | 00:06.000 --> 00:09.000
   | ----------------------- before this one ends
   |
   = help: let the first one end when the second one begins
"#,
    );
    beside(
        "[Une vidéo](talk.mp4)",
        &[("talk.mp4", "x"), ("talk.vtt", "1\n00:00:01.000 --> 00:00:02.000\nBonjour.\n")],
        r#"
error[bad-captions]: the captions do not begin with `WEBVTT`
 --> communities/rte/retex/2026-01-02-x/talk.vtt:1:1
  |
1 | 1
  | ^
  |
  = help: write `WEBVTT` into the first line, and an empty line below it
"#,
    );
}

#[test]
fn formulas_that_are_no_tex() {
    check(
        &retex(
            "",
            "Soit $x + \\foo$, ou\n\n$$\n\\frac{1\n$$\n\n> et $\\sqrt{$ ; mais 5 $ ou 10 $.",
        ),
        r#"
warning[bad-formula]: unknown command `\foo`
 --> communities/rte/retex/2026-01-02-x.md:6:11
  |
6 | Soit $x + \foo$, ou
  |           ^^^^
  |
  = help: mend the formula, or write `\$` for a dollar that begins none

warning[bad-formula]: the brace `{` has no `}`
  --> communities/rte/retex/2026-01-02-x.md:10:1
   |
10 | $$
   | ^
   |
   = help: mend the formula, or write `\$` for a dollar that begins none

warning[bad-formula]: the brace `{` has no `}`
  --> communities/rte/retex/2026-01-02-x.md:12:13
   |
12 | > et $\sqrt{$ ; mais 5 $ ou 10 $.
   |             ^
   |
   = help: mend the formula, or write `\$` for a dollar that begins none
"#,
    );
}

#[test]
fn hosts_of_videos_are_hosts() {
    for host in [
        "https://tube.example.org",
        "*.example.org",
        "Tube.example.org",
        "a.org; img-src *",
    ] {
        let settings = format!(
            "=== portal.yaml\ntitle: P\nurl: https://p.example/\nvideo_hosts: [\"{host}\"]\n"
        );
        let found = super::portal(&settings);
        let codes: Vec<_> = found.diagnostics.iter().map(|it| it.code).collect();
        assert_eq!(codes, ["wrong-type"], "{host}");
    }
    check(
        "=== portal.yaml\ntitle: P\nurl: https://p.example/\nvideo_hosts: [https://tube.example.org/]\n",
        r#"
error[wrong-type]: `https://tube.example.org/` is not the name of a host
 --> portal.yaml:3:15
  |
3 | video_hosts: [https://tube.example.org/]
  |               ^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: write the host alone, in lower case: `tube.example.org`
"#,
    );
}
