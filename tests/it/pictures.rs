//! Pictures of whole portals: what is published of them, and how often they are made.

use std::{fs, path::Path, sync::Arc};

use parvis::{
    build::{
        self, Cache, Watch,
        staging::{Guard, Staging},
    },
    picture::{Form, Store},
    render::{self, Output},
    route::Route,
    snapshot::{Options, Site, Snapshot, Workspace},
    source::{Walk, walk},
};

use crate::cli::example;

fn portal(root: &Path) -> Arc<Snapshot> {
    let read = walk(&Walk { root, except: &[] }).unwrap();
    let date = "2026-11-24".parse().ok();
    let options = Options { date, ..Options::default() };
    Workspace::new(options).apply(read.value, read.diagnostics)
}

fn build(root: &Path, output: &Path, pictures: &Store) {
    let guard = Guard { root, content: &[], chosen: true, home: None, cwd: None };
    let staging = Staging::open(output, &guard).unwrap();
    let rendered = build::build(&portal(root), staging, pictures, &Watch::default());
    rendered.unwrap().publish().unwrap();
}

/// The HTML at an address.
fn html(site: &Site, address: &str) -> String {
    let Output::Bytes(bytes) = render::render(site, address).unwrap() else {
        panic!("{address}")
    };
    String::from_utf8(bytes).unwrap()
}

#[test]
fn a_second_build_makes_no_picture_and_a_preview_only_what_is_asked() {
    let temp = tempfile::tempdir().unwrap();
    let root = example();
    let (root, output) = (Path::new(&root), temp.path().join("public"));
    let cache = Cache::of(temp.path());
    let first = cache.pictures();
    build(root, &output, &first);
    assert!(first.made() > 20, "{}", first.made());
    let photo = fs::read(output.join("img/place-du-marche-800.jpg.webp")).unwrap();
    let again = cache.pictures();
    build(root, &output, &again);
    assert_eq!(again.made(), 0);

    // A preview finds what a build has made; without it, it makes one width.
    let snapshot = portal(root);
    let site = snapshot.site.as_ref().unwrap();
    let path: Arc<str> = "static/img/place-du-marche.jpg".into();
    for (store, made) in [(cache.pictures(), 0), (Store::default(), 1)] {
        let bytes = render::picture::make(site, &store, &path, &[Form::Webp(800)]).unwrap();
        assert_eq!((bytes.as_slice(), store.made()), ([photo.clone()].as_slice(), made));
    }
}

#[test]
fn every_form_of_a_picture_that_a_page_names_is_published() {
    let root = example();
    let snapshot = portal(Path::new(&root));
    let site = snapshot.site.as_ref().unwrap();
    let mut named = 0;
    for (address, found) in site.routes.iter() {
        if !matches!(found.route, Route::Entry(_) | Route::Home) {
            continue;
        }
        let html = html(site, address);
        for srcset in html.split(" srcset=\"").skip(1) {
            let srcset = srcset.split('"').next().unwrap();
            for candidate in srcset.split(", ") {
                let (url, width) = candidate.split_once(' ').unwrap();
                let found =
                    site.routes.find(url.strip_prefix(&site.settings.base).unwrap());
                let found = found.unwrap_or_else(|| panic!("{address} names {url}"));
                if let Route::Picture(_, Form::Own(wide) | Form::Webp(wide)) = found.route {
                    assert_eq!(width, format!("{wide}w"));
                }
                named += 1;
            }
        }
    }
    assert!(named > 30, "{named}");
}

#[test]
fn the_first_picture_of_a_page_is_its_cover_if_it_has_one() {
    let photo = Path::new(&example()).join("static/img/place-du-marche.jpg");
    let body = "![Une place](/img/a.jpg)\n\n![Une autre](/img/b.jpg)\n";
    let of = |cover: &str| {
        let temp = tempfile::tempdir().unwrap();
        let put = |path: &str, text: &str| {
            let file = temp.path().join(path);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        };
        put("portal.yaml", "title: P\nurl: https://p.example/\n");
        put("people/ana.md", "---\nname: Ana\n---\n");
        put("communities/rte/index.md", "---\ntitle: RTE\n---\n");
        let text = format!("---\ntitle: X\nauthors: [ana]\n{cover}---\n\n{body}");
        put("communities/rte/retex/2026-01-02-x.md", &text);
        fs::create_dir_all(temp.path().join("static/img")).unwrap();
        for name in ["a", "b", "c"] {
            let file = temp.path().join(format!("static/img/{name}.jpg"));
            fs::copy(&photo, file).unwrap();
        }
        let snapshot = portal(temp.path());
        let html = html(snapshot.site.as_ref().unwrap(), "/communautes/rte/retex/x/");
        let tags = html.split("<img src=\"/img/").skip(1);
        let shown = tags.map(|it| {
            let tag = it.split('>').next().unwrap();
            let loading = if tag.contains(" loading=\"lazy\"") { "lazy" } else { "now" };
            let first = if tag.contains(" fetchpriority=\"high\"") { " first" } else { "" };
            let name = tag.split('-').next().unwrap();
            format!("{name} {loading}{first}")
        });
        shown.collect::<Vec<_>>()
    };
    let cover = |it: &str| format!("cover: {{image: /img/{it}.jpg, alt: Une place}}\n");
    assert_eq!(of(""), ["a now first", "b lazy"]);
    assert_eq!(of(&cover("c")), ["c now first", "a lazy", "b lazy"]);
    // A cover that the text shows is not shown twice.
    assert_eq!(of(&cover("b")), ["a now first", "b lazy"]);
}

#[test]
fn a_figure_has_a_choice_of_widths_a_caption_and_who_made_it() {
    let root = example();
    let snapshot = portal(Path::new(&root));
    let site = snapshot.site.as_ref().unwrap();
    let guide =
        site.routes.iter().find(|it| it.0.ends_with("/guide/ecrire-ici/")).unwrap().0;
    let html = html(site, guide);
    let (_, figure) = html.split_once("<figure><picture>").unwrap();
    let figure = figure.split("</figure>").next().unwrap();
    let base = &site.settings.base;
    let at = |width: usize| format!("{base}/img/place-du-marche-{width}.jpg");
    let all = |end: &str| {
        let one = |it: usize| format!("{}{end} {it}w", at(it));
        [480, 800, 1200].map(one).join(", ")
    };
    let sizes = "(min-width: 48rem) 44rem, calc(100vw - 2.5rem)";
    let wanted = format!(
        "<source type=\"image/webp\" srcset=\"{}, {base}/img/place-du-marche-1600.jpg.webp 1600w\" sizes=\"{sizes}\">\
         <img src=\"{}\" srcset=\"{}, {base}/img/place-du-marche.jpg 1600w\" sizes=\"{sizes}\" width=\"1600\" height=\"1067\" fetchpriority=\"high\" alt=\"",
        all(".webp"),
        at(800),
        all("")
    );
    assert_eq!(figure.get(..wanted.len()), Some(&*wanted));
    assert!(figure.contains(" decoding=\"async\"></picture><figcaption>La place, avant"));
    let credit = "<small class=\"credit\">Image : Une image de synthèse de Parvis, MIT ou Apache 2.0</small></figcaption>";
    assert!(figure.replace('\u{a0}', " ").ends_with(credit), "{figure}");
    // The next ones are loaded later, and what only decorates has no text.
    assert!(html.contains("loading=\"lazy\" alt=\"\" decoding"), "{html}");
}

/// What is published of a photo that is larger than pages show it.
#[test]
fn a_photo_is_published_whole_only_for_who_is_led_to_it() {
    let photo = Path::new(&example()).join("static/img/place-du-marche.jpg");
    let of = |front: &str, body: &str| {
        let temp = tempfile::tempdir().unwrap();
        let put = |path: &str, text: &str| {
            let file = temp.path().join(path);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        };
        let settings = "theme_settings: {images: {widths: [480, 800]}}\n";
        put(
            "portal.yaml",
            &format!("title: P\nurl: https://p.example/\nllms: true\n{settings}"),
        );
        put("pages/a/index.md", &format!("---\ntitle: A\n{front}---\n\n{body}\n"));
        for path in ["pages/a/b.jpg", "static/b.jpg"] {
            let file = temp.path().join(path);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::copy(&photo, file).unwrap();
        }
        let snapshot = portal(temp.path());
        let site = snapshot.site.as_ref().unwrap();
        let at = |it: &str| site.routes.find(it).is_some();
        assert!(at("/b.jpg"), "what is in static/ is published as it is");
        // Whatever is named is there.
        for page in ["/a/", "/a/index.md"] {
            let text = html(site, page);
            for name in ["/a/b.jpg", "/a/b-480.jpg", "/a/b-800.jpg.webp", "/a/b-800.jpg"] {
                let end = |it: char| !it.is_alphanumeric() && it != '.';
                let named =
                    text.split(name).skip(1).any(|it| it.is_empty() || it.starts_with(end));
                assert!(!named || at(name), "{page} names {name}");
            }
        }
        (at("/a/b.jpg"), at("/a/b-800.jpg"))
    };
    assert_eq!(of("", "![B](b.jpg)"), (false, true));
    assert_eq!(of("", "![B](b.jpg)\n\n[B](b.jpg)"), (true, true));
    assert_eq!(of("", "[![B](b.jpg)](b.jpg)"), (true, true));
    assert_eq!(of("", "[B](b.jpg)"), (true, false));
    assert_eq!(of("", "<img src=\"b.jpg\" alt=\"B\">"), (false, true));
    assert_eq!(of("", "<a href=\"b.jpg\">b</a>"), (true, false));
}
