// Whose turn it is: the learner's, or the practice's while it plays steps by itself; and what can be undone for a moment
// after a new beginning.

const UNDO_FOR = 10_000; // ms

export class Turns {
  /** What the practice plays: "replay" (up to a step) or "show" (a step, before the learner's eyes); null when it is not. */
  playing = null;
  /** @type {Promise<void>} */
  #last = Promise.resolve();

  /** @param {() => void} changed */
  constructor(changed) {
    this.changed = changed;
  }

  /**
   * Do `act`, once all is done that was asked for before it. An act that waits for another one would wait for ever.
   *
   * @template Done
   * @param {() => Done | Promise<Done>} act @returns {Promise<Done>}
   */
  take(act) {
    const turn = this.#last.then(act);
    this.#last = turn.then(
      () => {},
      () => {}, // the one who asked for it is told
    );
    return turn;
  }

  /** Do `act` while the learner's hands are off the devices, which are given back however it ends. */
  async play(what, act) {
    const before = this.playing;
    this.#be(what);
    try {
      return await act();
    } finally {
      this.#be(before);
    }
  }

  #be(playing) {
    this.playing = playing;
    this.changed();
  }
}

/** What can be undone for a moment after a new beginning. */
export class Undo {
  #document = null;
  #timer = 0;

  /** @param {() => void} changed  called when one can go back to it, and when no longer */
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
    if (document) this.#timer = setTimeout(() => this.offer(null), UNDO_FOR);
    this.changed();
  }

  /** What was offered, once. */
  take() {
    const document = this.#document;
    this.offer(null);
    return document;
  }
}
