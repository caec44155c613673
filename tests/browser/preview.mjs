// The preview in a browser: an author saves, and looks.

import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { Preview, Tabs, isMarked, mark, ours, patience, see, shows, soon, until } from "./running.mjs";

const axe = fs.readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const FILE = "communities/craft/retex/2025-12-02-refactoring-en-mob.md";
const PAGE = "/communautes/craft/retex/refactoring-en-mob/";
const FOLDER = "communities/craft/retex/2026-10-01-supprimer-cent-mille-lignes";
const DRAFT = "/communautes/craft/retex/brouillon-pair-programming/";
const OTHER = "/communautes/po/";

const SAVES = 15;
/** From a save to the page that shows it, in milliseconds. */
const SWIFT = 150;
/** The same, beyond what the browser needs to load that page: all that is ours. */
const OURS = 60;
/** How often the browser loads the page with nothing saved. */
const RELOADS = 7;
const TABS = 12;

/** No check takes so long, in milliseconds. */
const LONG = 60_000;

/** What comes of it, or an error after a time: a browser that hangs must not hang us. */
async function atMost(time, work) {
  let timer;
  const late = new Promise((_, fail) => {
    timer = setTimeout(() => fail(new Error(`is not done after ${time / 1000} s`)), time);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** Runs a check with a preview and tabs; what stops it is a fault. */
function check(name, work, options = {}) {
  const run = async (browser, parvis, source, folder, change) => {
    const faults = new Set();
    let preview;
    let tabs;
    let note;
    try {
      preview = await Preview.start(parvis, source, path.join(folder, "previewed"), options);
      tabs = await Tabs.open(browser, preview, faults, { change });
      const expect = (it, text) => it || faults.add(text);
      note = await atMost(LONG, work({ preview, tabs, expect }));
    } catch (error) {
      faults.add(error.message.split("\n")[0]);
    } finally {
      // Chromium may never close a page that is just being replaced; it ends with the browser.
      await soon(Promise.resolve(tabs?.close()).catch(() => {}), 5_000);
      const code = await preview?.stop();
      if (preview && code !== 130) faults.add(code === undefined ? "does not end" : `ended with ${code}`);
    }
    return { faults: [...faults], note };
  };
  return Object.defineProperty(run, "name", { value: name });
}

/** A save is seen at once, and only where it belongs. */
export const saves = check("saves", async ({ preview, tabs, expect }) => {
  // Each page notes when its first frame with the text was.
  await tabs.context.addInitScript(() => {
    const frame = () => {
      const [text] = /État \d+/.exec(document.body?.innerText ?? "") ?? [];
      if (text) globalThis.firstFrame = { text, time: performance.timeOrigin + performance.now() };
      else requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  const [tab, other] = [await tabs.visit(PAGE), await tabs.visit(OTHER)];
  await mark(other);
  const times = [];
  for (let n = 0, last = "\n`Gest"; n < SAVES; n += 1) {
    const text = `\nÉtat ${n} du texte. \`Gest`;
    const begin = Date.now();
    preview.edit(FILE, last, text);
    const when = () => tab.evaluate((it) => globalThis.firstFrame?.text === it && globalThis.firstFrame.time, `État ${n}`);
    times.push((await until(`the page to show “État ${n}”`, when)) - begin);
    last = text;
  }
  expect(await isMarked(other).catch(() => false), "a page was reloaded that had not changed");
  // A slow machine needs longer than that for any page.
  const loads = [];
  for (let n = 0; n < RELOADS; n += 1) {
    const begin = Date.now();
    await tab.evaluate(() => setTimeout(() => location.reload())).catch(() => {});
    const when = () => tab.evaluate((it) => performance.timeOrigin >= it && globalThis.firstFrame?.time, begin);
    loads.push((await until("the page to come again", when)) - begin);
  }
  const middle = (list) => list.toSorted((a, b) => a - b)[list.length >> 1];
  const [median, load] = [middle(times), middle(loads)];
  expect(median <= Math.max(SWIFT, load + OURS), `${median.toFixed(0)} ms from a save to the page, ${load.toFixed(0)} ms to load it`);
  return `median ${median.toFixed(0)} ms, at most ${Math.max(...times).toFixed(0)} ms; ${load.toFixed(0)} ms to load it`;
});

/** What is open, where one was, and what had the focus. */
export const places = check("places", async ({ preview, tabs, expect }) => {
  const more = "\n<details><summary>Un</summary><p>u</p></details>\n\n<details open><summary>Deux</summary><p>d</p></details>\n";
  preview.save(FILE, `${preview.text(FILE)}${more}`);
  const tab = await tabs.visit(PAGE);
  await see(tab, "Deux");
  const state = () =>
    tab.evaluate(() => ({
      y: Math.round(scrollY),
      open: [...document.querySelectorAll("main details")].map((it) => it.open).join(),
      focus: document.activeElement.getAttribute("href"),
    }));
  await tab.evaluate(() => {
    for (const it of document.querySelectorAll("main details")) it.open = !it.open;
    document.querySelector("main .kicker a, main article a[href]").focus({ preventScroll: true });
    scrollTo({ top: 700, behavior: "instant" });
  });
  const before = await state();
  expect(before.y === 700, `could only scroll to ${before.y}`);
  for (const text of ["Une fin.", "Une autre fin."]) {
    await mark(tab);
    preview.save(FILE, `${preview.text(FILE)}\n${text}\n`);
    await see(tab, text);
    expect(!(await isMarked(tab)), "was not reloaded");
    await until(`the place ${JSON.stringify(before)}, not ${JSON.stringify(await state())}`, async () => JSON.stringify(await state()) === JSON.stringify(before));
  }
  await tab.evaluate(() => (location.hash = "content"));
  await tab.evaluate(() => scrollTo({ top: 400, behavior: "instant" }));
  preview.save(FILE, `${preview.text(FILE)}\nUne fin de plus.\n`);
  await see(tab, "Une fin de plus.");
  await until("the place with an anchor", async () => (await state()).y === 400);
});

/** A style sheet is exchanged in the page. */
export const styles = check("styles", async ({ preview, tabs, expect }) => {
  const tab = await tabs.visit(PAGE);
  await mark(tab);
  for (const color of ["rgb(1, 2, 3)", "rgb(4, 5, 6)"]) {
    preview.save("themes/parvis/static/css/90-own.css", `body { background: ${color} !important; }\n`);
    await until(`the ground ${color}`, () => tab.evaluate((it) => getComputedStyle(document.body).backgroundColor === it, color));
    await until("the old sheet to go", () => tab.evaluate(() => document.querySelectorAll('link[rel="stylesheet"]').length === 1));
    expect(await isMarked(tab), "the page was reloaded for a style");
  }
});

/** A tab goes where its page goes. */
export const moves = check("moves", async ({ preview, tabs }) => {
  const tab = await tabs.visit(`${PAGE}#page--content`);
  const follows = async (word) => {
    const url = `${preview.origin}/communautes/craft/retex/${word}/#page--content`;
    await until(`the tab to be at ${url}, not ${tab.url()}`, async () => tab.url() === url);
    await until("a page there", () => tab.evaluate(() => document.querySelector("main h1, article h1") !== null && document.title.includes("mob")));
  };
  preview.edit(FILE, "\nauthors:", "\nslug: a-six\nauthors:");
  await follows("a-six");
  preview.edit(FILE, "\nslug: a-six\n", "\n");
  await follows("refactoring-en-mob");
  const renamed = FILE.replace("refactoring-en-mob", "ensemble");
  preview.rename(FILE, renamed);
  await follows("ensemble");
  preview.rename(renamed, FILE);
  await follows("refactoring-en-mob");
  const folder = await tabs.visit("/communautes/craft/retex/supprimer-cent-mille-lignes/");
  // A picture that is asked for after the move would be missing where it was.
  const pictures = () => [...document.images].every((it) => (it.loading = "eager") && it.complete);
  await until("its pictures", () => folder.evaluate(pictures));
  preview.rename(FOLDER, FOLDER.replace("supprimer", "effacer"));
  await until("the tab to follow a folder", async () => folder.url().endsWith("/effacer-cent-mille-lignes/"));
  await until("the page there", () => folder.evaluate(() => document.readyState === "complete"));
});

/** Many tabs at once, one that is not seen, and a preview that is started anew. */
export const tabs = check("tabs", async ({ preview, tabs, expect }) => {
  const addresses = ["/", "/retex/", "/communautes/", "/sujets/", "/personnes/", "/evenements/", PAGE, OTHER, "/en/", "/plan/", "/interventions/", "/communautes/craft/"];
  const all = [];
  for (const it of addresses.slice(0, TABS)) all.push(await tabs.visit(it));
  // With connections that are never free again, none of these would answer.
  preview.edit("portal.yaml", "title: Communautés d’Ombreval", "title: Toutes ensemble");
  const begin = performance.now();
  await Promise.all(all.map((it) => see(it, "Toutes ensemble")));
  const time = performance.now() - begin;
  const [first, ...rest] = all;
  for (const it of rest) await it.close();

  // A tab in the background asks for nothing, and has missed nothing when it is seen again.
  const turn = (hidden) =>
    first.evaluate((it) => {
      Object.defineProperty(document, "hidden", { configurable: true, get: () => it });
      document.dispatchEvent(new Event("visibilitychange"));
    }, hidden);
  await mark(first);
  const beside = await tabs.visit("/");
  await turn(true);
  preview.edit("portal.yaml", "title: Toutes ensemble", "title: En secret");
  await see(beside, "En secret");
  expect(await isMarked(first), "a tab was reloaded that nobody sees");
  await turn(false);
  await see(first, "En secret");
  await beside.close();

  tabs.expect(/ERR_CONNECTION_REFUSED|ERR_INCOMPLETE|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET|ERR_SOCKET_NOT_CONNECTED/);
  expect((await preview.stop()) === 130, "did not end as asked");
  await until("the tab to say that the preview has stopped", () => ours(first, ".lost").isVisible());
  preview.edit("portal.yaml", "title: En secret", "title: De retour");
  await preview.run();
  await see(first, "De retour");
  await until("the tab to know that the preview runs", () => ours(first, ".lost").isHidden());
  return `${TABS} tabs after ${time.toFixed(0)} ms`;
});

/** axe and the width of a tab in all its forms. */
async function look(tab, what, expect) {
  for (const colorScheme of ["light", "dark"]) {
    await tab.emulateMedia({ colorScheme });
    for (const width of [320, 1280]) {
      await tab.setViewportSize({ width, height: 900 });
      await tab.evaluate(axe);
      const found = await tab.evaluate(() => globalThis.axe.run({ resultTypes: ["violations"] }));
      for (const it of found.violations) {
        expect(false, `${what} at ${width}, ${colorScheme}: axe ${it.id}: ${it.help}: ${it.nodes[0].target}`);
      }
      const far = await tab.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(far <= 0, `${what} at ${width} scrolls sideways, ${far} px`);
    }
  }
  await tab.emulateMedia({ media: "print" });
  const printed = await tab.evaluate(() => getComputedStyle(document.querySelector("parvis-preview")).display);
  expect(printed === "none", `${what}: the preview's own parts are printed`);
  await tab.emulateMedia({ media: null, colorScheme: null });
}

/** What is broken is shown where it is, all else is shown as ever, and a save heals it. */
export const errors = check("errors", async ({ preview, tabs, expect }) => {
  tabs.expect(/status of 500/);
  const [tab, other] = [await tabs.visit(PAGE), await tabs.visit(OTHER)];
  expect(await ours(other, ".badge").isHidden(), "a badge, and nothing is wrong");
  await mark(other);
  preview.edit(FILE, "topics: [refactoring,", "topics: [refactorign,");
  for (const text of ["cannot be shown", FILE, "error[unknown-topic]", "refactorign", "Line 4"]) await see(tab, text);
  const href = await tab.getByRole("link", { name: "Open in editor" }).first().getAttribute("href");
  expect(/^vscode:\/\/file\/.*refactoring-en-mob\.md:4:\d+$/.test(href), `the editor is at ${href}`);
  await look(tab, "an error page", expect);

  await until("the badge of another page", async () => (await ours(other, ".badge").innerText()) === "1 error");
  expect(await isMarked(other), "a page was reloaded because of another one's error");
  await ours(other, ".badge").click();
  await until("the list", async () => (await ours(other, ".finding").count()) === 1);
  const said = await ours(other, ".dialog").innerText();
  for (const it of ["1 error", "unknown-topic", "refactorign", FILE]) expect(said.replaceAll("\n", " ").includes(it), `the list does not say ${it}: ${said}`);
  await look(other, "the list", expect);
  await ours(other, ".dialog").getByRole("link", { name: "Show the page" }).click();
  await see(other, "cannot be shown");

  preview.edit(FILE, "refactorign", "refactoring");
  for (const it of [tab, other]) await until("the page to be back", () => it.evaluate(() => document.querySelector("main .crumbs") !== null));
  await until("the badge to go", () => ours(tab, ".badge").isHidden());

  await tab.goto(preview.origin + OTHER);
  // Settings and theme: the last good ones are shown, and why.
  const hold = async (what, why, breaking, mending) => {
    breaking();
    await until(`the bar of ${what}`, async () => (await ours(tab, ".bar").innerText()).includes(why));
    await look(tab, `the bar of ${what}`, expect);
    expect(await shows(tab, "Accueil"), `with a broken ${what} nothing is shown`);
    await until(`the page to make room for the bar of ${what}`, async () => {
      const height = await ours(tab, ".bar").evaluate((it) => it.offsetHeight);
      return height > 0 && (await tab.evaluate(() => document.body.getBoundingClientRect().top + scrollY)) >= height;
    });
    mending();
    await until(`the bar of ${what} to go`, () => ours(tab, ".bar").isHidden());
  };
  await hold("settings", "The settings are broken", () => preview.edit("portal.yaml", "\ntitle:", "\ntitel:"), () => preview.edit("portal.yaml", "\ntitel:", "\ntitle:"));
  const template = "themes/parvis/templates/page.html";
  await hold("theme", "The theme is broken", () => preview.save(template, "{% if %}"), () => fs.rmSync(preview.file(template)));
});

/** A preview that begins with what cannot be shown. */
export const beginnings = check(
  "beginnings",
  async ({ preview, tabs, expect }) => {
    tabs.expect(/status of 500/);
    const tab = await tabs.visit("/");
    for (const it of ["The portal cannot be shown", "portal.yaml"]) await see(tab, it);
    await look(tab, "the page of a broken portal", expect);
    preview.save("portal.yaml", preview.settings);
    await see(tab, "Communautés d’Ombreval");
  },
  {
    before: (it) => {
      it.settings = it.text("portal.yaml");
      it.save("portal.yaml", "title: [\n");
    },
  },
);

/** What there is to know of a page, by keys alone. */
export const panel = check(
  "panel",
  async ({ preview, tabs, expect }) => {
    const tab = await tabs.visit(DRAFT);
    const [button, dialog] = [ours(tab, ".about"), ours(tab, ".dialog")];
    const focus = () => tab.evaluate(() => document.querySelector("parvis-preview").shadowRoot.activeElement?.className ?? "");
    await until("the button", () => button.isVisible());
    await tab.keyboard.press("Alt+Shift+P");
    await until("what is in the panel", async () => (await dialog.innerText()).includes("brouillon-pair-programming.md"));
    const said = await dialog.innerText();
    for (const it of [/Published\s+no: .*draft/, /Length\s+\d+ words?, \d+ min/, /Shown for\s+Tuesday,? 24 November 2026/, /--drafts/, /https:\/\/communautes\.ombreval\.example\//]) {
      expect(it.test(said), `the panel lacks ${it}: ${said}`);
    }
    expect((await button.getAttribute("aria-expanded")) === "true", "aria-expanded is not true");
    await tab.keyboard.press("Tab");
    expect((await focus()) === "close", `Tab leads to ${await focus()}`);
    await tab.keyboard.press("Tab");
    expect((await focus()) === "place", `Tab leads to ${await focus()}`);
    await look(tab, "the panel", expect);

    // What is not there on paper has lost the focus.
    await ours(tab, ".close").focus();
    preview.save("communities/craft/retex/2026-11-20-brouillon-pair-programming.md", `${preview.text("communities/craft/retex/2026-11-20-brouillon-pair-programming.md")}\nEncore un mot.\n`);
    await see(tab, "Encore un mot.");
    await until("the panel after a reload", async () => (await dialog.innerText()).includes("brouillon-pair-programming.md"));
    await tab.keyboard.press("Escape");
    expect(await dialog.isHidden(), "Escape does not close the panel");
    expect((await focus()) === "about", `the focus is at ${await focus()} then`);
    await tab.keyboard.press("Enter");
    await until("the panel by its button", () => dialog.isVisible());
    await ours(tab, ".close").click();
    expect(await dialog.isHidden(), "the panel does not close");

    await tab.goto(`${preview.origin}/communautes/craft/`);
    await button.click();
    await until("what links here", async () => (await dialog.innerText()).includes("Links here"));
    expect((await ours(tab, ".yes").innerText()) === "yes", "a community is not published");
  },
  { args: ["--drafts"] },
);

/** What is wrong stands beside its paragraph once somebody asked, and goes when it is mended. */
export const notes = check("notes", async ({ preview, tabs, expect }) => {
  const settings = preview.text("portal.yaml");
  preview.save("portal.yaml", settings.replace("image-alt: error", "image-alt: warning"));
  const image = "/img/cover-craft.svg";
  const text = preview.text(FILE).replace(/(\n---\n)[^]*$/, `$1\nUn début.\n\nUn [essai](http://exemple.example/) à mots.\n\n## Un titre\n\n![Un train](${image})\n\n![](${image})\n\nUne fin.\n`);
  preview.save(FILE, text);
  const tab = await tabs.visit(PAGE);
  await see(tab, "Une fin.");
  const shown = () =>
    tab.evaluate(() => [...document.querySelectorAll("parvis-note")].map((it) => [it.previousElementSibling.innerText.trim().slice(0, 12), it.shadowRoot.textContent.includes("not encrypted")]));
  await until("the badge", () => ours(tab, ".badge .warning").isVisible());
  expect((await shown()).length === 0, "notes stand there though nobody asked");
  await tab.keyboard.press("Alt+Shift+P");
  const button = ours(tab, ".notes");
  await until("the button for the notes", () => button.isVisible());
  await button.click();
  await until("both notes", async () => (await shown()).length === 2);
  const said = JSON.stringify(await shown());
  expect(said === '[["Un essai à m",true],["",false]]', `the notes are ${said}`);
  const marked = () => tab.evaluate(() => [...document.querySelectorAll(".prose img")].map((it) => it.hasAttribute("data-parvis-noted")).join());
  expect((await marked()) === "false,true", `marked are the images ${await marked()}`);
  await look(tab, "a page with notes", expect);
  preview.save(FILE, text.replace("http:", "https:").replace("Une fin.", "Une autre fin."));
  await see(tab, "Une autre fin.");
  await until("only one note", async () => (await shown()).length === 1);
  await button.click();
  await until("no note", async () => (await shown()).length === 0 && (await marked()) === "false,false");
});

export const PREVIEW = [saves, places, styles, moves, tabs, errors, beginnings, panel, notes];

// The check, what is broken in the script on its way to the browser, and what must be said.
const drop = (text) => (it) => it.replace(text, "");
const swap = (from, to) => (it) => it.replace(from, () => to);
const CASES = [
  [saves, swap("location.reload();", ""), /waited in vain|Timeout/],
  [saves, swap("location.reload();", "setTimeout(() => location.reload(), 300);"), /ms from a save to the page/],
  [saves, swap("  state(it) {", "  state(it) {\n    setTimeout(() => location.reload(), 50);"), /had not changed|Timeout/],
  [saves, swap('"use strict";', 'fetch("https://elsewhere.example/").catch(() => {});'), /elsewhere\.example/],
  [places, drop("it.open = open.get(key);"), /the place/],
  [places, swap("found?.[1].focus(", "void ("), /the place/],
  [styles, drop("old.after(next);"), /the ground/],
  [styles, swap("  style: swapStyle,", "  style: () => location.reload(),"), /was reloaded for a style/],
  [moves, drop("location.replace("), /./],
  [moves, swap("+ location.hash", ""), /the tab to be at/],
  [tabs, swap("const SEATS = 3;", "const SEATS = 99;"), /./],
  [tabs, swap("update(!document.hidden))", "update(true))"), /that nobody sees/],
  [errors, swap("ui.show(it);", ""), /the badge of another page/],
  [errors, swap('role: "dialog", "aria-labelledby": "heading"', 'role: "dialog"'), /axe aria-dialog-name/],
  [errors, swap("--soft: #625d55", "--soft: #d0d0d0"), /axe color-contrast/],
  [errors, swap(":host { display: none !important; }", ""), /are printed/],
  [errors, swap("margin-top:${height}px!important;", ""), /make room/],
  [panel, swap('event.key === "Escape"', 'event.key === "F9"'), /Escape does not close/],
  [panel, swap('local.set("panel", name === "page" ? "open" : null);', ""), /after a reload/],
  [panel, swap('setAttribute("aria-expanded"', 'setAttribute("data-x"'), /aria-expanded is not true/],
  [notes, swap("if (!wanted()) return clear();", ""), /though nobody asked/],
  [notes, swap("const block = blocks[it.block];", "const block = blocks[it.block + 1];"), /the notes are/],
  [notes, swap("&& pictures[it.image]", "&& pictures[0]"), /marked are the images/],
];

/** Each of the checks above must be able to fail. */
export async function previewBreakages(browser, parvis, source, folder, words = []) {
  const known = patience.ms;
  const named = words.some((it) => CASES.some((one) => one[0].name === it));
  const cases = CASES.filter(([check]) => !named || words.includes(check.name));
  const missed = new Map();
  const look = async (one, seat) => {
    const [check, change, expected] = one;
    const { faults } = await check(browser, parvis, source, path.join(folder, seat), change);
    if (faults.some((it) => expected.test(it))) missed.delete(one);
    else missed.set(one, faults);
  };
  try {
    // Most of them wait in vain, so they wait for little, two at a time; on a slow machine what
    // is well may need longer.
    patience.ms = 2_500;
    const rest = [...cases];
    const worker = async (seat) => {
      while (rest.length) await look(rest.shift(), seat);
    };
    await Promise.all(["left", "right"].map(worker));
    patience.ms = known;
    for (const one of [...missed.keys()]) await look(one, "left");
  } finally {
    patience.ms = known;
  }
  const faults = [...missed].map(([[check, , expected], found]) => {
    const nothing = found.includes("nothing was broken");
    const told = nothing ? "nothing was broken" : `not found, but ${found.length} others: ${found[0] ?? ""}`;
    return `${check.name}, ${expected}: ${told}`;
  });
  return { faults, note: `${cases.length} ways` };
}
