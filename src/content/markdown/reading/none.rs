//! What stands between dollars and is no formula: money, paths, variables of a shell, commands,
//! selectors of a script, patterns, prose.

use super::stand::is_escaped;

/// Whether what stands between two dollars of a line is none.
pub(super) fn is_no_formula(before: &str, tex: &str, after: &str) -> bool {
    begins_none(tex)
        || ends_none(tex)
        || is_variable(tex)
        || is_code(tex, after)
        || is_money(before, tex)
        || has_comment(tex)
}

/// The same between two pairs of dollars: in a line of their own they mean one, and elsewhere
/// they may be the number of a process.
pub(super) fn is_no_display(before: &str, tex: &str, after: &str) -> bool {
    let has_words = tex.contains(|it: char| it.is_alphanumeric() || it == '\\');
    let begins = before.rsplit('\n').next().unwrap_or("").trim_start();
    let ends = after.split('\n').next().unwrap_or("").trim();
    let is_alone = ends.is_empty()
        && begins.chars().all(|it| it.is_ascii_digit() || ">-*+.) \t".contains(it));
    if is_alone && has_words {
        return is_prose(tex) && !tex.contains(['\\', '=', '^', '_', '\n']);
    }
    let bare = tex.trim();
    !has_words
        || begins_none(bare)
        || ends_none(bare)
        || bare.starts_with("('")
        || is_prose(tex) && !tex.contains(['\\', '^'])
}

/// A command, a selector, a pattern: what only a program has between two dollars.
fn is_code(tex: &str, after: &str) -> bool {
    if tex.contains('\\') {
        return false;
    }
    let has_mark = tex.contains(['^', '_']);
    // `$(X)$(Y)`, `$a=$(b)`: the second dollar begins something else.
    let goes_on = after.starts_with('(')
        && (tex.starts_with('(') || !tex.ends_with(char::is_alphanumeric));
    let is_quoted = tex.contains("('") || tex.contains("['");
    let is_sign = matches!(tex, "?" | "*" | "#" | "!" | "@" | "_" | "&");
    let is_half = tex.starts_with('|') && tex.matches('|').count() % 2 == 1;
    let no_words = !tex.contains(char::is_alphanumeric) && tex.chars().count() > 1;
    let within = |open: char, close: char| {
        let (inner, rest) = tex.strip_prefix(open)?.split_once(close)?;
        // What is counted with stands in a formula.
        let counts = has_mark || rest.contains(['=', '+', '<', '>']);
        Some(inner).filter(|_| !counts)
    };
    let is_command = within('(', ')').is_some_and(is_command);
    let is_name = within('{', '}').is_some_and(|it| {
        let name = it.split([':', '#', '%', '/']).next().unwrap_or(it);
        let letters = |it: u8| it.is_ascii_alphanumeric() || it == b'_';
        it.len() > 1 && !name.is_empty() && name.bytes().all(letters)
    });
    goes_on || is_quoted || is_sign || is_half || no_words || is_command || is_name
}

/// The name of a program, or of a variable of `make`: `pwd`, `CURDIR`. Two capitals are a line.
fn is_command(text: &str) -> bool {
    let name = |it: u8| it.is_ascii_alphanumeric() || matches!(it, b'_' | b'-' | b'.');
    let is_lower = text.bytes().any(|it| it.is_ascii_lowercase());
    let least = if is_lower { 2 } else { 3 };
    text.len() >= least && has_word(text) && text.bytes().all(name)
}

/// A percent sign, behind which TeX reads nothing more of the line.
fn has_comment(tex: &str) -> bool {
    let mut signs = tex.match_indices('%');
    signs.any(|(at, _)| !is_escaped(tex, at))
}

/// What goes on with a sentence behind a price, or is a variable of a shell.
fn begins_none(tex: &str) -> bool {
    let behind = tex.chars().nth(1);
    match tex.chars().next() {
        Some(',' | ';' | ')' | '/' | '!' | '?' | '#' | '@' | '%' | '»' | '’' | '\'') => {
            true
        }
        Some(':') => behind != Some('='),
        Some('.') => !behind.is_some_and(|it| it.is_ascii_digit()),
        _ => false,
    }
}

/// What goes on behind its last dollar.
fn ends_none(tex: &str) -> bool {
    let rest = tex.strip_suffix(['-', '–']).unwrap_or(tex);
    let dangles = rest.len() < tex.len() && !rest.ends_with(['^', '_', '{', '\\']);
    dangles || tex.ends_with(['/', ':', ',', ';', '('])
}

/// `MAX_SIZE`, `HOME/bin`, `env:PATH`, `this->x`: a word, and what no formula has behind it.
fn is_variable(tex: &str) -> bool {
    let name = |it: char| it.is_ascii_alphanumeric() || it == '_';
    let member = tex.trim_start_matches(name);
    let is_word = tex.len() - member.len() > 1 && has_word(tex);
    let is_member = ["->", "::", ":"].iter().any(|it| {
        member.strip_prefix(it).is_some_and(|it| it.starts_with(char::is_alphabetic))
    });
    if is_word && is_member {
        return true;
    }
    let rest = tex.trim_start_matches(|it: char| it.is_ascii_uppercase());
    let length = tex.len() - rest.len();
    let is_long = |it: &str| it.bytes().take_while(u8::is_ascii_uppercase).count() > 1;
    length > 1
        && (rest.starts_with(['/', ':', '.'])
            || rest.strip_prefix('_').is_some_and(is_long))
}

/// Prices, paths and prose: nothing in it is TeX.
fn is_money(before: &str, tex: &str) -> bool {
    if tex.contains(['\\', '^', '_', '{', '}']) {
        return false;
    }
    let amount = before.strip_suffix([' ', '\u{a0}', '\u{202f}']);
    let is_behind = amount.is_some_and(|it| it.ends_with(|it: char| it.is_ascii_digit()));
    let is_amount =
        !tex.contains(char::is_alphabetic) || tex.ends_with(|it: char| it.is_ascii_digit());
    let is_path = tex.contains('/') && tex.split('/').any(has_word);
    let accented = |it: char| ('\u{c0}'..'\u{250}').contains(&it) && it.is_alphabetic();
    is_behind && is_amount || is_path || is_prose(tex) || tex.contains(accented)
}

/// Two letters or more beside each other.
fn has_word(text: &str) -> bool {
    let mut letters = 0;
    text.chars().any(|it| {
        letters = if it.is_alphabetic() { letters + 1 } else { 0 };
        letters > 1
    })
}

/// A word, and another or a number beside it: no operator parts the two.
fn is_prose(tex: &str) -> bool {
    let mut last: Option<&str> = None;
    for token in tex.split_whitespace() {
        let has_letters = |it: &str| it.contains(char::is_alphanumeric);
        if has_letters(token) && last.is_some_and(|it| has_word(it) || has_word(token)) {
            return true;
        }
        last =
            Some(token).filter(|it| has_letters(it) && !it.ends_with(['=', '+', '<', '>']));
    }
    false
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
    fn commands_and_processes_of_a_shell_are_no_formulas() {
        for text in [
            "$(pwd)$",
            "Le dossier $(pwd)$ est",
            "$(whoami)@$(hostname)",
            "$(nproc)$ cœurs, $(date)$",
            "$(CURDIR)$",
            "$(X)$(Y)",
            "$(CC)$(CFLAGS) -o $@ $<",
            "$(OBJ):$(SRC)",
            "a=$(b);c=$(d)",
            "$a=$(b)",
            "${HOME}$",
            "${HOME}/x:${PATH}",
            "${1:-x}$",
            "kill $$ puis echo $$",
            "/tmp/x.$$ et /tmp/y.$$",
            "PID=$$ puis LOG=$$",
            "PID=$$;LOG=$$",
            "le PID $$ du shell\nou bien $$ encore",
            "le PID $$ et mon_fichier $$ ici",
            "$$($$)",
            "$$ - $$",
            "$$('a') et $$('b')",
            "$$('a'),$$('b')",
        ] {
            assert!(formulas(text).is_empty(), "{text}: {:?}", formulas(text));
        }
    }

    #[test]
    fn variables_selectors_and_patterns_are_no_formulas() {
        for text in [
            "$1,$2",
            "$1/$2 et $1:$2",
            "$@$ et $?$",
            "$#$ ou $*$ ou $!$ ou $-$ ou $_$",
            "($<|$@)",
            "$env:PATH;$env:HOME",
            "$env:PATH$",
            "$this->x et $that->y",
            "$this->x$",
            "$Foo::bar$",
            "US$ et US$",
            "$5-$10",
            "$5/US$",
            "^a$ et ^b$",
            "/^\\d+$/ et /^\\w+$/",
            "(^a.$|^b.$)",
            "(.*$|.*$)",
            "^a$,^b$",
            "s/a.$/b/; s/c.$/d/",
            "$('#x').hide(); $('#y').show()",
            "$('#x'),$('#y')",
            "$('#x').add($('#y'))",
            "$('.a')==$('.b')",
            "$(document)$",
            "$(this).a($(b))",
            "$data['x']$",
        ] {
            assert!(formulas(text).is_empty(), "{text}: {:?}", formulas(text));
        }
    }

    #[test]
    fn what_looks_like_a_command_may_be_a_formula() {
        for (text, tex) in [
            ("$(a+b)^2$", "(a+b)^2"),
            ("$f(x)$", "f(x)"),
            ("$(x)$", "(x)"),
            ("$(AB)$ et la suite", "(AB)"),
            ("$(ab)c = a(bc)$", "(ab)c = a(bc)"),
            ("$(x, y)$", "(x, y)"),
            ("$(a+b)(a-b)$", "(a+b)(a-b)"),
            ("$(2n)!$", "(2n)!"),
            ("$((1+2))$", "((1+2))"),
            ("$|x|$", "|x|"),
            ("$|x-y| < |z|$", "|x-y| < |z|"),
            ("${n \\choose k}$", "{n \\choose k}"),
            ("${x}^2$", "{x}^2"),
            ("$x$ ?", "x"),
            ("$x$?", "x"),
            ("$f'$ et", "f'"),
            ("$a'b'$", "a'b'"),
            ("$x!$", "x!"),
            ("$n \\to +\\infty$", "n \\to +\\infty"),
            ("$a:b$", "a:b"),
            ("$f:X$", "f:X"),
            ("$+$", "+"),
            ("$$ x = y $$", " x = y "),
            ("on a $$ x + y $$ ici", " x + y "),
            ("$$ vitesse moyenne = distance $$", " vitesse moyenne = distance "),
            ("$$x_1$$", "x_1"),
            ("$$\nf(x) = y\n$$", "\nf(x) = y\n"),
            ("$$\nla suite des termes\n$$", "\nla suite des termes\n"),
        ] {
            assert_eq!(formulas(text), [tex], "{text}");
        }
    }
}
