// The list of practices: those that were begun in this browser say where one can go on.

import { load } from "./store.js";

/** @type {NodeListOf<HTMLElement>} */
const cards = document.querySelectorAll("[data-practice-card]");
for (const card of cards) {
  const kept = load(card.dataset.practiceCard ?? "");
  /** @type {HTMLElement | null} */
  const says = card.querySelector("[data-go-on]");
  if (!kept || !says) continue;
  const place = String((Number(kept.place) || 0) + 1);
  const { goOn = "", finished = "" } = says.dataset;
  says.textContent = kept.step ? goOn.replace("{place}", place) : finished;
  says.hidden = false;
}
