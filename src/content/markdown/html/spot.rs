//! From a place in the file to the element that shows it: a preview says what is wrong beside
//! the paragraph that it is wrong in, and no page has marks for that.

use std::{ops::Range, sync::Arc};

use pulldown_cmark::{Event, Tag};

use super::{
    super::{RawHtml, Within, parts::Part},
    Manner, read,
};
use crate::{diag::Source, sink::Html, typography::Style};

/// What shows a place of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spot {
    /// Which child of the body's element, from 0.
    pub block: usize,
    /// Which image of the body, from 0, when it is about one.
    pub image: Option<usize>,
}

/// Elements that have no end tag.
const VOID: &[&str] = &["br", "col", "hr", "img", "input", "source", "track", "wbr"];

/// A block or an image of the file, and how much HTML stands before it.
struct Mark {
    file: Range<usize>,
    html: usize,
    is_block: bool,
}

/// How many there are up to some place of the HTML.
#[derive(Clone, Copy, Default)]
struct Counts {
    blocks: usize,
    images: usize,
    /// Whether an element is open that raw HTML began in another block.
    is_inside: bool,
}

/// Where places of a file are in its body; nothing for what no element shows.
pub fn spots(
    source: &Arc<Source>,
    range: &Range<usize>,
    raw_html: RawHtml,
    offsets: &[usize],
) -> Vec<Option<Spot>> {
    if offsets.iter().all(|it| !range.contains(it)) {
        return vec![None; offsets.len()];
    }
    let mut marks = Vec::new();
    let mut depth = 0_usize;
    let manner = Manner { raw_html, style: Style::AsWritten, within: Within::default() };
    let pass = read(source, range, manner, &|_, _| None, |pass, part, at| {
        let is_block = depth == 0;
        let is_image = matches!(part, Part::Event(Event::Start(Tag::Image { .. })));
        // What is put together first (a heading, a footnote) has no place of its own yet.
        if (is_block || is_image)
            && let [only] = pass.buffers.as_slice()
        {
            marks.push(Mark { file: at.clone(), html: only.len(), is_block });
        }
        if part.is_start() {
            depth += 1;
        } else if part.is_end() {
            depth = depth.saturating_sub(1);
        }
    });
    let html: String = pass.finish().segments.iter().map(Html::as_str).collect();
    let counts = counted(&html, marks.iter().map(|it| it.html));
    let marks: Vec<(&Mark, Counts)> = marks.iter().zip(counts).collect();
    let spot = |offset: &usize| {
        let around = |it: &&(&Mark, Counts)| it.0.file.contains(offset);
        let at =
            marks.iter().rposition(|it| it.0.is_block && it.0.file.contains(offset))?;
        let Counts { blocks, is_inside, .. } = marks.get(at)?.1;
        // A block that shows nothing of its own (a footnote's text) is no child.
        let next = marks.iter().skip(at + 1).find(|it| it.0.is_block);
        if !is_inside && next.is_some_and(|it| it.1.blocks == blocks) {
            return None;
        }
        let block = blocks.checked_sub(usize::from(is_inside))?;
        let image = marks.iter().filter(around).rfind(|it| !it.0.is_block);
        Some(Spot { block, image: image.map(|it| it.1.images) })
    };
    offsets.iter().map(spot).collect()
}

/// What begins before each of some places, which are in order.
fn counted(html: &str, places: impl Iterator<Item = usize>) -> Vec<Counts> {
    let mut tags = tags(html).peekable();
    let (mut depth, mut counts) = (0_usize, Counts::default());
    places
        .map(|place| {
            while let Some((_, tag)) = tags.next_if(|it| it.0 < place) {
                let name = tag.trim_start_matches('/');
                let end = name.find(|it: char| !it.is_ascii_alphanumeric() && it != '-');
                let name = name.get(..end.unwrap_or(name.len())).unwrap_or("");
                if tag.starts_with('/') {
                    depth = depth.saturating_sub(1);
                    continue;
                }
                counts.blocks += usize::from(depth == 0);
                counts.images += usize::from(name == "img");
                depth += usize::from(!VOID.contains(&name) && !tag.ends_with('/'));
            }
            counts.is_inside = depth > 0;
            counts
        })
        .collect()
}

/// The tags of HTML that we wrote, with their places, each without its brackets.
fn tags(html: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let start = from + html.get(from..)?.find('<')?;
            let rest = html.get(start + 1..)?;
            let mut quoted = false;
            let end = rest.find(|it| {
                quoted ^= it == '"';
                it == '>' && !quoted
            })?;
            from = start + end + 2;
            let tag = rest.get(..end)?;
            if !tag.starts_with('!') {
                return Some((start, tag));
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{super::super::RawHtml, Spot, spots};
    use crate::diag::Source;

    const TEXT: &str = "\
First.

## Title ONE

> [!NOTE]
> In a box, TWO, ![a](THREE.png) and ![b](FOUR.png).

[^1]: A footnote FIVE.

- one
- two <b>SIX</b>

<p>a</p><hr><p>SEVEN</p>

| a | b |
|---|---|
| 1 | EIGHT ![c](c.png)[^1] |

---

```rust
let nine = NINE;
```

![](TEN.png)

<div>

ELEVEN

</div>

TWELVE
";

    #[test]
    fn a_place_is_in_the_element_that_shows_it() {
        let source = Arc::new(Source::new("a.md", TEXT));
        let names = [
            "First", "ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT",
            "NINE", "TEN", "ELEVEN", "TWELVE",
        ];
        let offsets: Vec<usize> = names.iter().map(|it| TEXT.find(it).unwrap()).collect();
        let spot = |block, image| Some(Spot { block, image });
        assert_eq!(
            spots(&source, &(0..TEXT.len()), RawHtml::Sanitize, &offsets),
            [
                spot(0, None),
                spot(1, None),
                spot(2, None),
                spot(2, Some(0)),
                spot(2, Some(1)),
                None,
                spot(3, None),
                spot(4, None),
                spot(7, None),
                spot(9, None),
                spot(10, Some(3)),
                spot(11, None),
                spot(12, None),
            ]
        );
    }

    #[test]
    fn what_is_not_in_the_body_has_no_element() {
        let source = Arc::new(Source::new("a.md", "head\n\nFirst.\n"));
        let spots = spots(&source, &(6..13), RawHtml::Sanitize, &[0, 7, 13, 99]);
        assert_eq!(spots, [None, Some(Spot { block: 0, image: None }), None, None]);
    }
}
