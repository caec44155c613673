// What a browser sees: Chromium over a page of each kind.

import fs from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";
import { serve } from "./server.mjs";

const axe = fs.readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const WIDTHS = [320, 390, 1280];
const SCHEMES = ["light", "dark"];

/** Starts the browser of the system. */
export function launch() {
  const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
  return chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ["--no-sandbox"] : [] });
}

/** The page that shows everything an author can write. */
const MANUAL = "guide/ecrire-ici/";

/** The longest page of each kind, and the manual for authors. */
export function samples(site) {
  const kinds = new Map();
  for (const page of site.pages.filter((it) => !it.isRedirect)) {
    const best = kinds.get(page.kind);
    if (!best || best.html.length < page.html.length) kinds.set(page.kind, page);
  }
  const manual = site.pages.find((it) => it.address.endsWith(MANUAL));
  if (!manual) throw new Error(`there is no page ${MANUAL}`);
  return [...new Set([...kinds.values(), manual])];
}

/** Opens the address, notes all that goes wrong on the way, and hands the tab over. */
async function visit(context, origin, page, faults, look) {
  const tab = await context.newPage();
  const where = `${page.address}`;
  tab.on("request", (request) => {
    if (new URL(request.url()).origin !== origin) faults.add(`${where}: asks for ${request.url()}`);
  });
  tab.on("response", (response) => {
    if (response.status() >= 400) faults.add(`${where}: ${response.url()} answers ${response.status()}`);
  });
  tab.on("requestfailed", (request) => faults.add(`${where}: ${request.url()} failed`));
  tab.on("console", (it) => {
    if (["error", "warning"].includes(it.type())) faults.add(`${where}: the console says: ${it.text()}`);
  });
  tab.on("pageerror", (error) => faults.add(`${where}: ${error.message}`));
  try {
    const answer = await tab.goto(origin + page.address, { waitUntil: "load" });
    if (answer.status() !== 200) faults.add(`${where}: answers ${answer.status()}`);
    return await look(tab);
  } finally {
    await tab.close();
  }
}

async function eachContext(browser, options, work) {
  const context = await browser.newContext({ locale: "fr-FR", ...options });
  try {
    await work(context);
  } finally {
    await context.close();
  }
}

/** axe, the width, the console and the requests, in light and dark, and the text without script. */
export async function kinds(browser, site, pages = samples(site)) {
  const faults = new Set();
  const { origin, close } = await serve(site);
  let runs = 0;
  const look = async (tab, page) => {
    for (const colorScheme of SCHEMES) {
      await tab.emulateMedia({ colorScheme });
      for (const width of WIDTHS) {
        await tab.setViewportSize({ width, height: 900 });
        const mode = `${page.address} at ${width}, ${colorScheme}`;
        const wide = await tab.evaluate(overflow);
        if (wide) faults.add(`${mode}: scrolls sideways, ${wide}`);
        // Between the narrowest and the widest nothing is laid out that is not there too.
        if (width === 390) continue;
        runs += 1;
        const found = await tab.evaluate(() => globalThis.axe.run({ resultTypes: ["violations"] }));
        for (const it of found.violations) {
          faults.add(`${mode}: axe ${it.id}: ${it.help}: ${it.nodes.length} × ${it.nodes[0].html.slice(0, 120)}`);
        }
      }
    }
  };
  const one = async (page, scripted, plain) => {
    const text = await visit(scripted, origin, page, faults, async (tab) => {
      await tab.evaluate(axe);
      await look(tab, page);
      // Only a script can copy: its buttons are all that it may add.
      await tab.evaluate(() => document.querySelectorAll("figure.code > :is(.copy, [role=status])").forEach((it) => it.remove()));
      return tab.innerText("body");
    });
    if (text !== (await visit(plain, origin, page, faults, (tab) => tab.innerText("body")))) {
      faults.add(`${page.address}: reads differently without script`);
    }
    if (text.trim().length < 40) faults.add(`${page.address}: says hardly anything`);
  };
  const rest = [...pages];
  const worker = () =>
    eachContext(browser, {}, (scripted) =>
      eachContext(browser, { javaScriptEnabled: false }, async (plain) => {
        while (rest.length) await one(rest.pop(), scripted, plain);
      }),
    );
  await Promise.all([worker(), worker()]);
  await close();
  return { faults: [...faults].sort(), note: `${pages.length} kinds of pages, ${runs} runs of axe` };
}

/** Runs in the page: how far it can be scrolled sideways, and because of what. */
function overflow() {
  const room = document.documentElement.clientWidth;
  const far = Math.max(document.documentElement.scrollWidth, document.body.scrollWidth) - room;
  if (far <= 0) return undefined;
  const outer = [...document.body.querySelectorAll("*")].find((it) => it.getBoundingClientRect().right > room + 0.5);
  return `${far} px: ${outer?.outerHTML.slice(0, 100)}`;
}

/** Under each base path: the home page and an article with all they load, redirects, and the 404 page. */
export async function bases(browser, sites) {
  const faults = new Set();
  for (const site of sites) {
    const { origin, close } = await serve(site);
    const pages = samples(site).filter((it) => /page-(home|retex|event)/.test(it.html));
    if (pages.length < 3) faults.add(`${site.base}: only ${pages.length} pages to look at`);
    await eachContext(browser, {}, async (context) => {
      for (const page of pages) {
        await visit(context, origin, page, faults, async (tab) => {
          const broken = await tab.evaluate(() => [...document.images].filter((it) => it.loading !== "lazy" && !it.naturalWidth).map((it) => it.src));
          for (const it of broken) faults.add(`${page.address}: the image ${it} is not shown`);
          if (!(await tab.evaluate(() => document.styleSheets.length && getComputedStyle(document.body).margin === "0px"))) {
            faults.add(`${page.address}: is shown without its style`);
          }
        });
      }
    });
    const bare = await fetch(`${origin}${site.base}retex`, { redirect: "manual" });
    if (bare.status !== 302 || bare.headers.get("location") !== `${site.base}retex/`) faults.add(`${site.base}retex is not redirected`);
    const lost = await fetch(`${origin}${site.base}not/there/`);
    if (lost.status !== 404 || !(await lost.text()).includes("<h1")) faults.add(`${site.base}not/there/ has no 404 page`);
    await close();
  }
  return { faults: [...faults], note: sites.map((it) => it.base).join(" ") };
}
