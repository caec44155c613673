//! Lists and single values of a mapping.

use super::{
    cut::{At, cut_item},
    date::time_of,
    names::{mapped, parts},
    reader::{Reader, is_words},
    scalar::{Fault, check_scalar, unwrapped, wanted},
    whole::{keyed, wrapped},
    words::sample,
};
use crate::{
    content::{
        field::{Field, Type},
        slug::slugify,
        web::is_local,
    },
    diag::{Diagnostic, Fix},
    yaml::{Node, Value, quoted, shorten},
};

impl Reader<'_> {
    pub(super) fn list(
        &mut self,
        node: &Node,
        inner: Type,
        limit: usize,
        path: &str,
    ) -> Option<Node> {
        let Value::List(items) = &node.value else {
            let names = || match node.text() {
                Some(text) => parts(node, text),
                None => mapped(node, inner),
            };
            if let Some(list) = is_name(inner).then(names).flatten() {
                return self.list(&list, inner, limit, path).map(bare);
            }
            return self.unlisted(node, inner, path);
        };
        if items.len() > limit {
            let message =
                format!("`{path}` has {} values, at most {limit} are allowed", items.len());
            let diagnostic = Diagnostic::error("too-many", message).at(node.span.clone());
            self.found.push(diagnostic.help("keep those that help a reader"));
            return None;
        }
        let mut above = node.span.range().start;
        for it in items {
            let cut = (is_words(inner) || it.is_null()).then(|| cut_item(above, it));
            self.cut(cut.flatten(), inner, path, At::Item);
            above = it.span.range().end;
        }
        let outer = std::mem::replace(&mut self.item, true);
        let kept = items
            .iter()
            .filter(|it| !it.is_null())
            .filter_map(|it| self.value(it, inner, path))
            .collect();
        self.item = outer;
        Some(Node { value: Value::List(kept), span: node.span.clone() })
    }

    /// One value where a list is wanted.
    fn unlisted(&mut self, node: &Node, inner: Type, path: &str) -> Option<Node> {
        let written = node.span.text().trim_end();
        if node.text().is_some_and(|it| it.starts_with('-')) {
            let help = "write a space after each `-`".to_owned();
            return self.wrong(node, path, "a list", Some(help));
        }
        if node.text().is_some_and(|it| it.trim().is_empty()) {
            let last = path.rsplit('.').next().unwrap_or(path);
            return self.wrong(node, path, "a list", Some(format!("write `{last}: […]`")));
        }
        if written.contains('\n') {
            let help = "begin the item with `- `, and indent its other fields as far";
            return self.wrong(node, path, "a list", Some(help.to_owned()));
        }
        let item = match (inner, node.text()) {
            (Type::Map(fields), Some(text)) => wrapped(text, fields),
            (Type::Map(fields), None) => keyed(node, fields),
            (_, Some(text)) if written.contains([',', '#', ':']) && written == text => {
                Some(quoted(text))
            }
            _ => None,
        };
        let right = format!("[{}]", item.as_deref().unwrap_or(written));
        let help = format!("write `{}{}`", self.before(path), shorten(&right));
        let takes = item.is_none() && self.takes(node, inner);
        self.wrong(node, path, "a list", Some(help));
        let found = self.found.pop();
        let fix = Fix::default().and(node.span.clone(), right);
        self.found.extend(found.map(|it| it.fix_if(takes.then_some(fix))));
        None
    }

    /// Says of a mapping that a value stands in it where a field's name does; whether it does.
    pub(super) fn unnamed(&mut self, node: &Node, fields: &[Field]) -> bool {
        let (Some(right), Value::Map(pairs)) = (keyed(node, fields), &node.value) else {
            return false;
        };
        let Some((key, _)) = pairs.first() else { return false };
        let message = format!(
            "`{}` is a value, and stands where the name of a field does",
            shorten(key.text().unwrap_or(""))
        );
        let is_line = !node.span.text().contains('\n');
        let fix = Fix::default().and(node.span.clone(), right.clone());
        self.found.push(
            Diagnostic::error("wrong-type", message)
                .at(key.span.clone())
                .help(format!("write `{}`", shorten(&right)))
                .fix_if(is_line.then_some(fix)),
        );
        true
    }

    /// A value that is not what its field takes, and what was meant by it, when that is known.
    fn converted(
        &mut self,
        node: &Node,
        (ty, path): (Type, &str),
        wanted: &str,
        right: Option<String>,
    ) -> Option<Node> {
        let last = path.rsplit('.').next().unwrap_or(path);
        let help = match &right {
            Some(it) => Some(format!("write `{}{it}`", self.before(path))),
            None if matches!(ty, Type::Choice(_)) => None,
            None => {
                Some(format!("write a value such as `{}`", sample(ty, self.item, last)))
            }
        };
        self.wrong(node, path, wanted, help);
        let one_line = !node.span.text().contains('\n') && !node.span.range().is_empty();
        let sure = right.filter(|_| one_line && ty != Type::Bool);
        let fix = sure.map(|it| Fix::default().and(node.span.clone(), it));
        let found = self.found.pop();
        self.found.extend(found.map(|it| it.fix_if(fix)));
        None
    }

    /// A mapping where an id stands: what it names.
    fn unmapped(&mut self, node: &Node, ty: Type, path: &str) -> Option<Node> {
        let list = mapped(node, ty);
        let one = list.as_ref().and_then(|it| match &it.value {
            Value::List(items) if items.len() == 1 => items.first()?.text(),
            _ => None,
        });
        let is_id = |it: &&str| it.split(['/', ':']).all(|it| slugify(it) == it);
        let id = one.filter(is_id);
        let is_below = node.span.text_before().trim_end().ends_with('-');
        let sign = if self.item && is_below { "- " } else { "" };
        let help = match (id, one) {
            (Some(id), _) => format!("write `{sign}{}{}`", self.before(path), shorten(id)),
            (None, Some(name)) => {
                format!("write the id of `{}` alone, without its mapping", shorten(name))
            }
            (None, None) => "write each id by itself, without the mapping".to_owned(),
        };
        self.wrong(node, path, &wanted(ty), Some(help));
        let found = self.found.pop();
        let fix = id.zip(list.as_ref()).filter(|it| !it.1.span.text().contains('\n'));
        let fix = fix.map(|(id, it)| Fix::default().and(it.span.clone(), id));
        self.found.extend(found.map(|it| it.fix_if(fix)));
        None
    }

    /// What stands before a value in its line.
    pub(super) fn before(&self, path: &str) -> String {
        let last = path.rsplit('.').next().unwrap_or(path);
        if self.item { String::new() } else { format!("{last}: ") }
    }

    pub(super) fn scalar(
        &mut self,
        node: &Node,
        ty: Type,
        path: &str,
        last: &str,
    ) -> Option<Node> {
        let wanted = wanted(ty);
        let Some(text) = node.text() else {
            if is_name(ty) && mapped(node, ty).is_some() {
                return self.unmapped(node, ty, path);
            }
            let one = only(node).filter(|it| check_scalar(it, ty).is_ok());
            let help = format!("write `{}`", sample(ty, self.item, last));
            return match one {
                Some(one) => self.converted(node, (ty, path), &wanted, Some(one.into())),
                None => self.wrong(node, path, &wanted, Some(help)),
            };
        };
        let quoted = matches!(node.value, Value::Scalar { plain: false, .. });
        if ty == Type::Bool && quoted && matches!(text, "true" | "false") {
            let help = format!("write `{last}: {text}`, without quotes");
            return self.wrong(node, path, &wanted, Some(help));
        }
        match check_scalar(text, ty) {
            Ok(value) => {
                self.found.extend(only_here(node, &value).filter(|_| ty == Type::Url));
                let value = Value::Scalar { text: value, plain: false };
                Some(Node { value, span: node.span.clone() })
            }
            Err(Fault::Range(help)) => self.wrong(node, path, &wanted, Some(help)),
            Err(Fault::Type(right)) => {
                let time = || time_of(self.day.filter(|_| ty == Type::DateTime)?, text);
                let right = right.or_else(time).or_else(|| unwrapped(text, ty));
                self.converted(node, (ty, path), &wanted, right)
            }
            Err(Fault::Other(code, message, help)) => {
                let help = unwrapped(text, ty)
                    .map(|it| format!("write `{}{it}`", self.before(path)))
                    .or(help);
                let diagnostic = Diagnostic::error(code, format!("`{path}`: {message}"));
                self.found.push(diagnostic.at(node.span.clone()).help_if(help));
                None
            }
        }
    }
}

/// The one value of a list, as it is written.
fn only(node: &Node) -> Option<&str> {
    let Value::List(items) = &node.value else { return None };
    let [one] = items.as_slice() else { return None };
    one.text().filter(|it| *it == one.span.text())
}

/// Whether a value names an entry.
fn is_name(ty: Type) -> bool {
    matches!(ty, Type::Reference(_) | Type::AnyReference | Type::PersonOr(_))
}

/// An address that only its author can open.
fn only_here(node: &Node, address: &str) -> Option<Diagnostic> {
    is_local(address).then(|| {
        let message = format!("only your own machine has `{}`", shorten(address));
        Diagnostic::warning("local-address", message)
            .at(node.span.clone())
            .help("write the address at which readers find it, or remove the field")
    })
}

/// Marks a list that was written without its brackets.
fn bare(mut list: Node) -> Node {
    if let Value::List(items) = &mut list.value {
        for it in items {
            if let Value::Scalar { plain, .. } = &mut it.value {
                *plain = true;
            }
        }
    }
    list
}
