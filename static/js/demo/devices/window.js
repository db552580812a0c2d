// The login window: asks the verifier for a login and gives it what the second factor answers, in the looks of several
// platforms. What differs from method to method stands in window/.

import { h, keepingFocus, refill, refocus } from "../dom.js";
import { spellSeconds } from "../time.js";
import { say } from "../words.js";
import { frame, isApp, wordmark } from "./frames.js";
import { challenge } from "./window/challenge.js";
import { alternatives, choose } from "./window/choose.js";
import { code } from "./window/code.js";
import { ended, inside } from "./window/endings.js";
import { clean, fault, fill, personaMoves, pressing, showError, typingMoves } from "./window/field.js";
import { resend } from "./window/resend.js";
import { cells, passcode } from "./window/stopgap.js";
import { tick } from "./window/time.js";
import { user } from "./window/user.js";
import { platformOf } from "./window/version.js";
import { waiting } from "./window/waiting.js";

const ENDS_LOGIN = new Set(["superseded", "already-used", "too-many-attempts"]);

/** @type {Record<string, Part>} */
const PARTS = { "security-card": challenge, phone: challenge, sms: code, voice: code, notification: waiting, "temporary-passcode": passcode, "online-card": cells };
const VIEWS = { user, choose, resend, inside, expired: ended, ended, locked: ended };
const UNDER_WAY = new Set(["challenge", "code", "resend", "waiting", "passcode", "cells"]);

/** @type {{view: string, persona: string | null, login: Login | null, typed: string, notice: Said | null, until: string | null, channel: string | null, version: string | null, rest: string | null, listed: boolean, goesOn: Login | null}} */
const FRESH = { view: "user", persona: null, login: null, typed: "", notice: null, until: null, channel: null, version: null, rest: null, listed: false, goesOn: null };

/** @param {DeviceContext} ctx @returns {Device} */
export function create(ctx) {
  return new LoginWindow(ctx);
}

export class LoginWindow {
  kind = "login-window";
  state = { ...FRESH };
  error = null;
  /** @type {Controls} */
  controls = new Map();
  isBusy = false;
  #warned = false;
  #own = ""; // the platform of the practice; a version that was started goes with it
  #over = new Set(); // logins that cannot be answered any more, whatever a snapshot says
  #newest = new Map(); // each login as it was last heard of

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
    const before = this.state;
    this.state = { ...FRESH, ...saved };
    const { login, view } = this.state;
    if (login) this.state.login = this.#newestOf(login);
    const alive = !UNDER_WAY.has(view) || this.#isAlive(this.state.login);
    if (!alive) this.#forgetLogin();
    if (saved) this.#keep(before);
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
    fill(this, value);
    refocus(this.element, `${this.id}.answer`);
  }

  /** No code can be sent before this moment: the number has to rest in between. */
  awaits() {
    const { view, rest, login, goesOn } = this.state;
    const until = { user: goesOn ? null : rest, resend: login?.resend_at }[view];
    return until && Date.parse(until) > this.ctx.clock.now() ? until : null;
  }

  moves(action, value) {
    if (action === "type") return typingMoves(this, value);
    if (value === "persona") return personaMoves(this);
    if (value === "ok" && !this.controls.has("ok")) return []; // only some platforms ask for a confirmation
    const sends = this.state.view === "resend" ? value === "ok" || !this.controls.has("ok") : value === "login";
    const before = sends && this.awaits() ? [this.#waitMove()] : [];
    if (value === "login" && !this.controls.has("login")) before.push(pressing(this, "start-over"));
    return [...before, pressing(this, value)];
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
    if (this.#own !== this.ctx.platform()) this.state.version = null;
    this.#own = this.ctx.platform();
    const title = this.ctx.scenario.platforms.find((each) => each.id === this.platform)?.title ?? "";
    this.element.setAttribute("aria-label", `${this.ctx.title}, ${title}. ${this.words("mark")}`);
    this.element.dataset.platform = this.platform;
    const mark = h("p", { class: "practice-mark", text: this.words("mark") });
    keepingFocus(this.element, () => {
      const screen = h("div", { class: "screen" }, mark, wordmark(), this.body); // takes the body, and the focus, out of the page
      refill(this.bezel, frame(this.platform, title, screen));
      this.draw();
    });
  }

  // What the views use ---------------------------------------------------------------------------------------------

  get platform() {
    return platformOf(this);
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
    if (this.isBusy) return;
    const { version } = this.state;
    if (!(await this.ctx.become(persona))) return this.ctx.later(() => this.choose(persona));
    this.set({ persona: persona.id, version, notice: null });
    this.ctx.voice.say(this.words("window.chosen", { user: persona.user }));
  }

  /** User name and password are given: begin, or ask first which device will answer. */
  async logIn() {
    if (!this.state.persona) return this.notice({ key: "window.choose-first" });
    await this.attempt(async () => {
      const { devices } = await this.ctx.session();
      const ways = alternatives(this, devices);
      if (ways.length < 2) return this.#begin(ways[0] ?? this.#method());
      this.open("choose");
      this.ctx.emit("window.devices-listed");
    });
  }

  /** @param {string} method @param {() => void} [begun] */
  begin(method, begun = () => {}) {
    return this.attempt(async () => (await this.#begin(method), begun()));
  }

  /** Go on with a login as the verifier gives it. */
  adopt(login, change = {}) {
    this.#newest.set(login.id, login);
    this.set({ view: PARTS[login.method].view, login, typed: "", notice: null, channel: null, ...change });
    this.ctx.voice.say([this.told, this.part.says(this)].filter(Boolean).join(" "));
    refocus(this.element, `${this.id}.answer`);
  }

  async answer() {
    const typed = clean(this.state.typed);
    const error = fault(this, typed, this.part.digits, this.part.letters);
    showError(this, error);
    if (error) return;
    const { id } = this.state.login;
    await this.attempt(async () => {
      if (this.#over.has(id)) return;
      await this.ctx.api.post(`/logins/${id}/response`, { response: typed });
      this.#enter();
    });
  }

  typed(value) {
    const room = this.part.digits;
    const before = clean(this.state.typed).length === room;
    this.state.typed = value;
    showError(this, null);
    const complete = clean(value).length === room;
    if (complete && !before) this.ctx.emit("window.answer-typed");
    else if (!complete && before) this.ctx.emit("window.answer-changed");
    this.ctx.changed();
  }

  startOver() {
    this.ctx.later(null);
    this.#forgetLogin();
    this.set({});
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

  /** @param {Said} said */
  notice(said) {
    this.set({ notice: said });
    this.ctx.voice.say(this.told);
  }

  /** What it says now besides what its view says. */
  get told() {
    return say(this.state.notice, this.words);
  }

  /** One request at a time; a refusal changes the window, and the guide explains it. */
  async attempt(act) {
    if (this.isBusy) return;
    this.isBusy = true;
    this.ctx.later(null);
    this.element.setAttribute("aria-busy", "true");
    try {
      await act();
    } catch (problem) {
      this.#refused(problem);
      if (problem.reason === "offline") this.ctx.later(() => this.attempt(act));
    } finally {
      this.isBusy = false;
      this.element.removeAttribute("aria-busy");
    }
  }

  // A login under way ----------------------------------------------------------------------------------------------

  async #begin(method) {
    const session = await this.ctx.session();
    const login = this.#goesOnWith(method) ?? this.ctx.waitingLogin() ?? (await this.#request(session, method));
    Object.assign(this.state, { login, goesOn: null });
    if (login.state === "accepted") return this.#enter(); // who has opted out
    this.adopt(login);
    for (const type of this.part.begins) this.ctx.emit(type, { login: login.id, challenge: login.challenge });
  }

  /** A login as it was last heard of. One that has gone on with another method since is shown as it was: it can go that way again. */
  #newestOf(login) {
    const newest = this.#newest.get(login.id) ?? login;
    return PARTS[newest.method] === PARTS[login.method] ? newest : login;
  }

  /** The login that is still under way, if it is of this kind. */
  #goesOnWith(method) {
    const { goesOn } = this.state;
    return goesOn && this.#isAlive(goesOn) && PARTS[goesOn.method] === PARTS[method] ? goesOn : null;
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

  /** Be where a login begins. The number that the last one was sent to has to rest all the same. */
  #forgetLogin() {
    const { persona, version, login, rest } = this.state;
    this.state = { ...FRESH, persona, version, rest: login?.resend_at ?? rest };
  }

  /**
   * What one need not do again after going back: say who one is, and begin a login that is still under way. And what
   * going back does not undo.
   */
  #keep({ persona, login, goesOn, rest }) {
    const { state } = this;
    state.persona ??= persona;
    const going = [login, goesOn, state.goesOn].find((each) => each && this.#isAlive(each));
    state.goesOn = state.login ? null : (going ?? null);
    state.rest = later(state.rest, later(rest, login?.resend_at));
  }

  /** The second factor may be given elsewhere: on the phone, in another browser. */
  #heard({ type, data }) {
    const { login, view } = this.state;
    if (!login || data?.login !== login.id || !UNDER_WAY.has(view)) return;
    if (type === "response.accepted" && !this.isBusy) this.#enter();
    else if (type === "push.denied") this.#end({ key: "window.denied" });
  }

  /** What became of the login while nobody listened. */
  async #askState() {
    const { id } = this.state.login;
    const { state } = await this.ctx.api.get(`/logins/${id}`).catch(() => ({}));
    if (this.state.login?.id !== id || this.state.view !== "waiting") return;
    if (state === "accepted") this.#enter();
    else if (state === "denied") this.#end({ key: "window.denied" });
  }

  #enter() {
    const { id } = this.state.login;
    this.#over.add(id);
    this.set({ view: "inside", notice: null });
    this.ctx.voice.say(this.words("window.logged-in"));
    this.ctx.emit("response.accepted", { login: id });
    if (this.part.entered) this.ctx.emit(this.part.entered);
  }

  #refused(problem) {
    if (!problem.body) throw problem;
    const { reason, attempts_left: left, retry_at: until } = problem.body;
    this.ctx.emit("problem", problem);
    if (reason === "offline") this.notice({ key: "offline.kept" });
    else if (reason === "wrong-response") this.#wrong(problem.body, left);
    else if (reason === "expired") this.#expire();
    else if (reason === "locked") this.#lock(until ?? null);
    else if (ENDS_LOGIN.has(reason)) this.#end({ refusal: problem.body });
    else if (reason === "too-soon") this.#rest(problem.body);
    else this.notice({ refusal: problem.body });
  }

  #rest(refusal) {
    this.state.rest = later(this.state.rest, refusal.retry_at);
    this.notice({ refusal });
  }

  #wrong(refusal, left) {
    const { login } = this.state;
    login.attempts_left = left;
    if (left > 0) this.set({ typed: "", notice: { key: "window.wrong", values: { count: left } } });
    this.ctx.emit("response.rejected", { login: login.id });
    if (left === 0) this.#end({ refusal });
    else refocus(this.element, `${this.id}.answer`);
  }

  #end(said) {
    const { id } = this.state.login;
    this.#over.add(id);
    this.set({ view: "ended", typed: "", notice: said });
    this.ctx.voice.say(this.told);
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

  /** @returns {Move} */
  #waitMove() {
    const until = this.awaits();
    return { label: this.words("wait.move"), target: "bridge.wait", run: () => this.ctx.passUntil(until) };
  }

  // Drawing --------------------------------------------------------------------------------------------------------

  draw() {
    if (this.element.dataset.platform !== this.platform) return this.rename(); // which draws
    const { view } = this.state;
    this.controls.clear();
    keepingFocus(this.element, () => {
      refill(this.body, ...(VIEWS[view]?.(this) ?? this.part.draw(this)));
      this.element.dataset.view = view;
      this.#tick();
    });
  }

  #tick() {
    if (UNDER_WAY.has(this.state.view) && this.left <= 0) return this.#expire();
    this.#warned = tick(this, this.#warned);
  }
}

/** The later of two moments, either of which may be none. @param {string | null} one @param {string | null} other */
function later(one, other) {
  return [one, other].filter(Boolean).sort((a, b) => Date.parse(a) - Date.parse(b)).at(-1) ?? null;
}
