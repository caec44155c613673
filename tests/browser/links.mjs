// Every address in what is published leads somewhere under the portal's base path.

import { parseFragment } from "parse5";
import { ORIGIN, attribute, cssAddresses, walk, xml } from "./site.mjs";

// Attributes that hold one address. `srcset` and `content` are read apart.
const ATTRIBUTES = ["href", "src", "poster", "action", "formaction", "data", "cite", "xlink:href"];
const OUTSIDE = new Set(["https:", "http:", "mailto:", "tel:"]);

/** The addresses of one element, each with what it is. */
function* addressesOf(element) {
  for (const name of ATTRIBUTES) {
    const value = attribute(element, name);
    if (value !== undefined) yield [`${element.tagName} ${name}`, value];
  }
  for (const candidate of (attribute(element, "srcset") ?? "").split(",")) {
    const value = candidate.trim().split(/\s+/)[0];
    if (value) yield [`${element.tagName} srcset`, value];
  }
  if (element.tagName === "meta") {
    const content = attribute(element, "content") ?? "";
    const about = attribute(element, "property") ?? attribute(element, "name") ?? "";
    if (/^(og|twitter):(image|url)/.test(about)) yield [about, content];
    if (attribute(element, "http-equiv")?.toLowerCase() === "refresh") {
      yield ["refresh", content.replace(/^[^=]*=\s*/, "")];
    }
  }
}

/** What is wrong with `value`, found at the address `from`; nothing if all is well. */
function faultOf(site, value, from) {
  let url;
  try {
    // A calendar to subscribe to is one of the portal's own files.
    url = new URL(value.replace(/^webcal:/, "https:"), ORIGIN + from);
    if (value.startsWith("webcal:") && url.origin !== ORIGIN) return "is a calendar of another site";
  } catch {
    return "is not an address";
  }
  if (url.protocol === "data:") return "holds its data itself";
  if (!OUTSIDE.has(url.protocol)) return `has the scheme ${url.protocol}`;
  if (url.origin !== ORIGIN) return undefined;
  const found = site.lookup(url.pathname);
  if (found.redirect) return `is only found after a redirect to ${found.redirect}`;
  if (!found.file) return "leads nowhere";
  if (url.hash.length > 1) {
    const target = site.byFile.get(found.file);
    const id = decodeURIComponent(url.hash.slice(1));
    if (target && !target.ids.has(id)) return `has no anchor \`${id}\` at its end`;
  }
  return undefined;
}

export function links(site) {
  const faults = [];
  let count = 0;
  const check = (what, value, file, from) => {
    count += 1;
    // In the page itself, wherever it is shown.
    const page = site.byFile.get(file);
    const fault =
      page && value.startsWith("#")
        ? page.ids.has(decodeURIComponent(value.slice(1))) ? undefined : "is no anchor of the page"
        : faultOf(site, value, from);
    if (fault) faults.push(`${file}: ${what} \`${value}\` ${fault}`);
  };
  const absolute = (what, value, file) => {
    if (!value?.startsWith(ORIGIN + site.base) && !/^https?:\/\/(?!portal\.example)/.test(value ?? "")) {
      faults.push(`${file}: ${what} \`${value}\` is not an absolute address of the portal`);
    } else check(what, value, file, site.base);
  };

  for (const page of site.pages) {
    // A message is shown at any depth.
    const from = page.isMessage ? `${site.base}a/b/c/` : page.address;
    for (const element of page.elements) {
      if (element.tagName === "base") faults.push(`${page.file}: has a \`base\``);
      for (const [what, value] of addressesOf(element)) check(what, value, page.file, from);
      if (element.tagName === "link" && attribute(element, "rel") === "canonical") {
        absolute("canonical", attribute(element, "href"), page.file);
      }
    }
    for (const style of page.all("style")) {
      for (const value of cssAddresses(style.childNodes[0]?.value ?? "").found) check("style", value, page.file, from);
    }
  }
  for (const file of site.withEnding(".css")) {
    const { found, errors } = cssAddresses(site.text(file));
    for (const error of errors) faults.push(`${file}: ${error}`);
    for (const value of found) check("url()", value, file, site.base + file);
  }
  for (const file of site.withEnding(".svg")) {
    for (const element of walk(parseFragment(site.text(file)))) {
      for (const [what, value] of addressesOf(element)) check(what, value, file, site.base + file);
    }
  }
  for (const file of site.withEnding(".xml")) {
    const root = xml(site.text(file));
    if (root.name === "feed") feed(file, root);
    else for (const node of root.children) {
      absolute("loc", node.children.find((it) => it.name === "loc")?.text.trim(), file);
      for (const it of node.children.filter((it) => it.name === "link")) absolute("link", it.attributes.href, file);
    }
  }
  const map = /^Sitemap:\s*(\S+)/m.exec(site.files.has("robots.txt") ? site.text("robots.txt") : "");
  if (map) absolute("Sitemap", map[1], "robots.txt");
  else faults.push("robots.txt: names no site map");

  function feed(file, root) {
    for (const entry of [root, ...root.children.filter((it) => it.name === "entry")]) {
      for (const it of entry.children) {
        if (it.name === "link") absolute(`link ${it.attributes.rel}`, it.attributes.href, file);
        if (["content", "summary", "title"].includes(it.name) && it.attributes.type === "html") {
          // A reader shows this somewhere else: what is relative is lost.
          for (const element of walk(parseFragment(it.text))) {
            for (const [what, value] of addressesOf(element)) {
              if (/^(mailto|tel):/.test(value)) continue;
              absolute(`${what} in ${it.name}`, value, file);
            }
          }
        }
      }
    }
  }
  return { faults, note: `${count} addresses` };
}
