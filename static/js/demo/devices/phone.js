// A simulated telephone: its apps are in phone/, each a few screens; here is what they share, and what the engine asks.
// The names of its controls and events, for authors of scenarios, are in phone/apps.js.

import { focused, h, refill, refocus } from "../dom.js";
import { APPS } from "./phone/apps.js";
import { Hands } from "./phone/hands.js";
import { Inbox } from "./phone/inbox.js";
import * as keyring from "./phone/keyring.js";
import { pinNote } from "./phone/security.js";
import { draw, tick } from "./phone/shell.js";
import { fresh } from "./phone/state.js";
import { conditionOf, labelsOf, worldOf } from "./phone/world.js";
import { Screen } from "./screen.js";
import { given } from "../../sure.js";

const SCREENS = Object.assign({}, ...APPS.map((app) => app.screens));
const CONFIRMED = Object.assign({}, ...APPS.map((app) => app.confirmed ?? {}));
const LISTENERS = APPS.flatMap((app) => (app.heard ? [app.heard] : []));

const KEPT = "offline.kept";

/** @param {DeviceContext} ctx @returns {Device} */
export function create(ctx) {
  return new Phone(ctx);
}

/** @extends {Screen<PhoneState>} */
export class Phone extends Screen {
  kind = "phone";
  /** @type {Map<string, any>} what can be typed into now */
  fields = new Map();
  /** @type {Record<string, string>} */
  errors = {};
  #hands = new Hands(this);

  constructor(ctx) {
    super(ctx, h("section", { class: "device phone", role: "group", tabindex: "-1", focus: `${ctx.id}.self` }));
    this.words = Object.assign((key, values = {}) => ctx.words(`phone.${key}`, values), {
      language: ctx.words.language,
    });
    this.inbox = new Inbox(this);
    this.bezel = h("div", { class: "bezel phone-bezel" });
    this.note = pinNote(this);
    this.element.append(this.bezel, this.note.element, ctx.voice.element);
    this.element.addEventListener("keydown", (event) => this.#keydown(event));
    this.rename();
    ctx.listen((event) => ctx.isHere() && this.#heard(event));
    ctx.clock.listen(() => ctx.isHere() && this.#tick());
  }

  // What the engine asks of every device ---------------------------------------------------------------------------

  fresh() {
    return fresh(this.world);
  }

  restore(saved) {
    for (const app of APPS) app.stop?.(this);
    this.errors = {};
    const isAlive = super.restore(saved);
    void this.inbox.translate();
    return isAlive;
  }

  revive() {
    const isAlive = APPS.every((app) => app.alive?.(this) ?? true);
    this.#checkKey();
    Object.assign(this.state, conditionOf(this.ctx, this.state.airplane));
    return isAlive;
  }

  /** "pin", "challenge", "response", "code"; null while there is nothing of the kind to read. */
  read(name) {
    if (name === "pin") return this.hasPin ? this.state.pin : null;
    for (const app of APPS) {
      const value = app.shows?.(this)?.[name];
      if (value) return value;
    }
    return null;
  }

  wants() {
    return this.#hands.sink()?.carries ?? null;
  }

  /** @returns {Record<string, string>} */
  offers() {
    const all = APPS.flatMap((app) => Object.entries(app.shows?.(this) ?? {}));
    const shown = all.flatMap(([name, value]) => (value ? [[name, value]] : []));
    return Object.fromEntries(shown.reverse()); // of several values of one name the first counts
  }

  take(value) {
    const sink = this.#hands.sink(value);
    if (!sink) return;
    sink.take(value);
    refocus(this.element, this.focusName(sink.name));
  }

  /** Wait, a few seconds at most, until a move can be made or a value read. */
  ready(action, value) {
    return this.#hands.ready(action, value);
  }

  moves(action, value) {
    return this.#hands.moves(action, value);
  }

  focus(options = {}) {
    /** @type {HTMLElement | null} */
    const first = this.element.querySelector(".app-body [data-first], .phone-go");
    if (first) first.focus(options);
    else this.element.focus(options);
  }

  status() {
    const { response, challenge, code, "activation-code": activation } = this.offers();
    return response ?? challenge ?? code ?? activation ?? this.#news ?? this.title ?? "";
  }

  /** How much has come that was not looked at yet. */
  waiting() {
    return this.state.call ? 1 : this.inbox.notices.length;
  }

  rename() {
    const { words, title } = this.ctx;
    this.element.dataset.title = title; // is above it where there are several
    this.element.setAttribute("aria-label", `${title}, ${this.words(`system-${this.system}`)}. ${words("mark")}`);
    this.draw();
  }

  // What the apps use ----------------------------------------------------------------------------------------------

  /** A label of the product, as this system has it. */
  label(key) {
    return this.words(labelsOf(key, this.system));
  }

  get world() {
    return worldOf(this.ctx);
  }

  /** @returns {"ios" | "android"} */
  get system() {
    return this.world.system;
  }

  /** The app of the days when it replaced two older ones. */
  get isSingleApp() {
    return this.world.start?.startsWith("single-app") ?? false;
  }

  /** The app has a PIN of its own only where the phone has no better security element to lend. */
  get hasPin() {
    return this.system === "android";
  }

  /** The sandbox as the browser has it, or null; nothing is asked. */
  get sandbox() {
    return this.ctx.sandbox();
  }

  /** Whether anything gets through to the phone, or from it. */
  get connected() {
    const { airplane, coverage, lost, off } = this.state;
    return !airplane && coverage && !lost && !off;
  }

  get screenId() {
    const { at, stacks } = this.state;
    return stacks[at]?.at(-1) ?? at;
  }

  get canGoBack() {
    const { at, stacks } = this.state;
    return (stacks[at]?.length ?? 0) > 1;
  }

  /** Bring an app to the front, with a stack of screens of its own if it is to begin again. */
  open(app, stack) {
    this.state.at = app;
    if (stack) this.state.stacks[app] = stack;
    this.#moved();
  }

  /** Lay a screen on the one that shows. */
  go(id) {
    const { at, stacks } = this.state;
    if (this.screenId !== id) stacks[at] = [...(stacks[at] ?? []), id];
    this.#moved();
  }

  /** Put a screen in the place of all that the app shows. */
  root(id) {
    this.state.stacks[this.state.at] = [id];
    this.#moved();
  }

  /** Show the messages that have come: seeing them is reading them. */
  openThread() {
    Object.assign(this.state, { banner: null, shade: false, locked: false });
    this.open("messages", ["messages.list", "messages.thread"]);
    this.inbox.read();
  }

  back() {
    const { at, stacks } = this.state;
    if (this.state.sheet) this.state.sheet = null;
    else if (this.state.shade) this.state.shade = false;
    else if (this.canGoBack) stacks[at] = stacks[at].slice(0, -1);
    else this.state.at = "home";
    this.#moved();
  }

  home() {
    Object.assign(this.state, { at: "home", shade: false, sheet: null });
    this.#moved();
  }

  changed() {
    this.ctx.changed();
  }

  emit(type, data = {}) {
    this.ctx.emit(`phone.${type}`, { phone: this.id, ...data });
  }

  say(text) {
    this.ctx.voice.say(text);
  }

  /** Say what is wrong beside a field, and go there. */
  fault(name, text) {
    this.errors[name] = text;
    this.draw();
    refocus(this.element, this.focusName(name));
    this.say(text);
  }

  /** "6 digits, please: you typed 5", or null if the length is right. */
  lengthFault(typed, room) {
    return typed.length === room ? null : this.ctx.words("window.wrong-length", { count: room, typed: typed.length });
  }

  /** Ask for the security element; the app that has a handler for this purpose goes on. */
  confirm(purpose) {
    this.errors = {};
    this.state.sheet = purpose;
    this.#moved();
  }

  confirmed() {
    const purpose = given(this.state.sheet, "security sheet");
    this.state.sheet = null;
    return CONFIRMED[purpose](this);
  }

  /** Without a connection nothing is asked at all, and that is said. */
  async attempt(act, refused) {
    return this.connected ? super.attempt(act, refused) : this.offline();
  }

  sent() {
    if (this.state.toast?.key === KEPT) this.set({ toast: null });
  }

  kept() {
    this.set({ toast: { key: KEPT } });
  }

  offline() {
    this.set({ toast: { key: "phone.no-connection" } });
    this.say(this.words("no-connection"));
  }

  /** The control that was pressed has become another one. */
  focusOn(name) {
    if (focused(this.bezel)) refocus(this.bezel, this.focusName(name));
  }

  registerField(name, field) {
    this.fields.set(name, { name, ...field });
  }

  press(name) {
    if (this.state.toast) this.state.toast = null;
    return super.press(name);
  }

  draw() {
    const within = focused(this.bezel);
    this.controls.clear();
    this.fields.clear();
    refill(this.bezel, draw(this, SCREENS));
    this.note.show();
    this.title = this.bezel.querySelector("[data-title]")?.textContent ?? "";
    if (within && !refocus(this.bezel, within)) this.#toTitle();
    return within;
  }

  // Its own --------------------------------------------------------------------------------------------------------

  /** "1 message"; null when none has come, or a call is in front. */
  get #news() {
    const { notices } = this.inbox;
    if (!notices.length || this.state.call) return null;
    return this.words(notices.every(({ kind }) => kind === "sms") ? "new-messages" : "new-notices", {
      count: notices.length,
    });
  }

  /** IB Key has gone to another phone. The key stays here, so that one sees what it is still worth: nothing. */
  #revoked({ device }) {
    if (keyring.held(this)?.id === device) this.set({ key: "revoked" });
  }

  /** The screen has changed: a learner who is on the phone goes along, anyone else is told. */
  #moved() {
    this.errors = {};
    const within = this.draw();
    if (within) this.#toTitle();
    else this.say(this.title);
    this.changed();
  }

  #toTitle() {
    const scope = this.bezel.querySelector("[role=dialog]") ?? this.bezel;
    /** @type {HTMLElement} */
    const first = scope.querySelector("[data-first]") ?? scope.querySelector("[data-title]") ?? this.element;
    first.focus({ preventScroll: true });
  }

  /** A key that was cleared is gone for every step one goes back to, and an app without it has none in store. */
  #checkKey() {
    if (!this.sandbox) return;
    const { key } = this.state;
    if (key === "lost") keyring.forget(this);
    if (key !== "active" || keyring.held(this)) return;
    this.state.key = this.hasPin ? "lost" : "none";
    delete this.state.stacks.app;
    if (this.state.at === "app") this.state.at = "home";
  }

  #heard({ type, data }) {
    this.#checkKey();
    if (type === "phone.revoked") this.#revoked(data);
    if (type.startsWith("fault.")) this.#faults();
    if (this.inbox.concerns(type)) this.inbox.pull();
    for (const heard of LISTENERS) heard(this, type, data ?? {});
  }

  /** What the learner switches for the whole practice holds for the phone too. */
  #faults() {
    const was = this.connected;
    this.set(conditionOf(this.ctx, this.state.airplane));
    if (this.connected === was) return;
    this.say(this.words(this.connected ? "connected" : "disconnected"));
    if (this.connected) this.inbox.pull();
  }

  #tick() {
    tick(this);
    this.inbox.tick();
    for (const app of APPS) app.tick?.(this);
  }

  #keydown(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Escape" && this.controls.has("back")) return (event.preventDefault(), this.press("back"));
    if (event.target.matches("input")) return;
    const name = event.key === "Backspace" ? "key.erase" : `key.${event.key}`;
    if (!this.controls.has(name)) return;
    event.preventDefault();
    this.press(name);
    refocus(this.element, this.focusName("key.ok")); // Enter then gives what was typed, where there is such a key
  }
}
