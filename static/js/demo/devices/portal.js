// Client Portal once one is logged in: a side menu, settings, and what is done there. Its pages stand in portal/.

import { h, refill } from "../dom.js";
import { keepingFocus, refocus } from "../focus.js";
import { frame } from "./frames.js";
import { home, menu, settings } from "./portal/pages.js";
import { confirm, number, verified } from "./portal/number.js";
import { user } from "./window/user.js";
import { wordmark } from "./wordmark.js";

const CODE_DIGITS = 6;
const PAGES = { home, settings, number, confirm, verified };

const FRESH = { view: "user", persona: null, menu: false, sent: null, typed: "", notice: null, number: null };

/** @param {DeviceContext} ctx @returns {Device} */
export function create(ctx) {
  return new Portal(ctx);
}

export class Portal {
  kind = "portal";
  state = { ...FRESH };
  error = null;
  /** @type {Map<string, {label: string, run: () => any}>} what can be pressed now */
  controls = new Map();
  #busy = false;

  constructor(ctx) {
    this.ctx = ctx;
    this.id = ctx.id;
    this.words = ctx.words;
    this.body = h("div", { class: "screen-body portal-body" });
    this.bezel = h("div", { class: "bezel" });
    this.element = h(
      "section",
      { class: "device window portal", role: "group", tabindex: "-1", focus: `${this.id}.self` },
      this.bezel,
      ctx.voice.element,
    );
    this.rename();
    ctx.clock.listen(() => this.#tick());
  }

  // What the engine asks of every device ---------------------------------------------------------------------------

  save() {
    return structuredClone(this.state);
  }

  restore(saved) {
    this.state = { ...FRESH, ...saved };
    const { view, sent, persona } = this.state;
    const alive = view !== "confirm" || Date.parse(sent.expires_at) > this.ctx.clock.now();
    if (!alive) this.state = { ...FRESH, persona };
    this.error = null;
    this.draw();
    return alive;
  }

  read() {
    return null;
  }

  wants() {
    return this.state.view === "confirm" && clean(this.state.typed).length < CODE_DIGITS ? "code" : null;
  }

  offers() {
    return {};
  }

  take(value) {
    this.#type(value);
    refocus(this.element, `${this.id}.answer`);
  }

  /** Another code cannot be had before this moment. */
  awaits() {
    return null;
  }

  moves(action, value) {
    if (action === "type") return this.#typingMoves(value);
    if (value === "persona") return this.state.persona ? [] : [this.#move(`persona.${this.ctx.persona().id}`)];
    return [this.#move(value)];
  }

  focus(options = {}) {
    if (!refocus(this.element, `${this.id}.answer`, options)) this.element.focus(options);
  }

  status() {
    return this.state.view === "user" ? this.words("window.ready") : (this.body.querySelector("h3")?.textContent ?? "");
  }

  rename() {
    const title = this.ctx.scenario.platforms.find((each) => each.id === this.platform)?.title ?? "";
    this.element.setAttribute("aria-label", `${this.ctx.title}. ${this.words("mark")}`);
    const mark = h("p", { class: "practice-mark", text: this.words("mark") });
    const screen = h("div", { class: "screen" }, mark, wordmark(), this.body);
    keepingFocus(this.element, () => {
      refill(this.bezel, frame(this.platform, title, screen));
      this.draw();
    });
  }

  // What the pages use ---------------------------------------------------------------------------------------------

  get platform() {
    return this.ctx.platform();
  }

  get persona() {
    return this.ctx.scenario.personas.find((each) => each.id === this.state.persona) ?? null;
  }

  get loginLabel() {
    return this.words("window.login");
  }

  async choose(persona) {
    Object.assign(this.state, { persona: persona.id, notice: null });
    this.draw();
    this.ctx.voice.say(this.words("window.chosen", { user: persona.user }));
    await this.attempt(() => this.ctx.become(persona));
    this.ctx.changed();
  }

  /** This user has no second factor yet: the portal opens. */
  async logIn() {
    if (!this.state.persona) return this.tell(this.words("window.choose-first"));
    await this.attempt(async () => {
      const { number: known } = await this.ctx.session();
      this.state.number = known ?? null;
      this.open("home");
      this.ctx.emit("portal.opened");
    });
  }

  open(view, change = {}) {
    this.set({ view, notice: null, ...change });
    this.element.querySelector("[data-title]")?.focus({ preventScroll: true });
    this.ctx.voice.say(this.element.querySelector("[data-title]")?.textContent ?? "");
  }

  set(change) {
    Object.assign(this.state, change);
    this.error = null;
    this.draw();
    this.ctx.changed();
  }

  tell(text) {
    this.set({ notice: text });
    this.ctx.voice.say(text);
  }

  typed(value) {
    const before = clean(this.state.typed).length === CODE_DIGITS;
    this.state.typed = value;
    this.#showError(null);
    const complete = clean(value).length === CODE_DIGITS;
    if (complete && !before) this.ctx.emit("portal.code-typed");
    else if (!complete && before) this.ctx.emit("portal.code-changed");
    this.ctx.changed();
  }

  /** The digits that were typed, or null with an explanation beside the field. */
  get code() {
    const typed = clean(this.state.typed);
    const count = CODE_DIGITS;
    const error = /[^0-9]/.test(typed)
      ? this.words("window.only-digits", { count })
      : typed.length === count ? null : this.words("window.wrong-length", { count, typed: typed.length });
    this.#showError(error);
    return error ? null : typed;
  }

  /** One request at a time; a refusal is told here and explained by the guide. */
  async attempt(act, refused = () => {}) {
    if (this.#busy) return;
    this.#busy = true;
    this.element.setAttribute("aria-busy", "true");
    try {
      await act();
    } catch (problem) {
      if (!problem.body) throw problem;
      this.ctx.emit("problem", problem);
      this.tell(problem.body.title);
      refused(problem.body);
    } finally {
      this.#busy = false;
      this.element.removeAttribute("aria-busy");
    }
  }

  draw() {
    const { view } = this.state;
    this.controls.clear();
    keepingFocus(this.element, () => {
      const page = view === "user" ? user(this) : [menu(this), h("div", { class: "portal-page" }, ...PAGES[view](this))];
      refill(this.body, ...page);
      this.element.dataset.view = view;
      this.#tick();
    });
  }

  // Its own --------------------------------------------------------------------------------------------------------

  #type(value) {
    const field = this.body.querySelector(".answer");
    if (!field) return;
    field.value = value;
    this.typed(value);
  }

  #typingMoves(value) {
    if (clean(this.state.typed) === value) return [];
    return [...value].map((digit, place) => ({
      label: this.words("move.type", { digit }),
      target: `${this.id}.answer`,
      run: () => this.#type(value.slice(0, place + 1)),
    }));
  }

  #move(name) {
    const label = this.controls.get(name)?.label ?? "";
    return { label: this.words("move.window", { button: label }), target: `${this.id}.${name}`, run: () => this.controls.get(name)?.run() };
  }

  #showError(error) {
    this.error = error;
    const field = this.body.querySelector(".answer");
    if (!field) return;
    this.body.querySelector(".field-error").textContent = error ?? "";
    if (error) {
      field.setAttribute("aria-invalid", "true");
      field.focus();
      this.ctx.voice.say(error);
    } else field.removeAttribute("aria-invalid");
  }

  /** A confirmation that has run out takes one back to asking for another. */
  #tick() {
    const { view, sent } = this.state;
    if (view !== "confirm" || Date.parse(sent.expires_at) > this.ctx.clock.now()) return;
    this.open("number", { sent: null, typed: "" });
    this.tell(this.words("portal.code-expired"));
    this.ctx.emit("portal.code-expired");
  }
}

/** Spaces of any kind do not count. */
function clean(text) {
  return text.replace(/\s/g, "");
}
