/* On every page: what is small, and what fetches the rest when it is needed. */

for (const form of document.querySelectorAll("form[data-instant]")) {
  form.addEventListener("focusin", async () => (await import("./instant.js")).instant(form), { once: true });
}

/* Slash, or Ctrl or Command with K, leads to the search from anywhere but a field that takes letters. */
const WRITING = "input, textarea, select, [contenteditable], [role=textbox]";

function isCall({ key, ctrlKey, metaKey, altKey, target }) {
  if (altKey) return false;
  if (ctrlKey || metaKey) return key.toLowerCase() === "k";
  return key === "/" && !(target instanceof Element && target.closest(WRITING));
}

addEventListener("keydown", (event) => {
  if (event.defaultPrevented || !isCall(event) || document.querySelector("dialog[open]")) return;
  const field = document.querySelector("main form[data-instant] input[name=q], form[data-instant] input[name=q]");
  if (!(field instanceof HTMLInputElement)) return;
  event.preventDefault();
  field.focus();
  field.select();
});

/** @type {HTMLElement | null} */
const results = document.querySelector("[data-search-found]");
results?.addEventListener("click", async ({ target }) => {
  const link = target instanceof Element && target.closest("a[href]");
  const found = link && link.closest("[data-found]");
  /** @type {HTMLElement | null} */
  const form = document.querySelector("main form[data-instant]");
  if (!(found instanceof HTMLElement) || !form) return;
  (await import("./opened.js")).tell(form, results.dataset.query, found.dataset.found);
});
