//! `talk add` for a talk that the portal has already.

use std::fs;

use super::{
    add::{added, is_right, play, refused},
    portal,
    server::Server,
};

#[test]
fn a_talk_that_is_known_gets_a_delivery_more_and_keeps_the_rest() {
    let (server, temp) = (Server::new(play), portal());
    let path = "communities/rte/talks/connue.md";
    let file = temp.path().join(path);
    let old =
        format!("\u{feff}{}", fs::read_to_string(&file).unwrap()).replace('\n', "\r\n");
    fs::write(&file, &old).unwrap();
    let args = [
        "http://b.example/partial",
        "--title",
        "Deja connue",
        "--speaker",
        "Agate Zelie",
        "--conference",
        "Zénith 2026",
        "--date",
        "2026-05-01",
        "--lang",
        "en",
    ];
    let (changed, text, said) = added(&server, temp.path(), &args);
    assert_eq!(changed, path);
    assert!(
        said.ends_with("the talk is already known: a delivery was added to it\n"),
        "{said}"
    );
    let new = "  - conference: Zénith\r\n    edition: \"2026\"\r\n    date: 2026-05-01\r\n    url: http://b.example/partial\r\n    language: en\r\n";
    assert_eq!(
        text,
        old.replace("    # city: Lyon\r\n", &format!("    # city: Lyon\r\n{new}"))
    );
    is_right(temp.path());
    // The same delivery, with its page; and another page for it.
    let args = [
        "http://c.example/partial",
        "--title",
        "Déjà connue",
        "--speaker",
        "zelie",
        "--conference",
        "Agora",
        "--date",
        "2026-03-18",
    ];
    let (_, text, _) = added(&server, temp.path(), &args);
    assert!(text.contains("    # city: Lyon\r\n    url: http://c.example/partial\r\n  - conference: Zénith"), "{text}");
    let other = [&["http://d.example/partial"], &args[1..]].concat();
    let said = refused(&server, temp.path(), 2, &other);
    assert!(said.contains("the talk has this delivery, with another address: communities/rte/talks/connue.md:9:10"), "{said}");
    // Another speaker's talk of that title is another talk.
    let other = [
        "http://e.example/partial",
        "--title",
        "Déjà connue",
        "--speaker",
        "theo-ardoise",
        "--conference",
        "Agora",
        "--date",
        "2026-03-18",
    ];
    let (changed, _, _) = added(&server, temp.path(), &other);
    assert_eq!(changed, "talks/deja-connue.md");
}

#[test]
fn a_speaker_whose_name_has_a_slip_in_it_is_asked_after() {
    let server = Server::new(play);
    let talk = |speaker: &'static str, title: &'static str| {
        [
            "http://b.example/partial",
            "--title",
            title,
            "--speaker",
            speaker,
            "--conference",
            "Agora",
            "--date",
            "2026-05-01",
        ]
    };
    for (speaker, title, near) in [
        ("Zelie Agatte", "Un", Some("zelie")),
        ("Théo Ardoize", "Deux", Some("theo-ardoise")),
        ("Perrine Galet", "Trois", None),
    ] {
        let temp = portal();
        let (_, text, said) = added(&server, temp.path(), &talk(speaker, title));
        assert!(text.contains(&format!("name: {speaker}")), "{text}");
        let asked = near.map(|it| {
            format!("`{speaker}` is taken for somebody from outside: did you mean `{it}`?")
        });
        match asked {
            Some(asked) => assert!(said.contains(&asked), "{said}"),
            None => assert!(!said.contains("did you mean"), "{said}"),
        }
    }
    // One word is rather an id: nothing is written.
    let said = refused(&server, portal().path(), 2, &talk("zelei", "Quatre"));
    assert!(said.contains("zelie"), "{said}");
}
