// The line to the site. What the learner did while it was cut is kept, and done again when it is back: by itself, or when
// asked to.

const FIRST = 3000; // ms until the site is tried again, twice as long each time
const LONGEST = 60_000;

export class Line {
  /** @type {Map<string, () => any>} by who did it: of each only the last */
  #kept = new Map();
  #timer = 0;
  #pause = FIRST;
  /** @type {Promise<void> | null} */
  #trying = null;

  /**
   * @param {object} options
   * @param {() => Promise<any>} options.hear  what happened meanwhile; throws the API's problem while the site cannot be reached
   * @param {() => void} options.back  the line is back, and what was kept is about to be done
   */
  constructor({ hear, back }) {
    this.hear = hear;
    this.back = back;
    addEventListener("online", () => this.returned());
  }

  /** Do `act` when the line is back, in the place of what `who` did before; null: that is not wanted anymore. */
  keep(who, act) {
    this.#kept.delete(who);
    if (act) this.#kept.set(who, act);
    this.#wait();
  }

  /** Whether anything waits to be done. */
  get isKeeping() {
    return this.#kept.size > 0;
  }

  /** Nothing of what was done is wanted anymore. */
  drop() {
    this.#kept.clear();
    this.#wait();
  }

  /** There is a sign that the line is back: try now, and soon again if it was too early. */
  returned() {
    this.#pause = FIRST;
    return this.again();
  }

  /** Try now. What cannot be done yet keeps itself again. */
  again() {
    this.#trying ??= this.#again().finally(() => (this.#trying = null));
    return this.#trying;
  }

  async #again() {
    clearTimeout(this.#timer);
    try {
      await this.hear(); // what arrived although its answer did not is not done a second time
    } catch (problem) {
      if (!problem.body) throw problem;
      if (problem.reason === "offline") return this.#wait();
    }
    const acts = [...this.#kept.values()];
    this.#kept.clear();
    this.back();
    for (const act of acts) await act();
    if (!this.#kept.size) this.#pause = FIRST;
  }

  #wait() {
    clearTimeout(this.#timer);
    if (!this.#kept.size) return;
    this.#timer = setTimeout(() => this.again(), this.#pause);
    this.#pause = Math.min(2 * this.#pause, LONGEST);
  }
}
