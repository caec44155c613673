// A published portal on disk, read with parsers that know nothing of Parvis: parse5 for
// pages, css-tree for style sheets, saxes for XML.

import fs from "node:fs";
import path from "node:path";
import * as cssTree from "css-tree";
import { parse } from "parse5";
import { SaxesParser } from "saxes";

/** Where portals are built for; nobody answers there. */
export const ORIGIN = "https://portal.example";

/** An output folder that is meant for the address `ORIGIN` + `base`. */
export class Site {
  constructor(dir, base) {
    this.dir = dir;
    this.base = base;
    this.files = new Set();
    this.folders = new Set([""]);
    for (const entry of fs.readdirSync(dir, { recursive: true, withFileTypes: true })) {
      const name = path.relative(dir, path.join(entry.parentPath ?? entry.path, entry.name));
      (entry.isDirectory() ? this.folders : this.files).add(name);
    }
    this.pages = [...this.files].filter((it) => it.endsWith(".html")).sort().map((it) => new Page(this, it));
    this.byFile = new Map(this.pages.map((it) => [it.file, it]));
  }

  text(file) {
    return fs.readFileSync(path.join(this.dir, file), "utf8");
  }

  bytes(file) {
    return fs.statSync(path.join(this.dir, file)).size;
  }

  withEnding(ending) {
    return [...this.files].filter((it) => it.endsWith(ending)).sort();
  }

  /**
   * What GitLab Pages answers for a path: `{file}`, `{redirect}` or `{}` for nothing.
   * Upper and lower case differ, as they do there.
   */
  lookup(pathname) {
    let rest;
    try {
      rest = decodeURIComponent(pathname);
    } catch {
      return {};
    }
    if (rest + "/" === this.base) return { redirect: this.base };
    if (!rest.startsWith(this.base)) return {};
    rest = rest.slice(this.base.length);
    if (rest === "" || rest.endsWith("/")) {
      const file = `${rest}index.html`;
      return this.files.has(file) ? { file } : {};
    }
    if (this.files.has(rest)) return { file: rest };
    if (this.files.has(`${rest}/index.html`)) return { redirect: `${pathname}/` };
    return this.files.has(`${rest}.html`) ? { file: `${rest}.html` } : {};
  }
}

// Copies of an output with one broken file need not be parsed as a whole again.
const PARSED = new Map();

function parsed(html) {
  if (!PARSED.has(html)) {
    const elements = [...walk(parse(html, { scriptingEnabled: false }))];
    const ids = elements.map((it) => attribute(it, "id")).filter((it) => it !== undefined);
    PARSED.set(html, { elements, ids: new Set(ids) });
  }
  return PARSED.get(html);
}

/** A page with its tree. */
export class Page {
  constructor(site, file) {
    this.site = site;
    this.file = file;
    this.html = site.text(file);
    Object.assign(this, parsed(this.html));
  }

  /** Its path from the root of the server. */
  get address() {
    return this.site.base + this.file.replace(/(^|\/)index\.html$/, "$1");
  }

  all(...names) {
    return this.elements.filter((it) => names.includes(it.tagName));
  }

  /** An alias: a page that only leads to another. */
  get isRedirect() {
    return this.all("meta").some((it) => attribute(it, "http-equiv")?.toLowerCase() === "refresh");
  }

  /** 403 and 404, which are shown at any address. */
  get isMessage() {
    return this.file === "404.html" || this.file === "403.html";
  }

  /** Pages of one kind look alike: the class of the body, and where and how deep they are. */
  get kind() {
    const body = this.all("body")[0];
    const parts = this.file.split("/");
    const language = attribute(this.all("html")[0], "lang");
    return `${language} ${attribute(body, "class") ?? "?"} ${parts.length > 2 ? parts[0] : ""} ${parts.length}`;
  }
}

/** All elements of a tree in order. */
export function* walk(node) {
  if (node.tagName) yield node;
  for (const child of node.content?.childNodes ?? node.childNodes ?? []) yield* walk(child);
}

export function attribute(element, name) {
  return element?.attrs.find((it) => (it.prefix ? `${it.prefix}:${it.name}` : it.name) === name)?.value;
}

/** The text in an element. */
export function textOf(node) {
  if (node.nodeName === "#text") return node.value;
  return (node.childNodes ?? []).map(textOf).join("");
}

/** Every address a style sheet names. */
export function cssAddresses(text) {
  const found = [];
  const errors = [];
  const tree = cssTree.parse(text, { onParseError: (error) => errors.push(error.message) });
  cssTree.walk(tree, (node) => {
    if (node.type === "Url") found.push(node.value);
    if (node.type === "Atrule" && node.name === "import") {
      const first = node.prelude?.children?.first;
      if (first?.type === "String") found.push(first.value);
    }
  });
  return { found, errors };
}

/** An XML file as a tree of `{name, uri, attributes, children, text}`; throws where it is not well-formed. */
export function xml(text) {
  const root = { children: [] };
  const open = [root];
  const parser = new SaxesParser({ xmlns: true });
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", (tag) => {
    const attributes = Object.fromEntries(Object.values(tag.attributes).map((it) => [it.name, it.value]));
    const node = { name: tag.local, uri: tag.uri, attributes, children: [], text: "" };
    open.at(-1).children.push(node);
    open.push(node);
  });
  parser.on("text", (it) => (open.at(-1).text += it));
  parser.on("cdata", (it) => (open.at(-1).text += it));
  parser.on("closetag", () => open.pop());
  parser.write(text).close();
  return root.children[0];
}
