/* What is selected on the page of a text, or in its preview, becomes the passage of a comment. */

import { one } from "../sure.js";

const LONGEST = 300;

/** @returns {string} what is selected, in the page or in a frame of it */
function selected() {
  const frames = [...document.querySelectorAll("iframe")].map((frame) => frame.contentWindow);
  const found = [window, ...frames].map((place) => String(place?.getSelection() ?? "").trim());
  return found.find((text) => text) ?? "";
}

/** @type {NodeListOf<HTMLButtonElement>} */
const buttons = document.querySelectorAll("button[data-quote]");
for (const button of buttons) {
  const field = one(document, `#${button.dataset.quote}`, HTMLTextAreaElement);
  button.hidden = false;
  // A press of the mouse would clear what is selected before the click comes.
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", () => {
    const text = selected();
    if (!text) return;
    field.value = text.slice(0, LONGEST);
    field.focus();
  });
}
