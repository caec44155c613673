use super::{
    super::{Style, set},
    Style::{AsWritten, English},
    check,
};

#[test]
fn quotes_are_curly_and_there_are_no_spaces() {
    check(
        English,
        &[
            ("\"word\"", "“word”"),
            ("a \"word\" here", "a “word” here"),
            ("(\"word\")", "(“word”)"),
            ("\"Really?\" she said", "“Really?” she said"),
            ("it's, don't, I'm", "it’s, don’t, I’m"),
            ("the users' data", "the users’ data"),
            ("'quoted' words", "‘quoted’ words"),
            ("\"a 'quoted' word\"", "“a ‘quoted’ word”"),
            ("\"'Reductive.' Yes.\"", "“‘Reductive.’ Yes.”"),
            ("\"'Quoted' words\"", "“‘Quoted’ words”"),
            ("\"words 'quoted'\"", "“words ‘quoted’”"),
            ("'\"Quoted\" words'", "‘“Quoted” words’"),
            ("'words \"quoted\"'", "‘words “quoted”’"),
            ("'2' and '42' and '3 of them'", "‘2’ and ‘42’ and ‘3 of them’"),
            ("the '90s and '68, the users' data", "the ’90s and ’68, the users’ data"),
            ("name=\"x\" and name='x' \"y\"", "name=\"x\" and name='x' “y”"),
            ("{title=\"it's\"}", "{title=\"it’s\"}"),
            ("the '90s", "the ’90s"),
            ("'tis the season", "’tis the season"),
            ("rock 'n' roll", "rock ’n’ roll"),
            ("6'2\" tall", "6'2\" tall"),
            ("a 15\" screen", "a 15\" screen"),
            ("one \" alone", "one \" alone"),
            ("wait...", "wait…"),
            ("one - two", "one – two"),
            ("one -- two", "one – two"),
            ("one --- two", "one — two"),
            ("one---two", "one—two"),
            ("2020--2024", "2020–2024"),
            ("block--mod", "block--mod"),
            ("use --verbose", "use --verbose"),
            ("What? No! Yes; well: fine", "What? No! Yes; well: fine"),
            ("10 000 km, 50 %, 50%, p. 3", "10 000 km, 50 %, 50%, p. 3"),
            ("«word»", "«word»"),
            ("“done”", "“done”"),
            ("see https://a.example/it's?\"", "see https://a.example/it's?\""),
            ("run `it's \"x\"` now", "run `it's \"x\"` now"),
            ("o'neil@a.example's", "o'neil@a.example’s"),
            ("M. Smith, the 1st", "M. Smith, the 1st"),
        ],
    );
}

#[test]
fn other_languages_stay_as_written() {
    let text = "„Ja\" - l'x ! \"y\" 10 % ... n° 5";
    for lang in ["de", "es", "pt-br", "ja", "", "frr", "eng", "x-fr"] {
        assert_eq!(Style::of(lang), AsWritten, "{lang}");
        assert_eq!(set(text, Style::of(lang)), text);
    }
    for lang in ["fr", "FR", "fr-be", "fr-FR"] {
        assert_eq!(Style::of(lang), Style::French, "{lang}");
    }
    for lang in ["en", "en-gb", "EN-US"] {
        assert_eq!(Style::of(lang), English, "{lang}");
    }
}
