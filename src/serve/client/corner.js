// The corner with the counts and the button, the dialog they open, and the bar at the top. All
// of it is in a shadow tree, where the styles of the page and ours do not meet.

const ui = (() => {
  const host = make("parvis-preview");
  const root = host.attachShadow({ mode: "open" });
  let known = { errors: 0, warnings: 0, held: [] };
  /** The open dialog: `errors`, `page` or nothing. */
  let open = null;

  const badge = make("button", { type: "button", class: "badge", hidden: "", "aria-expanded": "false", "aria-controls": "dialog", click: () => toggle("errors") });
  const more = make("button", { type: "button", class: "about", "aria-expanded": "false", "aria-controls": "dialog", "aria-label": "About this page", title: "About this page (Alt+Shift+P)", "aria-keyshortcuts": "Alt+Shift+P", click: () => toggle("page") }, make("span", { class: "arch" }));
  const lost = make("span", { class: "lost", hidden: "" }, "Preview stopped");
  const heading = make("h2", { id: "heading", tabindex: "-1" });
  const body = make("div", { class: "body" });
  const close = make("button", { type: "button", class: "close", "aria-label": "Close", click: () => shut() }, "×");
  const hint = make("p", { class: "hint" }, make("kbd", {}, "Alt"), make("kbd", {}, "Shift"), make("kbd", {}, "P"), " opens and closes this");
  const dialog = make("div", { id: "dialog", class: "dialog", role: "dialog", "aria-labelledby": "heading", hidden: "" }, make("div", { class: "head" }, heading, close), body, hint);
  const bar = make("div", { class: "bar", hidden: "" });
  const status = make("p", { class: "status", role: "status" });
  const corner = make("section", { class: "corner", "aria-label": "Preview" }, status, make("div", { class: "pill" }, lost, badge, more), dialog);
  // The style comes with the script, so that nothing flickers when the page is another one.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  root.adoptedStyleSheets = [sheet];
  root.append(make("section", { "aria-label": "State of the preview" }, bar), corner);
  document.body.append(host);

  // The bar lies over nothing: the page makes room for it.
  const room = new CSSStyleSheet();
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, room];
  new ResizeObserver(() => {
    const height = bar.hidden ? 0 : bar.offsetHeight;
    room.replaceSync(height ? `@media screen{html{margin-top:${height}px!important;scroll-padding-top:${height}px}}` : "");
  }).observe(bar);

  const button = (name) => (name === "page" ? more : badge);

  function toggle(name) {
    if (open === name) return shut();
    dialog.classList.add("rise");
    unfold(name);
    heading.focus({ preventScroll: true });
  }

  function unfold(name) {
    open = name;
    local.set("panel", name === "page" ? "open" : null);
    for (const it of ["page", "errors"]) button(it).setAttribute("aria-expanded", String(open === it));
    heading.textContent = name === "page" ? "This page" : counts(known) || "Nothing wrong";
    hint.hidden = name !== "page";
    body.replaceChildren();
    dialog.hidden = false;
    fill();
  }

  function shut() {
    if (!open) return;
    const inside = dialog.contains(root.activeElement);
    button(open).setAttribute("aria-expanded", "false");
    if (inside) (button(open).hidden ? more : button(open)).focus();
    open = null;
    local.set("panel", null);
    dialog.hidden = true;
  }

  /** An answer that comes late for another dialog is dropped. */
  let asked = 0;
  async function fill() {
    const name = open;
    const turn = (asked += 1);
    const view = (it) => body.replaceChildren(...present(name === "page" ? pageView(it) : errorsView(it)));
    // What was there before this page was another one, until there is something newer.
    const [path, old] = session.get(name) ?? [];
    if (path === location.pathname && !body.firstChild) view(old);
    try {
      const answer = await (name === "page" ? askPage() : ask("diagnostics"));
      session.set(name, [location.pathname, answer]);
      if (turn === asked && open === name) view(answer);
    } catch {
      if (turn === asked) body.replaceChildren(make("p", { class: "none" }, "The preview does not answer."));
    }
  }

  const HELD = {
    settings: ["The settings are broken", /^(portal\.yaml|i18n\/)/],
    theme: ["The theme is broken", /^themes\//],
    folder: ["The folder cannot be read", /^/],
  };

  /** Says why an older state is shown. */
  async function hold(held) {
    const names = held.filter((it) => HELD[it]);
    if (!names.length) {
      bar.hidden = true;
      return;
    }
    const [what, files] = HELD[names[0]];
    const found = await ask("diagnostics").catch(() => ({ diagnostics: [] }));
    if (held !== known.held) return;
    const errors = found.diagnostics.filter((it) => it.severity === "error");
    const cause = errors.find((it) => files.test(it.path ?? "")) ?? errors[0];
    bar.replaceChildren(
      make("p", {}, make("b", {}, names.map((it) => HELD[it][0]).join(". "), ". "), "The last version that worked is shown."),
      cause ? make("p", { class: "cause" }, said(cause.message), place(cause)) : "",
    );
    bar.hidden = false;
  }

  function show(it) {
    const before = counts(known);
    known = { errors: 0, warnings: 0, ...it, held: it.held ?? [] };
    const text = counts(known) || (known.held.length ? "Held" : "");
    badge.hidden = !text;
    const part = (n, word) => (n ? make("span", { class: word }, count(n, word)) : null);
    const parts = present([part(known.errors, "error"), part(known.warnings, "warning")]);
    badge.replaceChildren(...(parts.length ? parts : [text]));
    if (before !== counts(known)) status.textContent = counts(known) || "Nothing is wrong any more.";
    if (open === "errors") heading.textContent = counts(known) || "Nothing wrong";
    if (open) fill();
    notes.refresh();
    hold(known.held);
  }

  const editable = (it) => it.isContentEditable || /^(input|textarea|select)$/.test(it.localName);
  addEventListener("keydown", (event) => {
    const target = event.composedPath()[0];
    if (event.defaultPrevented || !target?.localName) return;
    if (event.altKey && event.shiftKey && !event.ctrlKey && !event.metaKey && event.code === "KeyP" && !editable(target)) {
      event.preventDefault();
      toggle("page");
    } else if (event.key === "Escape" && open && (root.activeElement || document.activeElement === document.body)) {
      shut();
    }
  });

  return {
    host,
    show,
    offline(is) {
      lost.hidden = !is;
    },
    /** Which of our parts has the focus. */
    focused() {
      const active = root.activeElement;
      return active && (dialog.contains(active) ? open : active === badge ? "badge" : "about");
    },
    /** Back to what was open before the page was another one. */
    restore(inside) {
      if (inside === "errors") unfold("errors");
      else if (local.get("panel") === "open") unfold("page");
      const target = { errors: heading, page: heading, badge, about: more }[inside];
      target?.focus({ preventScroll: true });
    },
  };
})();

const last = session.get("state");
if (last) ui.show(last);
ui.restore(restorePlace());
notes.refresh();
update(!document.hidden);
