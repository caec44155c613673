// What the dialogs hold, made of what the server sends. All of it becomes text, never markup, so
// that no title and no message can become an element.

/** An element. Texts become text, whatever they hold. */
function make(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(key, value);
    else if (value !== null && value !== undefined) node.setAttribute(key, value);
  }
  node.append(...present(children));
  return node;
}

/** What is there of a nested list. */
const present = (list) => list.flat(Infinity).filter((it) => it !== null && it !== undefined && it !== "");

/** A message, with what stands in backticks as code. */
const said = (text) => String(text ?? "").split("`").map((it, idx) => (idx % 2 ? make("code", {}, it) : it));

/** A link, or its text alone where the address could be a program. */
function link(href, attributes, ...children) {
  const protocol = href && URL.canParse(href, location.href) && new URL(href, location.href).protocol;
  if (!protocol || /^(javascript|data|vbscript|blob):$/.test(protocol)) return make("span", attributes, ...children);
  return make("a", { ...attributes, href }, ...children);
}

/** A path or an address, which may be broken behind each slash. */
const path = (text) => text.split(/(?<=\/)/).map((it) => [it, make("wbr")]);

const count = (n, word) => `${n} ${word}${n === 1 ? "" : "s"}`;
const counts = (it) =>
  [it.errors && count(it.errors, "error"), it.warnings && count(it.warnings, "warning")].filter(Boolean).join(", ");

function place(it) {
  const text = [it.path, it.line, it.column].filter((it) => it !== null && it !== undefined).join(":");
  return text && link(it.editor, { class: "place", title: it.editor ? "Open in editor" : null }, path(text));
}

function finding(it) {
  const elsewhere = it.page && it.page !== location.pathname;
  return make(
    "li",
    { class: `finding ${it.severity === "error" ? "error" : "warning"}` },
    make("p", { class: "kind" }, make("b", {}, it.severity), " ", make("span", { class: "code" }, it.code)),
    make("p", {}, said(it.message)),
    it.help && make("p", { class: "help" }, said(it.help)),
    make("p", { class: "where" }, place(it), elsewhere ? link(it.page, {}, "Show the page") : null),
  );
}

const findings = (list) => make("ul", { class: "findings" }, list.map(finding));

function errorsView(it) {
  return [
    it.diagnostics.length ? findings(it.diagnostics) : make("p", { class: "none" }, "Nothing is wrong any more."),
    it.more ? make("p", { class: "more" }, "and ", String(it.more), " more; ", make("code", {}, "parvis check"), " shows all") : null,
  ];
}

function copyButton(text) {
  // Only local addresses may write to the clipboard.
  if (!navigator.clipboard) return null;
  const button = make("button", { type: "button", class: "copy", click: copy }, "Copy");
  async function copy() {
    const done = await navigator.clipboard.writeText(text).then(() => true, () => false);
    button.textContent = done ? "Copied" : "Not allowed";
    setTimeout(() => (button.textContent = "Copy"), 2_000);
  }
  return button;
}

function pageView(it) {
  const rows = [];
  const row = (name, ...value) => rows.push(make("dt", {}, name), make("dd", {}, ...value));
  row(
    "Published",
    make("span", { class: it.published ? "yes" : "no" }, it.published ? "yes" : "no"),
    it.why ? [": ", said(it.why)] : null,
  );
  if (it.file) row("File", link(it.editor, { class: "place", title: it.editor ? "Open in editor" : null }, path(it.file)));
  const address = it.canonical ?? it.address;
  if (address) row("Address", make("span", { class: "place" }, path(address)), " ", copyButton(address));
  if (it.words !== null && it.words !== undefined) {
    row("Length", `${count(it.words, "word")}, ${it.reading_minutes ?? 1} min to read`);
  }
  if (it.date) {
    const day = new Date(`${it.date}T12:00:00Z`);
    row("Shown for", day.toLocaleDateString("en-GB", { timeZone: "UTC", dateStyle: "full" }));
  }
  if (it.options?.length) row("Options", it.options.map((it) => make("code", {}, it)));
  const part = (name, list, view) =>
    list?.length ? [make("h3", {}, `${name} (${list.length})`), view(list)] : [];
  return [
    make("dl", {}, rows),
    part("Wrong here", it.diagnostics, (list) => [notes.button(list), findings(list)]),
    part("Links here", it.backlinks, (list) => make("ul", { class: "links" }, list.map((it) => make("li", {}, link(it.url, {}, it.label))))),
  ];
}
