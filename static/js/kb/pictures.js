/* Pictures of the practice room, in articles and lists: in the theme that the reader chose, of the system that is theirs, and
   in full size at a tap or by the keyboard. Without this script each is a link to itself. */

import { ownPlatforms } from "./system.js";

const DARK = "screen and (prefers-color-scheme: dark)";

/** What the reader chose in the tabs of an article, the latest first (tabs.js). @returns {string[]} */
function chosen() {
  try {
    const kept = JSON.parse(localStorage.getItem("tabs") ?? "null");
    return Array.isArray(kept) ? kept : [];
  } catch {
    return []; // no storage, or not ours
  }
}

/** Of several systems, show one. */
function chooseSystem() {
  const wanted = [...chosen(), ...ownPlatforms()];
  for (const shot of document.querySelectorAll(".shot")) {
    /** @type {NodeListOf<HTMLElement>} */
    const found = shot.querySelectorAll("[data-system]");
    const views = [...found];
    if (!views.length) continue;
    const own = wanted.map((id) => views.find((view) => view.dataset.system === id)).find(Boolean) ?? views[0];
    for (const view of views) view.hidden = view !== own;
    shot.classList.add("is-chosen");
  }
}

/** A reader may want dark pictures on a device set to light, and the other way round. */
function followTheme() {
  const { theme } = document.documentElement.dataset;
  const media = { dark: "screen", light: "not all" }[theme] ?? DARK;
  /** @type {NodeListOf<HTMLSourceElement>} */
  const sources = document.querySelectorAll("picture > source[media]");
  for (const source of sources) source.media = media;
}

/** @param {HTMLAnchorElement} link */
function enlarge(link) {
  const figure = link.closest("figure");
  const body = link.closest(".body");
  const dialog = document.createElement("dialog");
  dialog.className = "enlarged";
  const close = document.createElement("button");
  close.type = "button";
  close.textContent = (body instanceof HTMLElement && body.dataset.closePicture) || "×";
  const picture = link.querySelector("picture")?.cloneNode(true) ?? "";
  if (picture instanceof Element) {
    const image = picture.querySelector("img");
    image?.setAttribute("loading", "eager");
    for (const each of picture.querySelectorAll("[sizes]"))
      each.setAttribute("sizes", `${2 * Number(image?.getAttribute("width"))}px`);
  }
  dialog.append(close, picture);
  const caption = figure?.querySelector("figcaption");
  if (caption) {
    const words = document.createElement("p");
    words.textContent = caption.textContent;
    dialog.append(words);
    dialog.setAttribute("aria-label", caption.textContent.trim());
  }
  dialog.addEventListener("click", ({ target }) => {
    if (target === dialog || target === close) dialog.close();
  });
  dialog.addEventListener("close", () => (dialog.remove(), link.focus()));
  document.body.append(dialog);
  dialog.showModal();
}

document.addEventListener("click", (event) => {
  const { target } = event;
  if (!(target instanceof Element)) return;
  if (target.closest("[role=tab]")) setTimeout(chooseSystem); // once the choice is kept
  /** @type {HTMLAnchorElement | null} */
  const link = target.closest("a.shot-link");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  enlarge(link);
});

new MutationObserver(followTheme).observe(document.documentElement, { attributeFilter: ["data-theme"] });
followTheme();
chooseSystem();
