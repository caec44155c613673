// What the server says, and how to hear it.

/** The number of the last state of the portal that we know of. */
let generation = null;
/** Whether this page is about to be another one. */
let leaving = false;

const EVENTS = {
  state(it) {
    session.set("state", it);
    ui.show(it);
  },
  reload() {
    // A page that is not what the server means even after a reload must not reload for ever.
    const mark = [generation, seen, location.pathname].join(" ");
    if (leaving || session.get("reloaded") === mark) return;
    session.set("reloaded", mark);
    keepPlace(location.pathname);
    leaving = true;
    location.reload();
  },
  moved({ to }) {
    const url = new URL(to, location.href);
    if (leaving || url.origin !== location.origin || url.pathname === location.pathname) return;
    keepPlace(url.pathname);
    leaving = true;
    location.replace(url.pathname + location.search + location.hash);
  },
  style: swapStyle,
  // Only its number counts.
  newer() {},
};

/** The sheets of the portal in this page. */
const ownStyles = () =>
  [...document.querySelectorAll('link[rel~="stylesheet"]')].filter((it) => it.href.startsWith(`${location.origin}${base}/`) && !it.href.includes("/__parvis/"));

/** Puts the new sheet beside the old one, which goes when the new one is there. */
function swapStyle({ from, to }) {
  const path = (it) => new URL(it.href).pathname;
  const stem = (it) => it.replace(/-[0-9a-z]+(\.\w+)$/i, "$1");
  const links = ownStyles();
  if (links.some((it) => path(it) === to)) return;
  const old = links.find((it) => path(it) === from) ?? links.find((it) => stem(path(it)) === stem(to));
  if (!old) return;
  const next = old.cloneNode();
  next.addEventListener("load", () => old.remove(), { once: true });
  next.addEventListener("error", () => next.remove(), { once: true });
  next.href = to;
  old.after(next);
}

/** A stream that says nothing for so long is dead: the server sends a line every 15 s. */
const SILENCE = 40_000;
/** How long a tab without a seat waits for more after the first event. */
const LINGER = 150;
/** How long it is away then, unless another tab hears something. */
const NAP = 3_000;

/** Reads the stream until it ends; whether anything was heard. */
async function listen(signal, brief) {
  const line = new AbortController();
  let heard = false;
  let timer;
  const patience = (time) => {
    clearTimeout(timer);
    timer = setTimeout(() => line.abort(), time);
  };
  const query = new URLSearchParams({ page: location.pathname, seen });
  if (generation !== null) query.set("generation", generation);
  for (const it of ownStyles()) query.append("style", new URL(it.href).pathname);
  patience(SILENCE);
  try {
    const answer = await fetch(`${at("events")}?${query}`, {
      headers: { accept: "text/event-stream" },
      cache: "no-store",
      signal: AbortSignal.any([signal, line.signal]),
    });
    if (!answer.headers.get("content-type")?.startsWith("text/event-stream")) return false;
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let rest = ""; ; ) {
      const { value, done } = await reader.read();
      if (done) return heard;
      if (!brief || !heard) patience(SILENCE);
      const parts = (rest + value).split("\n\n");
      rest = parts.pop();
      for (const part of parts) {
        if (!take(part)) continue;
        if (brief && !heard) patience(LINGER);
        heard = true;
      }
    }
  } catch {
    return heard;
  } finally {
    clearTimeout(timer);
    line.abort();
  }
}

/** Takes one event of the stream. */
function take(text) {
  const field = (name) => text.match(new RegExp(`^${name}: ?(.*)$`, "m"))?.[1];
  const event = EVENTS[field("event")];
  if (!event) return false;
  const id = field("id") ?? generation;
  if (id !== generation) channel?.postMessage(id);
  generation = id;
  event(JSON.parse(field("data") || "{}"));
  return true;
}

// A browser opens six connections to a server, for all its tabs. Only tabs that are seen listen,
// and where many are seen at once, three have a seat; the others take turns when one of these
// heard something. Locks are only there for local addresses: else every tab listens.
const SEATS = 3;

async function seated(signal, work) {
  const { locks } = navigator;
  const name = (it) => `parvis:${base}:${it}`;
  if (!locks) return work(false);
  const TAKEN = Symbol("taken");
  for (let seat = 0; seat < SEATS; seat += 1) {
    const result = await locks.request(name(seat), { ifAvailable: true }, (it) => (it ? work(false) : TAKEN));
    if (result !== TAKEN || signal.aborted) return result;
  }
  return locks.request(name("turn"), { signal }, () => work(true));
}

let channel;
/** Ends the pause of the loop below. */
let wake = () => {};

/** Listens until it is told to stop, whatever becomes of the server. */
async function follow(signal) {
  for (let failures = 0; !signal.aborted; ) {
    let brief = false;
    const work = (it) => listen(signal, (brief = it));
    const heard = await seated(signal, work).catch(() => false);
    if (signal.aborted) return;
    failures = heard ? 0 : failures + 1;
    ui.offline(failures > 1);
    const pause = Math.min(100 * 2 ** failures, failures > 20 ? 10_000 : 2_000);
    await new Promise((resolve) => {
      wake = resolve;
      setTimeout(resolve, heard && brief ? NAP : pause);
    });
  }
}

let following;
function update(wanted) {
  if (wanted && !following) {
    following = new AbortController();
    channel = globalThis.BroadcastChannel && new BroadcastChannel(`parvis:${base}`);
    channel?.addEventListener("message", () => wake());
    follow(following.signal);
  } else if (!wanted && following) {
    following.abort();
    following = undefined;
    channel?.close();
    wake();
  }
}
document.addEventListener("visibilitychange", () => update(!document.hidden));
addEventListener("online", () => wake());
// A page that is left may come back as it was.
addEventListener("pagehide", () => update(false));
addEventListener("pageshow", (event) => {
  if (event.persisted) leaving = false;
  update(!document.hidden);
});
