//! Which dollars begin and end a formula, and which are money, paths or variables.
//!
//! No letter or digit stands before the first dollar, nor a blank behind it; no blank before the
//! last one, nor a letter or digit behind it. So does Pandoc, less strictly. What is between is no
//! price (`$5 and 10$`), no path and no variable (`"$A","$B"`, `$HOME/bin:$PATH`) and no prose
//! ([`none`]): whoever means a formula all the same writes a TeX mark into it
//! (`$5 \text{ et } 10$`).
//!
//! The forms of GitLab are formulas, too: `` $`x`$ ``.

use std::ops::Range;

use memchr::{memchr_iter, memmem, memrchr};

use super::{none, stand::is_escaped};

/// How far a line is looked at before a formula, in bytes.
const NEAR: usize = 1000;

/// A formula of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Formula {
    /// With its dollars.
    pub(super) range: Range<usize>,
    /// Without.
    pub(super) tex: Range<usize>,
    /// Whether it stands in a line of its own.
    pub(super) is_display: bool,
    /// Whether it stands in a cell of a table, where `\|` is a bar.
    in_cell: bool,
}

impl Formula {
    /// Writes letters for what is between the outer dollars: as many bytes, and as many lines,
    /// each with what stands before its text.
    pub(super) fn fill(&self, inner: &str, out: &mut String) {
        let (mut letters, mut begins) = (inner.chars().peekable(), false);
        while let Some(letter) = letters.next() {
            if self.in_cell && letter == '\\' && letters.next_if_eq(&'|').is_some() {
                out.push_str("\\|");
                continue;
            }
            let is_end = matches!(letter, '\n' | '\r');
            begins = is_end || begins && matches!(letter, ' ' | '\t' | '>');
            if begins {
                out.push(letter);
            } else {
                out.extend(std::iter::repeat_n('x', letter.len_utf8()));
            }
        }
    }
}

/// Whether a text may have formulas: hardly any without has dollars that look like them.
pub(super) fn may_be(text: &str) -> bool {
    let mut all = Vec::new();
    dollars(text, &(0..text.len()), &mut all);
    if all.is_empty() {
        return false;
    }
    let mut found = Vec::new();
    pairs(text, &all, false, &mut found);
    !found.is_empty() || text.contains("$`")
}

/// Adds the places of the dollars in a range of a text that have no backslash.
pub(super) fn dollars(text: &str, at: &Range<usize>, out: &mut Vec<usize>) {
    let part = text.get(at.clone()).unwrap_or("");
    let places = memchr_iter(b'$', part.as_bytes()).map(|it| it + at.start);
    out.extend(places.filter(|it| !is_escaped(text, *it)));
}

/// Adds the formulas between dollars, which are in order.
pub(super) fn pairs(text: &str, dollars: &[usize], in_cell: bool, out: &mut Vec<Formula>) {
    let mut marks: Vec<Range<usize>> = Vec::new();
    for at in dollars {
        match marks.last_mut() {
            Some(last) if last.end == *at => last.end += 1,
            _ => marks.push(*at..at + 1),
        }
    }
    let mut next = 0;
    while let Some(open) = marks.get(next) {
        next += 1;
        let is_display = open.len() == 2;
        if open.len() > 2 {
            continue;
        }
        // The next of its kind; in a line, the next of all.
        let rest = marks.get(next..).unwrap_or(&[]);
        let close =
            if is_display { rest.iter().position(|it| it.len() == 2) } else { Some(0) };
        let Some((skipped, close)) = close.and_then(|it| Some((it, rest.get(it)?))) else {
            continue;
        };
        let tex = open.end..close.start;
        let range = open.start..close.end;
        if close.len() == open.len() && is_formula(text, &range, &tex, is_display) {
            out.push(Formula { range, tex, is_display, in_cell });
            next += skipped + 1;
        }
    }
}

/// The formula that a piece of code is, between two dollars.
pub(super) fn around(text: &str, code: &Range<usize>, in_cell: bool) -> Option<Formula> {
    let range = code.start.checked_sub(1)?..code.end + 1;
    let written = text.get(range.clone())?;
    let inner = written.strip_prefix("$`")?.strip_suffix("`$")?;
    // Letters in the place of its backticks would make the line the fence of code.
    let before = text.as_bytes().get(range.start.saturating_sub(NEAR)..range.start)?;
    let line = memrchr(b'\n', before).map_or(0, |it| it + 1);
    let is_one = memmem::find(before.get(line..)?, b"```").is_none()
        && !is_escaped(text, range.start)
        && is_apart(text, &range)
        && !inner.trim().is_empty()
        && !inner.contains('`');
    let tex = code.start + 1..code.end - 1;
    is_one.then_some(Formula { range, tex, is_display: false, in_cell })
}

/// Whether neither a letter nor a digit stands beside a range. Scripts that write no blanks
/// between words write none beside a formula.
fn is_apart(text: &str, at: &Range<usize>) -> bool {
    let before = text.get(..at.start).and_then(|it| it.chars().next_back());
    let after = text.get(at.end..).and_then(|it| it.chars().next());
    let belongs = |it: char| it.is_alphanumeric() && !('\u{2e80}'..).contains(&it);
    !before.is_some_and(belongs) && !after.is_some_and(|it| belongs(it) || it == '{')
}

fn is_formula(text: &str, at: &Range<usize>, tex: &Range<usize>, is_display: bool) -> bool {
    let tex = text.get(tex.clone()).unwrap_or("");
    let beside = |it: Option<char>| it.is_none_or(char::is_whitespace);
    if tex.trim().is_empty() || !is_apart(text, at) || tex.contains(['`', '"']) {
        return false;
    }
    let (before, after) =
        (text.get(..at.start).unwrap_or(""), text.get(at.end..).unwrap_or(""));
    if is_display {
        return !none::is_no_display(before, tex, after);
    }
    if beside(tex.chars().next()) || beside(tex.chars().next_back()) {
        return false;
    }
    !none::is_no_formula(before, tex, after)
}

#[cfg(test)]
mod tests {
    use pulldown_cmark::Event;

    use super::super::Reading;

    /// The formulas of a text, in order.
    fn formulas(text: &str) -> Vec<String> {
        let formula = |it: (Event<'_>, _)| match it.0 {
            Event::InlineMath(tex) | Event::DisplayMath(tex) => Some(tex.to_string()),
            _ => None,
        };
        Reading::new(text).events().filter_map(formula).collect()
    }

    #[test]
    fn money_is_no_formula() {
        for text in [
            "5 $ et 10 $",
            "de 5$ à 10$",
            "5$, puis 10$",
            "5$/j contre 10$/j",
            "(5$) ou (10$)",
            "US$5 et US$10",
            "$5 and $10",
            "entre $5 et 10$",
            "$20,000 and $30,000",
            "$20,000 for a day,$30,000 for two",
            "coûte 100$ (TTC), 80$ (HT)",
            "5 $, 10 $",
            "un $ fort et un$ faible",
            "`$PATH` et $HOME",
            "$HOME/bin et $PATH/x",
            "\\$5 et 10\\$",
            "A$, B$ et C$",
            "le 5$-10$ habituel",
            "$",
            "$$",
            "$$$$",
            "5$$ et 6$$",
            "Un abonnement à 10 $, contre 5$ avant.",
            "$a%b$",
            "``` a $`x`$ b",
            "(10 $, 5$)",
            "Prix : 5 $, 10 £ ; 5$ et …",
            "le compte \"$A\",\"$B\"",
            "$HOME/$USER",
            "$VAR1,$VAR2",
            "PATH=$HOME/bin:$PATH",
            "Assign<$t> for Wrapping<$t>",
            "[$name](https://example.org/$id/)",
            "[$a](x$)",
            "${A}/${B} et $(a)-$(b)",
            "10 $-5$",
            "10 $(5$)",
            "$MAX_SIZE$",
            "*$A* et *B$*",
            "**Gratuit**, **5$/mois**, **3$/mois**",
            "<kbd>$A</kbd>, <kbd>B$</kbd>",
            "`a $b` c$",
            "$A et le reste$",
            "$km/h$ [$5$]\n\n[$5$]: x",
        ] {
            assert!(formulas(text).is_empty(), "{text}: {:?}", formulas(text));
        }
    }

    #[test]
    fn formulas_are_formulas() {
        for (text, tex) in [
            ("soit $x$.", "x"),
            ("$x^2 + y^2$", "x^2 + y^2"),
            ("($x$)", "x"),
            ("« $x$ »", "x"),
            ("l’$x$", "x"),
            ("$5$ fois", "5"),
            ("$3 + 4$", "3 + 4"),
            ("$xy + yz$", "xy + yz"),
            ("$20\\,000 \\text{ euros}$", "20\\,000 \\text{ euros}"),
            ("$$\\sum x$$", "\\sum x"),
            ("$n$-ième", "n"),
            ("$5 x$", "5 x"),
            ("$]0, 1[$", "]0, 1["),
            ("n = 2 $x$", "x"),
            ("$a*b*c$ *d*", "a*b*c"),
            ("*$a*b$*", "a*b"),
            ("$a_1, b_2$ _c_", "a_1, b_2"),
            ("$a \\\\ b\\,c$", "a \\\\ b\\,c"),
            ("设$x$为", "x"),
            ("$`x^2`$", "x^2"),
            ("$`x^2`$_y$", "x^2"),
            ("$a\\%$", "a\\%"),
            ("| a |\n|---|\n| $a \\| b$ |", "a | b"),
            ("> $$\n> a\n>   b \\\\\n> $$", "\na\nb \\\\\n"),
            ("- $$\n  é\n  $$", "\né\n"),
            ("a [$x$](y) b", "x"),
        ] {
            assert_eq!(formulas(text), [tex], "{text}");
        }
        assert_eq!(formulas("5$ et $x$, puis 6$ et $y$"), ["x", "y"]);
        assert_eq!(formulas("$a$ et $b$"), ["a", "b"]);
    }

    #[test]
    fn every_place_is_one_of_the_text() {
        let text = "**5$** :x ~y $\\é$ `~` [~$a$](~u \"~\")\n:z\n\n- $$\n  é\n  $$ ~";
        for (event, at) in Reading::new(text).events() {
            let written = text.get(at.clone()).unwrap_or("?");
            match event {
                Event::Text(it) => assert_eq!(&*it, written),
                Event::Code(it) => assert_eq!(format!("`{it}`"), written),
                Event::InlineMath(it) => assert_eq!(format!("${it}$"), written),
                _ => {}
            }
        }
        let shown: String = Reading::new(text)
            .events()
            .map(|it| match it.0 {
                Event::Text(it) | Event::InlineMath(it) => it.to_string(),
                _ => String::new(),
            })
            .collect();
        assert_eq!(shown, "5$ :x ~y \\é  ~a:z ~");
    }

    #[test]
    fn many_dollars_are_read_in_linear_time() {
        for text in ["$a ", "$$a $b ", "$a$ ", "${ ", "$`", "\\$", "$a\n", "\\"] {
            let text = text.repeat(100_000);
            assert!(Reading::new(&text).events().count() > 0);
        }
    }
}
