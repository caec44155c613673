// Charts as they are drawn: without script, narrow, printed, in the dark and in forced colors.

import { serve } from "./server.mjs";

const MODES = [
  { name: "at 320", viewport: { width: 320, height: 900 } },
  { name: "wide", viewport: { width: 1280, height: 900 } },
  { name: "in the dark", viewport: { width: 1280, height: 900 }, colorScheme: "dark" },
  { name: "in forced colors", viewport: { width: 1280, height: 900 }, forcedColors: "active" },
  { name: "printed", viewport: { width: 700, height: 900 }, media: "print" },
];

/** The pages with charts. */
function withCharts(site) {
  const pages = site.pages.filter((it) => /class="(bars|spark)"/.test(it.html));
  if (pages.length < 10) throw new Error(`only ${pages.length} pages with charts`);
  return pages;
}

/** Every chart of every page, in every mode. */
export async function charts(browser, site, pages = withCharts(site)) {
  const faults = new Set();
  const { origin, close } = await serve(site);
  let drawn = 0;
  for (const { name, media, ...options } of MODES) {
    const context = await browser.newContext({ javaScriptEnabled: false, ...options });
    const tab = await context.newPage();
    if (media) await tab.emulateMedia({ media });
    for (const page of pages) {
      await tab.goto(origin + page.address);
      const { found, count } = await tab.evaluate(look);
      drawn += count;
      for (const it of found) faults.add(`${page.address} ${name}: ${it}`);
    }
    await context.close();
  }
  await close();
  return { faults: [...faults].sort(), note: `${pages.length} pages, ${drawn} drawings` };
}

/** Runs in the page: what is wrong with its charts. */
function look() {
  const found = [];
  const text = (it, name) => document.getElementById(it.getAttribute(name) ?? "")?.textContent.trim();
  const all = [...document.querySelectorAll("svg.bars, svg.spark")];
  for (const svg of all) {
    const name = text(svg, "aria-labelledby");
    if (svg.getAttribute("role") !== "img" || !name || !text(svg, "aria-describedby")) found.push(`${svg.id || svg.outerHTML.slice(0, 80)} has no name or no description`);
    const box = svg.getBoundingClientRect();
    if (box.width < 60 || box.height < 20) found.push(`${name} is ${box.width} × ${box.height}`);
    for (const rect of svg.querySelectorAll("rect")) {
      const own = rect.getBoundingClientRect();
      if (own.left < box.left - 1 || own.right > box.right + 1 || own.top < box.top - 1 || own.bottom > box.bottom + 1) found.push(`${name}: a bar is outside`);
      if (own.width < 2 || own.height < 1) found.push(`${name}: a bar cannot be seen`);
      const { fill, stroke } = getComputedStyle(rect);
      let below = svg;
      while (below.parentElement && getComputedStyle(below).backgroundColor === "rgba(0, 0, 0, 0)") below = below.parentElement;
      const ground = getComputedStyle(below).backgroundColor;
      if ([fill, stroke].every((it) => it === "none" || it === ground)) found.push(`${name}: a bar has the color of the ground`);
    }
    const words = [...svg.querySelectorAll("text")].map((it) => ({ it, box: it.getBoundingClientRect() }));
    for (const [at, one] of words.entries()) {
      if (parseFloat(getComputedStyle(one.it).fontSize) < 10) found.push(`${name}: small letters`);
      if (one.box.left < 0 || one.box.right > document.documentElement.clientWidth) found.push(`${name}: « ${one.it.textContent} » is cut off`);
      for (const other of words.slice(at + 1)) {
        const over = one.box.left < other.box.right && other.box.left < one.box.right && one.box.top < other.box.bottom - 2 && other.box.top < one.box.bottom - 2;
        if (over) found.push(`${name}: « ${one.it.textContent} » is over « ${other.it.textContent} »`);
      }
    }
    if (!svg.matches(".bars")) continue;
    const table = svg.closest("figure").querySelector("table");
    if (!table?.caption || !table.checkVisibility() || table.getBoundingClientRect().height < 40) found.push(`${name} has no table`);
    // Above each bar stands what its column of the table says.
    const values = [...svg.querySelectorAll(".value")].map((it) => it.textContent).reverse();
    const rows = [...table.tBodies[0].rows].map((row) => [...row.cells].slice(1).map((it) => Number(it.textContent)));
    const total = (row) => (svg.closest("figure").querySelector("#vitality-authors") ? row[0] : row.reduce((a, b) => a + b, 0));
    const sums = rows.map(total).filter((it) => it).map(String);
    if (sums.join() !== values.join()) found.push(`${name}: the bars say ${values}, the table ${sums}`);
  }
  return { found, count: all.length };
}
