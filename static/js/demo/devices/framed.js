// A broker's screen in the frame of a platform, as the login window and the portal are: who logs in, a field for a code,
// what is told, and how long it is good.

import { h, keepingFocus, refill, refocus } from "../dom.js";
import { given, one } from "../../sure.js";
import { spellSeconds } from "../time.js";
import { clean } from "../typed.js";
import { say } from "../words.js";
import { frame, isApp, wordmark } from "./frames.js";
import { Screen } from "./screen.js";

const SHORT_OF_TIME = 30; // seconds left from which the countdown warns, and is said once

/**
 * `contents` is what is in the frame, `asked` what is to be typed there, `pending` what ends at a time, `expire` what
 * happens then, and `forget` how it is again as it was before the login.
 *
 * @template {FramedState} State
 * @extends {Screen<State>}
 */
export class Framed extends Screen {
  /** @type {string | null} why what is in the field will not do */
  error = null;
  /** The events that tell that what is in the field is complete, no longer so, and was given although it will not do. */
  events = { typed: "window.answer-typed", changed: "window.answer-changed", unfit: "window.unfit" };
  #warned = false;

  /** @param {DeviceContext} ctx @param {{look: string, body: string}} classes */
  constructor(ctx, { look, body }) {
    const bezel = h("div", { class: "bezel" });
    const props = { class: look, role: "group", tabindex: "-1", focus: `${ctx.id}.self` };
    super(ctx, h("section", props, bezel, ctx.voice.element));
    this.bezel = bezel;
    this.body = h("div", { class: body });
    ctx.clock.listen(() => this.#tick());
  }

  /** @abstract @returns {(Node | null | false)[]} */
  contents() {
    return [];
  }

  /** @abstract @returns {{digits: number, letters?: boolean, carries: string | null, lasts?: string} | null} */
  get asked() {
    return null;
  }

  /** @abstract @returns {{expires_at: string, issued_at?: string} | null} */
  get pending() {
    return null;
  }

  /** User name and password are given. @abstract */
  async logIn() {}

  /** @abstract */
  expire() {}

  /** @abstract */
  forget() {}

  // What the engine asks of every device ---------------------------------------------------------------------------

  restore(saved) {
    this.error = null;
    this.#warned = false;
    return super.restore(saved);
  }

  wants() {
    const { asked, state } = this;
    return asked && clean(state.typed).length < asked.digits ? asked.carries : null;
  }

  take(value) {
    this.#fill(value);
    this.toField();
  }

  /** @returns {Move[]} */
  moves(action, value) {
    if (action === "type") return this.#typing(value);
    if (value === "persona") return this.#naming();
    return [this.pressing(value)];
  }

  focus(options = {}) {
    if (!this.toField(options)) super.focus(options);
  }

  rename() {
    const title = this.ctx.scenario.platforms.find((each) => each.id === this.platform)?.title ?? "";
    this.element.setAttribute("aria-label", `${this.named(title)}. ${this.words("mark")}`);
    const mark = h("p", { class: "practice-mark", text: this.words("mark") });
    keepingFocus(this.element, () => {
      const screen = h("div", { class: "screen" }, mark, wordmark(), this.body); // takes the body, and the focus, out of the page
      refill(this.bezel, frame(this.platform, title, screen));
      this.draw();
    });
  }

  /** What it is called on a platform. @param {string} _platform  its title */
  named(_platform) {
    return this.ctx.title;
  }

  // What is in the frame uses ----------------------------------------------------------------------------------

  get platform() {
    return this.ctx.platform();
  }

  get persona() {
    return this.ctx.scenario.personas.find((each) => each.id === this.state.persona) ?? null;
  }

  get loginLabel() {
    return this.words(isApp(this.platform) ? "window.log-in" : "window.login");
  }

  /** Seconds until what is under way expires; there is something under way. */
  get left() {
    return (Date.parse(given(this.pending, "login").expires_at) - this.ctx.clock.now()) / 1000;
  }

  /** What it says now besides what its view says. */
  get told() {
    return say(this.state.notice, this.words);
  }

  /** @param {Said} said */
  tell(said) {
    this.set({ notice: said });
    this.ctx.voice.say(this.told ?? "");
  }

  set(change = {}) {
    this.error = null;
    super.set(change);
  }

  open(view, change = {}) {
    this.set({ view, notice: null, ...change });
    const title = this.body.querySelector("h3");
    (title?.hasAttribute("tabindex") ? title : this.element).focus({ preventScroll: true });
    this.ctx.voice.say(title?.textContent ?? "");
  }

  /** Be a training user. @param {Persona} persona */
  async choose(persona, change = {}) {
    if (this.isBusy) return;
    if (!(await this.ctx.become(persona))) return this.ctx.later(() => this.choose(persona, change));
    this.set({ persona: persona.id, notice: null, ...change });
    this.ctx.voice.say(this.words("window.chosen", { user: persona.user }));
  }

  startOver() {
    this.ctx.later(null);
    this.forget();
    this.set();
    this.ctx.emit("window.started-over");
    refocus(this.element, this.focusName("login"));
  }

  kept() {
    this.tell({ key: "offline.kept" });
  }

  refuse(refusal) {
    this.tell({ refusal });
  }

  pressing(name, label = this.controls.get(name)?.label ?? this.loginLabel) {
    return super.pressing(name, label);
  }

  // The field ------------------------------------------------------------------------------------------------------

  /** What is in it, once it is complete; else null, with an explanation beside it. */
  get answered() {
    const typed = clean(this.state.typed);
    const error = this.#fault(typed);
    if (error && this.state.notice?.key === "window.wrong") this.set({ notice: null }); // that was about another answer
    this.#showError(error);
    if (error) this.ctx.emit(this.events.unfit);
    return error ? null : typed;
  }

  typed(value) {
    const isComplete = () => clean(this.state.typed).length === this.asked?.digits;
    const before = isComplete();
    this.state.typed = value;
    this.#showError(null);
    if (isComplete() !== before) this.ctx.emit(before ? this.events.changed : this.events.typed);
    this.ctx.changed();
  }

  /** Put the focus into it. @param {FocusOptions} [options] */
  toField(options) {
    return refocus(this.element, this.focusName("answer"), options);
  }

  /** "8 digits, please: you typed 7", or null if that is how many there are. */
  #fault(typed) {
    const { digits: count, letters } = given(this.asked, "field");
    if (letters)
      return typed.length === count ? null : this.words("window.wrong-letters", { count, typed: typed.length });
    if (/[^0-9]/.test(typed)) return this.words("window.only-digits", { count });
    return typed.length === count ? null : this.words("window.wrong-length", { count, typed: typed.length });
  }

  /** Say beside the field what is wrong, and go there; null takes it back. */
  #showError(error) {
    this.error = error;
    const field = this.#field;
    if (!field) return;
    one(this.body, ".field-error").textContent = error ?? "";
    if (error) {
      field.setAttribute("aria-invalid", "true");
      field.focus();
      this.ctx.voice.say(error);
    } else field.removeAttribute("aria-invalid");
  }

  /** @returns {HTMLInputElement | null} */
  get #field() {
    return this.body.querySelector(".answer");
  }

  /** Put digits into it as if they had been typed. */
  #fill(value) {
    const field = this.#field;
    if (!field) return;
    field.value = value;
    this.typed(value);
  }

  /** One move for each digit; none if they are there already. @returns {Move[]} */
  #typing(value) {
    if (clean(this.state.typed) === clean(value)) return [];
    return [...value].map((digit, place) => ({
      label: this.words("move.type", { digit }),
      target: this.focusName("answer"),
      run: () => this.#fill(value.slice(0, place + 1)),
    }));
  }

  /** Choose the training user who is meant, unless one is chosen. @returns {Move[]} */
  #naming() {
    const isKnown = this.state.persona || this.state.view !== "user";
    return isKnown ? [] : [this.pressing(`persona.${this.ctx.persona().id}`)];
  }

  // Drawing --------------------------------------------------------------------------------------------------------

  draw() {
    this.controls.clear();
    keepingFocus(this.element, () => {
      refill(this.body, ...this.contents());
      this.element.dataset.view = this.state.view;
      this.#tick();
    });
  }

  #tick() {
    if (this.pending && this.left <= 0) return this.expire();
    this.count();
  }

  /** Bring up to date what moves with the clock. */
  count() {
    const box = this.body.querySelector("[data-countdown]");
    if (box) this.#countDown(box);
  }

  #countDown(box) {
    const { ctx, left } = this;
    const { expires_at: ends, issued_at: began } = given(this.pending, "login");
    const whole = (Date.parse(ends) - Date.parse(began ?? "")) / 1000;
    const isShort = left <= SHORT_OF_TIME;
    box.classList.toggle("short", isShort);
    box.classList.toggle("still", ctx.clock.rate === 0);
    box.querySelector("i").style.width = `${Math.min(100, (100 * left) / whole)}%`;
    box.querySelector(".countdown-text").textContent = this.words(this.asked?.lasts ?? "window.valid-for", {
      time: spellSeconds(left),
    });
    if (isShort && !this.#warned) ctx.voice.say(this.words("window.short", { count: SHORT_OF_TIME }));
    this.#warned = isShort;
  }
}
