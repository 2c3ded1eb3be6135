// Walks each page of `isnad serve` in a real browser, on phone and desktop, light and dark, Arabic and English.
// What must hold: no console error, no request off this machine, axe-core clean, order of dates and signs as written,
// nothing wider than the screen, and each page lighter than 60 KB.
//
// usage: node walk.mjs http://127.0.0.1:PORT FOLDER_FOR_PICTURES [WORD_IN_PATH]
import { chromium } from "playwright-core";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";

const [base, folder = "screenshots", only = ""] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
mkdirSync(folder, { recursive: true });

const pages = [
  ["today", "/"],
  ["search", "/search?q=" + encodeURIComponent("القوات العراقية")],
  ["search-facets", "/search?q=" + encodeURIComponent("التحالف OR بلينكن -الموصل") + "&layer=folded"],
  ["search-nothing", "/search?q=" + encodeURIComponent("بلنكين")],
  ["article", "/articles/raseef-2024-01-19"],
  ["statements", "/statements?speaker=" + encodeURIComponent("بلينكن")],
  ["name", "/names/" + encodeURIComponent("أنتوني بلينكن")],
  ["figures", "/figures"],
  ["series", "/figures?subject=" + encodeURIComponent("التحالف")],
  ["soldiers", "/figures?subject=" + encodeURIComponent("العراق")],
  ["differences", "/differences"],
  ["timeline", "/timeline?subject=" + encodeURIComponent("التحالف الدولي")],
  ["sources", "/sources"],
  ["add", "/add"],
  ["missing", "/articles/none"],
].filter(([, path]) => path.includes(only));

const looks = [
  ["desktop", { width: 1280, height: 900 }, "light", "ar"],
  ["desktop-dark", { width: 1280, height: 900 }, "dark", "ar"],
  ["phone", { width: 390, height: 844 }, "light", "ar"],
  ["phone-dark", { width: 390, height: 844 }, "dark", "ar"],
  ["english", { width: 1280, height: 900 }, "light", "en"],
];

const wrong = [];
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-dev-shm-usage"],
});

// The first statement of the example's best known speaker leads to a page that says how to cite it.
const first = await (await fetch(base + "/statements?speaker=" + encodeURIComponent("بلينكن"))).text();
const cite = first.match(/href="(\/cite\/[^"]+)"/)?.[1]?.replaceAll("&amp;", "&");
if (cite && cite.includes(only)) pages.push(["cite", cite]);

for (const [look, viewport, colorScheme, lang] of looks) {
  const context = await browser.newContext({ viewport, colorScheme, deviceScaleFactor: 1 });
  await context.addCookies([{ name: "isnad-lang", value: lang, url: base }]);
  const page = await context.newPage();
  let here = "";
  let weight = 0;
  page.on("console", (m) => { if (m.type() === "error" && !here.startsWith("missing")) wrong.push(`${look} ${here}: console: ${m.text()}`); });
  page.on("pageerror", (e) => wrong.push(`${look} ${here}: ${e.message}`));
  page.on("request", (r) => { if (!r.url().startsWith(base)) wrong.push(`${look} ${here}: asks elsewhere: ${r.url()}`); });
  for (const [name, path] of pages) {
    here = name;
    weight = 0;
    const bodies = [];
    const count = (response) => bodies.push(response.body().then((b) => { weight += b.length; }).catch(() => {}));
    page.on("response", count);
    await page.goto(base + path, { waitUntil: "networkidle" });
    page.off("response", count);
    await Promise.all(bodies);
    if (weight > 60 * 1024) wrong.push(`${look} ${name}: weighs ${weight} bytes`);
    await page.screenshot({ path: `${folder}/${name}.${look}.png`, fullPage: true });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (wide > 1) wrong.push(`${look} ${name}: ${wide} px wider than the screen`);
    const turned = await page.evaluate(order);
    for (const text of turned) wrong.push(`${look} ${name}: not in its order: ${text}`);
    await page.evaluate(axe);
    const report = await page
      .evaluate(() => window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }))
      .catch((e) => ({ violations: [{ id: "axe", help: e.message, nodes: [] }] }));
    for (const v of report.violations) wrong.push(`${look} ${name}: ${v.id}: ${v.help}: ${v.nodes.slice(0, 2).map((n) => n.html).join(" | ")}`);
    if (look === "desktop") console.log(name.padEnd(16), String(weight).padStart(7), "bytes");
  }
  await context.close();
}
await browser.close();

// Dates, numbers with signs, percents, addresses: each digit stands to the right of the one before it.
function order() {
  const out = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const holder = node.parentElement?.closest("time, bdi[dir=ltr]");
    if (!holder || node.textContent.trim().length < 3) continue;
    const range = document.createRange();
    const places = [];
    for (let i = 0; i < node.textContent.length; i += 1) {
      if (!/[\d.%+:/-]/.test(node.textContent[i])) continue;
      range.setStart(node, i);
      range.setEnd(node, i + 1);
      const box = range.getBoundingClientRect();
      if (box.width > 0) places.push([Math.round(box.top), box.left]);
    }
    for (let i = 1; i < places.length; i += 1) {
      if (places[i][0] === places[i - 1][0] && places[i][1] < places[i - 1][1] - 0.5) { out.push(node.textContent.trim()); break; }
    }
  }
  return [...new Set(out)].slice(0, 5);
}

for (const line of [...new Set(wrong)]) console.log("WRONG", line);
console.log(wrong.length === 0 ? "all pages are well" : `${wrong.length} things are wrong`);
process.exitCode = wrong.length === 0 ? 0 : 1;
