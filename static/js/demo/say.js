// One polite live region per device: what changed is said once, and never talks over itself.

import { h } from "./dom.js";

const SETTLE = 120; // ms: several changes of one moment are said as one

export class Voice {
  element = h("p", { class: "visually-hidden", role: "status", "aria-live": "polite" });
  muted = false;
  #waiting = 0;

  /** @param {string} text */
  say(text) {
    if (this.muted || !text) return;
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => {
      // The same words twice in a row would not be noticed as a change.
      this.element.textContent = this.element.textContent === text ? `${text}\u00a0` : text;
    }, SETTLE);
  }
}
