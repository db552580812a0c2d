// What a hand does on the phone: the moves that "Show me" plays and a link to a later step replays.

import { openNotice } from "./entry.js";

const ARRIVES_WITHIN = 8000; // ms that a hand waits for what comes from outside: a message, a call that begins to ring
const ANSWERED_WITHIN = 2500; // ms that it waits for what a press before may still be bringing
const LOOKS_EVERY = 150; // ms

const ICONS = new Set(["app", "messages", "calls", "settings", "shop", "old-app"]);
const FROM_OUTSIDE = new Set(["answer"]);
const HERE_ALREADY = new Set(["security", "persona", "message", "notification"]); // their moves go where they have to
const NAMED = new Set([...ICONS, "unlock", "back", "home"]);
const OTHER_NAMES = { "open-app": "app", generate: "generate-response" };

export class Hands {
  /** @param {Phone} phone */
  constructor(phone) {
    this.phone = phone;
  }

  /** Be where a move can be made, as far as that is not a matter of what the move itself does. */
  async ready(action, value) {
    if (action === "read") return this.#until(() => this.phone.read(value), ARRIVES_WITHIN);
    if (action === "type") return this.#until(() => this.phone.fields.size, ANSWERED_WITHIN);
    if (HERE_ALREADY.has(value) || (value === "unlock" && this.phone.state.sheet)) return undefined;
    return this.#reach(this.#known(value));
  }

  /** @returns {Move[]} */
  moves(action, value) {
    const { phone } = this;
    if (action === "type") return this.#typing(value);
    if (value === "security" || (value === "unlock" && phone.state.sheet)) return this.#security();
    if (value === "persona") return phone.state.login.persona ? [] : this.#press(`persona.${phone.ctx.persona().id}`);
    if (value === "message") {
      const way = phone.controls.has("thread") ? "thread" : "messages";
      return [this.#move(phone.words("messages"), way, () => this.#openMessage())];
    }
    if (value === "notification")
      return [this.#move(phone.words("control-notification"), value, () => this.#openRequest())];
    return this.#press(this.#known(value));
  }

  /** The field that a value goes into: a PIN into a secret one, anything else into the first that has room. */
  sink(value) {
    const all = [...this.phone.fields.values()];
    if (value !== undefined && value === this.phone.state.pin) return all.find((each) => each.secret) ?? all[0];
    const open = all.filter((each) => !each.secret);
    const roomy = open.find((each) => each.get().length < (each.room ?? 1));
    return roomy ?? (value === undefined ? null : (open[0] ?? all[0]));
  }

  #move(label, target, run) {
    return { label: this.phone.words("move-press", { button: label }), target: this.phone.focusName(target), run };
  }

  #press(name) {
    const label =
      this.phone.controls.get(name)?.label ?? this.phone.words(NAMED.has(name) ? `control-${name}` : "control-next");
    return [this.#move(label, name, async () => (await this.#reach(name), this.phone.press(name)))];
  }

  #typing(value) {
    const { phone } = this;
    const sink = this.sink(value);
    if (!sink || sink.get() === value) return [];
    const moves = [...value].map((digit, place) => ({
      label: phone.ctx.words("move.type", { digit }),
      target: phone.focusName(phone.controls.has(`key.${digit}`) ? `key.${digit}` : sink.name),
      run: () => this.sink(value)?.take(value.slice(0, place + 1)),
    }));
    return moves.slice(value.startsWith(sink.get()) ? sink.get().length : 0);
  }

  /** The security element, whichever this phone has; nothing if it does not ask. */
  #security() {
    const { phone } = this;
    if (!phone.state.sheet) return [];
    return phone.hasPin ? [...this.#typing(phone.state.pin), ...this.#press("key.ok")] : this.#press("face");
  }

  #known(name) {
    const { phone } = this;
    if (name === "menu" || name === "more") return phone.system === "ios" ? "more" : "menu";
    if (name === "generate" && phone.controls.has(name)) return name;
    return OTHER_NAMES[name] ?? name.replace(/^key-/, "key.");
  }

  async #openMessage() {
    const { phone } = this;
    await phone.inbox.pull(); // a newer one than those that lie there may have come
    const isNew = () => phone.inbox.texts.some((each) => !each.read);
    await this.#until(() => (isNew() && !this.#isSoon) || this.#isVain, ARRIVES_WITHIN);
    if (phone.inbox.texts.length) phone.openThread();
  }

  /** A text message may have come after it, and lie on top. */
  async #openRequest() {
    const { inbox } = this.phone;
    const newest = () => inbox.notices.find((each) => each.kind === "push");
    await inbox.pull();
    await this.#until(() => newest() || this.#isVain, ARRIVES_WITHIN);
    if (newest()) openNotice(this.phone, newest());
  }

  /** Go to where a control is, or wait for it. */
  async #reach(name) {
    const { phone } = this;
    if (FROM_OUTSIDE.has(name)) await phone.inbox.pull();
    return this.#until(
      () => {
        if (phone.controls.has(name)) return true;
        if (phone.state.locked) phone.press("unlock");
        if (ICONS.has(name) && phone.state.at !== "home") phone.home();
        return phone.controls.has(name) || (FROM_OUTSIDE.has(name) && this.#isVain);
      },
      FROM_OUTSIDE.has(name) ? ARRIVES_WITHIN : ANSWERED_WITHIN,
    );
  }

  /** At the last look nothing was on its way: waiting would be for nothing. */
  get #isVain() {
    return !this.phone.state.inbox.nextAt;
  }

  /** What was sent last is not here yet, though it will be while a hand waits. */
  get #isSoon() {
    const { ctx, state } = this.phone;
    const { nextAt } = state.inbox;
    return nextAt !== null && Date.parse(nextAt) - ctx.clock.now() < ARRIVES_WITHIN;
  }

  async #until(come, limit) {
    for (let waited = 0; !come() && waited < limit; waited += LOOKS_EVERY) {
      await this.phone.inbox.pull();
      if (!come()) await this.#skip();
      if (come()) return;
      await new Promise((resolve) => setTimeout(resolve, LOOKS_EVERY));
    }
  }
  /** In a replay nobody waits for what is due later, nor where the clock hardly goes: it is brought on. */
  async #skip() {
    const { ctx, state } = this.phone;
    const { nextAt } = state.inbox;
    if (!nextAt || !(ctx.voice.muted || ctx.clock.rate < 1)) return;
    await ctx.passUntil(nextAt);
    await this.phone.inbox.pull();
  }
}
