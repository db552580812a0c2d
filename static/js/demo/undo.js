// What can be had back for a moment after one began anew.

const FOR = 10_000; // ms

export class Undo {
  #document = null;
  #timer = 0;

  /** @param {() => void} changed  called when it can be had back, and when no longer */
  constructor(changed) {
    this.changed = changed;
  }

  get isOffered() {
    return this.#document !== null;
  }

  /** @param {any} document  null: nothing */
  offer(document) {
    clearTimeout(this.#timer);
    this.#document = document;
    if (document) this.#timer = setTimeout(() => this.offer(null), FOR);
    this.changed();
  }

  /** What was offered, once. */
  take() {
    const document = this.#document;
    this.offer(null);
    return document;
  }
}
