// The login window: asks the verifier for a challenge and gives it the response, in the looks of three platforms.

import { h, refill } from "../dom.js";
import { keepingFocus, refocus } from "../focus.js";
import { spellSeconds } from "../words.js";
import { frame } from "./frames.js";
import * as views from "./window-views.js";
import { wordmark } from "./wordmark.js";

const RESPONSE_DIGITS = 8;
const SHORT_OF_TIME = 30; // seconds left from which the countdown warns, and is said once
const ENDS_LOGIN = new Set(["superseded", "already-used", "too-many-attempts"]);

/** @type {{view: string, persona: string | null, login: any, typed: string, notice: string | null, until: string | null}} */
const FRESH = { view: "user", persona: null, login: null, typed: "", notice: null, until: null };

/** @param {DeviceContext} ctx @returns {Device} */
export function create(ctx) {
  return new LoginWindow(ctx);
}

class LoginWindow {
  kind = "login-window";
  #state = { ...FRESH };
  #error = null;
  #busy = false;
  #warned = false;
  #over = new Set(); // logins that cannot be answered any more, whatever a snapshot says

  constructor(ctx) {
    this.ctx = ctx;
    this.id = ctx.id;
    this.body = h("div", { class: "screen-body" });
    this.bezel = h("div", { class: "bezel" });
    this.element = h(
      "section",
      { class: "device window", role: "group", tabindex: "-1", focus: `${this.id}.self` },
      this.bezel,
      ctx.voice.element,
    );
    this.rename();
    ctx.clock.listen(() => this.#tick());
  }

  // What the engine asks of every device ---------------------------------------------------------------------------

  save() {
    return { ...this.#state };
  }

  restore(saved) {
    this.#state = { ...FRESH, ...saved };
    const { view, login, persona } = this.#state;
    const alive = view !== "challenge" || (!this.#over.has(login.id) && this.#left() > 0);
    if (!alive) this.#state = { ...FRESH, persona };
    this.#error = null;
    this.#warned = false;
    this.#draw();
    return alive;
  }

  read(name) {
    return name === "challenge" && this.#state.view === "challenge" ? this.#state.login.challenge : null;
  }

  wants() {
    return this.#state.view === "challenge" && this.#state.typed.length < RESPONSE_DIGITS ? "response" : null;
  }

  offers() {
    const challenge = this.read("challenge");
    return challenge ? { challenge } : {};
  }

  take(value) {
    this.#type(value);
    refocus(this.element, "window.answer");
  }

  moves(action, value) {
    if (action === "type") return this.#typingMoves(value);
    if (value === "persona") return this.#personaMoves();
    const again = this.#move("start-over", () => this.#startOver());
    const login = this.#move("login", () => this.#go());
    return ["user", "challenge"].includes(this.#state.view) ? [login] : [again, login];
  }

  focus(options = {}) {
    if (!refocus(this.element, "window.answer", options)) this.element.focus(options);
  }

  status() {
    const { view, login } = this.#state;
    const { words } = this.ctx;
    if (view === "challenge") return `${login.challenge} · ${spellSeconds(this.#left())}`;
    return words(view === "inside" ? "window.logged-in" : view === "user" ? "window.ready" : "window.ended");
  }

  rename() {
    const { words, scenario } = this.ctx;
    const id = this.ctx.platform();
    const title = scenario.platforms.find((each) => each.id === id)?.title ?? "";
    this.element.setAttribute("aria-label", `${this.ctx.title}, ${title}. ${words("mark")}`);
    this.element.dataset.platform = id;
    const screen = h(
      "div",
      { class: "screen" },
      h("p", { class: "practice-mark", text: words("mark") }),
      wordmark(),
      this.body,
    );
    keepingFocus(this.element, () => {
      refill(this.bezel, frame(id, title, screen));
      this.#draw();
    });
  }

  // What a learner does --------------------------------------------------------------------------------------------

  async #choose(persona) {
    this.#state.persona = persona.id;
    this.#state.notice = null;
    this.#draw();
    this.ctx.voice.say(this.ctx.words("window.chosen", { user: persona.user }));
    await this.#attempt(() => this.ctx.become(persona));
    this.ctx.changed();
  }

  #go() {
    return this.#state.view === "challenge" ? this.#answer() : this.#ask();
  }

  async #ask() {
    if (!this.#state.persona) return this.#notice(this.ctx.words("window.choose-first"));
    await this.#attempt(async () => {
      const session = await this.ctx.session();
      const login = this.ctx.waitingLogin() ?? (await this.#requestLogin(session));
      this.#set({ view: "challenge", login, typed: "", notice: null });
      this.ctx.voice.say(this.ctx.words("window.says-challenge", { digits: [...login.challenge].join(" ") }));
      this.ctx.emit("challenge.issued", { login: login.id });
      refocus(this.element, "window.answer");
    });
  }

  #requestLogin(session) {
    const body = { method: this.ctx.scenario.method, platform: this.ctx.platform() };
    return this.ctx.api.post(`/sandboxes/${session.id}/logins`, body);
  }

  async #answer() {
    const typed = clean(this.#state.typed);
    const error = this.#fault(typed);
    this.#showError(error);
    if (error) return;
    await this.#attempt(async () => {
      await this.ctx.api.post(`/logins/${this.#state.login.id}/response`, { response: typed });
      this.#over.add(this.#state.login.id);
      this.#set({ view: "inside", notice: null });
      this.ctx.voice.say(this.ctx.words("window.logged-in"));
      this.ctx.emit("response.accepted");
    });
  }

  #fault(typed) {
    const { words } = this.ctx;
    if (/[^0-9]/.test(typed)) return words("window.only-digits", { count: RESPONSE_DIGITS });
    return typed.length === RESPONSE_DIGITS
      ? null
      : words("window.wrong-length", { count: RESPONSE_DIGITS, typed: typed.length });
  }

  #startOver() {
    this.#set({ ...FRESH, persona: this.#state.persona });
    this.ctx.emit("window.started-over");
    refocus(this.element, "window.login");
  }

  /** One request at a time; a refusal changes the window, and the guide explains it. */
  async #attempt(act) {
    if (this.#busy) return;
    this.#busy = true;
    this.element.setAttribute("aria-busy", "true");
    try {
      await act();
    } catch (problem) {
      this.#refused(problem);
    } finally {
      this.#busy = false;
      this.element.removeAttribute("aria-busy");
    }
  }

  #refused(problem) {
    if (!problem.body) throw problem;
    const { reason, title, attempts_left: left, retry_at: until } = problem.body;
    this.ctx.emit("problem", problem);
    if (reason === "wrong-response") this.#wrong(title, left);
    else if (reason === "expired") this.#expire();
    else if (reason === "locked") this.#lock(until ?? null);
    else if (ENDS_LOGIN.has(reason)) this.#end(title);
    else this.#notice(title);
  }

  #wrong(title, left) {
    this.#state.login.attempts_left = left;
    if (left === 0) {
      this.ctx.emit("response.rejected");
      return this.#end(title);
    }
    this.#set({ typed: "", notice: this.ctx.words("window.wrong", { count: left }) });
    this.ctx.emit("response.rejected");
    refocus(this.element, "window.answer");
  }

  #end(title) {
    this.#over.add(this.#state.login.id);
    this.#set({ view: "ended", typed: "", notice: title });
    this.ctx.emit("login.refused");
  }

  #expire() {
    this.#over.add(this.#state.login.id);
    this.#set({ view: "expired", typed: "" });
    this.ctx.voice.say(this.ctx.words("window.expired"));
    this.ctx.emit("challenge.expired");
  }

  #lock(until) {
    this.#set({ view: "locked", typed: "", until });
    this.ctx.emit(until ? "login.locked" : "authenticator.locked");
  }

  #input(event) {
    this.#typed(event.target.value);
  }

  #type(value) {
    const field = this.body.querySelector(".answer");
    if (!field) return;
    field.value = value;
    this.#typed(value);
  }

  #typed(value) {
    const before = clean(this.#state.typed).length === RESPONSE_DIGITS;
    this.#state.typed = value;
    this.#showError(null);
    const complete = clean(value).length === RESPONSE_DIGITS;
    if (complete && !before) this.ctx.emit("window.answer-typed");
    else if (!complete && before) this.ctx.emit("window.answer-changed");
    this.ctx.changed();
  }

  #typingMoves(value) {
    if (clean(this.#state.typed) === value) return [];
    return [...value].map((digit, place) => ({
      label: this.ctx.words("move.type", { digit }),
      target: "window.answer",
      run: () => this.#type(value.slice(0, place + 1)),
    }));
  }

  #personaMoves() {
    if (this.#state.persona) return [];
    const persona = this.ctx.persona();
    return [this.#move(`persona.${persona.id}`, () => this.#choose(persona), persona.name)];
  }

  #move(control, run, name = this.ctx.words(`window.${control}`)) {
    return { label: this.ctx.words("move.window", { button: name }), target: `window.${control}`, run };
  }

  // Drawing --------------------------------------------------------------------------------------------------------

  #set(change) {
    Object.assign(this.#state, change);
    this.#error = null;
    this.#draw();
    this.ctx.changed();
  }

  #notice(text) {
    this.#set({ notice: text });
    this.ctx.voice.say(text);
  }

  #showError(error) {
    this.#error = error;
    const field = this.body.querySelector(".answer");
    if (!field) return;
    this.body.querySelector("#practice-answer-error").textContent = error ?? "";
    if (error) {
      field.setAttribute("aria-invalid", "true");
      field.focus();
      this.ctx.voice.say(error);
    } else field.removeAttribute("aria-invalid");
  }

  #draw() {
    keepingFocus(this.element, () => {
      refill(this.body, ...this.#view());
      this.element.dataset.view = this.#state.view;
      this.#tick();
    });
  }

  #view() {
    const { words, scenario } = this.ctx;
    const { view, login, typed, notice, until } = this.#state;
    const startOver = () => this.#startOver();
    const persona = scenario.personas.find((each) => each.id === this.#state.persona);
    if (view === "user") {
      return views.user({ words, scenario, persona, notice, choose: (each) => this.#choose(each), login: () => this.#go() });
    }
    if (view === "challenge") {
      const input = (event) => this.#input(event);
      const submit = (event) => (event.preventDefault(), this.#answer());
      return views.challenge({ words, login, typed, notice, error: this.#error, input, submit, startOver });
    }
    if (view === "inside") return views.inside({ words, persona, startOver });
    const [title, text] = {
      expired: [words("window.expired"), words("window.expired-text")],
      locked: [words("window.locked"), words(until ? "window.locked-text" : "window.disabled-text")],
      ended: [notice ?? words("window.ended"), words("window.ended-text")],
    }[view];
    return views.ended({ words, title, text, until, startOver });
  }

  #left() {
    return (Date.parse(this.#state.login.expires_at) - this.ctx.clock.now()) / 1000;
  }

  #tick() {
    const until = this.body.querySelector("[data-until]");
    if (until) this.#countToOpening(until);
    if (this.#state.view !== "challenge") return;
    const left = this.#left();
    if (left <= 0) return this.#expire();
    this.#countDown(left);
  }

  #countDown(left) {
    const { login } = this.#state;
    const whole = (Date.parse(login.expires_at) - Date.parse(login.issued_at)) / 1000;
    const box = this.body.querySelector("[data-countdown]");
    box.classList.toggle("short", left <= SHORT_OF_TIME);
    box.classList.toggle("still", this.ctx.clock.rate === 0);
    box.querySelector("i").style.width = `${Math.min(100, (100 * left) / whole)}%`;
    box.querySelector(".countdown-text").textContent = this.ctx.words("window.valid-for", { time: spellSeconds(left) });
    if (left <= SHORT_OF_TIME && !this.#warned) this.ctx.voice.say(this.ctx.words("window.short", { count: SHORT_OF_TIME }));
    this.#warned = left <= SHORT_OF_TIME;
  }

  #countToOpening(element) {
    const left = (Date.parse(element.dataset.until) - this.ctx.clock.now()) / 1000;
    element.textContent = this.ctx.words(left > 0 ? "window.opens-in" : "window.open-again", { time: spellSeconds(left) });
  }
}

/** Spaces of any kind do not count; whatever else is not a digit is for the learner to see. */
function clean(text) {
  return text.replace(/\s/g, "");
}
