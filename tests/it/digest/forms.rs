//! The same letter in each form.

use mailparse::MailHeaderMap;
use parvis::{
    render::digest::{Ask, Envelope, Form},
    sink::Mailbox,
};

use super::{PORTAL, ask, community, mail, september, sound, written};

/// The letter of September, as text.
const LETTER: &str = "\
Portail d’essai
Lettre du 30 septembre 2026

Ce que les communautés ont publié du 1er août au 30 septembre 2026, et
ce qui vient.

C’est la rentrée\u{202f}!


Retex
-----

* Le dernier jour
  Craft · 30 septembre 2026 · Ana
  Ce qui suit est le début.
  https://p.example/base/communautes/craft/retex/b/

* Un retex\u{a0}: l’été
  RTE · 10 septembre 2026 · Ana
  Tout s’est bien passé\u{202f}?
  https://p.example/base/communautes/rte/retex/a/


Interventions
-------------

* Une intervention
  RTE · 3 septembre 2026 · Agora 12, Lyon · Ana
  En deux fois.
  https://p.example/base/communautes/rte/interventions/t/

* Une intervention
  RTE · 1er août 2026 · Agora, Lille · Ana
  En deux fois.
  https://p.example/base/communautes/rte/interventions/t/


Pratiques
---------

* Une pratique
  Adoptée · 15 septembre 2026 · Appliquée par 1 communauté
  https://p.example/base/pratiques/p/


Initiatives
-----------

* Une initiative
  Terminée · Craft · 20 septembre 2026 · Ana
  https://p.example/base/initiatives/i/


Nouvelles communautés
---------------------

* Craft
  5 septembre 2026
  Le métier.
  https://p.example/base/communautes/craft/


Prochains rendez-vous
---------------------

* Le cercle
  RTE · mer. 30 sept. 2026 · 14\u{a0}h – 15\u{a0}h\u{a0}30 · Récurrent
  https://p.example/base/communautes/rte/evenements/e/#o-2026-09-30

* La journée
  jeu. 8 oct. 2026 · Halle
  https://p.example/base/evenements/f/

* Le cercle
  Annulé · RTE · mer. 14 oct. 2026 · 14\u{a0}h – 15\u{a0}h\u{a0}30 · Récurrent
  https://p.example/base/communautes/rte/evenements/e/#o-2026-10-14

* Le cercle
  RTE · mer. 28 oct. 2026 · 14\u{a0}h – 15\u{a0}h\u{a0}30 · Récurrent
  https://p.example/base/communautes/rte/evenements/e/#o-2026-10-28

et 1 autre
https://p.example/base/evenements/


Prochaines interventions
------------------------

* Une intervention
  RTE · 20 octobre 2026 · Forum · Ana
  En deux fois.
  https://p.example/base/communautes/rte/interventions/t/


Initiatives à venir
-------------------

* Un groupe
  Retenue · 15 octobre 2026
  https://p.example/base/initiatives/k/

* Une idée
  Proposée
  https://p.example/base/initiatives/j/

-- 
Lire cette lettre sur le portail
https://p.example/base/lettre/2026-09-30/
Portail d’essai
https://p.example/base/
Nous écrire
portail@p.example
";

#[test]
fn a_letter_tells_what_is_new_and_what_comes_next() {
    assert_eq!(written(&sound(PORTAL), &september(), &Form::Text), LETTER);
}

#[test]
fn markdown_tells_the_same_of_a_community_in_its_language() {
    let snapshot = sound(PORTAL);
    let rte = Some(community(&snapshot, "rte"));
    let ask = Ask { community: rte, lang: 1, ..ask("2026-09-01", "2026-09-30") };
    assert_eq!(
        written(&snapshot, &ask, &Form::Markdown),
        "\
# Release Train Engineers: letter of 30 September 2026

What the Release Train Engineers community published (1 to 30 September 2026), and what comes next.

## Reports

- **[Un retex\u{a0}: l’été](https://p.example/base/communautes/rte/retex/a/)**  
  10 September 2026 · Ana  
  Tout s’est bien passé\u{202f}?

## Talks

- **[Une intervention](https://p.example/base/communautes/rte/interventions/t/)**  
  3 September 2026 · Agora 12, Lyon · Ana  
  En deux fois.

## Practices

- **[Une pratique](https://p.example/base/pratiques/p/)**  
  Adopted · 15 September 2026 · Applied by 1 community

## Upcoming events

- **[Le cercle](https://p.example/base/communautes/rte/evenements/e/#o-2026-09-30)**  
  Wed 30 Sept. 2026 · 14:00 – 15:30 · Recurring
- **[Le cercle](https://p.example/base/communautes/rte/evenements/e/#o-2026-10-14)**  
  Cancelled · Wed 14 Oct. 2026 · 14:00 – 15:30 · Recurring
- **[Le cercle](https://p.example/base/communautes/rte/evenements/e/#o-2026-10-28)**  
  Wed 28 Oct. 2026 · 14:00 – 15:30 · Recurring

[and 1 more](https://p.example/base/en/communities/rte/)

## Upcoming talks

- **[Une intervention](https://p.example/base/communautes/rte/interventions/t/)**  
  20 October 2026 · Forum · Ana  
  En deux fois.

---

[Release Train Engineers](https://p.example/base/en/communities/rte/) · [Portail d’essai](https://p.example/base/en/) · [Write to us](mailto:portail@p.example)
"
    );
}

#[test]
fn where_nothing_is_new_the_letter_says_so() {
    let snapshot = sound("");
    let text = written(&snapshot, &september(), &Form::Text);
    assert!(text.contains("\n\nRien de nouveau pendant cette période.\n"), "{text}");
    let html = written(&snapshot, &september(), &Form::Html);
    assert!(html.contains(">Rien de nouveau pendant cette période.</p>"), "{html}");
    assert!(!html.contains("<h2"), "{html}");
    let one = ask("2026-09-30", "2026-09-30");
    let text = written(&snapshot, &one, &Form::Text);
    assert!(text.contains("publié mercredi 30 septembre 2026, et"), "{text}");
}

#[test]
fn a_long_letter_names_eight_of_each_and_says_where_the_others_are() {
    let long = "des mots, ".repeat(190);
    let entry = |it: usize| {
        let day = it % 30 + 1;
        let head = format!("title: {}{it:04}\nsummary: \"{long}\"\n", "R".repeat(190));
        format!(
            "=== communities/rte/retex/2026-09-{day:02}-r{it}.md\n---\n{head}authors: [ana]\n---\n\
             === communities/rte/talks/t{it}.md\n---\n{head}speakers: [ana]\ndeliveries:\n- {{conference: A, date: 2026-09-{day:02}}}\n- {{conference: B, date: 2026-10-{day:02}}}\n---\n\
             === practices/p{it}.md\n---\n{head}status: adopted\nsince: 2026-09-{day:02}\n---\n\
             === initiatives/i{it}.md\n---\n{head}status: running\nstart: 2026-09-{day:02}\n---\n\
             === initiatives/j{it}.md\n---\n{head}status: proposed\n---\n\
             === communities/c{it}/index.md\n---\n{head}founded: 2026-09-{day:02}\n---\n\
             === events/e{it}.md\n---\n{head}start: 2026-10-{day:02}\n---\n"
        )
    };
    let many: String = (0..40).map(entry).collect();
    let snapshot = sound(&many);
    let text = written(&snapshot, &september(), &Form::Markdown);
    assert_eq!(text.matches("\n- **[R").count(), 8 * 8, "{text}");
    assert!(text.contains("[et 32 autres](https://p.example/retex/)"), "{text}");
    assert_eq!(text.matches("[et 32 autres](").count(), 8, "{text}");
    let newest = text.split("\n- **[").nth(1).unwrap();
    assert!(newest.starts_with(&format!("{}0029]", "R".repeat(190))), "{newest}");
    assert!(newest.contains("  \n  des mots, des mots,") && newest.ends_with(" mots…"));
    let rte = Ask { community: Some(community(&snapshot, "rte")), ..september() };
    let own = written(&snapshot, &rte, &Form::Markdown);
    assert!(own.contains("[et 32 autres](https://p.example/communautes/rte/retex/)"));
    // What Gmail shows of one message.
    let html = written(&snapshot, &september(), &Form::Html);
    assert!(html.len() < 102_000, "{}", html.len());
}

#[test]
fn a_message_is_read_back_by_another_parser() {
    let snapshot = sound(PORTAL);
    let bytes = written(&snapshot, &september(), &mail());
    assert_eq!(bytes, written(&sound(PORTAL), &september(), &mail()));
    for line in bytes.split("\r\n") {
        assert!(line.len() <= 78 && !line.contains(['\r', '\n']), "{line:?}");
    }
    let read = mailparse::parse_mail(bytes.as_bytes()).unwrap();
    let header = |name: &str| read.headers.get_first_value(name);
    let own = |name: &str| header(name).unwrap();
    assert_eq!(own("Subject"), "Portail d’essai – Lettre du 30 septembre 2026");
    assert_eq!(own("From"), "Portail d’essai <portail@p.example>");
    assert_eq!(own("Date"), "Wed, 30 Sep 2026 06:00:00 +0000");
    assert_eq!((own("Content-Language"), own("X-Unsent")), ("fr".into(), "1".into()));
    assert_eq!(header("To"), None);
    let id = own("Message-ID");
    assert!(id.starts_with('<') && id.ends_with("@p.example>"), "{id}");
    assert_eq!(read.ctype.mimetype, "multipart/alternative");
    let [text, html] = read.subparts.as_slice() else { panic!("{bytes}") };
    for (part, kind, form) in
        [(text, "text/plain", Form::Text), (html, "text/html", Form::Html)]
    {
        assert_eq!((&*part.ctype.mimetype, &*part.ctype.charset), (kind, "utf-8"));
        let body = part.get_body().unwrap().replace("\r\n", "\n");
        assert_eq!(body, written(&snapshot, &september(), &form));
    }
    let envelope = Envelope {
        from: Mailbox::parse("Équipe, du portail <a@p.example>"),
        to: ["b@p.example", "Ana <c@p.example>"]
            .iter()
            .filter_map(|it| Mailbox::parse(it))
            .collect(),
        subject: Some("Autre".into()),
    };
    let other = written(&snapshot, &september(), &Form::Mail(envelope));
    let read = mailparse::parse_mail(other.as_bytes()).unwrap();
    let own = |name: &str| read.headers.get_first_value(name).unwrap();
    let from = mailparse::addrparse_header(read.headers.get_first_header("From").unwrap());
    let from = from.unwrap().extract_single_info().unwrap();
    assert_eq!(from.addr, "a@p.example");
    assert_eq!(from.display_name.as_deref(), Some("Équipe, du portail"));
    assert_eq!(own("Subject"), "Autre");
    let to = mailparse::addrparse(&own("To")).unwrap();
    assert_eq!(to.to_string(), "b@p.example, \"Ana\" <c@p.example>");
    assert_ne!(own("Message-ID"), id);
}

#[test]
fn the_html_of_a_mail_asks_for_nothing_and_fits_old_readers() {
    let html = written(&sound(PORTAL), &september(), &Form::Html);
    for word in
        ["<img", "src=", "@import", "url(", "<script", "<link", "flex", "grid", "var("]
    {
        assert!(!html.contains(word), "{word}");
    }
    assert!(html.contains("<html lang=\"fr\">"), "{html}");
    let tables = html.matches("<table").count();
    assert_eq!(html.matches("role=\"presentation\"").count(), tables);
    // Both grounds, and the color of a community.
    for color in ["#fbfaf7", "#14171c", "bgcolor=\"#14506b\""] {
        assert!(html.contains(color), "{color}");
    }
    let own = html.split("href=\"").skip(1).all(|it| {
        it.starts_with("https://p.example/base/") || it.starts_with("mailto:portail@")
    });
    assert!(own, "{html}");
}

#[test]
fn a_portal_changes_the_mail_with_a_template_of_its_own() {
    let own = "=== themes/parvis/templates/mail.html\n<p>{{ mail.heading }} {% for it in mail.parts %}{{ it.title }};{% endfor %}</p>\n";
    let html = written(&sound(&format!("{PORTAL}{own}")), &september(), &Form::Html);
    assert!(html.starts_with("<p>Lettre du 30 septembre 2026 Retex;"), "{html}");
}
