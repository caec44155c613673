// Builds the example portal for four base paths and looks at it from outside; then edits a copy
// of it under a preview.
//
//   npm test -- [<parvis> [<word>…]]   default: target/release/parvis of this repository;
//                                      with words only the checks whose name has one of them
//
// SHOWN=1000 shows so many faults of a check instead of 30.
// Needs Java, xmllint and Chromium (CHROMIUM=<path> when it is not /usr/bin/chromium).

import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { bases, kinds, launch } from "./browser.mjs";
import { breakages } from "./breakages.mjs";
import { charts } from "./charts.mjs";
import { feeds } from "./feeds.mjs";
import { layout } from "./layout.mjs";
import { linked } from "./linked.mjs";
import { links } from "./links.mjs";
import { markup, weight } from "./markup.mjs";
import { MEDIA_BREAKAGES, media, mediaSite } from "./media.mjs";
import { PREVIEW, previewBreakages } from "./preview.mjs";
import { soon } from "./running.mjs";
import { ORIGIN, Site } from "./site.mjs";
import { validator } from "./validator.mjs";

const BASES = ["/", "/project/", "/ns/project/", "/project/mr-12/"];
const DATE = "2026-11-24";
const SHOWN = Number(process.env.SHOWN ?? 30);

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const parvis = path.resolve(process.env.INIT_CWD ?? ".", process.argv[2] ?? path.join(root, "target/release/parvis"));
const work = fs.mkdtempSync(path.join(os.tmpdir(), "parvis-"));
let bad = 0;

const words = process.argv.slice(3);

/** Runs a check and says how it ended. */
async function step(name, check) {
  if (words.length && !words.some((it) => name.includes(it))) return;
  const begin = performance.now();
  const { faults, note } = await check();
  const time = ((performance.now() - begin) / 1000).toFixed(1);
  console.log(`${faults.length ? "FAIL" : "ok  "} ${name}${note ? `: ${note}` : ""} (${time} s)`);
  for (const it of faults.slice(0, SHOWN)) console.log(`     ${it}`);
  if (faults.length > SHOWN) console.log(`     and ${faults.length - SHOWN} more`);
  bad += faults.length;
}

function build(base, idx) {
  const dir = path.join(work, String(idx), "public");
  const args = ["build", path.join(root, "content-example"), "--date", DATE, "--base-url", ORIGIN + base, "--output", dir];
  const done = spawnSync(parvis, args, { encoding: "utf8" });
  if (done.status !== 0) throw new Error(`${parvis} ${args.join(" ")}: ${done.error?.message ?? done.stderr}`);
  return new Site(dir, base);
}

const browser = await launch();
try {
  const sites = BASES.map(build);
  const [site] = sites;
  await step("the checks find what is broken", () => breakages(browser, site, work));
  for (const it of sites) {
    await step(`links under ${it.base}`, () => links(it));
    await step(`feeds under ${it.base}`, () => feeds(it));
  }
  await step("markup", () => markup(site));
  await step("weight", () => weight(site));
  await step("JSON-LD", () => linked(site));
  await step("Nu HTML checker", () => validator(site));
  await step("base paths in the browser", () => bases(browser, sites));
  await step("pages in the browser", () => kinds(browser, site));
  await step("layout", () => layout(browser, site));
  await step("charts", () => charts(browser, site));
  const source = path.join(root, "content-example");
  const players = mediaSite(parvis, source, work);
  await step("the checks of players find what is broken", () => breakages(browser, players, work, MEDIA_BREAKAGES));
  await step("players", () => media(browser, players));
  await step("players: markup", () => markup(players));
  await step("players: Nu HTML checker", () => validator(players));
  await step("players: pages in the browser", () => kinds(browser, players, players.pages.filter((it) => it.html.includes("data-player"))));
  await step("the preview's checks find what is broken", () => previewBreakages(browser, parvis, source, work, words));
  for (const it of PREVIEW) await step(`preview: ${it.name}`, () => it(browser, parvis, source, work));
} finally {
  await soon(browser.close(), 10_000);
  fs.rmSync(work, { recursive: true, force: true });
}
console.log(bad ? `${bad} faults` : "all is well");
process.exit(bad ? 1 : 0);
