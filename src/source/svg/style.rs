//! CSS of a drawing: it may color and place, and load nothing.
//!
//! Functions and rules are allowed by name. Each `(` and `@` is looked at wherever it stands, so
//! that no quote and no comment hides one: what looks like a call within a text is refused too.

/// Functions that load nothing. `url` has a look of its own.
const FUNCTIONS: &str = "\
    abs acos and asin atan atan2 attr blur brightness calc circle clamp color color-mix \
    conic-gradient contrast cos cubic-bezier drop-shadow ellipse env exp format grayscale has \
    host hsl hsla hue-rotate hwb hypot inset invert is lab lang lch light-dark linear \
    linear-gradient local log matrix matrix3d max min mod not nth-child nth-last-child \
    nth-last-of-type nth-of-type oklab oklch opacity or path perspective polygon pow \
    radial-gradient rect rem repeat repeating-linear-gradient repeating-radial-gradient rgb rgba \
    rotate rotate3d rotatex rotatey rotatez round saturate scale scale3d scalex scaley scalez \
    sepia sign sin skew skewx skewy sqrt steps supports tan tech translate translate3d \
    translatex translatey translatez var where";

/// Rules that load nothing.
const RULES: &str = "\
    -webkit-keyframes charset container font-face keyframes layer media page property supports";

/// What an address may begin with: a part of the drawing, or a font that is in it.
const ADDRESSES: &[&str] =
    &["#", "data:font/", "data:application/font", "data:application/x-font"];

/// Whether CSS could load something.
pub(super) fn loads(css: &str) -> bool {
    if css.contains('\\') {
        return true;
    }
    let calls = css.match_indices('(').any(|(at, _)| {
        let (before, behind) = css.split_at_checked(at).unwrap_or(("", css));
        let name = before.rsplit(|it| !is_name(it)).next().unwrap_or("");
        let name = name.to_ascii_lowercase();
        if name == "url" {
            let target = behind.get(1..).unwrap_or("").trim_start();
            let target = target.strip_prefix(['"', '\'']).unwrap_or(target).trim_start();
            return !ADDRESSES.iter().any(|it| starts_with(target, it));
        }
        !name.is_empty() && !FUNCTIONS.split(' ').any(|it| it == name)
    });
    calls
        || css.match_indices('@').any(|(at, _)| {
            let behind = css.get(at + 1..).unwrap_or("");
            let name = behind.split(|it| !is_name(it)).next().unwrap_or("");
            let name = name.to_ascii_lowercase();
            !name.is_empty() && !RULES.split(' ').any(|it| it == name)
        })
}

fn starts_with(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|it| it.eq_ignore_ascii_case(start))
}

fn is_name(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_') || !letter.is_ascii()
}

#[cfg(test)]
mod tests {
    use super::loads;

    #[test]
    fn what_colors_and_places_loads_nothing() {
        for css in [
            ".a{fill:url(#b)} .c{fill:url( '#d' )}",
            "@media (min-width: 9px) and (color) { rect:not(.a) { fill: RGB(1, 2, 3) } }",
            "@font-face{font-family:\"A (b)\";src:url(data:font/woff2;base64,AA==) format(\"woff2\")}",
            "transform: translateX(calc(1px + var(--a)))",
            "/* made by (somebody) */ #a > .b { font: 12px 'A b', sans-serif }",
        ] {
            assert!(!loads(css), "{css}");
        }
    }

    #[test]
    fn what_loads_is_told_however_it_is_written() {
        for css in [
            "@import 'x'",
            "@IMPORT url(#a)",
            "fill: url(x)",
            "fill: url('')",
            "fill: URL(\thttps://x/)",
            "fill: url(#a), url(//x/)",
            "fill: url(/**/'#a')",
            "fill: url(data:image/svg+xml,x)",
            "fill: src('x')",
            "background: -webkit-image-set('x' 1x)",
            "background: image-set('x' 1x)",
            "background: cross-fade('x', red)",
            "width: expression(x)",
            "fill: \\75rl(x)",
            "@namespace 'x'",
        ] {
            assert!(loads(css), "{css}");
        }
    }
}
