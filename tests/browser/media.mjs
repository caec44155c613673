// Players: nothing is asked of anyone before somebody plays, and then of one site alone.

import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { serve } from "./server.mjs";
import { ORIGIN, Site } from "./site.mjs";

const FOLDER = "communities/craft/retex/2026-11-01-lecteurs";
const PAGE = "communautes/craft/retex/lecteurs/index.html";

const TEXT = `---
title: Des lecteurs
authors: [hugo-basalte]
---

[Une vidéo, *ailleurs*](https://www.youtube.com/watch?v=aaaaaaaaaaa&t=90 "42:10")

https://video.example.org/w/kkGMgK9ZtnKfYAgnEtQxbv

[Un fichier](https://files.example.org/talk.mp4)

[Une vidéo du portail](talk.mp4 "1:30")

[Les supports](talk.pdf)

Soit $x^2$, ce qui coûte 5 $ ou 10 $, et :

$$\\begin{pmatrix} 1 & 2 \\\\ 3 & 4 \\end{pmatrix} \\times ${"\\sum_{i=0}^{n} x_i \\times ".repeat(12)} 1$$
`;

const CAPTIONS = `WEBVTT

00:01.000 --> 00:02.000
<v Ana>Bonjour.
`;

/** Nothing takes so long, in milliseconds. */
const LATE = 10_000;

/** Where each player is loaded from, in the order of the page. */
const PLAYERS = [
  ["https://www.youtube-nocookie.com", "IFRAME"],
  ["https://video.example.org", "IFRAME"],
  ["https://files.example.org", "VIDEO"],
];

/** A PDF of two empty pages, with the table of its objects that readers want. */
function pdf() {
  const page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>";
  const objects = ["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 2/Kids[3 0 R 4 0 R]>>", page, page];
  let text = "%PDF-1.4\n";
  const places = objects.map((it, at) => {
    const place = text.length;
    text += `${at + 1} 0 obj\n${it}\nendobj\n`;
    return `${String(place).padStart(10, "0")} 00000 n \n`;
  });
  const size = objects.length + 1;
  return `${text}xref\n0 ${size}\n0000000000 65535 f \n${places.join("")}trailer\n<</Size ${size}/Root 1 0 R>>\nstartxref\n${text.length}\n%%EOF\n`;
}

/** Builds the example with an article of players. */
export function mediaSite(parvis, source, work) {
  const content = path.join(work, "media-content");
  fs.cpSync(source, content, { recursive: true });
  const folder = path.join(content, FOLDER);
  fs.mkdirSync(folder, { recursive: true });
  const files = { "index.md": TEXT, "talk.vtt": CAPTIONS, "talk.pdf": pdf(), "talk.mp4": "no video" };
  for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(folder, name), text);
  const settings = path.join(content, "portal.yaml");
  fs.writeFileSync(settings, fs.readFileSync(settings, "utf8").replace("video_hosts: [", "video_hosts: [video.example.org, "));
  const output = path.join(work, "media", "public");
  const done = spawnSync(parvis, ["build", content, "--date", "2026-11-24", "--base-url", `${ORIGIN}/`, "--output", output], { encoding: "utf8" });
  if (done.status !== 0) throw new Error(`the article of players: ${done.stderr}`);
  return new Site(output, "/");
}

/** A tab that answers for all other sites, and notes what is asked of them. */
async function open(browser, origin, faults, options = {}) {
  const context = await browser.newContext(options);
  const asked = [];
  await context.route(
    (url) => url.origin !== origin && url.protocol !== "data:",
    (route) => {
      asked.push(route.request().url());
      return route.fulfill({ contentType: "text/html", body: "<!doctype html><title>x</title><p>elsewhere" });
    },
  );
  const tab = await context.newPage();
  tab.on("console", (it) => {
    if (it.type() === "error" && /Content.Security.Policy/i.test(it.text())) faults.add(`the console says: ${it.text()}`);
  });
  tab.on("pageerror", (error) => faults.add(error.message));
  return { context, tab, asked };
}

/** Follows each player by the keyboard, and looks at what is loaded. */
async function played(browser, origin, faults) {
  const { context, tab, asked } = await open(browser, origin, faults);
  await tab.goto(`${origin}/${PAGE.replace("index.html", "")}`, { waitUntil: "networkidle" });
  if (asked.length) faults.add(`asks for ${asked[0]} before anybody plays`);
  const links = await tab.locator("a[data-player]").count();
  if (links !== PLAYERS.length) faults.add(`${links} players, not ${PLAYERS.length}`);
  for (const [at, [site, element]] of PLAYERS.slice(0, links).entries()) {
    asked.length = 0;
    await tab.locator("a[data-player]").first().focus();
    await tab.keyboard.press("Enter");
    const loaded = tab.locator(".player-frame").nth(at).waitFor({ state: "attached", timeout: LATE });
    const left = tab.waitForURL((url) => url.origin !== origin, { timeout: LATE, waitUntil: "commit" }).then(() => true);
    if (await Promise.any([loaded, left]).catch(() => false)) {
      faults.add(`${site}: the page is left for ${tab.url()}`);
      break;
    }
    left.catch(() => {});
    for (let n = 0; n < 50 && asked.length === 0; n += 1) await tab.waitForTimeout(20);
    const state = await tab.evaluate(() => {
      const it = document.activeElement ?? document.body;
      const name = it.title || it.getAttribute("aria-label");
      return { element: it.tagName, name, allow: it.allow, referrer: it.referrerPolicy, sandbox: it.getAttribute("sandbox") };
    });
    if (state.element !== element || !state.name) faults.add(`${site}: the focus is in ${JSON.stringify(state)}`);
    if (element === "IFRAME" && !(/autoplay/.test(state.allow) && state.referrer === "strict-origin-when-cross-origin" && /allow-scripts/.test(state.sandbox))) {
      faults.add(`${site}: the frame is ${JSON.stringify(state)}`);
    }
    const origins = [...new Set(asked.map((it) => new URL(it).origin))];
    if (origins.join() !== site) faults.add(`${site}: when it is played, ${origins.join() || "nobody"} is asked`);
  }
  await context.close();
}

/** What the policy does not name is not loaded, on this page and on others. */
async function closed(browser, origin, faults) {
  for (const [page, foreign] of [
    [PAGE.replace("index.html", ""), "https://evil.example"],
    ["", PLAYERS[0][0]],
  ]) {
    const { context, tab, asked } = await open(browser, origin, new Set());
    await tab.goto(`${origin}/${page}`, { waitUntil: "networkidle" });
    await tab.evaluate((src) => {
      for (const name of ["iframe", "video", "img"]) document.body.append(Object.assign(document.createElement(name), { src: `${src}/x` }));
    }, foreign);
    // A request that is let through is made within a few frames.
    for (let n = 0; n < 25 && asked.length === 0; n += 1) await tab.waitForTimeout(20);
    if (asked.length) faults.add(`/${page}: the policy lets ${asked[0]} through`);
    await context.close();
  }
}

/** Without script each player is a link to the video's page. */
async function plain(browser, origin, site, faults) {
  const { context, tab, asked } = await open(browser, origin, faults, { javaScriptEnabled: false });
  await tab.goto(`${origin}/${PAGE.replace("index.html", "")}`, { waitUntil: "networkidle" });
  if (asked.length) faults.add(`without script: asks for ${asked[0]}`);
  await tab.locator("a.player-link").first().click();
  await tab.waitForURL((url) => url.origin !== origin, { timeout: 2_000, waitUntil: "commit" }).catch(() => {});
  if (!tab.url().startsWith("https://www.youtube.com/watch?v=")) faults.add(`without script: a player leads to ${tab.url()}`);
  await context.close();
  const feed = site.text("communautes/craft/atom.xml");
  if (/data-player|player-link/.test(feed) || !feed.includes("https://www.youtube.com/watch?v=aaaaaaaaaaa")) faults.add("the feed has a player, or no link");
}

/** All of it. */
export async function media(browser, site) {
  const faults = new Set();
  const html = site.text(PAGE);
  for (const [what, text] of [
    ["the title", /player-title">Une vidéo, ailleurs</],
    ["the length", /YouTube · 42:10/],
    ["who is asked", /connexion à YouTube/],
    ["captions", /<track kind="captions"/],
    ["what is said", /<b>Ana<\/b> Bonjour/],
    ["pages of slides", /2 pages/],
    ["a formula", /<msup><mi>x<\/mi><mn>2<\/mn><\/msup>/],
    ["a price", /5.\$ ou 10.\$/],
  ]) {
    if (!text.test(html)) faults.add(`${what} is not shown`);
  }
  const { origin, close } = await serve(site);
  try {
    await played(browser, origin, faults);
    await closed(browser, origin, faults);
    await plain(browser, origin, site, faults);
  } finally {
    await close();
  }
  return { faults: [...faults], note: `${PLAYERS.length} players` };
}

/** The check, the file, the change, and what must be said. */
export const MEDIA_BREAKAGES = [
  [media, PAGE, (it) => it.replace("<p>", '<img src="https://elsewhere.example/x.png" alt=""><p>').replace("img-src 'self'", "img-src *"), /before anybody plays/],
  [media, PAGE, (it) => it.replace(/frame-src [^"]*/, "frame-src 'none'"), /console says: .*frame|nobody is asked/i],
  [media, PAGE, (it) => it.replace(/frame-src [^"]*/, "frame-src *"), /the policy lets https:\/\/evil/],
  [media, "index.html", (it) => it.replace(/frame-src [^"]*/, "frame-src *"), /\/: the policy lets https:\/\/www.youtube/],
  [media, /player.*\.js$/, () => "", /the page is left for/],
  [media, /player.*\.js$/, (it) => it.replace("made.focus()", ""), /the focus is in/],
  [media, PAGE, (it) => it.replace(/href="https:\/\/www.youtube.com\/watch[^"]*"/, 'href="/"'), /without script: a player leads to/],
];
