//! Texts that people read: a title, a summary, one text or one for each language.

use super::{
    cut::{At, cut},
    prose::text_marks,
    reader::Reader,
    words::seen,
};
use crate::{
    content::{field::Type, kind::is_language},
    diag::{Diagnostic, Span},
    yaml::{Node, Value, plain_type, quoted, requoted, shorten, uncurled, without_remark},
};

impl Reader<'_> {
    pub(super) fn prose(&mut self, node: &Node, path: &str, ty: Type) -> Option<Node> {
        let (text, plain) = match &node.value {
            Value::Map(pairs) if self.reading.localized && !pairs.is_empty() => {
                return self.per_language(node, pairs, path, ty);
            }
            Value::Map(pairs) => {
                let is_language = |it: &(Node, Node)| it.0.text().is_some_and(is_language);
                if pairs.iter().any(is_language) {
                    let help =
                        "a translation stands in a file of its own, such as `x.en.md`";
                    return self.wrong(node, path, "a text", Some(help.into()));
                }
                return self.bracketed(node, path, ty);
            }
            Value::List(_) => return self.bracketed(node, path, ty),
            Value::Unread => return None,
            Value::Scalar { text, plain } => (text, plain),
        };
        if plain_type(text, *plain).is_some() {
            let last = path.rsplit('.').next().unwrap_or(path);
            return self.wrong(
                node,
                path,
                "a text",
                Some(format!("write `{last}: \"{text}\"`, in quotes")),
            );
        }
        let length = text.chars().count();
        let limit = match ty {
            Type::Title => 200,
            Type::Markdown => 20_000,
            _ => 2000,
        };
        if length > limit {
            let message =
                format!("`{path}` has {length} characters, at most {limit} are allowed");
            let diagnostic = Diagnostic::error("too-long", message).at(node.span.clone());
            self.found.push(diagnostic.help("shorten it; the long text stands below"));
            return None;
        }
        let shown = seen(text);
        if shown.trim().is_empty() {
            self.found.push(
                Diagnostic::error("empty-field", format!("`{path}` is empty"))
                    .at(node.span.clone())
                    .help("write its text, or remove the field"),
            );
            return None;
        }
        match uncurled(text).filter(|_| *plain && !node.span.text().contains('\n')) {
            Some(inner) => self.curly(node, path, inner),
            None if ty == Type::Markdown => {}
            None => self.found.extend(text_marks(node, text, path)),
        }
        let tidy = if ty == Type::Title {
            shown.split_whitespace().collect::<Vec<_>>().join(" ")
        } else if ty == Type::Markdown {
            // Its own places are asked for, and what begins it may count.
            shown
        } else {
            shown.trim().to_owned()
        };
        Some(Node {
            value: Value::Scalar { text: tidy, plain: false },
            span: node.span.clone(),
        })
    }

    /// A text that YAML takes for a list or a mapping.
    fn bracketed(&mut self, node: &Node, path: &str, ty: Type) -> Option<Node> {
        let written = node.span.text().trim_end();
        let is_below = node.span.text_before().trim().is_empty();
        if ty == Type::Markdown && (is_below || written.contains('\n')) {
            let help = format!(
                "write `{}|` on the line above: then it is Markdown",
                self.before(path)
            );
            return self.wrong(node, path, "a text", Some(help));
        }
        if written.contains('\n') {
            let help =
                "write one text, in quotes if it begins with `[` or `{` or holds `: `";
            return self.wrong(node, path, "a text", Some(help.into()));
        }
        // YAML ends a mapping of one line where its value ends: the author's text is the line.
        let start = node.span.range().start;
        let line = node.span.source().text().get(start..).and_then(|it| it.lines().next());
        let line = line.filter(|_| !written.starts_with(['[', '{']));
        let written = line.map_or(written, |it| without_remark(it.trim_end()));
        let right = requoted(written);
        let help = format!("put it in quotes: `{}{}`", self.before(path), shorten(&right));
        self.wrong(node, path, "a text", Some(help));
        let whole = Span::new(node.span.source(), start..start + written.len());
        let found = self.found.pop().map(|it| it.fix(whole, right));
        self.found.extend(found);
        None
    }

    /// Quotes that a word processor made, where YAML's were meant: readers would see them.
    fn curly(&mut self, node: &Node, path: &str, inner: &str) {
        let message = format!("the curly quotes around `{path}` are shown: YAML has `\"`");
        let right = quoted(inner.trim());
        let help = format!("write `{}{}`", self.before(path), shorten(&right));
        self.found.push(
            Diagnostic::warning("text-marks", message)
                .at(node.span.clone())
                .help(help)
                .fix(node.span.clone(), right),
        );
    }

    /// A text per language: `{fr: …, en: …}`.
    fn per_language(
        &mut self,
        node: &Node,
        pairs: &[(Node, Node)],
        path: &str,
        ty: Type,
    ) -> Option<Node> {
        let mut kept = Vec::new();
        for (key, value) in pairs {
            let name = key.text().unwrap_or("");
            if !is_language(name) {
                let message = format!("`{path}`: `{}` is not a language", shorten(name));
                self.found.push(
                    Diagnostic::error("wrong-type", message)
                        .at(key.span.clone())
                        .help("write one text, or a text per language: `{fr: …, en: …}`"),
                );
                continue;
            }
            let inner = format!("{path}.{name}");
            self.cut(cut(Some(key), value, false), ty, &inner, At::Field);
            if let Some(value) = self.text_of(value, path, ty) {
                kept.push((key.clone(), value));
            }
        }
        (!kept.is_empty())
            .then(|| Node { value: Value::Map(kept), span: node.span.clone() })
    }

    /// The text of one language.
    fn text_of(&mut self, node: &Node, path: &str, ty: Type) -> Option<Node> {
        if node.text().is_some() {
            return self.prose(node, path, ty);
        }
        let help = "write one text for each language: `{fr: …, en: …}`";
        self.wrong(node, path, "a text in each language", Some(help.into()))
    }
}
