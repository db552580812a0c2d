// A row of buttons of which one is chosen.

import { button, h } from "./dom.js";

/** @param {string} label @param {{id: string, title: string, chosen: boolean}[]} options @param {(id: string) => void} choose @param {string} name */
export function segmented(label, options, choose, name) {
  return h(
    "div",
    { class: "segmented", role: "group", "aria-label": label },
    ...options.map(({ id, title, chosen }) =>
      button(title, () => choose(id), { "aria-pressed": String(chosen), focus: `${name}.${id}` }),
    ),
  );
}
