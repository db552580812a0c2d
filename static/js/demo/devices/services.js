// Client Services at the other end of a telephone, and a calendar: what they give who has lost a device, how long each
// is good, and a way to let that time pass.

import { h } from "../dom.js";
import { dateAndTime } from "../time.js";
import { Paper } from "./paper.js";

const PASSCODE = "temporary-passcode";
const LOST_CARD = "security-card";
const FRESH = { given: null, over: false, card: null };

/** @param {DeviceContext} ctx @returns {Device} */
export function create(ctx) {
  return new Services(ctx);
}

/** @extends {Paper<{given: Passcode | null, over: boolean, card: "lost" | "replaced" | null}>} */
class Services extends Paper {
  kind = "client-services";

  constructor(ctx) {
    super(ctx);
    this.rename();
    ctx.clock.listen(() => this.#tick());
    ctx.listen(({ type }) => type === "online-card.issued" && this.draw());
  }

  // What the engine asks of every device ---------------------------------------------------------------------------

  fresh() {
    return { ...FRESH };
  }

  revive() {
    this.#tick(); // the time that has passed since does not come back
    return true;
  }

  /** @returns {Record<string, string>} */
  offers() {
    const { given } = this.state;
    return given ? { passcode: given.passcode } : {};
  }

  status() {
    const { given, card } = this.state;
    return given?.passcode ?? this.words(card ? `services.${card}-short` : "services.nothing");
  }

  // Its own --------------------------------------------------------------------------------------------------------

  async #ask() {
    await this.attempt(async () => {
      const session = await this.ctx.session();
      const given = await this.ctx.api.post(`/sandboxes/${session.id}/temporary-passcode`);
      session.devices = [
        ...session.devices.filter((each) => each.kind !== PASSCODE),
        { id: given.device, kind: PASSCODE, full_until: given.full_until },
      ];
      this.set({ given, over: false });
      this.ctx.voice.say(this.words("services.says", { code: [...given.passcode].join(" ") }));
      this.ctx.emit("passcode.issued");
    });
  }

  async #report() {
    await this.attempt(async () => {
      const session = await this.ctx.session();
      await this.ctx.api.post(`/sandboxes/${session.id}/card/loss`);
      this.#settle("lost");
    });
  }

  /** The card on the table is the new one from now on. */
  async #replace() {
    await this.attempt(async () => {
      const session = await this.ctx.session();
      const { device } = await this.ctx.api.post(`/sandboxes/${session.id}/card/replacement`);
      session.devices = [...session.devices.filter((each) => each.kind !== LOST_CARD), device];
      this.#settle("replaced");
    });
  }

  #settle(card) {
    this.set({ card });
    this.ctx.voice.say(this.words(`services.${card}`));
    this.ctx.emit(`device.${card}`);
  }

  async #pass() {
    await this.attempt(async () => {
      if (this.#next) await this.ctx.passUntil(this.#next);
      this.#tick();
      this.draw();
    });
  }

  /** What ends when, in order. @returns {[string, string][]} the word and the moment */
  get #ends() {
    const { given } = this.state;
    const card = this.ctx.device("online-card");
    /** @type {[string, string][]} */
    const ends = [];
    if (given) ends.push(["services.full", given.full_until], ["services.portal", given.portal_until]);
    if (card?.valid_until) ends.push(["services.card", card.valid_until]);
    return ends;
  }

  get #next() {
    const now = this.ctx.clock.now();
    return this.#ends.map(([, moment]) => moment).find((moment) => Date.parse(moment) > now) ?? null;
  }

  #tick() {
    const { given, over } = this.state;
    if (!given || over || Date.parse(given.full_until) > this.ctx.clock.now()) return;
    this.state.over = true;
    this.ctx.emit("services.full-over");
    this.ctx.changed();
  }

  contents() {
    return [...this.#call(), ...this.#calendar()];
  }

  /** @returns {(Node | null | false)[]} */
  #call() {
    const { given, card } = this.state;
    const { methods } = this.ctx.scenario;
    return [
      h("h3", { class: "paper-title", text: this.words("services.title") }),
      h("p", { class: "paper-text", text: this.words("services.text") }),
      given &&
        h(
          "p",
          { class: "paper-code" },
          h("span", { class: "paper-label", text: this.words("services.code") }),
          h("strong", { "data-passcode": given.passcode, text: given.passcode }),
        ),
      methods.includes(PASSCODE) && this.button("ask", this.words("services.ask"), () => this.#ask()),
      card && h("p", { class: "paper-says", text: this.words(`services.${card}`) }),
      ...(methods.includes(LOST_CARD) ? this.#aboutCard() : []),
    ];
  }

  #aboutCard() {
    return [
      this.button("report", this.words("services.report"), () => this.#report()),
      h("h3", { class: "paper-title", text: this.words("services.portal-title") }),
      this.button("replace", this.words("services.replace"), () => this.#replace()),
    ];
  }

  /** @returns {(Node | false)[]} */
  #calendar() {
    const ends = this.#ends;
    if (!ends.length) return [];
    const now = this.ctx.clock.now();
    const next = this.#next;
    const row = ([word, moment]) => {
      const over = Date.parse(moment) <= now;
      return h(
        "li",
        { class: over ? "over" : "" },
        h("span", { text: this.words(word) }),
        h("span", { text: this.words(over ? "services.ended" : "services.until", { when: dateAndTime(moment) }) }),
      );
    };
    return [
      h("h3", { class: "paper-title", text: this.words("services.calendar") }),
      h("ul", { class: "paper-ends" }, ...ends.map(row)),
      next !== null &&
        this.button("next", this.words("services.next", { when: dateAndTime(next) }), () => this.#pass()),
    ];
  }
}
