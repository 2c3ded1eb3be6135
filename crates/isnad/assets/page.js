// A little help where there is JavaScript; every page works without it.
"use strict";
(() => {
  for (const button of document.querySelectorAll("button[data-copy]")) {
    const from = document.getElementById(button.dataset.copy);
    if (!from || !navigator.clipboard) continue;
    button.classList.remove("js");
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(from.textContent.trim());
      const before = button.textContent;
      button.textContent = button.dataset.done;
      setTimeout(() => { button.textContent = before; }, 1600);
    });
  }
  // An entry of a long article stands perhaps in another part of it.
  const entry = location.hash.slice(1);
  if (entry && document.querySelector(".parts") && !document.getElementById(entry)) {
    location.replace("?at=" + encodeURIComponent(entry) + "#" + entry);
  }
  // On a phone the sections are one line that slides: the one at hand is in sight.
  const menu = document.querySelector(".menu");
  const middle = (element) => { const box = element.getBoundingClientRect(); return box.left + box.width / 2; };
  for (const now of menu.querySelectorAll("[aria-current]")) menu.scrollLeft += middle(now) - middle(menu);
  // A table that is wider than the screen is moved by keyboard as well.
  for (const box of document.querySelectorAll(".scroll")) if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
  // What is on a page, as plain text that reads right in a message: pieces with a direction of their own between isolates.
  const LEFT = /\p{Script=Arabic}|\p{Script=Hebrew}/u;
  const block = /^(P|DIV|ARTICLE|SECTION|LI|TR|H[1-6]|BLOCKQUOTE|UL|OL|TABLE|DL|DD|PRE|DETAILS|SUMMARY)$/;
  const skipped = "svg,form,script,button,nav,.facets,.noprint,.tools,.key,.skip";
  function plain(node) {
    if (node.nodeType === Node.TEXT_NODE) return node.textContent.replace(/\s+/g, " ");
    if (node.nodeType !== Node.ELEMENT_NODE || node.matches(skipped)) return "";
    const inner = [...node.childNodes].map(plain).join("");
    const name = node.tagName;
    if (name === "BR") return "\n";
    if ((name === "BDI" || name === "TIME") && inner.trim()) {
      const own = node.dir === "ltr" ? "\u2066" : LEFT.test(inner) === (document.dir === "rtl") ? "" : "\u2068";
      return own ? own + inner.trim() + "\u2069" : inner;
    }
    if (name === "INS") return "[+" + inner + "]";
    if (name === "DEL") return "[−" + inner + "]";
    // What was told and not quoted, and what has its marks, gets none.
    if (name === "BLOCKQUOTE") return "\n" + (node.closest(".reported") || /^\s*[«"“]/.test(inner) ? inner.trim() : "«" + inner.trim() + "»") + "\n";
    if (name === "PRE") return "\n" + node.textContent.trim() + "\n";
    if (name === "TD" || name === "TH") return inner.trim() + " · ";
    if (name === "LI") return "\n• " + inner.trim() + "\n";
    return block.test(name) ? "\n" + inner + "\n" : inner;
  }
  const tidy = (text) => text.split("\n").map((l) => l.replace(/[ \t]+/g, " ").replace(/( · )+$/, "").trim()).filter(Boolean).join("\n");
  function copying(button, text) {
    button.classList.remove("js");
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(text());
      const before = button.textContent;
      button.textContent = document.body.dataset.copied;
      setTimeout(() => { button.textContent = before; }, 1600);
    });
  }
  const here = (to) => "\u2066" + new URL(to, location.href).href + "\u2069";
  if (navigator.clipboard) {
    for (const button of document.querySelectorAll("button[data-plain]")) {
      copying(button, () => tidy(plain(document.getElementById(button.dataset.plain))) + "\n" + here(""));
    }
    for (const tools of document.querySelectorAll("article .tools")) {
      const button = Object.assign(document.createElement("button"), { className: "quiet", textContent: document.body.dataset.copy });
      const entry = tools.closest("article");
      copying(button, () => tidy(plain(entry)) + "\n" + here(entry.querySelector("a[href*='/articles/'],a[href^='#']")?.getAttribute("href") ?? ""));
      tools.append(" ", button);
    }
  }
  for (const button of document.querySelectorAll("button[data-print]")) {
    button.classList.remove("js");
    button.addEventListener("click", () => print());
  }
  // «/» goes to the search box, as in many programs.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName ?? "")) return;
    const box = document.querySelector(".find input");
    if (box) { event.preventDefault(); box.focus(); box.select(); }
  });
  // Files may be dropped anywhere on a form that takes them.
  for (const form of document.querySelectorAll("form[data-drop]")) {
    const input = document.getElementById(form.dataset.drop);
    const over = (on) => (event) => {
      if (![...(event.dataTransfer?.types ?? [])].includes("Files")) return;
      event.preventDefault();
      form.classList.toggle("dropping", on);
    };
    form.addEventListener("dragover", over(true));
    form.addEventListener("dragleave", over(false));
    form.addEventListener("drop", (event) => {
      if (!event.dataTransfer?.files.length) return;
      over(false)(event);
      input.files = event.dataTransfer.files;
    });
  }
  // Completion of fields and names while a query is typed.
  let last = 0;
  for (const box of document.querySelectorAll("input[list]")) {
    const list = document.getElementById(box.getAttribute("list"));
    // A box for one name takes it as it is; a query has its spaces and fields.
    const name = box.closest(".find") === null;
    box.addEventListener("input", () => {
      clearTimeout(last);
      last = setTimeout(async () => {
        const asked = name ? 'speaker:"' + box.value : box.value;
        const answer = await fetch("/complete?q=" + encodeURIComponent(asked));
        if (!answer.ok) return;
        const options = (await answer.json()).map((o) => (name ? o.replace(/^.*?:"?|"$/g, "") : o));
        list.replaceChildren(...options.map((value) => Object.assign(document.createElement("option"), { value })));
      }, 150);
    });
  }
})();
