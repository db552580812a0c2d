// Which control is next: that of the first move of the step in hand which is not made yet, as far as can be told from what
// the devices show and from what has been pressed.

import { known } from "../sure.js";

/**
 * @typedef {{device: string, control: Element | null}} Place  the control is null while it is not there yet
 */

export class Next {
  /** @type {Step | null} the step whose moves are counted */
  #counted = null;
  #pressed = 0; // how many of them have been made, by the last that was pressed

  /** @param {Engine} engine @param {HTMLElement} root  what the devices are in */
  constructor(engine, root) {
    this.engine = engine;
    this.root = root;
    root.addEventListener("click", ({ target }) => this.#note(target), { capture: true }); // before it changes anything
  }

  get #made() {
    if (this.#counted !== this.engine.step) this.#pressed = 0;
    this.#counted = this.engine.step;
    return this.#pressed;
  }

  /** @returns {Place | null} null when nothing is left to do */
  get place() {
    const { step } = this.engine;
    if (!step) return null;
    const made = this.#made;
    const isAgain = made === step.solve.length; // all was pressed, and yet the step is not done
    const last = step.solve.at(-1)?.device ?? "";
    const left = isAgain ? step.solve.filter(({ device }) => device === last) : step.solve.slice(made);
    for (const move of left) {
      const place = this.#placeOf(move);
      if (place) return place;
    }
    return { device: isAgain ? last : left[0].device, control: null };
  }

  #note(target) {
    const { solve } = this.engine.step ?? { solve: [] };
    const made = this.#made;
    const at = solve.findIndex(
      (move, place) => place >= made && move.action !== "type" && this.#controlOf(move)?.contains(target),
    );
    if (at >= 0) this.#pressed = at + 1;
  }

  /** Null if the move is made, or cannot be made yet. @returns {Place | null} */
  #placeOf(move) {
    const { devices } = this.engine;
    if (move.action === "type") {
      const [source, name] = move.value.split(".");
      if (!known(devices, source).read(name)) return { device: source, control: null }; // it has to be read first
    }
    const control = this.#controlOf(move);
    return control && { device: move.device, control };
  }

  #controlOf({ device: id, action, value }) {
    const { devices } = this.engine;
    const [source, name] = value.split(".");
    const pressed = action === "type" ? known(devices, source).read(name) : value;
    const target = pressed && known(devices, id).moves(action, String(pressed))[0]?.target;
    return typeof target === "string" ? this.root.querySelector(`[data-focus="${target}"]`) : (target ?? null);
  }
}
