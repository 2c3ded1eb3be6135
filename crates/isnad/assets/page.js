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
  // «/» goes to the search box, as in many programs.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName ?? "")) return;
    const box = document.querySelector(".find input");
    if (box) { event.preventDefault(); box.focus(); box.select(); }
  });
  // Completion of fields and names while a query is typed.
  const box = document.querySelector(".find input[list]");
  const list = box && document.getElementById(box.getAttribute("list"));
  let last = 0;
  box?.addEventListener("input", () => {
    clearTimeout(last);
    last = setTimeout(async () => {
      const answer = await fetch("/complete?q=" + encodeURIComponent(box.value));
      if (!answer.ok) return;
      const options = await answer.json();
      list.replaceChildren(...options.map((value) => Object.assign(document.createElement("option"), { value })));
    }, 150);
  });
})();
