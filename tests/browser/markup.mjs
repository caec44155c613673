// What each page owes to its readers and to the content security policy.

import { attribute, textOf } from "./site.mjs";

const LANDMARKS = ["header", "nav", "main", "footer"];
const LOADS = new Set(["link", "script", "img", "style", "iframe", "object", "embed", "video", "audio"]);

/** Titles, headings, landmarks, language, the skip link; nothing inline. */
export function markup(site) {
  const faults = [];
  const titles = new Map();
  for (const page of site.pages) {
    const fault = (text) => faults.push(`${page.file}: ${text}`);
    const [html] = page.all("html");
    if (!/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/.test(attribute(html, "lang") ?? "")) fault("html has no lang");
    const named = page.all("title").filter((it) => it.parentNode.tagName === "head");
    const title = named.length === 1 ? textOf(named[0]).trim() : "";
    if (!title) fault(`${named.length} titles`);
    policy(page, fault);
    for (const element of page.elements) {
      for (const { name } of element.attrs) {
        if (name === "style" || name.startsWith("on")) fault(`${element.tagName} has \`${name}\``);
      }
      if (element.tagName === "script" && isOwnScript(element)) continue;
      if (["script", "style", "iframe", "object", "embed"].includes(element.tagName)) fault(`has a \`${element.tagName}\``);
    }
    if (page.isRedirect) {
      redirect(page, fault);
      continue;
    }
    if (titles.has(title)) fault(`has the title of ${titles.get(title)}: ${title}`);
    titles.set(title, page.file);
    const h1 = page.all("h1");
    if (h1.length !== 1 || !textOf(h1[0]).trim()) fault(`${h1.length} h1`);
    // A list to be embedded is a part of another site's page.
    if (page.file.endsWith("/embed.html")) continue;
    for (const name of LANDMARKS) {
      const top = page.all(name).filter((it) => !inside(it, ["article", "section", ...(name === "header" || name === "footer" ? ["main"] : [])]));
      if (top.length === 0) fault(`no ${name}`);
      if (top.length > 1 && name === "main") fault("two main");
    }
    skipLink(page, fault);
  }
  return { faults, note: `${site.pages.length} pages, ${titles.size} titles` };
}

/** A file of the portal, with nothing in the page; or data, which nothing runs. */
const isOwnScript = (it) => attribute(it, "type") === "application/ld+json" || /^\/[^/]*.*\/?assets\/[^/]+\.js$/.test(attribute(it, "src") ?? "") && !textOf(it).trim();

/** The origins of a page's players: its policy may name these and no others. */
function opened(page) {
  const players = page.all("a").map((it) => attribute(it, "data-player"));
  return new Set(players.filter(Boolean).map((it) => new URL(it).origin));
}

function inside(element, names) {
  for (let it = element.parentNode; it; it = it.parentNode) if (names.includes(it.tagName)) return true;
  return false;
}

function policy(page, fault) {
  const head = page.all("head")[0].childNodes.filter((it) => it.tagName);
  const at = head.findIndex((it) => attribute(it, "http-equiv")?.toLowerCase() === "content-security-policy");
  if (at < 0) return fault("no content security policy");
  if (head.slice(0, at).some((it) => LOADS.has(it.tagName))) fault("something is loaded before the policy");
  if (attribute(head[0], "charset")?.toLowerCase() !== "utf-8") fault("does not begin with its charset");
  const rules = attribute(head[at], "content");
  if (!/default-src 'none'/.test(rules)) fault("the policy does not begin with nothing");
  const own = opened(page);
  const rest = rules.replace(/https:\/\/[a-z0-9.-]+(?=[ ;]|$)/g, (it) => (own.has(it) ? "" : it));
  if (/unsafe|\*|https?:|data:/.test(rest)) fault(`the policy is too wide: ${rules}`);
  return undefined;
}

function redirect(page, fault) {
  const canonical = page.all("link").find((it) => attribute(it, "rel") === "canonical");
  if (!canonical) fault("a redirect without canonical");
  const refresh = page.all("meta").find((it) => attribute(it, "http-equiv")?.toLowerCase() === "refresh");
  if (!/^0\s*;/.test(attribute(refresh, "content") ?? "")) fault("a redirect that waits");
  if (!page.all("a").some((it) => attribute(it, "href"))) fault("a redirect without a link");
}

function skipLink(page, fault) {
  const focusable = page.elements.find(
    (it) =>
      (it.tagName === "a" && attribute(it, "href") !== undefined) ||
      ["button", "input", "select", "textarea", "summary"].includes(it.tagName),
  );
  const href = attribute(focusable, "href") ?? "";
  if (!/^#./.test(href)) return fault("the first thing to focus is not a skip link");
  const target = page.elements.find((it) => attribute(it, "id") === href.slice(1));
  if (!target) return fault(`the skip link leads to ${href}, which is not there`);
  if (target.tagName !== "main" && !inside(target, ["main"])) fault("the skip link does not lead to main");
  return undefined;
}

const MOST_BYTES = 60_000;
const MOST_REQUESTS = 8;

/** An article with all it loads but its images. */
export function weight(site) {
  const faults = [];
  let heaviest = 0;
  let most = 0;
  const articles = site.pages.filter((it) => /\bpage-retex\b/.test(attribute(it.all("body")[0], "class") ?? ""));
  if (articles.length < 20) faults.push(`only ${articles.length} articles were found`);
  for (const page of articles) {
    const loaded = new Set();
    for (const it of page.all("link")) {
      if (/\b(stylesheet|icon|preload|manifest)\b/.test(attribute(it, "rel") ?? "")) loaded.add(attribute(it, "href"));
    }
    for (const it of page.all("script")) if (attribute(it, "src")) loaded.add(attribute(it, "src"));
    const files = [...loaded].map((it) => site.lookup(new URL(it, `https://x${page.address}`).pathname).file);
    const bytes = files.filter(Boolean).reduce((sum, it) => sum + site.bytes(it), site.bytes(page.file));
    const requests = loaded.size + 1;
    heaviest = Math.max(heaviest, bytes);
    most = Math.max(most, requests);
    if (bytes > MOST_BYTES) faults.push(`${page.file}: ${bytes} bytes without images`);
    if (requests > MOST_REQUESTS) faults.push(`${page.file}: ${requests} requests without images`);
  }
  return { faults, note: `${articles.length} articles, at most ${heaviest} bytes and ${most} requests` };
}
