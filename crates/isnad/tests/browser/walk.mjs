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
  ["timeline-months", "/timeline?subject=" + encodeURIComponent("التحالف الدولي") + "&zoom=month&from=2020&to=2021"],
  ["opposed", "/differences?subject=" + encodeURIComponent("التحالف")],
  ["verify", "/verify"],
  ["verify-negated", "/verify?quote=" + encodeURIComponent("مهمة التحالف العسكرية في العراق لن تنتهي بحلول سبتمبر 2025") + "&speaker=" + encodeURIComponent("بلينكن") + "&on=2024-10-02"],
  ["verify-nothing", "/verify?quote=" + encodeURIComponent("الميناء الجديد يستقبل أولى السفن في الصيف")],
  ["stories", "/stories"],
  ["story", "/stories/raseef-2024-01-19"],
  ["dossier", "/dossier"],
  ["dossier-of", "/dossier?subject=" + encodeURIComponent("بلينكن")],
  ["sources", "/sources"],
  ["feeds", "/feeds"],
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
const form = (fields) => ({ method: "POST", redirect: "manual", body: new URLSearchParams(fields) });
// Something is followed, and one feed's address was wrong.
for (const url of ["https://duha-alqahira.example/rss", "https://almarfa.example/feed.xml"]) await fetch(base + "/feeds", form({ do: "add", url }));
const refused = await fetch(base + "/feeds", form({ do: "add", url: "no address" }));
if (refused.status !== 422) wrong.push(`a wrong address is answered with ${refused.status}`);

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
// What a user does: each step is looked at in the browser.
if (only === "") {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, permissions: ["clipboard-read", "clipboard-write"] });
  await context.addCookies([{ name: "isnad-lang", value: "ar", url: base }]);
  const page = await context.newPage();
  const must = (what, holds) => { if (!holds) wrong.push(what); };
  page.on("console", (m) => { if (m.type() === "error" && !page.url().endsWith("/articles/none")) wrong.push(`by hand: console: ${m.text()}`); });

  // A pasted text shows its record at once; dates, signs, percents and addresses inside Arabic lines stand as written.
  const lines = [
    "أعلنت الوزارة في 2019-05-12 أن النسبة بلغت 45.7% بزيادة +3 نقاط.",
    "وقال الوزير سالم الدوري إن العدد بين 10-20 حالة، وفق https://health.example/a-b?c=1 حتى 30/6/2019.",
    "وأضاف الدوري في 12:30 أن الحرارة بلغت -5 درجات في 2019/05.",
  ];
  await page.goto(base + "/add");
  await page.fill("#text", lines.join("\n"));
  await page.fill("[name=published]", "2019-05-20");
  await page.click("button[value=show]");
  await page.waitForSelector(".text");
  await page.screenshot({ path: `${folder}/pasted.desktop.png`, fullPage: true });
  for (const piece of ["2019-05-12", "45.7%", "+3", "10-20", "https://health.example/a-b?c=1", "30/6/2019", "12:30", "-5", "2019/05"]) {
    const seen = await page.evaluate(asSeen, piece);
    must(`«${piece}» is seen as «${seen}»`, seen === piece);
  }

  // Files that are chosen are read and kept; what cannot be read is named.
  await page.goto(base + "/add");
  await page.setInputFiles("#files", [
    { name: "one.txt", mimeType: "text/plain", buffer: Buffer.from("قالت الوزيرة منى العامري إن المدرسة ستفتح أبوابها في الخريف المقبل.") },
    { name: "two.html", mimeType: "text/html", buffer: Buffer.from("<html><body><article><h1>العامري: نحو 40 مدرسة</h1><p>" + "قالت الوزيرة منى العامري إن الوزارة بنت نحو 40 مدرسة جديدة في المدينة. ".repeat(4) + "</p></article></body></html>") },
    { name: "three.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.4 nothing") },
  ]);
  await page.click("button[value=keep]");
  await page.waitForSelector(".hit");
  must("two files are kept", (await page.locator(".hit h2 a").count()) === 2);
  must("the third is named with its reason", (await page.textContent("main")).includes("three.pdf"));
  await page.screenshot({ path: `${folder}/added.desktop.png`, fullPage: true });

  // A list of feeds comes in, and goes out as it came.
  await page.goto(base + "/feeds");
  const before = await page.locator("table.feeds tbody tr").count();
  await page.setInputFiles("#list", { name: "list.opml", mimeType: "text/xml", buffer: Buffer.from('<opml version="2.0"><body><outline text="المنارة" xmlUrl="https://almanara.example/rss"/></body></opml>') });
  await page.click("form[action='/feeds/import'] button");
  await page.waitForSelector("[role=status]");
  must("the list is followed", (await page.locator("table.feeds tbody tr").count()) === before + 1);
  must("the list goes out", (await (await fetch(base + "/feeds/list.opml")).text()).includes("https://almanara.example/rss"));
  await page.locator("tr", { hasText: "المنارة" }).locator("button[value=remove]").click();
  await page.waitForLoadState();
  must("one is no longer followed", (await page.locator("table.feeds tbody tr").count()) === before);

  // Each page is copied as lines that read right in a message: no form of a standard, each date and address between
  // isolates, and no marks of quotation round words that were only reported.
  const clipped = () => page.evaluate(() => navigator.clipboard.readText());
  for (const [name, path] of pages.filter(([name]) => !["missing", "add", "feeds"].includes(name))) {
    await page.goto(base + path);
    await page.click(".acts button");
    const text = await clipped();
    must(`${name}: copied with its heading and its address`, text.startsWith((await page.textContent("h1")).trim().replace(/\s+/g, " ").slice(0, 12)) && text.trimEnd().endsWith("\u2069"));
    must(`${name}: copied without forms of a standard: ${text.match(/.*(\d\/\.\.|\.\.\/\d|\d\/\d{4}).*/)?.[0]}`, !text.split("\n").slice(0, -1).some((l) => /\d\/\.\.|\.\.\/\d|\d{4}\/\d{4}/.test(l)));
    const bare = text.replace(/[\u2066\u2068][^\u2069]*\u2069/g, "");
    must(`${name}: copied with a day out of its order: ${bare.match(/.*\d{4}-\d{2}-\d{2}.*/)?.[0]}`, name === "cite" || !/\d{4}-\d{2}-\d{2}|https?:/.test(bare));
  }
  await page.goto(base + "/statements");
  for (const [kind, quoted] of [[".said:not(.reported)", true], [".said.reported", false]]) {
    const one = page.locator(kind).first();
    const words = (await one.locator("blockquote").textContent()).trim();
    await one.locator(".tools button").click();
    const text = await clipped();
    must(`what is ${quoted ? "quoted" : "reported"} is copied so: ${text}`, text.includes(words) && text.includes("«" + words + "»") === false && /^[«"“]/.test(words) === quoted);
  }
  if (cite) {
    await page.goto(base + cite);
    for (const form of ["chat", "note", "bibtex", "ris"]) {
      await page.click(`button[data-copy=${form}]`);
      must(`the citation is copied as ${form}`, (await clipped()) === (await page.textContent("#" + form)).trim());
    }
  }

  // What is copied reads right in a message.
  await page.goto(base + pages.find(([name]) => name === "verify-negated")[1]);
  await page.click(".acts button");
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  must("the answer is copied with its words", copied.includes("[−") && copied.includes("«") && copied.includes("\u2066"));
  await page.locator("article .tools button").first().click();
  must("one place is copied with its address", (await page.evaluate(() => navigator.clipboard.readText())).includes("\u2066" + base + "/articles/"));

  // Everything is reached by keyboard, and what has the focus shows it.
  await page.goto(base + "/");
  await page.keyboard.press("Tab");
  must("the first stop leads to the content", (await page.evaluate(() => document.activeElement.className)) === "skip");
  await page.keyboard.press("Enter");
  must("and goes there", (await page.evaluate(() => location.hash)) === "#main");
  await page.keyboard.press("Tab");
  must("the next stop is in the content", await page.evaluate(() => document.getElementById("main").contains(document.activeElement)));
  await page.keyboard.press("/");
  must("«/» goes to the search box", (await page.evaluate(() => document.activeElement.name)) === "q");
  for (const [name, path] of pages) {
    await page.goto(base + path);
    const all = await page.evaluate(() => {
      const seen = [...document.querySelectorAll("a[href],button,input,select,textarea,summary,[tabindex='0']")]
        .filter((e) => !e.disabled && e.type !== "hidden" && e.checkVisibility() && !e.closest("details:not([open]) > :not(summary)"));
      seen.forEach((e, n) => { e.dataset.stop = n; });
      return seen.length;
    });
    const met = new Set();
    let unseen = "";
    for (let n = 0; n < Math.min(all, 160) + 2; n += 1) {
      await page.keyboard.press("Tab");
      const at = await page.evaluate(() => {
        const e = document.activeElement;
        if (!e?.dataset?.stop) return null;
        const style = getComputedStyle(e);
        const shown = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 || e.closest("svg") !== null;
        return [e.dataset.stop, shown, e.outerHTML.slice(0, 80)];
      });
      if (!at) continue;
      met.add(at[0]);
      if (!at[1]) unseen = at[2];
    }
    must(`${name}: ${met.size} of ${all} stops are reached by Tab`, met.size >= Math.min(all, 160));
    must(`${name}: the focus is not seen on ${unseen}`, unseen === "");
  }
  // A query is completed while it is typed, and sent without a mouse.
  await page.goto(base + "/");
  await page.keyboard.press("/");
  await page.keyboard.type("قائل:بل");
  await page.waitForFunction(() => document.querySelectorAll("#options option").length > 0);
  const offered = await page.locator("#options option").evaluateAll((all) => all.map((o) => o.value));
  must(`a name is offered: ${offered}`, offered.some((o) => o.includes("بلينكن")));
  await page.fill(".find input", offered.find((o) => o.includes("بلينكن")) ?? "");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/search\?q=/);
  must("the completed query finds", (await page.locator(".hit").count()) > 0);
  must("why a result matched stands by it, or its words are marked", (await page.locator(".hit mark, .hit .soft").count()) > 0);
  must("each facet is counted", (await page.locator(".facets .num").count()) > 2);

  await page.goto(base + "/figures?subject=" + encodeURIComponent("التحالف"));
  const points = await page.locator(".chart a").count();
  must("each point of a drawing opens its sentence", points > 3 && (await page.locator(".chart a").first().getAttribute("href")).startsWith("/articles/"));
  // Time runs from right to left: what came later stands further left, and what is more stands higher.
  const drawn = await page.evaluate(() => [...document.querySelector(".chart").querySelectorAll("a circle:first-of-type")].map((c) => [+c.getAttribute("cx"), +c.getAttribute("cy")]));
  must("time runs with the reading", drawn.every((p, i) => i === 0 || p[0] <= drawn[i - 1][0]) && drawn.at(-1)[1] < drawn[0][1]);

  // Paper has the words and none of the tools.
  await page.emulateMedia({ media: "print" });
  await page.goto(base + pages.find(([name]) => name === "dossier-of")[1]);
  must("tools stay off the paper", (await page.locator(".menu, .find, .noprint").evaluateAll((all) => all.every((e) => getComputedStyle(e).display === "none"))));
  await page.pdf({ path: `${folder}/dossier.pdf`, format: "A4" });
  for (const name of ["article", "series", "story", "timeline", "statements", "verify-negated", "differences"]) {
    await page.goto(base + pages.find(([n]) => n === name)[1]);
    const paper = await page.evaluate(() => ({
      tools: [...document.querySelectorAll("form, nav, button, .tools, .skip, footer")].filter((e) => e.checkVisibility() && !e.matches(".top")).map((e) => e.outerHTML.slice(0, 60)),
      wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      ground: getComputedStyle(document.body).backgroundColor,
    }));
    must(`${name}: on paper there is ${paper.tools[0]}`, paper.tools.length === 0);
    must(`${name}: on paper it is ${paper.wide} px too wide, on ${paper.ground}`, paper.wide <= 1 && paper.ground === "rgb(255, 255, 255)");
    const pdf = await page.pdf({ path: `${folder}/${name}.pdf`, format: "A4" });
    must(`${name}: it is printed`, pdf.length > 5000);
  }
  await context.close();

  // Without JavaScript every page still answers, and nothing stands there that would need it.
  const plain = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
  await plain.addCookies([{ name: "isnad-lang", value: "ar", url: base }]);
  const bare = await plain.newPage();
  for (const [name, path] of pages) {
    await bare.goto(base + path);
    must(`${name}: without JavaScript it has its heading`, (await bare.locator("h1").count()) === 1);
    const idle = await bare.locator("button.js, [data-print], [data-plain]").evaluateAll((all) => all.filter((e) => getComputedStyle(e).display !== "none").length).catch(() => 0);
    must(`${name}: without JavaScript ${idle} buttons do nothing`, idle === 0);
  }
  await bare.goto(base + "/verify");
  await bare.fill("#quote", "مهمة التحالف العسكرية في العراق ستنتهي بحلول سبتمبر 2025");
  await bare.click("form.ask button");
  must("without JavaScript the question is answered", (await bare.locator(".verdict").count()) === 1);
  await bare.fill(".find input", "القوات العراقية");
  await bare.click(".find button");
  must("without JavaScript the search finds", (await bare.locator(".hit mark").count()) > 0);
  await bare.click(".layers li:first-child a");
  must("without JavaScript the layer is chosen", bare.url().includes("layer=exact") && (await bare.locator(".layers [aria-current]").count()) === 1);
  await bare.goto(base + "/figures");
  await bare.fill("[name=subject]", "التحالف");
  await bare.click("form.fields button");
  must("without JavaScript the drawing is there", (await bare.locator(".chart a").count()) > 3);
  await bare.goto(base + "/add");
  await bare.fill("#text", lines.join("\n"));
  await bare.click("button[value=show]");
  must("without JavaScript a text is read", (await bare.locator(".text .st").count()) > 0);
  await bare.click("footer a[hreflang]");
  must("without JavaScript the language is changed", (await bare.locator("html").getAttribute("lang")) === "en");
  await plain.close();
}
await browser.close();

// A piece of the text as the eye meets it from left to right.
function asSeen(piece) {
  const all = [];
  const walker = document.createTreeWalker(document.querySelector(".text"), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) for (let i = 0; i < node.textContent.length; i += 1) all.push([node, i]);
  const at = all.map(([node, i]) => node.textContent[i]).join("").indexOf(piece);
  if (at < 0) return "nothing";
  const range = document.createRange();
  const boxes = all.slice(at, at + piece.length).map(([node, i]) => {
    range.setStart(node, i);
    range.setEnd(node, i + 1);
    const box = range.getBoundingClientRect();
    return [Math.round(box.top / 8), box.left, node.textContent[i]];
  });
  return boxes.sort((a, b) => a[0] - b[0] || a[1] - b[1]).map((b) => b[2]).join("");
}

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
