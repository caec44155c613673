use super::{Style::French, check};

#[test]
fn high_marks_have_a_narrow_space() {
    check(
        French,
        &[
            ("Bonjour !", "Bonjour~!"),
            ("Bonjour!", "Bonjour~!"),
            ("Ça va ? Oui ; merci !", "Ça va~? Oui~; merci~!"),
            ("Ça va? Oui; merci!", "Ça va~? Oui~; merci~!"),
            ("Quoi ?!", "Quoi~?!"),
            ("Quoi ?! Non !!!", "Quoi~?! Non~!!!"),
            ("Déjà_!", "Déjà_!"),
            ("Déjà~!", "Déjà~!"),
            ("Déjà  !", "Déjà~!"),
            ("(vraiment ?)", "(vraiment~?)"),
            ("(?)", "(?)"),
            ("( ?)", "( ?)"),
            ("?", "?"),
            ("!", "!"),
            ("! Attention", "! Attention"),
            ("Le « quoi » ?", "Le «~quoi~»~?"),
            ("Il a fini (enfin) !", "Il a fini (enfin)~!"),
            ("etc. ; puis", "etc.~; puis"),
            ("etc.; puis", "etc.~; puis"),
            ("Quoi… ?", "Quoi…~?"),
            ("100 % ?", "100_%~?"),
            ("Bravo ! 🎉", "Bravo~! 🎉"),
            ("Bravo !🎉", "Bravo~!🎉"),
            ("un, deux ;\ntrois", "un, deux~;\ntrois"),
            ("fini !\n", "fini~!\n"),
            ("Qui ?… Moi !…", "Qui~?… Moi~!…"),
            ("Vrai ?, dit-il", "Vrai~?, dit-il"),
        ],
    );
}

#[test]
fn colons_have_a_wide_space() {
    check(
        French,
        &[
            ("Note : ceci", "Note_: ceci"),
            ("Note: ceci", "Note_: ceci"),
            ("Note :", "Note_:"),
            ("Note:", "Note_:"),
            ("Note~: ceci", "Note~: ceci"),
            ("« Note » : ceci", "«~Note~»_: ceci"),
            ("à savoir (ici) : ceci", "à savoir (ici)_: ceci"),
            ("à 12:30", "à 12:30"),
            ("de 8:00 à 12:30", "de 8:00 à 12:30"),
            ("au format 16:9", "au format 16:9"),
            ("au format 16 : 9", "au format 16 : 9"),
            ("un rapport 1 : 1.", "un rapport 1 : 1."),
            ("En 2024 : 3 communautés", "En 2024_: 3 communautés"),
            ("Étape 2 : 3 façons", "Étape 2_: 3 façons"),
            ("std::io et a::b", "std::io et a::b"),
            ("a :: b", "a :: b"),
            ("le disque C: est plein", "le disque C: est plein"),
            ("le schéma https: suffit", "le schéma https: suffit"),
            ("une icône :smile: ici", "une icône :smile: ici"),
            (":", ":"),
            (": rien", ": rien"),
            ("clé:valeur", "clé:valeur"),
        ],
    );
}

#[test]
fn marks_of_other_notations_are_not_marks() {
    check(
        French,
        &[
            ("a?b=c&d;e!f", "a?b=c&d;e!f"),
            ("x != y", "x != y"),
            ("p !important", "p !important"),
            ("un [!NOTE]", "un [!NOTE]"),
            ("l’entité &amp; et &#233; ici", "l’entité &amp; et &#233; ici"),
            ("un clin d’œil ;-) ici", "un clin d’œil ;-) ici"),
            ("a ?: b", "a~?: b"),
            ("https://a.example/?q=a;b!c", "https://a.example/?q=a;b!c"),
            ("voir https://a.example/x:y ; puis", "voir https://a.example/x:y~; puis"),
            ("voir https://a.example!", "voir https://a.example~!"),
            ("voir http://a.example/d'un/\"", "voir http://a.example/d'un/\""),
            ("voir www.a.example/l'x?y", "voir www.a.example/l'x?y"),
            ("écrire à l'o'neil@a.example !", "écrire à l'o'neil@a.example~!"),
            ("écrire à d.arc@a.example ; merci", "écrire à d.arc@a.example~; merci"),
            ("git://a.example/b...c", "git://a.example/b...c"),
            ("lancer `a ; b \"c\" !` puis", "lancer `a ; b \"c\" !` puis"),
            ("l'option `--x` d'abord", "l’option `--x` d’abord"),
            ("un ` seul !", "un ` seul~!"),
        ],
    );
}

#[test]
fn guillemets_have_narrow_spaces() {
    check(
        French,
        &[
            ("« été »", "«~été~»"),
            ("«été»", "«~été~»"),
            ("«_été_»", "«_été_»"),
            ("«~été~»", "«~été~»"),
            ("«  été  »", "«~été~»"),
            ("« été », dit-il", "«~été~», dit-il"),
            ("« Quoi ? »", "«~Quoi~?~»"),
            ("« Quoi? »", "«~Quoi~?~»"),
            ("« n° 5 »", "«~n°_5~»"),
            ("« 10 % »", "«~10_%~»"),
            ("«", "«"),
            ("»", "»"),
            ("« »", "«~»"),
            ("« un", "«~un"),
            ("un »", "un~»"),
            ("(«oui»)", "(«~oui~»)"),
        ],
    );
}

#[test]
fn straight_quotes_become_guillemets() {
    check(
        French,
        &[
            ("\"été\"", "«~été~»"),
            ("un \"mot\" ici", "un «~mot~» ici"),
            ("un \" mot \" ici", "un «~mot~» ici"),
            ("un (\"mot\")", "un («~mot~»)"),
            ("\"Quoi ?\"", "«~Quoi~?~»"),
            ("\"Quoi?\", dit-il", "«~Quoi~?~», dit-il"),
            ("d'\"abord\" et l'\"autre\"", "d’«~abord~» et l’«~autre~»"),
            ("\"un\" et \"deux\"", "«~un~» et «~deux~»"),
            ("\"un\",\"deux\"", "«~un~»,«~deux~»"),
            ("\"il dit \"oui\" hier\"", "«~il dit “oui” hier~»"),
            ("« il dit \"oui\" »", "«~il dit “oui”~»"),
            ("“oui”", "“oui”"),
            ("un écran de 15\"", "un écran de 15\""),
            ("un \" seul", "un \" seul"),
            ("un \"seul", "un \"seul"),
            ("seul\" ici", "seul\" ici"),
            ("\"chapitre 5\"", "«~chapitre 5~»"),
            ("\"a \"b\" c", "\"a «~b~» c"),
            ("\"\"", "\"\""),
            ("le 'mot' juste", "le ‘mot’ juste"),
            ("\"l'un\"", "«~l’un~»"),
            ("\"'A' et 'B'\"", "«~‘A’ et ‘B’~»"),
            ("<meta name=\"description\">", "<meta name=\"description\">"),
            ("{title=\"t\"} et \"oui\"", "{title=\"t\"} et «~oui~»"),
        ],
    );
}

#[test]
fn apostrophes_are_curly() {
    check(
        French,
        &[
            ("l'été", "l’été"),
            ("L'ÉTÉ", "L’ÉTÉ"),
            ("aujourd'hui, c'est l'heure", "aujourd’hui, c’est l’heure"),
            ("l’été", "l’été"),
            ("d' abord", "d’ abord"),
            ("l'an '68", "l’an ’68"),
            ("5' de pause", "5' de pause"),
            ("48° 51' 24\" N", "48° 51' 24\" N"),
            ("''deux''", "''deux''"),
            ("presqu'", "presqu’"),
            ("l'« été »", "l’«~été~»"),
            ("l'API d'OVH", "l’API d’OVH"),
        ],
    );
}

#[test]
fn three_dots_are_an_ellipsis() {
    check(
        French,
        &[
            ("Et puis...", "Et puis…"),
            ("Et puis... rien", "Et puis… rien"),
            ("...et puis", "…et puis"),
            ("[...]", "[…]"),
            ("Quoi ?...", "Quoi~?…"),
            ("Quoi...?", "Quoi…~?"),
            ("Et puis....", "Et puis...."),
            ("a..b", "a..b"),
            ("../x et .../y", "../x et .../y"),
            ("de main...dev", "de main...dev"),
            ("1...5", "1...5"),
            ("Fin…", "Fin…"),
            ("\"Et puis...\"", "«~Et puis…~»"),
        ],
    );
}

#[test]
fn numbers_keep_what_they_count() {
    check(
        French,
        &[
            ("10 000 €", "10~000_€"),
            ("10€", "10_€"),
            ("50 %", "50_%"),
            ("50%", "50_%"),
            ("3,5 %", "3,5_%"),
            ("à 100% (ou 99,9%)", "à 100_% (ou 99,9_%)"),
            ("12 km et 5 kg", "12_km et 5_kg"),
            ("130 km/h", "130_km/h"),
            ("20 °C", "20_°C"),
            ("16 Go, 2 To", "16_Go, 2_To"),
            ("à 14 h 30", "à 14_h_30"),
            ("à 14 h", "à 14_h"),
            ("à 14h30", "à 14h30"),
            ("en 5 min.", "en 5_min."),
            ("200 ms", "200_ms"),
            ("3 millions d'euros", "3_millions d’euros"),
            ("1 234 567 octets", "1~234~567_octets"),
            ("le 8 décembre 2026", "le 8_décembre 2026"),
            ("le 3 janv. 2026", "le 3_janv. 2026"),
            ("10_000_€", "10_000_€"),
            ("10  €", "10_€"),
            ("en 2024 150 personnes", "en 2024 150 personnes"),
            ("le 01 23 45 67 89", "le 01 23 45 67 89"),
            ("3 s'il vous plaît", "3 s’il vous plaît"),
            ("un code 12%20x", "un code 12%20x"),
            ("la version 2.10 000", "la version 2.10 000"),
            ("H264 Go", "H264 Go"),
            ("5 personnes", "5 personnes"),
            ("5 maisons", "5 maisons"),
            ("3 A, 230 V", "3_A, 230_V"),
            ("12 000 !", "12~000~!"),
        ],
    );
}

#[test]
fn what_names_a_number_or_a_person_stays_with_it() {
    check(
        French,
        &[
            ("le n° 5", "le n°_5"),
            ("le n°5", "le n°_5"),
            ("N° 12", "N°_12"),
            ("p. 3", "p._3"),
            ("aux pp. 3-5", "aux pp._3-5"),
            ("art. 5, chap. 2, fig. 7", "art._5, chap._2, fig._7"),
            ("§ 5 et § II", "§_5 et §_II"),
            ("M. Dupont", "M._Dupont"),
            ("MM. Dupont et Durand", "MM._Dupont et Durand"),
            ("Mme Durand, Mlle Petit", "Mme_Durand, Mlle_Petit"),
            ("le Dr Martin et Me Blanc", "le Dr_Martin et Me_Blanc"),
            ("M._Dupont", "M._Dupont"),
            ("avec M. dupont", "avec M. dupont"),
            ("OM. Ensuite", "OM. Ensuite"),
            ("stop. 3 fois", "stop. 3 fois"),
            ("p.3", "p.3"),
        ],
    );
}

#[test]
fn ordinals_stay_in_line_without_markup() {
    check(
        French,
        &[
            ("le 1er mars, la 2e fois", "le 1er_mars, la 2e fois"),
            ("au XIXe siècle", "au XIXe siècle"),
        ],
    );
}

#[test]
fn dashes_of_asides_and_of_dialogue() {
    check(
        French,
        &[
            ("le mot - juste", "le mot_– juste"),
            ("le mot -- juste", "le mot_– juste"),
            ("le mot --- juste", "le mot_— juste"),
            ("le mot – juste", "le mot_– juste"),
            ("le mot - dit-il - juste", "le mot –_dit-il_– juste"),
            ("le mot — dit-il — juste", "le mot —_dit-il_— juste"),
            ("un – deux. Trois – quatre", "un_– deux. Trois_– quatre"),
            ("-- Bonjour", "—_Bonjour"),
            ("— Bonjour — dit-il", "—_Bonjour_— dit-il"),
            ("–_Bonjour", "–_Bonjour"),
            ("10 - 3", "10 - 3"),
            ("2020 – 2024", "2020 – 2024"),
            ("a - b", "a - b"),
            ("il fait -3 dehors", "il fait -3 dehors"),
            ("porte-parole", "porte-parole"),
            ("l'option --verbose", "l’option --verbose"),
            ("bloc--mod", "bloc--mod"),
            ("a -> b", "a -> b"),
            ("----", "----"),
            ("–", "–"),
            ("- un", "- un"),
            ("un -", "un -"),
        ],
    );
}

#[test]
fn no_text_is_nothing() {
    check(
        French,
        &[("", ""), (" ", " "), ("\n", "\n"), ("été", "été"), ("日本語", "日本語")],
    );
}
