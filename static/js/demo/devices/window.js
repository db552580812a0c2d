// The login window: asks the verifier for a login and gives it what the second factor answers, in the looks of several
// platforms. What differs from method to method stands in window/.

import { h, refill } from "../dom.js";
import { keepingFocus, refocus } from "../focus.js";
import { spellSeconds } from "../words.js";
import { frame, isApp } from "./frames.js";
import { challenge } from "./window/challenge.js";
import { alternatives, choose } from "./window/choose.js";
import { code } from "./window/code.js";
import { ended, inside } from "./window/endings.js";
import { resend, waitsUntil, waitText } from "./window/resend.js";
import { user } from "./window/user.js";
import { waiting } from "./window/waiting.js";
import { wordmark } from "./wordmark.js";

const SHORT_OF_TIME = 30; // seconds left from which the countdown warns, and is said once
const ENDS_LOGIN = new Set(["superseded", "already-used", "too-many-attempts"]);

/**
 * @typedef {object} Part  what a method does in the window while its login is under way
 * @property {string} view
 * @property {number} digits  of the answer; 0 where nothing is typed
 * @property {string | null} carries  the name of the value that its field takes over from another device
 * @property {string[]} begins  the events that say it has begun
 * @property {(login: any) => Record<string, string>} offers
 * @property {(win: LoginWindow) => string} shows  in a few characters
 * @property {(win: LoginWindow) => string} says
 * @property {(win: LoginWindow) => (Node | null | false)[]} draw
 */

/** @type {Record<string, Part>} */
const PARTS = { "security-card": challenge, phone: challenge, sms: code, voice: code, notification: waiting };
const VIEWS = { user, choose, resend, inside, expired: ended, ended, locked: ended };
const UNDER_WAY = new Set(["challenge", "code", "resend", "waiting"]);

/** @type {{view: string, persona: string | null, login: any, typed: string, notice: string | null, until: string | null, channel: string | null, version: string}} */
const FRESH = { view: "user", persona: null, login: null, typed: "", notice: null, until: null, channel: null, version: "LATEST" };

/** @param {DeviceContext} ctx @returns {Device} */
export function create(ctx) {
  return new LoginWindow(ctx);
}

export class LoginWindow {
  kind = "login-window";
  state = { ...FRESH };
  error = null;
  /** @type {Map<string, {label: string, run: () => any}>} what can be pressed now */
  controls = new Map();
  #busy = false;
  #warned = false;
  #over = new Set(); // logins that cannot be answered any more, whatever a snapshot says
  #newest = new Map(); // each login as it was last heard of
  #goesOn = null; // a login that is still under way although one went back to before it

  constructor(ctx) {
    this.ctx = ctx;
    this.id = ctx.id;
    this.words = ctx.words;
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
    ctx.listen((event) => this.#heard(event));
  }

  // What the engine asks of every device ---------------------------------------------------------------------------

  save() {
    return { ...this.state };
  }

  restore(saved) {
    const { login: before, persona: chosen } = this.state;
    this.state = { ...FRESH, ...saved };
    if (saved) this.state.persona ??= chosen; // one need not say again who one is
    const { login, persona, view, version } = this.state;
    if (login) this.state.login = this.#newest.get(login.id) ?? login;
    const alive = !UNDER_WAY.has(view) || this.#isAlive(this.state.login);
    if (!alive) this.state = { ...FRESH, persona, version };
    this.#goesOn = !this.state.login && saved && before && this.#isAlive(before) ? before : null;
    this.error = null;
    this.#warned = false;
    this.draw();
    if (alive && view === "waiting") this.#askState();
    return alive;
  }

  read(name) {
    return this.offers()[name] ?? null;
  }

  wants() {
    const { part, state } = this;
    return part?.view === state.view && clean(state.typed).length < part.digits ? part.carries : null;
  }

  offers() {
    return this.part?.view === this.state.view ? this.part.offers(this.state.login) : {};
  }

  take(value) {
    this.#type(value);
    refocus(this.element, `${this.id}.answer`);
  }

  awaits() {
    return this.state.view === "resend" ? waitsUntil(this) : null;
  }

  moves(action, value) {
    if (action === "type") return this.#typingMoves(value);
    if (value === "persona") return this.#personaMoves();
    if (value === "ok" && !this.controls.has("ok")) return []; // only some platforms ask for a confirmation
    const sends = this.state.view === "resend" && (value === "ok" || !this.controls.has("ok")) && this.awaits();
    const before = sends ? [this.#waitMove()] : [];
    if (value === "login" && !this.controls.has("login")) before.push(this.#move("start-over"));
    return [...before, this.#move(value)];
  }

  focus(options = {}) {
    if (!refocus(this.element, `${this.id}.answer`, options)) this.element.focus(options);
  }

  status() {
    const { view } = this.state;
    if (this.part?.view === view) return `${this.part.shows(this)} · ${spellSeconds(this.left)}`;
    return this.words({ inside: "window.logged-in", user: "window.ready", choose: "window.ready", resend: "window.code-asked" }[view] ?? "window.ended");
  }

  rename() {
    const title = this.ctx.scenario.platforms.find((each) => each.id === this.platform)?.title ?? "";
    this.element.setAttribute("aria-label", `${this.ctx.title}, ${title}. ${this.words("mark")}`);
    this.element.dataset.platform = this.platform;
    const mark = h("p", { class: "practice-mark", text: this.words("mark") });
    const screen = h("div", { class: "screen" }, mark, wordmark(), this.body);
    keepingFocus(this.element, () => {
      refill(this.bezel, frame(this.platform, title, screen));
      this.draw();
    });
  }

  // What the views use ---------------------------------------------------------------------------------------------

  get platform() {
    return this.ctx.platform();
  }

  get persona() {
    return this.ctx.scenario.personas.find((each) => each.id === this.state.persona) ?? null;
  }

  /** @returns {Part | null} that of the login under way */
  get part() {
    return this.state.login ? PARTS[this.state.login.method] : null;
  }

  /** Seconds until the login expires. */
  get left() {
    return (Date.parse(this.state.login.expires_at) - this.ctx.clock.now()) / 1000;
  }

  get loginLabel() {
    return this.words(isApp(this.platform) ? "window.log-in" : "window.login");
  }

  async choose(persona) {
    Object.assign(this.state, { persona: persona.id, notice: null });
    this.draw();
    this.ctx.voice.say(this.words("window.chosen", { user: persona.user }));
    await this.attempt(() => this.ctx.become(persona));
    this.ctx.changed();
  }

  /** User name and password are given: begin, or ask first which device will answer. */
  async logIn() {
    if (!this.state.persona) return this.notice(this.words("window.choose-first"));
    await this.attempt(async () => {
      const { devices } = await this.ctx.session();
      const ways = alternatives(this.ctx.scenario, devices);
      if (ways.length < 2) return this.#begin(this.#method());
      this.open("choose");
      this.ctx.emit("window.devices-listed");
    });
  }

  begin(method) {
    return this.attempt(() => this.#begin(method));
  }

  /** Go on with a login as the verifier gives it. */
  adopt(login, change = {}) {
    this.#newest.set(login.id, login);
    this.set({ view: PARTS[login.method].view, login, typed: "", notice: null, channel: null, ...change });
    this.ctx.voice.say([change.notice, this.part.says(this)].filter(Boolean).join(" "));
    refocus(this.element, `${this.id}.answer`);
  }

  async answer() {
    const typed = clean(this.state.typed);
    const error = this.#fault(typed);
    this.#showError(error);
    if (error) return;
    await this.attempt(async () => {
      await this.ctx.api.post(`/logins/${this.state.login.id}/response`, { response: typed });
      this.#enter();
    });
  }

  typed(value) {
    const room = this.part.digits;
    const before = clean(this.state.typed).length === room;
    this.state.typed = value;
    this.#showError(null);
    const complete = clean(value).length === room;
    if (complete && !before) this.ctx.emit("window.answer-typed");
    else if (!complete && before) this.ctx.emit("window.answer-changed");
    this.ctx.changed();
  }

  startOver() {
    const { persona, version } = this.state;
    this.set({ ...FRESH, persona, version });
    this.ctx.emit("window.started-over");
    refocus(this.element, `${this.id}.login`);
  }

  open(view) {
    this.set({ view, notice: null });
    this.element.focus({ preventScroll: true });
    this.ctx.voice.say(this.body.querySelector("h3")?.textContent ?? "");
  }

  set(change) {
    Object.assign(this.state, change);
    this.error = null;
    this.draw();
    this.ctx.changed();
  }

  notice(text) {
    this.set({ notice: text });
    this.ctx.voice.say(text);
  }

  /** One request at a time; a refusal changes the window, and the guide explains it. */
  async attempt(act) {
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

  // A login under way ----------------------------------------------------------------------------------------------

  async #begin(method) {
    const session = await this.ctx.session();
    const login = this.#goesOn ?? this.ctx.waitingLogin() ?? (await this.#request(session, method));
    this.#goesOn = null;
    this.adopt(login);
    for (const type of this.part.begins) this.ctx.emit(type, { login: login.id });
  }

  #request(session, method) {
    return this.ctx.api.post(`/sandboxes/${session.id}/logins`, { method, platform: this.platform });
  }

  #method() {
    const { methods, platforms } = this.ctx.scenario;
    const { without = [] } = platforms.find((each) => each.id === this.platform);
    return methods.find((each) => !without.includes(each));
  }

  #isAlive(login) {
    return !this.#over.has(login.id) && Date.parse(login.expires_at) > this.ctx.clock.now();
  }

  /** The second factor may be given elsewhere: on the phone, in another browser. */
  #heard({ type, data }) {
    const { login, view } = this.state;
    if (!login || data?.login !== login.id || !UNDER_WAY.has(view)) return;
    if (type === "response.accepted" && !this.#busy) this.#enter();
    else if (type === "push.denied") this.#end(this.words("window.denied"));
  }

  /** What became of the login while nobody listened. */
  async #askState() {
    const { id } = this.state.login;
    const { state } = await this.ctx.api.get(`/logins/${id}`).catch(() => ({}));
    if (this.state.login?.id !== id || this.state.view !== "waiting") return;
    if (state === "accepted") this.#enter();
    else if (state === "denied") this.#end(this.words("window.denied"));
  }

  #enter() {
    const { id } = this.state.login;
    this.#over.add(id);
    this.set({ view: "inside", notice: null });
    this.ctx.voice.say(this.words("window.logged-in"));
    this.ctx.emit("response.accepted", { login: id });
  }

  #fault(typed) {
    const count = this.part.digits;
    if (/[^0-9]/.test(typed)) return this.words("window.only-digits", { count });
    return typed.length === count ? null : this.words("window.wrong-length", { count, typed: typed.length });
  }

  #refused(problem) {
    if (!problem.body) throw problem;
    const { reason, title, attempts_left: left, retry_at: until } = problem.body;
    this.ctx.emit("problem", problem);
    if (reason === "wrong-response") this.#wrong(title, left);
    else if (reason === "expired") this.#expire();
    else if (reason === "locked") this.#lock(until ?? null);
    else if (ENDS_LOGIN.has(reason)) this.#end(title);
    else this.notice(title);
  }

  #wrong(title, left) {
    const { login } = this.state;
    login.attempts_left = left;
    if (left > 0) this.set({ typed: "", notice: this.words("window.wrong", { count: left }) });
    this.ctx.emit("response.rejected", { login: login.id });
    if (left === 0) this.#end(title);
    else refocus(this.element, `${this.id}.answer`);
  }

  #end(title) {
    const { id } = this.state.login;
    this.#over.add(id);
    this.set({ view: "ended", typed: "", notice: title });
    this.ctx.voice.say(title);
    this.ctx.emit("login.refused", { login: id });
  }

  #expire() {
    const { id } = this.state.login;
    this.#over.add(id);
    this.set({ view: "expired", typed: "" });
    this.ctx.voice.say(this.body.querySelector("h3").textContent);
    this.ctx.emit("challenge.expired", { login: id });
  }

  #lock(until) {
    const login = this.state.login?.id;
    this.set({ view: "locked", typed: "", until });
    this.ctx.emit(until ? "login.locked" : "authenticator.locked", until ? { login } : {});
  }

  // Moves: what "Show me" plays ------------------------------------------------------------------------------------

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

  #personaMoves() {
    return this.state.persona || this.state.view !== "user" ? [] : [this.#move(`persona.${this.ctx.persona().id}`)];
  }

  #waitMove() {
    const until = this.awaits();
    return { label: this.words("wait.move"), target: "bridge.wait", run: () => this.ctx.passUntil(until) };
  }

  #move(name) {
    const label = this.controls.get(name)?.label ?? this.loginLabel;
    return {
      label: this.words("move.window", { button: label }),
      target: `${this.id}.${name}`,
      run: () => this.controls.get(name)?.run(),
    };
  }

  // Drawing --------------------------------------------------------------------------------------------------------

  draw() {
    const { view } = this.state;
    this.controls.clear();
    keepingFocus(this.element, () => {
      refill(this.body, ...(VIEWS[view]?.(this) ?? this.part.draw(this)));
      this.element.dataset.view = view;
      this.#tick();
    });
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

  #tick() {
    const until = this.body.querySelector("[data-until]");
    if (until) this.#countToOpening(until);
    if (!UNDER_WAY.has(this.state.view)) return;
    if (this.left <= 0) return this.#expire();
    const wait = this.body.querySelector("[data-resend]");
    if (wait) wait.textContent = waitText(this);
    const box = this.body.querySelector("[data-countdown]");
    if (box) this.#countDown(box, this.left);
  }

  #countDown(box, left) {
    const { login } = this.state;
    const whole = (Date.parse(login.expires_at) - Date.parse(login.issued_at)) / 1000;
    box.classList.toggle("short", left <= SHORT_OF_TIME);
    box.classList.toggle("still", this.ctx.clock.rate === 0);
    box.querySelector("i").style.width = `${Math.min(100, (100 * left) / whole)}%`;
    box.querySelector(".countdown-text").textContent = this.words("window.valid-for", { time: spellSeconds(left) });
    if (left <= SHORT_OF_TIME && !this.#warned) this.ctx.voice.say(this.words("window.short", { count: SHORT_OF_TIME }));
    this.#warned = left <= SHORT_OF_TIME;
  }

  #countToOpening(element) {
    const left = (Date.parse(element.dataset.until) - this.ctx.clock.now()) / 1000;
    element.textContent = this.words(left > 0 ? "window.opens-in" : "window.open-again", { time: spellSeconds(left) });
  }
}

/** Spaces of any kind do not count; whatever else is not a digit is for the learner to see. */
function clean(text) {
  return text.replace(/\s/g, "");
}
