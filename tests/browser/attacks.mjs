// Chromium over pages in which every field and every place of a body is an attack.
//
//   node attacks.mjs <folder>     what `PARVIS_ATTACKS=<folder> cargo test --test it safety::portal`
//                                 wrote
//
// Each page is opened twice: as it is, where nothing may even try to get past the policy, and
// without its policy, where nothing may run all the same.

import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import { launch } from "./browser.mjs";
import { soon } from "./running.mjs";

const TYPES = { ".html": "text/html", ".css": "text/css", ".svg": "image/svg+xml", ".xml": "application/xml", ".js": "text/javascript" };
const PIXEL = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=", "base64");
const SHOWN = Number(process.env.SHOWN ?? 30);

/**
 * Serves a folder; `change` breaks a page on its way. Pictures are not written: all are alike. Style sheets are empty:
 * no text of an author is in one, and ten thousand pages need not be made beautiful.
 */
function serve(folder, change = (html) => html) {
  const server = http.createServer((request, response) => {
    const address = decodeURIComponent(request.url.split("?")[0]);
    const file = path.join(folder, address.endsWith("/") ? `${address}index.html` : address);
    const ending = path.extname(file);
    if (/\.(png|webp|jpg)$/.test(ending)) return response.writeHead(200, { "content-type": "image/png", "cache-control": "max-age=3600" }).end(PIXEL);
    if (ending === ".css") return response.writeHead(200, { "content-type": "text/css", "cache-control": "max-age=3600" }).end();
    if (!file.startsWith(folder) || !fs.existsSync(file)) return response.writeHead(404).end();
    const bytes = fs.readFileSync(file);
    response.writeHead(200, { "content-type": TYPES[ending] ?? "text/plain", "x-content-type-options": "nosniff" });
    response.end(ending === ".html" ? change(bytes.toString("utf8")) : bytes);
  });
  return new Promise((resolve) => server.listen(0, "localhost", () => resolve(server)));
}

/** One of `EVERY` pages, by default each; those to be embedded always, for they are of another kind. */
function pages(folder) {
  const every = Number(process.env.EVERY ?? 1);
  const files = fs.readdirSync(folder, { recursive: true, withFileTypes: true });
  const html = files.filter((it) => it.isFile() && it.name.endsWith(".html"));
  const address = (it) => `/${path.relative(folder, path.join(it.parentPath, it.name))}`.replace(/index\.html$/, "");
  return html.map(address).sort().filter((it, at) => at % every === 0 || it.endsWith("/embed.html"));
}

/** Runs in the page: what could act, be asked for, or lead where no link may. */
function dangers() {
  const found = [];
  for (const element of document.querySelectorAll("*")) {
    for (const { name, value } of element.attributes) {
      if (name.startsWith("on") || name === "style" || name === "srcdoc") found.push(`${element.tagName} ${name}=${value}`);
    }
    const links = element.matches("a, area, form, link") ? [element.href ?? element.action] : [];
    for (const it of links.filter(Boolean)) {
      // The browser's own reading of the address; what it cannot read leads nowhere.
      if (!URL.canParse(it, location.href)) continue;
      const { protocol, host, pathname } = new URL(it, location.href);
      const calendar = protocol === "webcal:" && host === "p.example" && pathname.endsWith(".ics");
      if (!calendar && !["http:", "https:", "mailto:", "tel:"].includes(protocol)) found.push(`${element.tagName} leads to ${it}`);
    }
    if (element.matches("script:not([src], [type='application/ld+json']), iframe, object, embed, base, form, frame, template, style, svg:not(.bars, .spark, .mark), svg :not(title, desc, line, rect, text)")) found.push(`${element.tagName} is there`);
    if (element.shadowRoot) found.push(`${element.tagName} has a shadow tree`);
  }
  // A page to be embedded is nothing but its main part; one that leads on has none.
  const main = [...document.querySelectorAll("main")];
  const whole = location.pathname.endsWith("/embed.html")
    ? main[0]?.parentElement === document.body && document.body.children.length === 1
    : document.querySelector("footer.bottom")?.parentElement === document.body;
  if ((main.length !== 1 || !whole) && !document.body.classList.contains("page-redirect")) found.push("the frame of the page is broken");
  return found;
}

/** Opens pages in one tab, and says all that is wrong with any. */
async function look(browser, origin, addresses, options, faults) {
  const context = await browser.newContext(options);
  const tab = await context.newPage();
  let where = "";
  const say = (text) => faults.add(`${where}${options.bypassCSP ? " without policy" : ""}: ${text}`);
  tab.on("dialog", async (dialog) => {
    say(`a dialog: ${dialog.message()}`);
    await dialog.dismiss().catch(() => {});
  });
  context.on("page", () => say("another window"));
  tab.on("request", (it) => {
    if (new URL(it.url()).origin !== origin) say(`asks for ${it.url()}`);
  });
  tab.on("console", (it) => {
    // A link of an attack may lead to a picture that is not there.
    if (it.type() === "error" && !/404/.test(it.text())) say(`the console says: ${it.text()}`);
  });
  tab.on("pageerror", (it) => say(`a script failed: ${it.message}`));
  tab.on("framenavigated", (frame) => {
    if (frame !== tab.mainFrame()) say(`a frame: ${frame.url()}`);
  });
  for (const address of addresses) {
    where = address;
    await tab.goto(origin + address, { waitUntil: "load" }).catch((error) => say(error.message));
    for (const it of await tab.evaluate(dangers).catch((error) => [error.message])) say(it);
  }
  await context.close();
}

/** All pages of a folder. */
export async function attacks(browser, folder, addresses = pages(folder), change) {
  const faults = new Set();
  const server = await serve(folder, change);
  const origin = `http://localhost:${server.address().port}`;
  await Promise.all([look(browser, origin, addresses, {}, faults), look(browser, origin, addresses, { bypassCSP: true }, faults)]);
  server.closeAllConnections();
  server.close();
  return { faults: [...faults].sort(), note: `${addresses.length} pages, twice each` };
}

// What a broken escaper would write, and what must be said of it.
const BREAKAGES = [
  ["<img src=x onerror=alert(1)>", /without policy: a dialog/],
  ["<img src=x onerror=alert(1)>", /: the console says: .*Content Security Policy/],
  ["<script>alert(1)</script>", /without policy: a dialog/],
  ["<p onclick=alert(1)>x</p>", /P onclick=/],
  ["<p style=color:red>x</p>", /: the console says: .*style/],
  ["<a href=' jav&#9;ascript:alert(1)'>x</a>", /A leads to javascript:/],
  ["<img src=https://evil.example/x.png alt>", /asks for https:\/\/evil\.example/],
  ["<iframe srcdoc='<script>alert(1)</script>'></iframe>", /IFRAME is there/],
  ["<base href=https://evil.example/>", /BASE is there/],
  ["<form action=https://evil.example/><button>x</button></form>", /FORM is there/],
  ["<svg><script>alert(1)</script></svg>", /svg is there/],
  ["</main></div></div></body><main>", /the frame of the page is broken/],
  ["<meta http-equiv=refresh content='0;url=https://evil.example/'>", /asks for https:\/\/evil\.example/],
];

export async function attackBreakages(browser, folder) {
  const faults = [];
  const home = ["/"];
  for (const [text, expected] of BREAKAGES) {
    const found = await attacks(browser, folder, home, (html) => html.replace("</main>", () => `${text}</main>`));
    if (!found.faults.some((it) => expected.test(it))) faults.push(`${text}: not found, but ${found.faults.join("; ")}`);
  }
  const beside = await attacks(browser, folder, ["/interventions/embed.html"], (html) => html.replace("</main>", "</main><p>x</p>"));
  if (!beside.faults.some((it) => /the frame of the page is broken/.test(it))) faults.push("a page to be embedded with more than its list: not found");
  const whole = await attacks(browser, folder, home);
  faults.push(...whole.faults.map((it) => `with nothing broken: ${it}`));
  return { faults, note: `${BREAKAGES.length + 1} ways` };
}

const folder = path.resolve(process.env.INIT_CWD ?? ".", process.argv[2] ?? "");
const browser = await launch();
let bad = 0;
try {
  for (const check of [attackBreakages, attacks]) {
    const begin = performance.now();
    const { faults, note } = await check(browser, folder);
    console.log(`${faults.length ? "FAIL" : "ok  "} ${check.name}: ${note} (${((performance.now() - begin) / 1000).toFixed(1)} s)`);
    for (const it of faults.slice(0, SHOWN)) console.log(`     ${it}`);
    if (faults.length > SHOWN) console.log(`     and ${faults.length - SHOWN} more`);
    bad += faults.length;
  }
} finally {
  await soon(browser.close(), 10_000);
}
process.exit(bad ? 1 : 0);
