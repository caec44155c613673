//! JSON-LD: the things that a page describes, wherever in its data they stand.

use serde_json::{Map, Value};

/// How deep and how many things are looked at: a page is not trusted.
const DEEPEST: usize = 12;
const MOST: usize = 1000;

/// One thing.
#[derive(Debug, Clone, Copy)]
pub(super) struct Thing<'a> {
    fields: &'a Map<String, Value>,
    all: &'a [Value],
}

/// All things of a page, the outer ones first.
pub(super) fn things(data: &[Value]) -> Vec<Thing<'_>> {
    let mut found = Vec::new();
    for it in data {
        collect(it, data, 0, &mut found);
    }
    found
}

fn collect<'a>(value: &'a Value, all: &'a [Value], depth: usize, out: &mut Vec<Thing<'a>>) {
    if depth > DEEPEST || out.len() >= MOST {
        return;
    }
    match value {
        Value::Array(items) => items.iter().for_each(|it| collect(it, all, depth + 1, out)),
        Value::Object(fields) => {
            out.push(Thing { fields, all });
            fields.values().for_each(|it| collect(it, all, depth + 1, out));
        }
        _ => {}
    }
}

impl<'a> Thing<'a> {
    /// Whether one of its types is this one, or ends so for `*Event`.
    pub(super) fn is(&self, wanted: &str) -> bool {
        let types = self.fields.get("@type").map(values).unwrap_or_default();
        let name = |it: &'a Value| {
            let text = it.as_str()?;
            text.rsplit(['/', ':', '#']).next()
        };
        types.into_iter().filter_map(name).any(|it| match wanted.strip_prefix('*') {
            Some(ending) => it.ends_with(ending),
            None => it == wanted,
        })
    }

    /// The first text of a field; of a thing, its name.
    pub(super) fn text(&self, name: &str) -> Option<&'a str> {
        self.values(name).into_iter().find_map(|it| match it {
            Value::String(text) => Some(text.as_str()),
            Value::Object(fields) => {
                let inner = fields.get("@value").or_else(|| fields.get("name"));
                inner?.as_str()
            }
            _ => None,
        })
    }

    /// The things of a field.
    pub(super) fn things(&self, name: &str) -> Vec<Thing<'a>> {
        let thing = |it: &'a Value| match it {
            Value::Object(fields) => Some(self.meant(fields)),
            _ => None,
        };
        self.values(name).into_iter().filter_map(thing).collect()
    }

    /// The values of a field, whether or not they are in a list.
    pub(super) fn values(&self, name: &str) -> Vec<&'a Value> {
        self.fields.get(name).map(values).unwrap_or_default()
    }

    /// What is only named by its `@id` stands elsewhere in the page.
    fn meant(&self, fields: &'a Map<String, Value>) -> Thing<'a> {
        let own = Thing { fields, all: self.all };
        let Some(id) = fields.get("@id").filter(|_| fields.len() == 1) else { return own };
        let all = things(self.all);
        let same =
            |it: &&Thing<'a>| it.fields.len() > 1 && it.fields.get("@id") == Some(id);
        all.iter().find(same).copied().unwrap_or(own)
    }
}

fn values(value: &Value) -> Vec<&Value> {
    match value {
        Value::Array(items) => items.iter().take(MOST).collect(),
        Value::Null => Vec::new(),
        other => vec![other],
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn things_are_found_wherever_they_stand() {
        let data = [json!({ "@graph": [
            { "@type": ["https://schema.org/EducationEvent"], "name": { "@value": "A" },
              "performer": [{ "@id": "#p" }, "B"] },
            { "@id": "#p", "@type": "Person", "name": "P" },
        ] })];
        let all = things(&data);
        let event = all.iter().find(|it| it.is("*Event")).unwrap();
        assert_eq!(event.text("name"), Some("A"));
        let performers = event.things("performer");
        assert_eq!(performers[0].text("name"), Some("P"));
        assert!(performers[0].is("Person") && !performers[0].is("*Event"));
        assert_eq!(event.text("performer"), Some("B"));
    }

    #[test]
    fn deep_and_large_data_ends() {
        let mut deep = json!("x");
        for _ in 0..100 {
            deep = json!([{ "a": deep }]);
        }
        let large = json!(vec![json!({ "a": {} }); 10_000]);
        let data = [deep, large];
        assert!(things(&data).len() <= MOST);
    }
}
