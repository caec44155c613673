//! What a page may consist of, looked at in the tree that html5ever builds as a browser does.
//!
//! The lists are exact: what is not in them is a fault, so a new form of content has to come
//! here and say what it writes.

use std::collections::BTreeSet;

use html5ever::{parse_document, serialize, tendril::TendrilSink};
use markup5ever_rcdom::{Handle, NodeData, RcDom, SerializableHandle};
use url::Url;

use super::allowed::{DATA, DRAWING, ELEMENTS, GENERIC, MATH, MATH_ATTRIBUTES};

/// A page as a browser understands it, and all that is wrong with it.
pub(super) struct Guard<'a> {
    /// Where the page is.
    pub(super) base: &'a Url,
    found: Vec<String>,
    ids: BTreeSet<String>,
    counts: [usize; 4],
}

/// Elements of which a page has one, wherever the text of an author ends.
const ONCE: [&str; 4] = ["h1", "main", "body", "title"];

/// What an element stands in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum In {
    Page,
    Math,
    Drawing,
}

/// All that is wrong with a page.
pub(super) fn faults(html: &str, base: &Url) -> Vec<String> {
    let dom = parsed(html);
    let mut guard = Guard { base, found: Vec::new(), ids: BTreeSet::new(), counts: [0; 4] };
    guard.node(&dom.document, "", In::Page);
    for (name, count) in ONCE.iter().zip(guard.counts) {
        if count != 1 {
            guard.found.push(format!("{count} `{name}`"));
        }
    }
    // What a browser reads, writes and reads again must stay what it is.
    let written = written(&dom);
    if self::written(&parsed(&written)) != written {
        guard.found.push("read again, it is another page".into());
    }
    guard.found
}

fn parsed(html: &str) -> RcDom {
    let options = html5ever::ParseOpts::default();
    parse_document(RcDom::default(), options).one(html)
}

fn written(dom: &RcDom) -> String {
    let mut out = Vec::new();
    let handle = SerializableHandle::from(Handle::clone(&dom.document));
    serialize(&mut out, &handle, serialize::SerializeOpts::default()).unwrap();
    String::from_utf8(out).unwrap()
}

impl Guard<'_> {
    fn say(&mut self, text: String) {
        self.found.push(text);
    }

    fn node(&mut self, node: &Handle, parent: &str, place: In) {
        let (mut inner, mut own) = (place, String::new());
        match &node.data {
            NodeData::Element { name, attrs, .. } => {
                let element = name.local.to_string();
                inner = match &*name.ns {
                    "http://www.w3.org/1998/Math/MathML" => In::Math,
                    "http://www.w3.org/2000/svg" => In::Drawing,
                    _ => In::Page,
                };
                let attributes: Vec<(String, String)> = attrs
                    .borrow()
                    .iter()
                    .map(|it| (it.name.local.to_string(), it.value.to_string()))
                    .collect();
                // The name of a drawing is a text: HTML could stand there.
                if place == In::Drawing && inner != In::Drawing {
                    self.say(format!("`{element}` in a drawing"));
                }
                if inner == In::Math {
                    self.math(&element, &attributes);
                } else if inner == In::Drawing {
                    self.drawing(&element, &attributes, place);
                } else if &*name.ns == "http://www.w3.org/1999/xhtml" {
                    self.element(&element, &attributes);
                    self.landmark(&element, &attributes, parent);
                    own.clone_from(&element);
                    if element == "script" {
                        self.script(node, &attributes, parent);
                    }
                } else {
                    self.say(format!("`{element}` of {}", name.ns));
                }
            }
            NodeData::Comment { contents } => self.say(format!("a comment: {contents}")),
            NodeData::ProcessingInstruction { target, .. } => {
                self.say(format!("an instruction: {target}"));
            }
            NodeData::Document | NodeData::Doctype { .. } | NodeData::Text { .. } => {}
        }
        for child in node.children.borrow().iter() {
            self.node(child, &own, inner);
        }
    }

    /// A script is a file of the portal, or data in the head that nothing runs.
    fn script(&mut self, node: &Handle, attributes: &[(String, String)], parent: &str) {
        let is_data = match attributes.iter().find(|it| it.0 == "type") {
            Some((_, value)) if value == "application/ld+json" => true,
            Some((_, value)) => return self.say(format!("a script of type {value}")),
            None => false,
        };
        let mut text = String::new();
        for child in node.children.borrow().iter() {
            if let NodeData::Text { contents } = &child.data {
                text.push_str(&contents.borrow());
            }
        }
        if !is_data && !text.is_empty() {
            self.say("a script with a text".into());
        }
        let read = serde_json::from_str::<serde_json::Value>(&text);
        if is_data && (parent != "head" || read.is_err() || text.contains('<')) {
            self.say(format!("data in `{parent}`: {text}"));
        }
    }

    /// The frame of the page stays where it is, whatever stands in a text.
    fn landmark(&mut self, element: &str, attributes: &[(String, String)], parent: &str) {
        let class = attributes.iter().find(|it| it.0 == "class").map_or("", |it| &it.1);
        let is_frame = element == "main" || matches!(class, "top" | "bottom" | "skip");
        if is_frame && parent != "body" {
            self.say(format!("`{element}.{class}` is in `{parent}`"));
        }
    }

    fn math(&mut self, element: &str, attributes: &[(String, String)]) {
        if !MATH.contains(&element) {
            self.say(format!("`{element}` in math"));
        }
        for (name, _) in attributes {
            if !MATH_ATTRIBUTES.contains(&name.as_str()) {
                self.say(format!("`{element} {name}=` in math"));
            }
        }
    }

    /// Only what we draw, and no drawing in another.
    fn drawing(&mut self, element: &str, attributes: &[(String, String)], place: In) {
        let value = |name: &str| attributes.iter().find(|it| it.0 == name);
        let class = value("class").map_or("", |it| &it.1);
        let ours = matches!(class, "bars" | "spark" | "mark") && place == In::Page;
        if (element == "svg") != (place != In::Drawing) || (element == "svg" && !ours) {
            self.say(format!("the drawing `{element}` is not ours"));
        }
        let own = DRAWING.iter().find(|it| it.0 == element).map_or(&[][..], |it| it.1);
        for (name, value) in attributes {
            if !own.contains(&name.as_str()) {
                self.say(format!("`{element} {name}=` in a drawing"));
            }
            if name == "id" && !self.ids.insert(value.clone()) {
                self.say(format!("the id `{value}` is there twice"));
            }
        }
        if !DRAWING.iter().any(|it| it.0 == element) {
            self.say(format!("`{element}` in a drawing"));
        }
    }

    fn element(&mut self, element: &str, attributes: &[(String, String)]) {
        if let Some(at) = ONCE.iter().position(|it| *it == element) {
            self.counts[at] += 1;
        }
        let Some((_, own)) = ELEMENTS.iter().find(|it| it.0 == element) else {
            return self.say(format!("an element `{element}`"));
        };
        for (name, value) in attributes {
            let known = own.contains(&name.as_str())
                || GENERIC.contains(&name.as_str())
                || name.starts_with("aria-")
                || DATA.contains(&name.as_str());
            if !known {
                self.say(format!("`{element} {name}=\"{value}\"`"));
            }
            self.attribute(element, name, value, attributes);
        }
    }

    fn attribute(
        &mut self,
        element: &str,
        name: &str,
        value: &str,
        all: &[(String, String)],
    ) {
        match name {
            "id" => {
                if value.contains(char::is_whitespace) || !self.ids.insert(value.into()) {
                    self.say(format!("the id `{value}` is there twice, or is none"));
                }
            }
            // Of the list for other sites, which would open in its frame.
            "target" if value != "_top" || !self.base.path().ends_with("/embed.html") => {
                self.say(format!("a link opens in `{value}`"));
            }
            "href" | "src" | "data-src" => {
                let rel =
                    all.iter().find(|it| it.0 == "rel").map_or("", |it| it.1.as_str());
                let loads = name == "src"
                    || element == "link" && !matches!(rel, "canonical" | "alternate");
                self.address(element, value, loads);
            }
            "srcset" => {
                for part in value.split(", ") {
                    self.address(element, part.split(' ').next().unwrap_or(""), true);
                }
            }
            "http-equiv" => {
                let content =
                    all.iter().find(|it| it.0 == "content").map_or("", |it| &it.1);
                match value {
                    "Content-Security-Policy" => {}
                    "refresh" => match content.strip_prefix("0; url=") {
                        Some(url) => self.address(element, url, true),
                        None => self.say(format!("a refresh to `{content}`")),
                    },
                    other => self.say(format!("`meta http-equiv={other}`")),
                }
            }
            "type" if element == "input" && value != "checkbox" => {
                self.say(format!("an input of type `{value}`"));
            }
            "rel" if element == "link" => {
                let known = ["canonical", "alternate", "stylesheet", "icon"];
                if !known.contains(&value) {
                    self.say(format!("`link rel={value}`"));
                }
            }
            _ => {}
        }
    }

    /// What `loads` by itself comes from the portal; other addresses are of the web or a mailbox.
    fn address(&mut self, element: &str, value: &str, loads: bool) {
        let url = match self.base.join(value) {
            Ok(url) => url,
            // A browser goes nowhere.
            Err(_) if !loads && value.starts_with("http") => return,
            Err(_) => return self.say(format!("`{element}`: `{value}` is not an address")),
        };
        let allowed = if loads {
            url.origin() == self.base.origin()
        } else {
            // One subscribes to a calendar of the portal, and of nobody else.
            let own = url.scheme() == "webcal" && url.host_str() == self.base.host_str();
            own || ["https", "http", "mailto", "tel"].contains(&url.scheme())
        };
        if !allowed || value.contains(|it: char| it.is_control() || it.is_whitespace()) {
            self.say(format!("`{element}`: the address `{value}`"));
        }
    }
}

#[test]
fn what_is_dangerous_is_found() {
    let base = Url::parse("https://p.example/a/").unwrap();
    let page = |body: &str| {
        format!(
            "<!doctype html><html lang=\"fr\"><head><meta charset=\"utf-8\"><title>t</title></head><body><main><h1>t</h1>{body}</main></body></html>"
        )
    };
    assert_eq!(
        faults(&page("<p>a <a href=\"https://x.example\">b</a></p>"), &base),
        [""; 0]
    );
    let drawing = "<svg class=\"bars\" role=\"img\"><title id=\"a\">&lt;b&gt;</title><rect x=\"1%\"/></svg>";
    assert_eq!(faults(&page(drawing), &base), [""; 0]);
    for body in [
        "<script>alert(1)</script>",
        "<p onclick=\"x\">a</p>",
        "<p style=\"x\">a</p>",
        "<a href=\"javascript:x\">a</a>",
        "<a href=\" https://x.example\">a</a>",
        "<img src=\"https://evil.example/x\" alt=\"\">",
        "<img src=\"//evil.example/x\" alt=\"\">",
        "<script src=\"//evil.example/x\"></script>",
        "<svg></svg>",
        "<svg class=\"bars\"><a href=\"x\"><text>a</text></a></svg>",
        "<svg class=\"bars\"><title><b>a</b></title></svg>",
        "<svg class=\"bars\"><rect onclick=\"x\"/></svg>",
        "<svg class=\"bars\"><script>x</script></svg>",
        "<svg class=\"bars\"><svg class=\"bars\"></svg></svg>",
        "<svg class=\"bars\"><title id=\"a\">b</title><desc id=\"a\">c</desc></svg>",
        "<math><mtext><a href=\"x\">a</a><b onclick=\"x\"></b></mtext></math>",
        "<math href=\"x\"></math>",
        "<iframe></iframe>",
        "<base href=\"x\">",
        "<meta http-equiv=\"refresh\" content=\"0; url=https://evil.example/\">",
        "<form></form>",
        "<input type=\"text\">",
        "<!-- a -->",
        "<p id=\"a\">b</p><p id=\"a\">c</p>",
        "<h1>b</h1>",
        "<p name=\"x\">a</p>",
        "</main><main>",
        "<a class=\"skip\" href=\"#x\">a</a>",
    ] {
        assert_ne!(faults(&page(body), &base), [""; 0], "{body}");
    }
}
