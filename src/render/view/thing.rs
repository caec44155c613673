//! Things of <https://schema.org/>, as a page tells machines of them.

use serde::{Serialize, Serializer};
use serde_json::Number;

use crate::sink::Href;

/// A thing with its properties in their order; what is empty is not said.
///
/// There is one at least on every page: properties are kept in a list, which costs less than a
/// map that would look each of them up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thing(Vec<(&'static str, Said)>);

/// What is said of a property.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Said {
    /// A text, a day, an address.
    Text(String),
    /// A count, a place in an order.
    Number(Number),
    /// Another thing.
    Thing(Thing),
    /// Several.
    List(Vec<Said>),
}

impl Thing {
    /// A thing of a type, such as `Article`.
    pub fn new(kind: &'static str) -> Self {
        Self(vec![("@type", kind.into())])
    }

    /// Says a property that nothing was said of.
    #[must_use]
    pub fn set(mut self, name: &'static str, value: impl Into<Said>) -> Self {
        debug_assert!(self.0.iter().all(|it| it.0 != name), "`{name}` is said twice");
        self.0.push((name, value.into()));
        self
    }

    /// Says a property, if there is something to say.
    #[must_use]
    pub fn maybe(self, name: &'static str, value: Option<impl Into<Said>>) -> Self {
        match value {
            Some(value) => self.set(name, value),
            None => self,
        }
    }

    /// Says a text that is not empty.
    #[must_use]
    pub fn text(self, name: &'static str, text: String) -> Self {
        self.maybe(name, Some(text).filter(|it| !it.is_empty()))
    }

    /// Says an address, if there is one.
    #[must_use]
    pub fn url(self, name: &'static str, url: Href) -> Self {
        self.maybe(name, Some(url).filter(|it| !it.is_empty()))
    }

    /// Says several, if there are any.
    #[must_use]
    pub fn list(
        self,
        name: &'static str,
        items: impl IntoIterator<Item = impl Into<Said>>,
    ) -> Self {
        let items: Vec<Said> = items.into_iter().map(Into::into).collect();
        self.maybe(name, Some(Said::List(items)).filter(|it| *it != Said::List(Vec::new())))
    }

    /// Does not say a property after all.
    #[must_use]
    pub fn drop(mut self, name: &str) -> Self {
        self.0.retain(|it| it.0 != name);
        self
    }
}

impl Serialize for Thing {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

impl From<&str> for Said {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Said {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Href> for Said {
    fn from(url: Href) -> Self {
        url.as_str().into()
    }
}

impl From<usize> for Said {
    fn from(number: usize) -> Self {
        Self::Number(number.into())
    }
}

impl From<i32> for Said {
    fn from(number: i32) -> Self {
        Self::Number(number.into())
    }
}

impl From<u32> for Said {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

impl From<Thing> for Said {
    fn from(thing: Thing) -> Self {
        Self::Thing(thing)
    }
}

#[cfg(test)]
mod tests {
    use super::Thing;
    use crate::sink::{Href, Json};

    #[test]
    fn what_is_empty_is_not_said_and_the_rest_stays_in_order() {
        let place = Thing::new("Place").set("name", "Lyon").text("address", String::new());
        let thing = Thing::new("Event")
            .set("name", "Forum")
            .url("url", Href::default())
            .list("performer", Vec::<Thing>::new())
            .maybe("endDate", None::<String>)
            .set("wordCount", 3_usize)
            .drop("name")
            .list("location", [place]);
        let expected = r#"{"@type":"Event","wordCount":3,"location":[{"@type":"Place","name":"Lyon"}]}"#;
        assert_eq!(Json::in_html(&thing).as_str(), expected);
    }
}
