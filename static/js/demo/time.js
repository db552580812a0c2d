// The sandbox's clock as the browser keeps it between two answers of the verifier, and times as they are shown.

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

  /** Call `listener` now and then while anybody listens. @returns {() => void} */
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

/** Seconds as a clock shows them: 1:05, or 23:59:59 from an hour on. */
export function spellSeconds(seconds) {
  const whole = Math.max(0, Math.ceil(seconds));
  const parts = [Math.floor(whole / 60) % 60, whole % 60];
  const hours = Math.floor(whole / 3600);
  const shown = hours ? [hours, ...parts] : parts;
  return shown.map((part, place) => (place ? String(part).padStart(2, "0") : String(part))).join(":");
}

/** "Thu 26 Nov, 4:10 PM". @param {string} moment ISO 8601 */
export function dateAndTime(moment) {
  return new Date(moment).toLocaleString(document.documentElement.lang, {
    weekday: "short",
    day: "numeric",
    month: "short",
    hour: "numeric",
    minute: "2-digit",
  });
}

/** The later of two moments, either of which may be none. @param {...(string | null | undefined)} moments */
export function later(...moments) {
  const known = moments.filter((each) => typeof each === "string");
  return known.sort((a, b) => Date.parse(a) - Date.parse(b)).at(-1) ?? null;
}
