/* What the form of an article does for the person who fills it in: slugs from titles, and saving from the keyboard. */

import { slug } from "./structure.js";

const LONGEST = 60; // letters of a slug that is proposed
const IS_MAC = /Mac|iP(hone|ad)/.test(navigator.userAgent);

/* `words` as a slug, cut between two words. */
export function proposed(words) {
  const made = slug(words);
  return made.length > LONGEST ? made.slice(0, LONGEST + 1).replace(/-[^-]*$/, "") : made;
}

/* A slug follows its title while it is empty or what was proposed: an address that readers know, or one set by hand, stays. */
export function proposeSlugs(form) {
  /** @type {NodeListOf<HTMLInputElement>} */
  const fields = form.querySelectorAll("[name^=slug_]");
  for (const field of fields) {
    /** @type {HTMLInputElement} */
    const title = form.querySelector(`[name=${field.name.replace("slug", "title")}]`);
    let last = "";
    title?.addEventListener("input", () => {
      if (field.value !== last || field.disabled) return;
      last = field.value = proposed(title.value);
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }
}

/* Ctrl+S, or ⌘S, saves and stays on the page. */
export function saveByKey(form) {
  /** @type {HTMLInputElement} */
  const button = form.querySelector("[name=_continue]");
  if (!button) return;
  button.title = IS_MAC ? "⌘S" : "Ctrl+S";
  button.setAttribute("aria-keyshortcuts", IS_MAC ? "Meta+S" : "Control+S");
  addEventListener("keydown", (event) => {
    const pressed = IS_MAC ? event.metaKey : event.ctrlKey;
    if (!pressed || event.altKey || event.shiftKey || event.key.toLowerCase() !== "s") return;
    event.preventDefault();
    if (!document.querySelector("dialog[open]")) button.click();
  });
}
