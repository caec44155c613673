// What pages say of themselves to programs, read by a JSON-LD processor: every type and every
// property is one of schema.org, and has what those that read it demand.

import fs from "node:fs";
import { createRequire } from "node:module";
import jsonld from "jsonld";
import { attribute, textOf } from "./site.mjs";

const SCHEMA = "https://schema.org/";

/** Nothing is loaded: all terms are schema.org's own. */
const documentLoader = async (url) => {
  if (url !== "https://schema.org") throw new Error(`asks for ${url}`);
  return { contextUrl: null, documentUrl: url, document: { "@context": { "@vocab": SCHEMA } } };
};

/** What each type must have where it stands alone on a page. */
const OWED = {
  Article: ["headline", "author", "datePublished", "publisher"],
  Event: ["name", "startDate"],
  Person: ["name"],
  Organization: ["name"],
  VideoObject: ["name"],
  BreadcrumbList: ["itemListElement"],
  ListItem: ["position", "name", "item"],
  Place: ["name"],
  VirtualLocation: ["url"],
  WebSite: ["name", "url"],
};

/** The vocabulary: each type with its properties and those of what it is a kind of. */
function vocabulary() {
  const text = fs.readFileSync(createRequire(import.meta.url).resolve("schema-dts/dist/schema.d.ts"), "utf8");
  const bases = new Map();
  for (const [, name, above = "", body] of text.matchAll(/interface (\w+)Base(?: extends ([^{]*))? \{(.*?)^\}/gms)) {
    const properties = [...body.matchAll(/^ {4}"(\w+)"\?:/gm)].map((it) => it[1]);
    const parents = [...above.matchAll(/(\w+)Base\b/g)].map((it) => it[1]);
    bases.set(name, { properties, parents });
  }
  // A type without properties of its own has those of what it is a kind of.
  for (const [, name, above] of text.matchAll(/interface (\w+)Leaf extends ([^{]*)\{/g)) {
    const parents = [...above.matchAll(/(\w+)Base\b/g)].map((it) => it[1]).filter((it) => it !== name);
    if (!bases.has(name)) bases.set(name, { properties: [], parents });
  }
  const has = (type, property) => {
    const it = bases.get(type);
    return it !== undefined && (it.properties.includes(property) || it.parents.some((above) => has(above, property)));
  };
  const types = new Set([...text.matchAll(/"@type": "(\w+)"/g)].map((it) => it[1]));
  return { types, has };
}

export async function linked(site) {
  const faults = [];
  const { types, has } = vocabulary();
  const seen = new Map();
  for (const page of site.pages) {
    const fault = (text) => faults.push(`${page.file}: ${text}`);
    const blocks = page.all("script").filter((it) => attribute(it, "type") === "application/ld+json");
    const hidden = page.isRedirect || page.all("meta").some((it) => attribute(it, "content") === "noindex");
    if (blocks.length !== (hidden ? 0 : 1)) fault(`${blocks.length} blocks of JSON-LD`);
    for (const block of blocks) {
      let things;
      try {
        things = await jsonld.expand(JSON.parse(textOf(block)), { documentLoader });
      } catch (error) {
        fault(`JSON-LD: ${error.message}`);
        continue;
      }
      for (const it of things) thing(it, { types, has, fault, seen });
    }
  }
  return { faults, note: [...seen].map((it) => it.join(" ")).join(", ") };
}

function thing(node, around) {
  const { types, has, fault, seen } = around;
  if (!node["@type"]) return;
  const names = node["@type"].map((it) => it.replace(SCHEMA, ""));
  for (const type of names) {
    if (!types.has(type)) fault(`there is no type ${type}`);
    seen.set(type, (seen.get(type) ?? 0) + 1);
    const played = ["contentUrl", "embedUrl", "url"].some((it) => node[SCHEMA + it]);
    if (type === "VideoObject" && !played) fault("VideoObject has no address");
    for (const it of OWED[type] ?? []) if (!node[SCHEMA + it]) fault(`${type} has no ${it}`);
  }
  for (const [key, values] of Object.entries(node)) {
    if (key.startsWith("@")) continue;
    const property = key.replace(SCHEMA, "");
    if (!names.some((it) => has(it, property))) fault(`${names.join()} has no property ${property} in schema.org`);
    for (const it of values) {
      if (it["@value"] === "") fault(`${property} is empty`);
      if (/^(url|item|mainEntityOfPage|image|contentUrl|embedUrl|sameAs)$/.test(property) && "@value" in it && !URL.canParse(it["@value"])) {
        fault(`${property} ${it["@value"]} is not absolute`);
      }
      // schema.org has lists; JSON-LD has them as values.
      for (const inner of it["@list"] ?? [it]) if (typeof inner === "object") thing(inner, around);
    }
  }
}
