// What is wrong, beside the paragraph that it is wrong in: only when somebody asked for it.

async function ask(name, query = "") {
  const answer = await fetch(at(name) + query, { cache: "no-store" });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

const askPage = () => ask("page", `?${new URLSearchParams({ page: location.pathname })}`);

const notes = (() => {
  const MARK = "data-parvis-noted";
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  const marked = new CSSStyleSheet();
  marked.replaceSync(`@media screen{[${MARK}]{outline:3px dashed #b42318!important;outline-offset:3px}}`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, marked];

  const wanted = () => local.get("notes") === "shown";
  /** The notes that stand in the page, and the images that are marked. */
  let placed = [];
  let images = [];

  function clear() {
    for (const it of placed) it.remove();
    for (const it of images) it.removeAttribute(MARK);
    placed = [];
    images = [];
  }

  const text = () => document.querySelector("main .prose");
  const hasPlace = (it) => Number.isInteger(it.block);

  function put(list) {
    clear();
    const body = text();
    if (!body) return;
    const blocks = [...body.children];
    // A poster is no image of the text.
    const pictures = [...body.querySelectorAll("img:not(.player-poster img)")];
    // Several about one paragraph stand below each other, in the order of the list.
    for (const it of list.filter(hasPlace).reverse()) {
      const block = blocks[it.block];
      if (!block) continue;
      const host = make("parvis-note");
      const root = host.attachShadow({ mode: "open" });
      root.adoptedStyleSheets = [sheet];
      root.append(make("div", { class: "note", role: "note", "aria-label": `Preview: ${it.severity}` }, make("ul", {}, finding(it))));
      block.after(host);
      placed.push(host);
      const image = Number.isInteger(it.image) && pictures[it.image];
      if (image) {
        image.setAttribute(MARK, "");
        images.push(image);
      }
    }
  }

  let turn = 0;
  async function refresh() {
    const mine = (turn += 1);
    if (!wanted()) return clear();
    const page = await askPage().catch(() => null);
    if (page && mine === turn) put(page.diagnostics ?? []);
  }

  return {
    refresh,
    /** Shows the notes, or hides them. */
    button(list) {
      if (!text() || !list.some(hasPlace)) return null;
      const button = make("button", { type: "button", class: "copy notes", "aria-pressed": String(wanted()), click: toggle }, "Show in the text");
      function toggle() {
        local.set("notes", wanted() ? null : "shown");
        button.setAttribute("aria-pressed", String(wanted()));
        refresh();
      }
      return button;
    },
  };
})();
