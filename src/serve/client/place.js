// What is remembered, and where the reader was before the page became another one.

const { base = "", page: seen = "" } = document.currentScript.dataset;
const at = (name) => `${base}/__parvis/${name}`;

// A browser may refuse both stores; then nothing is remembered, and all the rest works.
const store = (kind) => ({
  get(key) {
    try {
      return JSON.parse(globalThis[kind].getItem(`parvis:${base}:${key}`));
    } catch {
      return null;
    }
  },
  set(key, value) {
    try {
      if (value === null) globalThis[kind].removeItem(`parvis:${base}:${key}`);
      else globalThis[kind].setItem(`parvis:${base}:${key}`, JSON.stringify(value));
    } catch {
      // Nothing depends on it.
    }
  },
});
const session = store("sessionStorage");
const local = store("localStorage");

const words = (it) => (it?.textContent ?? "").trim().slice(0, 80);

/** Elements with a key that means the same after a small change of the page. */
function keyed(elements, name) {
  const counts = new Map();
  return [...elements].map((it) => {
    const key = it.id ? `#${it.id}` : name(it);
    const n = (counts.get(key) ?? 0) + 1;
    counts.set(key, n);
    return [`${key} ${n}`, it];
  });
}
const details = () => keyed(document.querySelectorAll("details"), (it) => words(it.querySelector("summary")));
const like = (it) =>
  keyed(document.querySelectorAll(it.localName), (it) => `${it.localName} ${it.getAttribute("href") ?? it.name ?? ""} ${words(it)}`);

/** Notes the place in this page, for the page at `path`. */
function keepPlace(path) {
  const active = document.activeElement;
  session.set(`place:${path}`, {
    x: scrollX,
    y: scrollY,
    hash: location.hash,
    details: details().map(([key, it]) => [key, it.open]),
    inside: ui.focused(),
    focus: active && active !== document.body && active !== ui.host
      ? [active.localName, like(active).find((it) => it[1] === active)?.[0], active.matches(":focus-visible")]
      : null,
  });
}

/** Goes back to it: at once, and again when all is loaded, unless the reader has moved since. */
function restorePlace() {
  const place = session.get(`place:${location.pathname}`);
  session.set(`place:${location.pathname}`, null);
  if (!place || place.hash !== location.hash) return;
  const open = new Map(place.details);
  for (const [key, it] of details()) if (open.has(key)) it.open = open.get(key);
  if (place.focus) {
    const [name, key, focusVisible] = place.focus;
    const found = like({ localName: name }).find((it) => it[0] === key);
    found?.[1].focus({ preventScroll: true, focusVisible });
  }
  const go = () => scrollTo({ left: place.x, top: place.y, behavior: "instant" });
  const moved = new AbortController();
  for (const it of ["wheel", "touchstart", "pointerdown", "keydown"]) {
    addEventListener(it, () => moved.abort(), { signal: moved.signal, passive: true });
  }
  go();
  const late = () => {
    if (!moved.signal.aborted) go();
    moved.abort();
  };
  if (document.readyState === "complete") late();
  else addEventListener("load", late, { once: true });
  return place.inside;
}
