// The login window: asks the verifier for a login and gives it what the second factor answers, in the looks of several
// platforms. What differs from method to method is in window/.

import { given, one } from "../../sure.js";
import { later, spellSeconds } from "../time.js";
import { Framed } from "./framed.js";
import { appCode } from "./window/app-code.js";
import { challenge } from "./window/challenge.js";
import { alternatives, choose } from "./window/choose.js";
import { code } from "./window/code.js";
import { countToOpening, ended, inside } from "./window/endings.js";
import { heardByPasskey, passkey } from "./window/passkey.js";
import { resend, waitText } from "./window/resend.js";
import { cells, passcode } from "./window/stopgap.js";
import { platformOf, user } from "./window/user.js";
import { waiting } from "./window/waiting.js";

const ENDS_LOGIN = new Set(["superseded", "already-used", "too-many-attempts"]);

/** @type {Record<string, Part>} */
const PARTS = {
  "security-card": challenge,
  phone: challenge,
  sms: code,
  voice: code,
  notification: waiting,
  "temporary-passcode": passcode,
  "online-card": cells,
  "authenticator-app": appCode,
  passkey,
};
const VIEWS = { user, choose, resend, inside, expired: ended, ended, locked: ended };
const CALL_LOST = new Set(["phone.call-declined", "phone.call-missed", "phone.call-cut"]);
const REPLACES = new Set(["phone.activated", "device.lost"]); // after which a device answers nothing it was asked before
const UNDER_WAY = new Set(["challenge", "code", "resend", "waiting", "passcode", "cells", "app-code", "passkey"]);
const STATUS = {
  inside: "window.logged-in",
  user: "window.ready",
  choose: "window.ready",
  resend: "window.code-asked",
};

/** @type {WindowState} */
const FRESH = {
  view: "user",
  persona: null,
  login: null,
  typed: "",
  notice: null,
  until: null,
  channel: null,
  version: null,
  rest: null,
  listed: false,
  goesOn: null,
  sheet: null,
};

/** @param {DeviceContext} ctx @returns {Device} */
export function create(ctx) {
  return new LoginWindow(ctx);
}

/** @extends {Framed<WindowState>} */
export class LoginWindow extends Framed {
  kind = "login-window";
  #own = ""; // the platform of the practice; a version that was started goes with it
  /** @type {string | null} the login whose device has been replaced */
  #orphan = null;
  #over = new Set(); // logins that cannot be answered anymore, whatever a snapshot says
  /** @type {Map<string, Login>} each as it was last heard of */
  #newest = new Map();

  constructor(ctx) {
    super(ctx, { look: "device window", body: "screen-body" });
    this.rename();
    ctx.listen((event) => this.#heard(event));
  }

  // What the engine asks of every device ---------------------------------------------------------------------------

  fresh() {
    return { ...FRESH };
  }

  revive(before) {
    const { login, view } = this.state;
    if (login) this.state.login = this.#newestOf(login);
    const isAlive = !UNDER_WAY.has(view) || this.#isAlive(this.state.login);
    if (!isAlive) this.forget();
    if (before) this.#keep(before);
    if (isAlive && view === "waiting") this.#askState();
    return isAlive;
  }

  offers() {
    return this.asked ? this.asked.offers(this.login) : {};
  }

  /** No code can be sent before this moment: the number has to rest in between. */
  awaits() {
    const { view, rest, login, goesOn } = this.state;
    const until = { user: goesOn ? null : rest, resend: login?.resend_at }[view];
    return until && Date.parse(until) > this.ctx.clock.now() ? until : null;
  }

  moves(action, value) {
    if (action === "type" || value === "persona") return super.moves(action, value);
    if (value === "ok" && !this.controls.has("ok")) return []; // only some platforms ask for a confirmation
    const sends = this.state.view === "resend" ? value === "ok" || !this.controls.has("ok") : value === "login";
    const before = sends && this.awaits() ? [this.#waitMove()] : [];
    if (value === "login" && !this.controls.has("login")) before.push(this.pressing("start-over"));
    return [...before, this.pressing(value)];
  }

  status() {
    if (this.asked) return `${this.asked.shows(this)} · ${spellSeconds(this.left)}`;
    return this.words(STATUS[this.state.view] ?? "window.ended");
  }

  rename() {
    if (this.#own !== this.ctx.platform()) this.state.version = null;
    this.#own = this.ctx.platform();
    this.element.dataset.platform = this.platform;
    super.rename();
  }

  named(platform) {
    return `${this.ctx.title}, ${platform}`;
  }

  draw() {
    if (this.element.dataset.platform === this.platform) super.draw();
    else this.rename(); // which draws
  }

  // What the views use ---------------------------------------------------------------------------------------------

  get platform() {
    return platformOf(this);
  }

  contents() {
    return VIEWS[this.state.view]?.(this) ?? PARTS[this.login.method].draw(this);
  }

  /** The login that was begun: wherever one is answered, or has ended, there is one. */
  get login() {
    return given(this.state.login, "login");
  }

  /** @returns {Part | null} that of the login under way */
  get asked() {
    const { login, view } = this.state;
    const part = login && PARTS[login.method];
    return part?.view === view ? part : null;
  }

  /** The login has ended without success: what helps is another one. */
  get isOver() {
    return VIEWS[this.state.view] === ended;
  }

  get pending() {
    return UNDER_WAY.has(this.state.view) ? this.state.login : null;
  }

  choose(persona) {
    return super.choose(persona, { version: this.state.version });
  }

  /** User name and password are given: begin, or ask first which device will answer. */
  async logIn() {
    if (!this.state.persona) return this.tell({ key: "window.choose-first" });
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
    this.set({ view: PARTS[login.method].view, login, typed: "", notice: null, channel: null, sheet: null, ...change });
    this.ctx.voice.say([this.told, PARTS[login.method].says(this)].filter(Boolean).join(" "));
    this.toField();
  }

  async answer() {
    const { answered } = this;
    if (answered !== null) await this.#send(answered);
  }

  async #send(answered) {
    const { id } = this.login;
    await this.attempt(async () => {
      if (this.#over.has(id)) return;
      await this.ctx.api.post(`/logins/${id}/response`, { response: answered });
      if (this.state.login?.id === id) this.#enter();
      else this.#over.add(id); // the learner went back meanwhile
    });
  }

  // A login under way ----------------------------------------------------------------------------------------------

  async #begin(method) {
    const session = await this.ctx.session();
    const login = this.#goesOnWith(method) ?? this.ctx.waitingLogin() ?? (await this.#request(session, method));
    Object.assign(this.state, { login, goesOn: null });
    if (login.state === "accepted") return this.#enter(); // who has opted out
    this.adopt(login);
    for (const type of PARTS[login.method].begins) this.ctx.emit(type, { login: login.id, challenge: login.challenge });
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
    const without = platforms.find((each) => each.id === this.platform)?.without ?? [];
    return given(
      methods.find((each) => !without.includes(each)),
      "method",
    );
  }

  #isAlive(login) {
    return !this.#over.has(login.id) && Date.parse(login.expires_at) > this.ctx.clock.now();
  }

  /** Be where a login begins. The number that the last one was sent to has to rest all the same. */
  forget() {
    const { persona, version, login, rest } = this.state;
    Object.assign(this.state, { ...FRESH, persona, version, rest: login?.resend_at ?? rest });
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
    const { pending } = this;
    const isCalled = this.state.view === "code" && this.login.sent?.kind === "call";
    if (CALL_LOST.has(type) && isCalled) return this.set({ view: "resend", notice: null });
    if (REPLACES.has(type)) this.#orphan = pending?.id ?? null;
    heardByPasskey(this, type);
    if (pending && data?.login === pending.id) this.#heardOfLogin(type, data);
  }

  #heardOfLogin(type, data) {
    if (type === "passkey.signed") return void this.#send(data.answer);
    if (type === "challenge.superseded" && !this.isBusy) void this.#askState(); // in another tab, or on another device
    if (type === "response.accepted" && !this.isBusy) this.#enter();
    else if (type === "push.denied") this.#end({ key: "window.denied" });
  }

  /** What became of the login while nobody listened. */
  async #askState() {
    const { id } = this.login;
    const { state } = await this.ctx.api.get(`/logins/${id}`).catch(() => ({}));
    if (this.pending?.id !== id) return;
    if (state === "accepted") this.#enter();
    else if (state === "denied") this.#end({ key: "window.denied" });
    else if (state === "superseded") this.#giveWay();
  }

  #enter() {
    const { id, method } = this.login;
    this.#over.add(id);
    this.set({ view: "inside", notice: null });
    this.ctx.voice.say(this.words("window.logged-in"));
    this.ctx.emit("response.accepted", { login: id });
    const { entered } = PARTS[method];
    if (entered) this.ctx.emit(entered);
  }

  refuse(refusal) {
    const { reason } = refusal;
    if (reason === "wrong-response") this.#wrong(refusal);
    else if (reason === "expired") this.expire();
    else if (reason === "locked") this.#lock(refusal);
    else if (ENDS_LOGIN.has(reason)) this.#end({ refusal });
    else if (reason === "too-soon") this.#rest(refusal);
    else super.refuse(refusal);
  }

  #rest(refusal) {
    if (refusal.topic !== "calls") this.state.rest = later(this.state.rest, refusal.retry_at); // a message may be sent
    super.refuse(refusal);
  }

  #wrong(refusal) {
    const { login } = this;
    const { attempts_left: left = login.attempts_left } = refusal;
    login.attempts_left = left;
    if (left > 0) this.set({ typed: "", sheet: null, notice: { key: "window.wrong", values: { count: left } } });
    this.ctx.emit("response.rejected", { login: login.id });
    if (left === 0) this.#end({ key: "window.used-up" });
    else this.toField();
  }

  #end(said) {
    const { id } = this.login;
    this.#over.add(id);
    this.set({ view: "ended", typed: "", notice: said });
    this.ctx.voice.say(this.told ?? "");
    this.#tellEnd("login.refused", { login: id });
  }

  /** A newer login has taken the place of this one, and not by a press in this window; or its device is another one now. */
  #giveWay() {
    const why = this.#orphan === this.login.id ? "window.device-gone" : "window.superseded";
    this.#end({ key: why });
    this.ctx.emit(why);
  }

  expire() {
    const { id } = this.login;
    this.#over.add(id);
    this.set({ view: "expired", typed: "" });
    this.ctx.voice.say(one(this.body, "h3").textContent);
    this.#tellEnd("challenge.expired", { login: id });
  }

  #lock(refusal) {
    const login = this.state.login?.id;
    const until = refusal.retry_at ?? null;
    this.set({ view: "locked", typed: "", until, notice: { refusal, part: "detail" } });
    this.#tellEnd(until ? "login.locked" : "authenticator.locked", until ? { login } : {});
  }

  /** The log may have said so before the window shows it. */
  #tellEnd(type, data) {
    this.ctx.emit(type, data);
    this.ctx.emit("window.over");
  }

  /** @returns {Move} */
  #waitMove() {
    const until = this.awaits();
    const run = async () => until && (await this.ctx.passUntil(until));
    return { label: this.words("wait.move"), target: "bridge.wait", run };
  }

  count() {
    super.count();
    const opening = this.body.querySelector("[data-until]");
    if (opening) opening.textContent = countToOpening(this);
    const wait = this.body.querySelector("[data-resend]");
    if (wait) wait.textContent = waitText(this);
  }
}
