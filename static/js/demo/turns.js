// Whose turn it is: the learner's, or the practice's while it plays steps by itself.

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
   * Do ACT, once all is done that was asked for before it. An act that waits for another one would wait for ever.
   *
   * @template Done
   * @param {() => Done | Promise<Done>} act @returns {Promise<Done>}
   */
  take(act) {
    const turn = this.#last.then(act);
    this.#last = turn.then(
      () => {},
      () => {}, // whoever asked for it is told
    );
    return turn;
  }

  /** Do ACT while the learner's hands are off the devices, which are given back however it ends. */
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
