// How long what a class leaves behind is kept, and deleting it at once.

import { button } from "../demo/dom.js";
import { api, language, place, tried, words } from "./common.js";

const SURE_FOR = 5_000; // ms in which a second press means it

/** @param {{results_until: string, practices_until: string}} board */
export function datesOf({ results_until, practices_until }) {
  const day = (text) => new Date(text).toLocaleDateString(language, { dateStyle: "long" });
  return words("board.dates", { results: day(results_until), practices: day(practices_until) });
}

/** The button that deletes the class, pressed twice. @param {string} path @param {() => void} gone */
export function deletion(path, gone) {
  let isSure = false;
  const made = button(words("board.delete"), press, { class: "button", focus: "class.delete" });
  async function press() {
    if (!isSure) {
      isSure = true;
      made.textContent = words("board.delete-sure");
      setTimeout(() => ((isSure = false), (made.textContent = words("board.delete"))), SURE_FOR);
      return;
    }
    if (!(await tried(() => api.delete(path)))) return;
    gone();
    for (const name of ["tiles", "rows", "debrief", "faults", "run", "delete", "dates"]) place(name).replaceChildren();
    place("state").textContent = words("board.deleted");
  }
  return made;
}
