//! The portal that the scripts edit: small enough to be compared again and again, with one of
//! everything that depends on something else.

/// An image of one pixel, in this color.
pub(super) fn image(color: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"20\" height=\"10\" viewBox=\"0 0 20 10\"><rect width=\"20\" height=\"10\" fill=\"{color}\"/></svg>\n"
    )
}

/// A retex with a title, topics and a text.
pub(super) fn retex(title: &str, author: &str, topic: &str, text: &str) -> String {
    format!(
        "---\ntitle: {title}\nauthors: [{author}]\ntopics: [{topic}]\nsummary: Résumé de {title}.\n---\n\n{text}\n"
    )
}

pub(super) const SETTINGS: &str = "title: Portail d’essai\nurl: https://portail.example/\nlanguages: [fr, en]\ndescription: { fr: Pour essayer, en: To try }\npage_size: 5\nmenu:\n  - { label: { fr: À propos, en: About }, page: /pages/a-propos.md }\n";

pub(super) const TOPICS: &str = "- id: tests\n  label: { fr: Tests, en: Testing }\n- id: produit\n  label: { fr: Produit, en: Product }\n- id: mesure\n  label: Mesure\n  parent: produit\n";

/// Paths and texts.
pub(super) fn files() -> Vec<(String, String)> {
    let mut files: Vec<(&str, String)> = vec![
        ("portal.yaml", SETTINGS.into()),
        ("topics.yaml", TOPICS.into()),
        ("people.yaml", "- id: lea\n  name: Léa Essai\n  communities: [rte]\n- id: theo\n  name: Théo Essai\n".into()),
        ("people/ana.md", "---\nname: Ana Essai\ncommunities: [craft]\n---\n\nAna écrit.\n".into()),
        ("people/hugo.md", "---\nname: Hugo Essai\n---\n".into()),
        ("index.md", "---\ntitle: Accueil\nsummary: Bienvenue.\n---\n\nBienvenue à tous.\n".into()),
        ("index.en.md", "---\ntitle: Home\nsummary: Welcome.\n---\n\nWelcome.\n".into()),
        ("pages/a-propos.md", "---\ntitle: À propos\n---\n\nVoir [la charte](../communities/rte/pages/charte.md) et [un retex](../communities/craft/retex/2026-01-05-mob.md#suite).\n".into()),
        ("pages/guide/index.md", "---\ntitle: Guide\naliases: [/aide/]\n---\n\n![Un plan](plan.svg)\n".into()),
        ("pages/guide/plan.svg", image("blue")),
        ("static/img/logo.svg", image("red")),
        ("static/data.txt", "Des données.\n".into()),
        ("talks/durer.md", "---\ntitle: Durer\nspeakers: [ana, hugo]\ntopics: [produit]\ndeliveries:\n  - { conference: Agora, edition: \"2026\", date: 2026-03-04, city: Lyon, country: France, video: \"https://youtu.be/aaaaaaaaaaa\" }\n---\n".into()),
        ("communities/craft/practices/mob.md", "---\ntitle: Le mob\nstatus: adopted\nsince: 2026-01-05\napplied_by: [craft, rte]\nsupported_by: [mob]\nowners: [hugo]\n---\n\nEnsemble.\n".into()),
        ("initiatives/accueil.md", "---\ntitle: Accueil\nstatus: running\nowners: [ana]\nmeetings: [journee]\npractices: [mob]\ndeliverables: [{ title: Un guide, done: true }]\n---\n\nAccueillir.\n".into()),
        ("events/journee.md", "---\ntitle: Journée\nstart: 2026-11-05T10:00\nend: 2026-11-05T12:00\nplace: { name: Salle bleue }\n---\n\nUne journée.\n".into()),
        ("communities/craft/talks.yaml", "- id: contrats\n  title: Des contrats\n  speakers: [hugo]\n  topics: [tests]\n  deliveries:\n    - { conference: Agora, edition: \"2025\", date: 2025-03-04, city: Lyon, country: France }\n".into()),
        ("communities/rte/pages/charte.md", "---\ntitle: Charte\nmenu: true\n---\n\n## Règles\n\nParler vrai.\n".into()),
        ("communities/rte/events/conseil.md", "---\ntitle: Conseil\nstart: 2026-12-01T10:00\nend: 2026-12-01T11:00\nrecurrence: FREQ=WEEKLY;INTERVAL=2\nexceptions: [{ date: 2026-12-29, cancelled: true }]\noccurrences: [{ date: 2026-12-15, notes: \"Deux trains : [la suite](../../craft/retex/2026-01-05-mob.md#suite), [un plan](../../../pages/guide/index.md).\" }]\nplace: { name: Salle rouge }\nspeakers: [lea]\n---\n".into()),
        ("communities/ux/retex/2026-02-03-tests-en-agence/index.md", retex("Tests en agence", "theo", "mesure", "![Des résultats](resultats.svg)\n\nVoir [le mob](../../../craft/retex/2026-01-05-mob.md).")),
        ("communities/ux/retex/2026-02-03-tests-en-agence/resultats.svg", image("green")),
        ("communities/craft/retex/2026-01-05-mob.en.md", "---\ntitle: Mobbing\nsummary: In a mob.\n---\n\nWe tried.\n\n## Suite\n\nMore.\n".into()),
        ("communities/craft/retex/2026-01-05-mob.md", retex("En mob", "ana, hugo", "tests", "Nous avons essayé.\n\n## Suite\n\n```rust\nfn main() {}\n```")),
        ("communities/craft/retex/2025-06-07-contrats.md", retex("Contrats", "hugo", "tests, produit", "Des contrats entre équipes.")),
        ("communities/rte/retex/2026-03-01-train.md", retex("Un train de trop", "lea", "produit", "Trop de trains, comme [en mob](../../craft/retex/2026-01-05-mob.md).")),
        ("communities/rte/retex/2025-03-14-pi.md", retex("PI à distance", "lea", "mesure", "À distance.")),
        ("communities/rte/retex/2026-11-20-brouillon.md", retex("Brouillon", "lea", "tests", "Pas fini.").replace("title:", "draft: true\ntitle:")),
    ];
    for (id, title, color) in
        [("craft", "Craft", "#2f6b3a"), ("rte", "RTE", "#14506b"), ("ux", "UX", "#862a66")]
    {
        let path = match id {
            "craft" => "communities/craft/index.md",
            "rte" => "communities/rte/index.md",
            _ => "communities/ux/index.md",
        };
        files.push((path, format!("---\ntitle: {title}\nsummary: Communauté {title}.\nleads: [ana]\ncolor: \"{color}\"\ntopics: [tests]\n---\n\nNous sommes {title}.\n")));
    }
    files.push((
        "communities/ux/index.en.md",
        "---\ntitle: UX people\nsummary: In English.\n---\n\nWe are.\n".into(),
    ));
    files.into_iter().map(|(path, text)| (path.to_owned(), text)).collect()
}
