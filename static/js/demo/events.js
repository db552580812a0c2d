// What happens at the verifier, as it happens: the sandbox's log of events, live, so that two browsers see each other's
// acts. A stream where one can be had; otherwise the log is asked for what is new.

import { Once } from "./once.js";

const LOOK_EVERY = 1000; // ms between two looks where no stream can be had
const GONE = new Set([401, 404]); // the sandbox has ended

export class Events {
  #source = null;
  #timer = 0;
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

  /** Tell what happens in a sandbox behind event number AFTER; whatever was followed before is left. */
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
