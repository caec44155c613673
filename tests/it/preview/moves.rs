//! An open page follows its entry to another address, and comes back when its entry does.

use super::{
    client::Stream,
    folder::Folder,
    harness::{BAR, Running, until_shows},
};

const FILE: &str = "communities/craft/retex/2026-01-05-mob.md";
const PAGE: &str = "/communautes/craft/retex/mob/";

fn start() -> (Folder, Running) {
    let folder = Folder::sample();
    let running = Running::start(&folder.root);
    (folder, running)
}

#[track_caller]
fn goes_to(running: &Running, tab: &mut Stream, to: &str) {
    assert_eq!(tab.until("moved", BAR).data["to"], to);
    assert_eq!(running.client().get(to).status, 200);
    assert_eq!(tab.count("reload"), 0, "{:?}", tab.said);
}

#[test]
fn another_slug_is_followed() {
    let (folder, running) = start();
    let mut tab = running.tab(PAGE);
    folder.edit(FILE, "title:", "slug: meute\ntitle:");
    goes_to(&running, &mut tab, "/communautes/craft/retex/meute/");
    assert_eq!(running.client().get(PAGE).status, 404);
}

#[test]
fn another_name_of_the_file_is_followed_and_so_is_the_way_back() {
    let (folder, running) = start();
    let mut tab = running.tab(PAGE);
    let other = "communities/craft/retex/2026-01-05-meute.md";
    folder.rename(FILE, other);
    goes_to(&running, &mut tab, "/communautes/craft/retex/meute/");
    let mut tab = running.tab("/communautes/craft/retex/meute/");
    folder.rename(other, FILE);
    goes_to(&running, &mut tab, PAGE);
}

#[test]
fn a_reader_in_another_language_stays_in_it() {
    let (folder, running) = start();
    let mut tab = running.tab("/en/communities/craft/reports/mob/");
    folder.edit(FILE, "title:", "slug: meute\ntitle:");
    goes_to(&running, &mut tab, "/en/communities/craft/reports/meute/");
    let mut tab = running.tab("/en/communities/craft/reports/meute/");
    folder.rename("communities/craft", "communities/code");
    goes_to(&running, &mut tab, "/en/communities/code/reports/meute/");
}

#[test]
fn another_name_of_a_folder_is_followed() {
    let (folder, running) = start();
    let mut tab = running.tab("/communautes/ux/retex/tests-en-agence/");
    folder.rename(
        "communities/ux/retex/2026-02-03-tests-en-agence",
        "communities/ux/retex/2026-02-03-tests-en-boutique",
    );
    goes_to(&running, &mut tab, "/communautes/ux/retex/tests-en-boutique/");
    let mut community = running.tab("/communautes/ux/");
    let mut retex = running.tab("/communautes/ux/retex/tests-en-boutique/");
    folder.rename("communities/ux", "communities/design");
    goes_to(&running, &mut community, "/communautes/design/");
    goes_to(&running, &mut retex, "/communautes/design/retex/tests-en-boutique/");
}

#[test]
fn what_is_removed_and_made_elsewhere_is_followed() {
    let (folder, running) = start();
    let mut tab = running.tab("/communautes/rte/retex/train/");
    let text = folder.text("communities/rte/retex/2026-03-01-train.md");
    folder.remove("communities/rte/retex/2026-03-01-train.md");
    tab.until("reload", BAR);
    until_shows(&running, "/communautes/rte/retex/train/", 404, "__parvis/preview.js");
    folder.write("communities/ux/retex/2026-03-01-wagon.md", text);
    assert_eq!(tab.until("moved", BAR).data["to"], "/communautes/ux/retex/wagon/");
}

#[test]
fn a_page_that_is_not_there_comes_when_its_entry_does() {
    let (folder, running) = start();
    let page = "/communautes/rte/retex/nouveau/";
    assert_eq!(running.client().get(page).status, 404);
    let mut tab = running.tab(page);
    folder.write(
        "communities/rte/retex/2026-04-01-nouveau.md",
        super::sample::retex("Nouveau", "lea", "tests", "Il arrive."),
    );
    tab.until("reload", BAR);
    until_shows(&running, page, 200, "Il arrive.");
}

#[test]
fn two_files_that_swap_their_names_swap_their_pages() {
    let (folder, running) = start();
    let (a, b) = (FILE, "communities/craft/retex/2025-06-07-contrats.md");
    let mut tab = running.tab(PAGE);
    folder.rename(a, "communities/craft/retex/entre.md");
    folder.rename(b, a);
    folder.rename("communities/craft/retex/entre.md", b);
    tab.until("reload", BAR);
    until_shows(&running, PAGE, 200, "Des contrats entre équipes.");
    until_shows(&running, "/communautes/craft/retex/contrats/", 200, "Nous avons essayé.");
}

#[test]
fn a_tab_that_was_away_is_told_on_its_return() {
    let (folder, running) = start();
    let hash = running.client().get(PAGE).hash();
    let back = |page: &str, hash: &str| {
        let mut tab = Stream::open(running.address, "", page, hash, &[]);
        tab.until("state", BAR);
        tab
    };
    folder.edit(FILE, "Nous avons", "Ils ont");
    until_shows(&running, PAGE, 200, "Ils ont");
    back(PAGE, &hash).until("reload", BAR);
    let hash = running.client().get(PAGE).hash();
    folder.edit(FILE, "title:", "slug: meute\ntitle:");
    until_shows(&running, "/communautes/craft/retex/meute/", 200, "Ils ont");
    back(PAGE, &hash).until("moved", BAR);
    // Whoever shows what is there is told nothing but the state, also when something else moves.
    let page = "/communautes/craft/retex/meute/";
    let mut tab = back(page, &running.client().get(page).hash());
    folder.write("static/mark.pem", "");
    tab.until("state", BAR);
    assert_eq!(tab.said.len(), 2, "{:?}", tab.said);
}
