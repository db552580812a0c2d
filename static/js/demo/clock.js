// The sandbox's clock as the browser keeps it between two answers of the verifier.

const TICK = 250; // ms of real time: a countdown never shows a second late that anybody would see

export class Clock {
  #time = Date.now();
  #setAt = Date.now();
  #listeners = new Set();
  #timer = 0;
  rate = 1;

  /** The sandbox's time in ms since 1970. Wall time is counted, not a monotonic clock: those stop while a phone sleeps. */
  now() {
    return this.#time + Math.max(0, Date.now() - this.#setAt) * this.rate;
  }

  /** Take over the verifier's time. @param {string} now ISO 8601 @param {number} [rate] */
  sync(now, rate = this.rate) {
    this.#time = Date.parse(now);
    this.#setAt = Date.now();
    this.rate = rate;
    this.#tick();
  }

  /** Call LISTENER now and then while anybody listens. @returns {() => void} */
  listen(listener) {
    this.#listeners.add(listener);
    this.#timer ||= setInterval(() => this.#tick(), TICK);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size) return;
      clearInterval(this.#timer);
      this.#timer = 0;
    };
  }

  #tick() {
    for (const listener of [...this.#listeners]) listener(this);
  }
}
