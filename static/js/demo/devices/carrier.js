// The carrier at the other end of a telephone, and time to wait in. What is wrong with the messages it says only when asked.

import { h } from "../dom.js";
import { Paper } from "./paper.js";

const WAIT = 120_000; // ms: a new message may be requested every two minutes
const FILTERS = ["blocked-sms", "blocked-calls"]; // what it does itself, and can undo
const FRESH = { answer: null };

/** @param {DeviceContext} ctx @returns {Device} */
export function create(ctx) {
  return new Carrier(ctx);
}

/** @extends {Paper<{answer: "lifted" | "free" | null}>} */
class Carrier extends Paper {
  kind = "carrier";
  #waiting = Promise.resolve();

  constructor(ctx) {
    super(ctx);
    this.rename();
  }

  fresh() {
    return { ...FRESH };
  }

  status() {
    return this.words(this.state.answer ? `carrier.${this.state.answer}-short` : "carrier.nothing");
  }

  /** However fast it is pressed, each press is two minutes. */
  #wait() {
    this.#waiting = this.#waiting.then(() => this.attempt(() => this.#pass()));
    return this.#waiting;
  }

  async #pass() {
    await this.ctx.passUntil(new Date(this.ctx.clock.now() + WAIT).toISOString());
    this.ctx.voice.say(this.words("carrier.waited"));
    this.ctx.emit("carrier.waited");
  }

  #ask() {
    return this.attempt(async () => {
      const { faults = {} } = await this.ctx.session();
      const filters = FILTERS.filter((fault) => faults[fault]);
      for (const fault of filters) await this.ctx.setFault(fault, false);
      const answer = filters.length ? "lifted" : "free";
      this.set({ answer });
      this.ctx.voice.say(this.words(`carrier.${answer}`));
      this.ctx.emit("carrier.asked");
    });
  }

  contents() {
    const { answer } = this.state;
    return [
      h("h3", { class: "paper-title", text: this.words("carrier.title") }),
      h("p", { class: "paper-text", text: this.words("carrier.text") }),
      answer && h("p", { class: "paper-says", text: this.words(`carrier.${answer}`) }),
      this.button("ask", this.words("carrier.ask"), () => this.#ask()),
      h("h3", { class: "paper-title", text: this.words("carrier.waiting") }),
      h("p", { class: "paper-text", text: this.words("carrier.waiting-text") }),
      this.button("wait", this.words("carrier.wait"), () => this.#wait()),
    ];
  }
}
