/* On every page: what is small, and what fetches the rest when it is needed. */

for (const form of document.querySelectorAll("form[data-instant]")) {
  form.addEventListener("focusin", async () => (await import("./instant.js")).instant(form), { once: true });
}
