// What happens: on the devices and at the verifier. Everything goes over one bus as a dotted event. What happens at the
// verifier comes from the sandbox's log, live, so that two browsers see each other's acts: as a stream where there is one;
// otherwise the log is asked for what is new.

const LOOK_EVERY = 1000; // ms between two looks where there is no stream
const GONE = new Set([401, 404]); // the sandbox has ended
// `card` and `phone` are not here: those are events of the devices, which the log does not know.
const SUBJECTS = new Set([
  "challenge",
  "response",
  "login",
  "authenticator",
  "message",
  "call",
  "push",
  "number",
  "sms",
  "fault",
  "clock",
  "passcode",
  "online-card",
  "device",
  "account",
]);

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

/** The log of a sandbox. */
export class Events {
  /** @type {EventSource | null} */
  #source = null;
  #timer = 0;
  /** @type {string | null} */
  #sandbox = null;
  #seq = 0;
  #once = new Once();

  /** @param {{api: Api, tell: (event: PracticeEvent & {seq: number}) => void}} options */
  constructor({ api, tell }) {
    this.api = api;
    this.tell = tell;
    // A phone that slept believes its stream to be open still.
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.#listen());
  }

  /** Tell what happens in a sandbox behind event number `after`; whatever was followed before is left. */
  follow(sandbox, after = 0) {
    this.stop();
    this.#once.forget();
    this.#sandbox = sandbox;
    this.#seq = after;
    this.#listen();
  }

  /** The number of the last event that was told. */
  get seq() {
    return this.#seq;
  }

  /** Whether what a device says has not been told from the log already. */
  isNews(type, data) {
    return this.#once.isNews("here", type, data);
  }

  stop() {
    this.#quiet();
    this.#sandbox = null;
  }

  /** The log is open to this browser no longer. */
  #end() {
    this.stop();
    this.tell({ seq: this.#seq, type: "log.ended", data: {} });
  }

  #quiet() {
    this.#source?.close();
    this.#source = null;
    clearTimeout(this.#timer);
  }

  get #address() {
    return `/sandboxes/${this.#sandbox}/events?after=${this.#seq}`;
  }

  /** The browser comes back by itself to a stream that broke, with the number of the last event that it has. */
  #listen() {
    if (!this.#sandbox) return;
    this.#quiet();
    const source = new EventSource(`${this.api.root}${this.#address}`);
    this.#source = source;
    source.addEventListener("message", ({ data }) => this.#take([JSON.parse(data)]));
    source.addEventListener("end", () => this.#end());
    source.addEventListener("error", () => {
      if (source.readyState === EventSource.CLOSED && source === this.#source) this.#look();
    });
  }

  /** Tell what happened and was not heard yet. Throws the API's problem. */
  async catchUp() {
    const sandbox = this.#sandbox;
    if (!sandbox) return;
    const { events } = await this.api.get(this.#address);
    if (sandbox === this.#sandbox) this.#take(events);
  }

  async #look() {
    const sandbox = this.#sandbox;
    try {
      await this.catchUp();
    } catch (problem) {
      if (!problem.body) throw problem;
      if (GONE.has(problem.body.status)) return this.#end();
    }
    if (sandbox && sandbox === this.#sandbox) this.#timer = setTimeout(() => this.#look(), LOOK_EVERY);
  }

  #take(events) {
    for (const event of events) {
      if (event.seq <= this.#seq) continue;
      this.#seq = event.seq;
      if (this.#once.isNews("log", event.type, event.data)) this.tell(event);
    }
  }
}

/**
 * An event of the verifier reaches the page twice: a device tells it when its answer comes, and the log tells it to every
 * browser. Whichever comes first counts.
 */
export class Once {
  /** @type {Map<string, {here: number, log: number}>} how often each was told from either side */
  #told = new Map();

  /**
   * Whether this is news. The n-th time from one side is news unless the other side has told it n times already.
   *
   * @param {"here" | "log"} side @param {string} type @param {any} data
   */
  isNews(side, type, { login, message, fault } = {}) {
    if (!SUBJECTS.has(type.split(".")[0])) return true;
    const key = [type, login ?? message ?? fault ?? ""].join(" ");
    const counts = this.#told.get(key) ?? { here: 0, log: 0 };
    this.#told.set(key, counts);
    counts[side] += 1;
    return counts[side] > counts[side === "here" ? "log" : "here"];
  }

  forget() {
    this.#told.clear();
  }
}
