//! Code blocks: title, colors by class, numbered and marked lines, changes, transcripts.
//!
//! What is no code is not in the text, or is marked, so that a copy is code: numbers and the
//! signs of changes are drawn by the style sheet, a prompt is in an element that is not copied.

use super::{
    super::{diagram::is_diagram, highlight, info::CodeInfo},
    Hole, Pass,
};
use crate::sink::Html;

/// A line of a code block.
struct Line<'a> {
    kind: Kind,
    /// Without its sign or prompt.
    text: &'a str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Plain,
    Added,
    Removed,
    /// Goes to a shell, behind this prompt.
    Command(&'static str),
    /// What a shell answered.
    Answer,
}

impl Pass<'_> {
    /// Writes the code block whose text was collected.
    pub(super) fn close_code(&mut self) {
        let Some((info, code)) = self.code.take() else { return };
        self.push("<figure class=\"code\">");
        if let Some(title) = &info.title {
            self.push("<figcaption>");
            self.out().escaped(title);
            self.push("</figcaption>");
        }
        // Long lines scroll: the keyboard must reach them.
        self.push("<pre tabindex=\"0\"><code");
        if !info.lang.is_empty() {
            self.push(" class=\"language-");
            self.out().escaped(&info.lang);
            self.push("\"");
        }
        self.push(">");
        let lines = if info.diff { changes(&code) } else { transcript(&info, &code) };
        if !lines.is_empty() {
            self.lines(&info, &lines);
        } else if info.start.is_some() || !info.marked.is_empty() {
            let plain = |text| Line { kind: Kind::Plain, text };
            self.lines(&info, &code.lines().map(plain).collect::<Vec<_>>());
        } else {
            let html = self.colored(info.colors(), &code);
            self.out().add(&html);
        }
        self.push("</code></pre>");
        if is_diagram(&info.lang) {
            self.push("<p class=\"diagram-note\">");
            self.out().hole(Hole::Text("diagram-note"));
            self.push("</p>");
        }
        self.push("</figure>\n");
    }

    fn colored(&mut self, lang: &str, code: &str) -> std::sync::Arc<Html> {
        let allowed = self.budget.allows(lang, code);
        allowed.then(|| (self.color)(lang, code)).flatten().unwrap_or_else(|| {
            let mut plain = Html::new();
            plain.text(code);
            plain.into()
        })
    }

    fn lines(&mut self, info: &CodeInfo, lines: &[Line<'_>]) {
        let is_answer = |it: &&Line<'_>| it.kind == Kind::Answer;
        let is_transcript = lines.iter().any(|it| is_answer(&it) || it.prompt().is_some());
        let lang = if is_transcript { "bash" } else { info.colors() };
        let mut code = String::new();
        for line in lines.iter().filter(|it| !is_answer(it)) {
            code.extend([line.text, "\n"]);
        }
        let colored = self.colored(lang, &code);
        let mut colored = colored.lines();
        for (number, line) in (info.start.unwrap_or(1)..).zip(lines) {
            let (open, close) = match line.kind {
                Kind::Added => ("<ins class=\"line", "</ins>\n"),
                Kind::Removed => ("<del class=\"line", "</del>\n"),
                Kind::Command(_) => ("<span class=\"line command", "</span>\n"),
                Kind::Plain | Kind::Answer => ("<span class=\"line", "</span>\n"),
            };
            self.push(open);
            self.push(if info.marks(number) { " hl\"" } else { "\"" });
            if info.start.is_some() {
                self.push(" data-n=\"");
                self.out().number(number);
                self.push("\"");
            }
            self.push(">");
            if let Some(prompt) = line.prompt() {
                self.push("<span class=\"prompt\">");
                self.push(prompt);
                self.push("</span>");
            }
            if line.kind == Kind::Answer {
                self.out().escaped(line.text);
            } else if let Some(html) = colored.next() {
                self.out().add(&html);
            }
            self.push(close);
        }
    }
}

impl Line<'_> {
    fn prompt(&self) -> Option<&'static str> {
        match self.kind {
            Kind::Command(prompt) => Some(prompt).filter(|it| !it.is_empty()),
            _ => None,
        }
    }
}

/// The lines of a change.
fn changes(code: &str) -> Vec<Line<'_>> {
    let line = |line: &'_ str| match line.split_at_checked(1) {
        Some(("+", _)) => Kind::Added,
        Some(("-", _)) => Kind::Removed,
        _ => Kind::Plain,
    };
    code.lines()
        .map(|it| Line {
            kind: line(it),
            text: it.strip_prefix(['+', '-', ' ']).unwrap_or(it),
        })
        .collect()
}

/// The lines of a transcript of a shell; none when it is something else.
fn transcript<'a>(info: &CodeInfo, code: &'a str) -> Vec<Line<'a>> {
    let is_console = highlight::is_console(&info.lang);
    if !(is_console || highlight::is_shell(&info.lang) || info.lang.is_empty()) {
        return Vec::new();
    }
    // In a script, and where no language is named, only the first line tells.
    let first = code.lines().find(|it| !it.trim().is_empty()).unwrap_or("");
    if !(first.starts_with("$ ") || is_console && has_prompt(code)) {
        return Vec::new();
    }
    let mut goes_on = false;
    code.lines()
        .map(|line| {
            let root = if is_console { line.strip_prefix("# ") } else { None };
            let (kind, text) = match (line.strip_prefix("$ "), root) {
                _ if goes_on => (Kind::Command(""), line),
                (Some(text), _) => (Kind::Command("$ "), text),
                (_, Some(text)) => (Kind::Command("# "), text),
                _ => (Kind::Answer, line),
            };
            goes_on = kind != Kind::Answer && text.ends_with('\\');
            Line { kind, text }
        })
        .collect()
}

fn has_prompt(code: &str) -> bool {
    code.lines().any(|it| it.starts_with("$ ") || it.starts_with("# "))
}
