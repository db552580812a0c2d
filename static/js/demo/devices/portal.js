// Client Portal once one is logged in: a side menu, settings, and what is done there. Its pages stand in portal/.

import { h, keepingFocus, refill, refocus } from "../dom.js";
import { say } from "../words.js";
import { frame, wordmark } from "./frames.js";
import { confirm, number, verified } from "./portal/number.js";
import { always, box, opted } from "./portal/opt-in.js";
import { home, menu, settings } from "./portal/pages.js";
import { owner, refused, share, shared, sls } from "./portal/share.js";
import { clean, fault, fill, personaMoves, pressing, showError, typingMoves } from "./window/field.js";
import { tick } from "./window/time.js";
import { user } from "./window/user.js";

const DIGITS = { confirm: 6, share: 8 }; // of what is typed in a page
const CARRIES = { confirm: "code", share: "response" };
const PAGES = { home, settings, number, confirm, verified, sls, owner, share, shared, refused, box, always, opted };

const FRESH = { view: "user", persona: null, menu: false, sent: null, typed: "", notice: null, number: null, nav: false, chosen: false, owner: null, login: null, refusal: null };

/** @param {DeviceContext} ctx @returns {Device} */
export function create(ctx) {
  return new Portal(ctx);
}

export class Portal {
  kind = "portal";
  state = { ...FRESH };
  error = null;
  /** @type {Controls} */
  controls = new Map();
  isBusy = false;

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
    const { persona } = this.state;
    const alive = !this.#asked || Date.parse(this.#asked.expires_at) > this.ctx.clock.now();
    if (!alive) this.state = { ...FRESH, persona };
    this.error = null;
    this.draw();
    return alive;
  }

  read(name) {
    return this.offers()[name] ?? null;
  }

  wants() {
    const { view, typed } = this.state;
    return clean(typed).length < DIGITS[view] ? CARRIES[view] : null;
  }

  offers() {
    const { view, login } = this.state;
    return view === "share" ? { challenge: login.challenge } : {};
  }

  take(value) {
    fill(this, value);
    refocus(this.element, `${this.id}.answer`);
  }

  moves(action, value) {
    if (action === "type") return typingMoves(this, value);
    if (value === "persona") return personaMoves(this);
    return [pressing(this, value)];
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
    keepingFocus(this.element, () => {
      const screen = h("div", { class: "screen" }, mark, wordmark(), this.body); // takes the body, and the focus, out of the page
      refill(this.bezel, frame(this.platform, title, screen));
      this.draw();
    });
  }

  // What the pages use ---------------------------------------------------------------------------------------------

  /** Seconds until what is asked for expires. */
  get left() {
    return (Date.parse(this.#asked.expires_at) - this.ctx.clock.now()) / 1000;
  }

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
    if (this.isBusy) return;
    if (!(await this.ctx.become(persona))) return this.ctx.later(() => this.choose(persona));
    this.set({ persona: persona.id, notice: null });
    this.ctx.voice.say(this.words("window.chosen", { user: persona.user }));
  }

  /** This user has no second factor yet: the portal opens. */
  async logIn() {
    if (!this.state.persona) return this.tell({ key: "window.choose-first" });
    await this.attempt(async () => {
      const { number: known } = await this.ctx.session();
      this.state.number = known ?? null;
      this.open("home");
      this.ctx.emit("portal.opened");
    });
  }

  /** Log out, and begin again with this user name or another. */
  startOver() {
    this.ctx.later(null);
    this.set({ ...FRESH, persona: this.state.persona });
    this.ctx.emit("window.started-over");
    refocus(this.element, `${this.id}.login`);
  }

  open(view, change = {}) {
    this.set({ view, notice: null, ...change });
    /** @type {HTMLElement | null} */
    const title = this.element.querySelector("[data-title]");
    title?.focus({ preventScroll: true });
    this.ctx.voice.say(title?.textContent ?? "");
  }

  set(change) {
    Object.assign(this.state, change);
    this.error = null;
    this.draw();
    this.ctx.changed();
  }

  /** @param {Said} said */
  tell(said) {
    this.set({ notice: said });
    this.ctx.voice.say(this.told);
  }

  /** What it says now besides what its page says. */
  get told() {
    return say(this.state.notice, this.words);
  }

  typed(value) {
    const before = clean(this.state.typed).length === this.#digits;
    this.state.typed = value;
    showError(this, null);
    const complete = clean(value).length === this.#digits;
    if (complete && !before) this.ctx.emit("portal.code-typed");
    else if (!complete && before) this.ctx.emit("portal.code-changed");
    this.ctx.changed();
  }

  /** The digits that were typed, or null with an explanation beside the field. */
  get code() {
    const typed = clean(this.state.typed);
    const error = fault(this, typed, this.#digits);
    showError(this, error);
    return error ? null : typed;
  }

  /**
   * One request at a time; a refusal is told here and explained by the guide.
   *
   * @param {() => any} act @param {(refusal: Refusal) => any} [refused]
   */
  async attempt(act, refused = () => {}) {
    if (this.isBusy) return;
    this.isBusy = true;
    this.ctx.later(null);
    this.element.setAttribute("aria-busy", "true");
    try {
      await act();
    } catch (problem) {
      if (!problem.body) throw problem;
      this.ctx.emit("problem", problem);
      if (problem.reason === "offline") this.#keep(act, refused);
      else this.tell({ refusal: problem.body }), refused(problem.body);
    } finally {
      this.isBusy = false;
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

  /** It is done when the line is back. */
  #keep(act, refused) {
    this.ctx.later(() => this.attempt(act, refused));
    this.tell({ key: "offline.kept" });
  }

  /** What a page waits for an answer to. */
  get #asked() {
    return { confirm: this.state.sent, share: this.state.login }[this.state.view] ?? null;
  }

  get #digits() {
    return DIGITS[this.state.view];
  }

  /** A confirmation or challenge that has run out takes one back to asking for another. */
  #tick() {
    if (this.#asked && this.left > 0) tick(this, true);
    if (!this.#asked || this.left > 0) return;
    this.open(this.state.view === "confirm" ? "number" : "owner", { sent: null, login: null, typed: "" });
    this.tell({ key: "portal.code-expired" });
    this.ctx.emit("portal.code-expired");
  }
}
