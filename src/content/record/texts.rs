//! Texts that people read: a title, a summary, one text or one for each language.

use super::{
    cut::{At, cut},
    prose::text_marks,
    reader::Reader,
    words::seen,
};
use crate::{
    content::{field::Type, kind::is_language},
    diag::Diagnostic,
    yaml::{Node, Value, plain_type, shorten},
};

impl Reader<'_> {
    pub(super) fn prose(
        &mut self,
        node: &Node,
        path: &str,
        limit: usize,
        one_line: bool,
    ) -> Option<Node> {
        let (text, plain) = match &node.value {
            Value::Map(pairs) if self.reading.localized && !pairs.is_empty() => {
                return self.per_language(node, pairs, path, limit, one_line);
            }
            Value::Map(_) => {
                let help = "a translation stands in a file of its own, such as `x.en.md`";
                return self.wrong(node, path, "a text", Some(help.into()));
            }
            Value::List(_) => {
                let help = "write one text, or put it in quotes if it begins with `[`";
                return self.wrong(node, path, "a text", Some(help.into()));
            }
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
        self.found.extend(text_marks(node, text, path));
        let tidy = if one_line {
            shown.split_whitespace().collect::<Vec<_>>().join(" ")
        } else {
            shown.trim().to_owned()
        };
        Some(Node {
            value: Value::Scalar { text: tidy, plain: false },
            span: node.span.clone(),
        })
    }

    /// A text per language: `{fr: …, en: …}`.
    fn per_language(
        &mut self,
        node: &Node,
        pairs: &[(Node, Node)],
        path: &str,
        limit: usize,
        one_line: bool,
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
            self.cut(cut(Some(key), value), Type::Text, &inner, At::Field);
            if let Some(value) = self.text_of(value, path, limit, one_line) {
                kept.push((key.clone(), value));
            }
        }
        (!kept.is_empty())
            .then(|| Node { value: Value::Map(kept), span: node.span.clone() })
    }

    /// The text of one language.
    fn text_of(
        &mut self,
        node: &Node,
        path: &str,
        limit: usize,
        one_line: bool,
    ) -> Option<Node> {
        if node.text().is_some() {
            return self.prose(node, path, limit, one_line);
        }
        let help = "write one text for each language: `{fr: …, en: …}`";
        self.wrong(node, path, "a text in each language", Some(help.into()))
    }
}
