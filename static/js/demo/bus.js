// Everything that happens, on the devices and at the verifier, goes over one bus as a dotted event.

export class Bus {
  #listeners = new Set();

  /** @param {(event: PracticeEvent) => void} listener @returns {() => void} how to stop listening */
  listen(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Tell everyone, in the order in which they began to listen. */
  emit(type, data = {}) {
    for (const listener of [...this.#listeners]) listener({ type, data });
  }
}
