// The Nu HTML checker of the W3C over every page: no error and no warning.

import { execFile } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import { serve } from "./server.mjs";

const jar = String(createRequire(import.meta.url)("vnu-jar"));

export async function validator(site, pages = site.pages) {
  if (!fs.existsSync(jar)) return { faults: [`the checker is not at ${jar}`] };
  // Over HTTP, because the content security policy means nothing for files.
  const { origin, close } = await serve(site);
  const addresses = pages.map((it) => `${origin}${site.base}${it.file}`);
  const args = ["-Xss2m", "-Dnu.validator.servlet.allow-forbidden-hosts=true", "-jar", jar, "--format", "json", "--exit-zero-always", ...addresses];
  const done = await new Promise((resolve) => {
    execFile("java", args, { maxBuffer: 1 << 28 }, (error, stdout, stderr) => resolve({ error, stdout, stderr }));
  });
  await close();
  if (done.error) return { faults: [`java: ${done.error.message.slice(0, 300)} ${done.stderr}`] };
  let messages;
  try {
    ({ messages } = JSON.parse(done.stderr || done.stdout));
  } catch {
    return { faults: [`the checker said: ${(done.stderr + done.stdout).slice(0, 500)}`] };
  }
  const faults = messages.map((it) => {
    return `${(it.url ?? "").slice(origin.length + site.base.length)}:${it.lastLine ?? ""}:${it.firstColumn ?? ""}: ${it.subType ?? it.type}: ${it.message}`;
  });
  return { faults, note: `${pages.length} pages` };
}
