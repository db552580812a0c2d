// What somebody who comes from a course sees above the practice: how far they are, whether the course knows, where else to go.

import { button, h, refill } from "../demo/dom.js";
import { payload, place, words } from "./common.js";

export class Alone {
  /** @type {"sent" | "unsent" | null} whether the course was told, where this page does it (../lms/cmi5.js) */
  #told = null;
  /** @type {[any, {isOffline: boolean}] | null} */
  #drawn = null;

  /** @param {(scenario: string) => Promise<any>} choose  turns to another practice */
  constructor(choose) {
    this.choose = choose;
    document.addEventListener("class:told", (event) => {
      this.#told = /** @type {CustomEvent} */ (event).detail;
      if (this.#drawn) this.draw(...this.#drawn);
    });
  }

  /** @param {any} me  how things stand, as the API says it @param {{isOffline: boolean}} line */
  draw(me, line) {
    this.#drawn = [me, line];
    const { chosen, finished } = me.alone;
    document.dispatchEvent(new CustomEvent("class:alone", { detail: me.alone }));
    const state = place("state");
    const text = this.#texts(me, line).filter(Boolean).join(" ");
    if (state.textContent !== text) state.textContent = text;
    state.dataset.state = finished.length === chosen.length ? "ended" : "running";
    const ways = place("hand");
    const key = JSON.stringify([me.alone, me.scenario, me.state]);
    if (ways.dataset.drawn === key) return;
    ways.dataset.drawn = key;
    refill(ways, ...(chosen.length > 1 && me.state !== "ended" ? [this.#choices(me)] : []), wayBack(me));
  }

  #texts({ alone, state }, { isOffline }) {
    const { chosen, finished } = alone;
    if (isOffline) return [words("offline.text")];
    const isDone = finished.length === chosen.length;
    const soFar = words("alone.so-far", { finished: finished.length, count: chosen.length });
    return [
      soFar,
      this.#note(alone, isDone),
      isDone ? words("alone.done") : "",
      state === "ended" ? words("alone.over") : "",
    ];
  }

  /** Who tells the course. */
  #note({ channel }, isDone) {
    if (this.#told === "unsent") return words("alone.unsent");
    if (payload.cmi5) return isDone && this.#told === "sent" ? words("alone.cmi5") : "";
    return channel === "lti" || !isDone ? words(`alone.${channel}`) : "";
  }

  #choices({ alone, scenario }) {
    const items = alone.chosen.map((id) => {
      const practice = payload.cards[id]?.title ?? id;
      const label = alone.finished.includes(id) ? words("alone.finished", { practice }) : practice;
      const choice = button(label, () => id === scenario || this.choose(id), { class: "button", focus: `class.${id}` });
      if (id === scenario) choice.setAttribute("aria-current", "true");
      return h("li", {}, choice);
    });
    return h("ol", { class: "class-practices", "aria-label": words("alone.choices") }, ...items);
  }
}

function wayBack({ alone: { return_url: address }, results_url: results }) {
  const back = address ? [h("a", { href: address, text: words("alone.back") }), " · "] : [];
  return h("p", {}, ...back, h("a", { href: results, text: words("seat.results-page") }));
}
