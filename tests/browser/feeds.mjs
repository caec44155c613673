// Feeds and site maps: well-formed for two parsers, with all that RFC 4287 demands.

import { spawnSync } from "node:child_process";
import path from "node:path";
import { ORIGIN, xml } from "./site.mjs";

const ATOM = "http://www.w3.org/2005/Atom";
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

export function feeds(site) {
  const faults = [];
  const files = site.withEnding(".xml");
  const said = spawnSync("xmllint", ["--noout", "--nonet", ...files.map((it) => path.join(site.dir, it))], { encoding: "utf8" });
  if (said.error) faults.push(`xmllint: ${said.error.message}`);
  else if (said.status !== 0) faults.push(`xmllint: ${said.stderr.split("\n").slice(0, 3).join(" ")}`);
  let count = 0;
  for (const file of files) {
    let root;
    try {
      root = xml(site.text(file));
    } catch (error) {
      faults.push(`${file}: ${error.message}`);
      continue;
    }
    if (root.name !== "feed") continue;
    count += 1;
    feed(site, file, root, (text) => faults.push(`${file}: ${text}`));
  }
  const others = site.withEnding("feed.json");
  for (const file of others) jsonFeed(site, file, (text) => faults.push(`${file}: ${text}`));
  for (const it of ["atom.xml", "feed.json"]) if (!site.files.has(it)) faults.push(`there is no ${it}`);
  if (others.length !== count) faults.push(`${count} feeds as Atom, ${others.length} as JSON`);
  if (!site.files.has("sitemap.xml")) faults.push("there is no sitemap.xml");
  return { faults, note: `${files.length} XML files, ${count} feeds, ${others.length} of them as JSON` };
}

/** What JSON Feed 1.1 demands, and that each address is absolute. */
function jsonFeed(site, file, fault) {
  let it;
  try {
    it = JSON.parse(site.text(file));
  } catch (error) {
    return fault(error.message);
  }
  if (it.version !== "https://jsonfeed.org/version/1.1") fault(`the version is ${it.version}`);
  if (!it.title) fault("no title");
  if (it.feed_url !== ORIGIN + site.base + file) fault(`feed_url is ${it.feed_url}`);
  if (!URL.canParse(it.home_page_url ?? "")) fault(`home_page_url is ${it.home_page_url}`);
  const ids = new Set();
  for (const item of it.items) {
    if (typeof item.id !== "string" || !item.id) fault(`${item.url} has no id`);
    if (ids.has(item.id)) fault(`two items have the id ${item.id}`);
    ids.add(item.id);
    if (!URL.canParse(item.url ?? "")) fault(`${item.id}: url is ${item.url}`);
    if (!item.content_html && !item.content_text) fault(`${item.id} is empty`);
    for (const name of ["date_published", "date_modified"]) {
      if (item[name] !== undefined && !TIME.test(item[name])) fault(`${item.id}: ${name} ${item[name]}`);
    }
    for (const author of item.authors ?? []) if (!author.name && !author.url) fault(`${item.id}: an author without name`);
  }
}

function feed(site, file, root, fault) {
  if (root.uri !== ATOM) fault(`the namespace is ${root.uri}`);
  const own = root.children.filter((it) => it.name === "link" && it.attributes.rel === "self");
  if (own.length !== 1 || own[0].attributes.href !== ORIGIN + site.base + file) fault("no link to itself");
  required("the feed", root, fault);
  const ids = new Set();
  const feedHasAuthor = root.children.some((it) => it.name === "author");
  for (const entry of root.children.filter((it) => it.name === "entry")) {
    const id = required("an entry", entry, fault);
    if (ids.has(id)) fault(`two entries have the id ${id}`);
    ids.add(id);
    const authors = entry.children.filter((it) => it.name === "author");
    if (!authors.length && !feedHasAuthor) fault(`${id} has no author`);
    const alternate = entry.children.filter((it) => it.name === "link" && (it.attributes.rel ?? "alternate") === "alternate");
    const content = entry.children.find((it) => it.name === "content");
    if (!content && !alternate.length) fault(`${id} has neither content nor a link`);
    if (content && !content.text.trim() && !content.children.length) fault(`${id} is empty`);
    for (const author of authors) named(author, fault);
  }
  for (const author of root.children.filter((it) => it.name === "author")) named(author, fault);
}

function named(author, fault) {
  if (!author.children.some((it) => it.name === "name" && it.text.trim())) fault("an author has no name");
}

/** What the feed and each entry must have exactly once; gives back the id. */
function required(what, node, fault) {
  const one = (name) => {
    const found = node.children.filter((it) => it.name === name && it.uri === ATOM);
    if (found.length !== 1) fault(`${what} has ${found.length} of ${name}`);
    return found[0]?.text.trim() ?? "";
  };
  const id = one("id");
  if (!URL.canParse(id)) fault(`${what} has the id ${id}, which is not absolute`);
  if (!one("title")) fault(`${what} ${id} has no title`);
  const times = [one("updated"), ...node.children.filter((it) => it.name === "published").map((it) => it.text.trim())];
  for (const time of times) {
    if (!TIME.test(time) || Number.isNaN(Date.parse(time))) fault(`${what} ${id}: ${time} is not a time`);
  }
  return id;
}
