/* Strings that jQuery, select2 and Django's scripts put into the page as HTML are looked at first: what could run is refused.

Trusted Types asks the policy called "default" about each of them (kb/project/headers.py). It has to be there before those
scripts, so this file is no module. Where a browser knows no Trusted Types, Content-Security-Policy alone stands. */

(() => {
  const types = globalThis.trustedTypes;
  if (!types) return;
  const ACTIVE = "script, iframe, frame, object, embed, base, meta, link, style, template, math, use, animate, set";
  const inspected = types.createPolicy("inspected", { createHTML: (html) => html });

  const isActive = ({ name, value }) =>
    name.startsWith("on") || name === "srcdoc" || /^[\s\0-\x20]*javascript:/i.test(value);

  /* Parsed where nothing is loaded and nothing runs. */
  function canRun(html) {
    const place = document.createElement("template");
    place.innerHTML = inspected.createHTML(html);
    if (place.content.querySelector(ACTIVE)) return true;
    return [...place.content.querySelectorAll("*")].some((one) => [...one.attributes].some(isActive));
  }

  types.createPolicy("default", { createHTML: (html) => (canRun(html) ? null : html) });
})();
