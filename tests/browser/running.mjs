// A preview that runs on a copy of a portal, and tabs that are looked at while it is edited.

import { spawn } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import path from "node:path";

/** How long anything is waited for; short where a check is made to fail. */
export const patience = { ms: 10_000 };

/** What comes within a time, or nothing. */
export function soon(promise, ms) {
  let timer;
  const late = new Promise((resolve) => (timer = setTimeout(resolve, Math.max(ms, 0))));
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** Waits until `check` gives something; fails with what was waited for. */
export async function until(what, check) {
  const end = performance.now() + patience.ms;
  for (;;) {
    // While a page is being replaced it cannot be asked, or never answers.
    const found = await soon(check().catch(() => undefined), end - performance.now());
    if (found) return found;
    if (performance.now() > end) throw new Error(`waited in vain: ${what}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** A port that nobody has. */
async function freePort() {
  const server = net.createServer();
  await new Promise((resolve) => server.listen(0, "localhost", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export class Preview {
  /** Copies the portal at `source`, and previews the copy. */
  static async start(parvis, source, dir, { args = [], before = () => {} } = {}) {
    fs.rmSync(dir, { recursive: true, force: true });
    fs.cpSync(source, dir, { recursive: true, filter: (it) => path.basename(it) !== "public" });
    const preview = new Preview();
    Object.assign(preview, { parvis, dir, args, port: await freePort() });
    preview.origin = `http://localhost:${preview.port}`;
    before(preview);
    await preview.run();
    return preview;
  }

  async run() {
    const args = ["serve", this.dir, "--port", String(this.port), "--date", "2026-11-24", ...this.args];
    this.process = spawn(this.parvis, args, { stdio: ["ignore", "ignore", "pipe"] });
    let said = "";
    this.ended = new Promise((resolve) => this.process.on("exit", resolve));
    this.process.stderr.setEncoding("utf8").on("data", (it) => (said += it));
    await until(`${this.parvis} ${args.join(" ")} to be ready: ${said}`, async () => {
      if (this.process.exitCode !== null) throw new Error(said);
      return said.includes("preview at ");
    });
  }

  /** Ends it as Ctrl-C does; its code, or nothing when it had to be killed. */
  async stop() {
    this.process.kill("SIGINT");
    const code = await soon(this.ended, patience.ms);
    if (code === undefined) this.process.kill("SIGKILL");
    return code;
  }

  file(name) {
    return path.join(this.dir, name);
  }

  text(name) {
    return fs.readFileSync(this.file(name), "utf8");
  }

  /** Saves a file as most editors do: in place. */
  save(name, text) {
    fs.mkdirSync(path.dirname(this.file(name)), { recursive: true });
    fs.writeFileSync(this.file(name), text);
  }

  edit(name, from, to) {
    const text = this.text(name);
    if (!text.includes(from)) throw new Error(`${name} has no ${from}`);
    this.save(name, text.replace(from, () => to));
  }

  rename(from, to) {
    fs.renameSync(this.file(from), this.file(to));
  }
}

/** Answers a script, changed. */
async function broken(route, change, faults) {
  const answer = await route.fetch();
  const text = await answer.text();
  const body = change(text);
  if (body === text) faults.add("nothing was broken");
  await route.fulfill({ response: answer, body });
}

/** Tabs of one browser, and all that goes wrong in them. */
export class Tabs {
  static async open(browser, preview, faults, { change, ...options } = {}) {
    const tabs = new Tabs();
    const context = await browser.newContext({ locale: "fr-FR", viewport: { width: 1280, height: 900 }, reducedMotion: "reduce", ...options });
    Object.assign(tabs, { context, preview, faults, expected: [] });
    context.setDefaultTimeout(patience.ms);
    // A script that is broken on its way: the checks must find it.
    if (change) {
      await context.route("**/__parvis/preview.js", (route) => {
        // A page may go while its script is on the way.
        return broken(route, change, faults).catch((error) => faults.add(error.message.split("\n")[0]));
      });
    }
    return tabs;
  }

  /** Faults of the console that a browser cannot but note, such as a page that answers 500. */
  expect(pattern) {
    this.expected.push(pattern);
  }

  async visit(address) {
    const tab = await this.context.newPage();
    const say = (text) => this.expected.some((it) => it.test(text)) || this.faults.add(text);
    const where = () => tab.url().replace(this.preview.origin, "");
    tab.on("request", (it) => {
      if (new URL(it.url()).origin !== this.preview.origin) say(`${where()}: asks for ${it.url()}`);
    });
    tab.on("console", (it) => {
      if (["error", "warning"].includes(it.type())) say(`${where()}: the console says: ${it.text()}`);
    });
    tab.on("pageerror", (it) => say(`${where()}: ${it.message}`));
    await tab.goto(this.preview.origin + address);
    return tab;
  }

  close() {
    return this.context.close();
  }
}

/** The preview's own element, in which selectors find what is in its shadow tree. */
export const ours = (tab, selector) => tab.locator(`parvis-preview ${selector}`);

/** Marks a tab, so that a reload can be told from a change in place. */
export const mark = (tab) => tab.evaluate(() => (globalThis.notReloaded = true));
export const isMarked = (tab) => tab.evaluate(() => globalThis.notReloaded === true);
export const shows = (tab, text) => tab.evaluate((it) => document.body.innerText.includes(it), text);

/** Waits until the tab shows a text. */
export const see = (tab, text) => until(`${tab.url()} to show “${text}”`, () => shows(tab, text));
