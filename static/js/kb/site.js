/* On every page: what is small, and what fetches the rest when it is needed. */

const finders = document.querySelectorAll("form[data-instant]");

for (const form of finders) {
  form.addEventListener(
    "focusin",
    async () => {
      const { instant } = await import("./instant.js");
      instant(form);
    },
    { once: true },
  );
}

// The language switch keeps the step: only the browser knows the part of the address behind #.
for (const link of document.querySelectorAll(".languages a, .fallback a[hreflang]")) {
  link.addEventListener("click", () => {
    if (location.hash) link.hash = location.hash;
  });
}
