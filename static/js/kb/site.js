/* On every page: what is small, and what fetches the rest when it is needed. */

for (const form of document.querySelectorAll("form[data-instant]")) {
  form.addEventListener("focusin", async () => (await import("./instant.js")).instant(form), { once: true });
}

/* Slash, or Ctrl or Command with K, leads to the search from anywhere but a field that takes letters. */
const WRITING = "input, textarea, select, [contenteditable], [role=textbox], dialog[open] *";
addEventListener("keydown", (event) => {
  const called = (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k";
  const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey;
  const { target } = event;
  const isWriting = target instanceof Element && target.closest(WRITING);
  if (event.defaultPrevented || !(called || (slash && !isWriting))) return;
  const field = document.querySelector("main form[data-instant] input[name=q], form[data-instant] input[name=q]");
  if (!(field instanceof HTMLInputElement) || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  field.focus();
  field.select();
});

/** @type {HTMLElement | null} */
const results = document.querySelector("[data-search-found]");
results?.addEventListener("click", async ({ target }) => {
  const link = target instanceof Element && target.closest("a[href]");
  const found = link && link.closest("[data-found]");
  if (!(found instanceof HTMLElement)) return;
  const form = document.querySelector("main form[data-instant]");
  (await import("./opened.js")).tell(form, results.dataset.query, found.dataset.found);
});
