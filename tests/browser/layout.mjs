// Where the parts of the first pages stand, compared with what was looked at and found good.
//
// Boxes and not pixels: fonts differ from machine to machine. What is compared is the left edge
// and the width of what the style sheets place, the edge that is drawn, and what is beside what.
//
//   LAYOUT=write npm test -- <parvis> layout    looks at the pages, and keeps where all stands

import fs from "node:fs";
import { serve } from "./server.mjs";

const KEPT = new URL("layout.json", import.meta.url);
/** How far a box may be from where it was, in pixels. */
const NEAR = 6;
const WIDTHS = [1280, 375];

/** Which parts of which page; of each the first few. */
const PARTS = {
  "index.html": [".hero-text", ".hero-more", "main .part", ".part-head", ".strip > li", ".strip .event", ".strip .day", ".strip .event > div", ".story", ".story-text", ".headline", ".tiles > li", ".tile"],
  "evenements/2026/12/index.html": [".head", ".tabs ul", ".month-page > *", ".calendar", ".calendar td", ".calendar td ul", ".calendar td a", ".agenda > li", ".agenda .day", ".agenda .event > div", ".pagination"],
  "communautes/craft/index.html": [".banner", ".banner-text", ".aside-right > *", ".panel", ".facts > div", ".person", "main .part", ".part-head", ".strip > li", ".strip .event", ".cards > li", ".card", ".rows > li"],
};
/** What stands at the end of its line: its right edge is compared. A phone has no room for it there. */
const ENDS = [".part-head .more a"];

export async function layout(browser, site, pages) {
  const faults = [];
  const { origin, close } = await serve(site);
  const found = {};
  for (const [file, parts] of Object.entries(PARTS)) {
    if (pages && !pages.some((it) => it.file === file)) continue;
    for (const width of WIDTHS) {
      for (const colorScheme of ["light", "dark"]) {
        const context = await browser.newContext({ locale: "fr-FR", viewport: { width, height: 900 }, colorScheme, javaScriptEnabled: false });
        const tab = await context.newPage();
        await tab.goto(origin + site.base + file.replace(/index\.html$/, ""));
        const asked = { parts, ends: width > 1000 ? ENDS : [] };
        const boxes = await tab.evaluate(measure, asked);
        const name = `${file} at ${width}`;
        // Light and dark differ in colors alone.
        if (colorScheme === "light") found[name] = boxes;
        else faults.push(...differences(found[name], boxes, `${name}, dark`));
        faults.push(...boxes.over.map((it) => `${name}: ${it}`));
        await context.close();
      }
    }
  }
  await close();
  if (process.env.LAYOUT === "write" && !pages) fs.writeFileSync(KEPT, written(found));
  const kept = JSON.parse(fs.readFileSync(KEPT, "utf8"));
  for (const [name, boxes] of Object.entries(found)) faults.push(...differences(kept[name], boxes, name));
  return { faults, note: `${Object.keys(found).length} pages in light and dark` };
}

/** Each part in a line, so that a change can be read. */
function written(found) {
  const lines = (boxes) => Object.entries(boxes).map(([part, it]) => `  ${JSON.stringify(part)}: ${JSON.stringify(it)}`);
  const pages = Object.entries(found).map(([name, it]) => `${JSON.stringify(name)}: {"boxes": {\n${lines(it.boxes).join(",\n")}\n}}`);
  return `{\n${pages.join(",\n")}\n}\n`;
}

function differences(kept, found, name) {
  if (!kept) return [`${name}: nobody looked at it yet`];
  const faults = [];
  for (const part of new Set([...Object.keys(kept.boxes), ...Object.keys(found.boxes)])) {
    const [before, now] = [kept.boxes[part] ?? [], found.boxes[part] ?? []];
    if (before.length !== now.length) faults.push(`${name}: ${now.length} × \`${part}\`, not ${before.length}`);
    for (const [at, box] of now.entries()) {
      if (!before[at]) continue;
      const [edge, size, border] = before[at];
      const away = Math.max(Math.abs(box[0] - edge), Math.abs(box[1] - size));
      if (away > NEAR) faults.push(`${name}: \`${part}\` ${at + 1} is at ${box[0]}, ${box[1]} wide, not at ${edge}, ${size} wide`);
      if (box[2] !== border) faults.push(`${name}: \`${part}\` ${at + 1} has the edges ${box[2]}, not ${border}`);
    }
  }
  return faults;
}

/** Runs in the page: the boxes of its parts, and those that lie over one another. */
function measure({ parts, ends }) {
  const boxes = {};
  const edges = (it) => {
    const style = getComputedStyle(it);
    return ["Top", "Right", "Bottom", "Left"].map((side) => Math.round(parseFloat(style[`border${side}Width`]))).join(" ");
  };
  for (const part of [...parts, ...ends]) {
    boxes[part] = [...document.querySelectorAll(part)].slice(0, 8).map((it) => {
      const box = it.getBoundingClientRect();
      // Of what ends a line, how long it is depends on the font.
      const place = ends.includes(part) ? [box.right, 0] : [box.left, box.width];
      return [...place.map(Math.round), edges(it)];
    });
  }
  // The words of a line begin where its heading does.
  boxes["words below a heading"] = [...document.querySelectorAll(".event > div")].slice(0, 8).map((it) => {
    const left = (node) => {
      const range = document.createRange();
      range.selectNodeContents(node);
      return range.getClientRects()[0].left;
    };
    return [Math.round(left(it.querySelector(".meta > *")) - left(it.querySelector("a"))), 0, ""];
  });
  const over = [];
  // A word wider than a day is broken.
  const long = document.querySelector(".calendar td a span");
  if (long) long.textContent = "Meeting (Europe/America/Antarctica)";
  for (const cell of document.querySelectorAll(".calendar td")) {
    const room = cell.getBoundingClientRect();
    for (const it of cell.querySelectorAll("a")) {
      const box = it.getBoundingClientRect();
      if (box.right > room.right || box.bottom > room.bottom || it.scrollWidth > it.clientWidth + 1) over.push(`« ${it.textContent} » lies over the next day`);
    }
  }
  return { boxes, over };
}
