// Each check must be able to fail: a copy of the output is broken by hand in one place, and
// the check has to say so.

import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { kinds } from "./browser.mjs";
import { charts } from "./charts.mjs";
import { feeds } from "./feeds.mjs";
import { layout } from "./layout.mjs";
import { linked } from "./linked.mjs";
import { links } from "./links.mjs";
import { markup, weight } from "./markup.mjs";
import { Site } from "./site.mjs";
import { validator } from "./validator.mjs";

const HOME = "index.html";

/** Checks that want a browser, by their name, and the page that they look at here. */
const IN_BROWSER = { kinds: HOME, charts: "vitalite/index.html", media: HOME, layout: HOME };

/** Puts `text` before the end of `tag` in a page. */
const before = (tag, text) => (html) => html.replace(tag, () => text + tag);
const without = (pattern) => (html) => html.replace(pattern, "");
const body = (text) => before("</main>", text);

// The check, the file, the change, and what must be said.
const CASES = [
  [links, HOME, body('<a href="/nowhere/">x</a>'), /`\/nowhere\/` leads nowhere/],
  [links, HOME, body('<a href="/retex/#nowhere">x</a>'), /no anchor `nowhere`/],
  [links, HOME, body('<a href="/retex">x</a>'), /only found after a redirect/],
  [links, HOME, body('<a href="javascript:x">x</a>'), /scheme javascript:/],
  [links, HOME, body('<img src="/img/nowhere.png" alt="">'), /img src .* leads nowhere/],
  [links, HOME, body('<img srcset="/img/a.png 1x, /img/b.png 2x" alt="">'), /srcset `\/img\/b.png` leads nowhere/],
  [links, HOME, (it) => it.replace(/(rel="canonical" href=")[^"]*/, "$1/retex/"), /not an absolute address/],
  [links, "404.html", (it) => it.replace(/href="\/assets/, 'href="assets'), /404.html: .* leads nowhere/],
  [links, /\.css$/, (it) => `${it}\n.x{background:url("nowhere.png")}`, /url\(\) `nowhere.png` leads nowhere/],
  [links, "atom.xml", (it) => it.replace(/(<link rel="alternate"[^>]* href=")[^"]*/, "$1/relative/"), /not an absolute address/],
  [links, "sitemap.xml", (it) => it.replace(/<loc>[^<]*/, "$&nowhere/"), /loc .* leads nowhere/],
  [links, "robots.txt", without(/Sitemap.*/), /names no site map/],
  [feeds, "atom.xml", (it) => it.replace("<title>", "<title>&nbsp;"), /^atom\.xml: .*entity/i],
  [feeds, "atom.xml", without(/<updated>.*?<\/updated>/), /0 of updated/],
  [feeds, "atom.xml", without(/<id>.*?<\/id>/), /0 of id/],
  [feeds, "atom.xml", (it) => it.replace(/<author>.*?<\/author>/gs, ""), /has no author/],
  [feeds, "atom.xml", (it) => it.replace(/<entry>.*?<\/entry>/s, "$&$&"), /two entries have the id/],
  [feeds, "feed.json", without(/"feed_url":"[^"]*",/), /feed\.json: feed_url/],
  [feeds, "feed.json", (it) => it.replace(/"date_published":"[^"]*"/, '"date_published":"hier"'), /date_published hier/],
  [feeds, "feed.json", without(/"id":"[^"]*",/), /feed\.json: .* no id/],
  [linked, HOME, (it) => it.replace('"@type":"WebSite"', '"@type":"WebSeite"'), /no type WebSeite/],
  [linked, HOME, (it) => it.replace('"inLanguage"', '"inTongue"'), /no property inTongue/],
  [linked, HOME, without(/<script type="application.ld.json">.*?<.script>/s), /0 blocks/],
  [linked, /retex\/[^/]+\/index\.html$/, (it) => it.replace(/"headline":"[^"]*",/, ""), /Article has no headline/],
  [feeds, "sitemap.xml", (it) => it.replace("</urlset>", ""), /xmllint: .*sitemap/],
  [markup, HOME, without("<h1>"), /index.html: 0 h1/],
  [markup, HOME, (it) => it.replace(/<title>.*<\/title>/, "<title></title>"), /1 titles|0 titles/],
  [markup, HOME, (it, site) => it.replace(/<title>.*<\/title>/, /<title>.*<\/title>/.exec(site.text("retex/index.html"))[0]), /has the title of/],
  [markup, HOME, without(/ lang="fr"/), /html has no lang/],
  [markup, HOME, (it) => it.replace(/<(\/?)footer/g, "<$1div"), /no footer/],
  [markup, HOME, (it) => it.replace(/<(\/?)nav/g, "<$1div"), /no nav/],
  [markup, HOME, (it) => it.replace(/(<main[^>]*) id="[^"]*"/, "$1"), /skip link leads to/],
  [markup, HOME, (it) => it.replace(/(<body[^>]*>)/, '$1<a href="/">x</a>'), /not a skip link/],
  [markup, HOME, body('<p style="color:red">x</p>'), /p has `style`/],
  [markup, HOME, body('<p onclick="x">x</p>'), /p has `onclick`/],
  [markup, HOME, body("<script>x</script>"), /has a `script`/],
  [markup, HOME, (it) => it.replace(/(<meta http-equiv="Content-Security-Policy"[^>]*>)(.*?)(<link[^>]*>)/s, "$3$1$2"), /loaded before the policy/],
  [markup, HOME, (it) => it.replace("style-src 'self'", "style-src 'unsafe-inline'"), /too wide/],
  [markup, HOME, without(/<meta http-equiv="Content-Security-Policy"[^>]*>/), /no content security policy/],
  [weight, /retex\/[^/]+\/index\.html$/, (it, _, page) => (/page-retex/.test(page) ? body("x".repeat(60_000))(it) : it), /bytes without images/],
  [validator, HOME, body("<p><div></p>"), /error: /],
  [validator, HOME, body("<section><p>x</p></section>"), /warning: .*heading/],
  [kinds, HOME, body('<p class="broken">x</p><button></button>'), /axe button-name/],
  [kinds, HOME, body('<img src="https://elsewhere.example/x.png" alt="">'), /console says: .*elsewhere/],
  [kinds, HOME, (it) => body('<img src="https://elsewhere.example/x.png" alt="">')(it.replace("img-src 'self'", "img-src *")), /asks for https:\/\/elsewhere/],
  [kinds, HOME, body('<p style="color:red">x</p>'), /console says: .*style/],
  [kinds, /\.css$/, (it) => `${it}\nmain{width:1300px!important;max-width:none!important}`, /scrolls sideways/],
  // The list of an event's dates, and a part of the home page that was called like it.
  [layout, HOME, (it) => it.replace('class="part" aria-labelledby="page--dates"', 'class="part dates" aria-labelledby="page--dates"'), /part-head` 1 has the edges/],
  [layout, /\.css$/, (it) => `${it}\n.part-head .more{position:relative;left:-40rem}`, /part-head \.more a` 1 is at/],
  [layout, /\.css$/, (it) => `${it}\n.strip > li{border-top:1px solid}`, /strip > li` 1 has the edges/],
  [layout, /\.css$/, (it) => `${it}\n.event .meta{padding-left:1rem}`, /words below a heading/],
  [layout, /\.css$/, (it) => `${it}\n@media(prefers-color-scheme:dark){.strip{padding-left:2rem}}`, /dark: `\.strip > li`/],
  [charts, /\.css$/, (it) => `${it}\n.bars text{font-size:5px}`, /small letters/],
  [charts, /\.css$/, (it) => `${it}\n.bars{width:60rem!important;max-width:none!important}`, /is cut off/],
  [charts, /\.css$/, (it) => `${it}\n.chart table{display:none}`, /has no table/],
  [charts, "vitalite/index.html", (it) => it.replace(/(class="value"[^>]*>)\d/, "$19"), /the bars say 9|the bars say .*,9/],
  [charts, "vitalite/index.html", without(/<desc[^>]*>.*?<\/desc>/s), /no name or no description/],
  [kinds, HOME, (it) => body('<p id="late"></p><script>late.textContent="late"</script>')(it.replace(/script-src [^;]*/, "script-src 'unsafe-inline'")), /differently without script/],
];

export async function breakages(browser, site, work, cases = CASES) {
  const faults = [];
  const dir = path.join(work, "broken");
  for (const [check, which, change, expected] of cases) {
    fs.rmSync(dir, { recursive: true, force: true });
    const file = which instanceof RegExp ? [...site.files].sort().filter((it) => which.test(it)) : [which];
    // Linked, which is quick; what is broken is made anew.
    spawnSync("cp", ["-rl", site.dir, dir]);
    let changed = 0;
    for (const it of file) {
      const text = site.text(it);
      const broken = change(text, site, text);
      changed += Number(broken !== text);
      fs.rmSync(path.join(dir, it));
      fs.writeFileSync(path.join(dir, it), broken);
    }
    const name = `${check.name}, ${which}: ${expected}`;
    if (!changed) {
      faults.push(`${name}: nothing was broken`);
      continue;
    }
    const copy = new Site(dir, site.base);
    const shown = IN_BROWSER[check.name];
    const page = [copy.byFile.get(shown ?? HOME)];
    const found = await (shown ? check(browser, copy, page) : check(copy, page));
    if (!found.faults.some((it) => expected.test(it))) faults.push(`${name}: not found, but ${found.faults.length} others: ${found.faults[0] ?? ""}`);
  }
  return { faults, note: `${cases.length} ways` };
}
