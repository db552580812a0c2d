// The carrier at the other end of a telephone, and time to wait in. What is wrong with the messages it says only when asked.

import { h, keepingFocus, refill } from "../dom.js";
import { Paper } from "./paper.js";

const WAIT = 120_000; // ms: a new message can be had every two minutes at most
const FILTERS = ["blocked-sms", "blocked-calls"]; // what it does itself, and can undo
const FRESH = { answer: null };

/** @param {DeviceContext} ctx @returns {Device} */
export function create(ctx) {
  return new Carrier(ctx);
}

class Carrier extends Paper {
  kind = "carrier";
  /** @type {{answer: "lifted" | "free" | null}} */
  state = { ...FRESH };
  #waiting = Promise.resolve();
  controls = {
    wait: { label: () => this.words("carrier.wait"), run: () => this.#wait() },
    ask: { label: () => this.words("carrier.ask"), run: () => this.#ask() },
  };

  constructor(ctx) {
    super(ctx);
    this.rename();
  }

  save() {
    return { ...this.state };
  }

  restore(saved) {
    this.state = { ...FRESH, ...saved };
    this.draw();
    return true;
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
      const { faults } = await this.ctx.session();
      const filters = FILTERS.filter((fault) => faults[fault]);
      for (const fault of filters) await this.ctx.setFault(fault, false);
      this.state.answer = filters.length ? "lifted" : "free";
      this.draw();
      this.ctx.voice.say(this.words(`carrier.${this.state.answer}`));
      this.ctx.emit("carrier.asked");
      this.ctx.changed();
    });
  }

  draw() {
    const { answer } = this.state;
    keepingFocus(this.element, () =>
      refill(
        this.body,
        h("h3", { class: "paper-title", text: this.words("carrier.title") }),
        h("p", { class: "paper-text", text: this.words("carrier.text") }),
        answer && h("p", { class: "paper-says", text: this.words(`carrier.${answer}`) }),
        this.button("ask"),
        h("h3", { class: "paper-title", text: this.words("carrier.waiting") }),
        h("p", { class: "paper-text", text: this.words("carrier.waiting-text") }),
        this.button("wait"),
      ),
    );
  }
}
