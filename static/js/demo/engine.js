// A practice under way: a state machine over the scenario's data. It knows steps, events and devices, and nothing of
// any one method; scenarios made of existing devices need no change here.

import { Api } from "./api.js";
import { Bus } from "./bus.js";
import { Clock } from "./clock.js";
import { createDevice } from "./devices/index.js";
import { Events } from "./events.js";
import { Once } from "./once.js";
import { playAtOnce, playSlowly } from "./play.js";
import { after, current } from "./progress.js";
import { Voice } from "./say.js";
import { Session } from "./session.js";
import * as store from "./store.js";

export const UNDO_FOR = 10_000; // ms during which a reset can be taken back

export class Engine {
  bus = new Bus();
  clock = new Clock();
  /** @type {Map<string, Device>} */
  devices = new Map();
  #voices = new Map();
  done = new Set();
  mode = "guided";
  hints = 0;
  /** @type {any} the problem that is being explained, as the API gave it */
  problem = null;
  #snapshots = {};
  #showing = null;
  #undo = null;
  #target = null; // the step that is being made for
  #quiet = false; // while steps are replayed nobody is told, and nothing is kept
  #once = new Once();

  /** @param {{scenario: any, words: Words, language: string, platform?: string | null, variant?: string | null}} options */
  constructor({ scenario, words, language, platform, variant }) {
    Object.assign(this, { scenario, words, language });
    this.platform = oneOf(scenario.platforms, platform);
    this.variant = oneOf(scenario.variants, variant);
    this.api = new Api({
      language,
      onNow: (now, rate) => this.clock.sync(now, rate),
      offline: { title: words("offline.title"), detail: words("offline.text") },
    });
    this.session = new Session({
      api: this.api,
      scenario,
      language,
      platform: () => this.platform,
      variant: () => this.variant,
      step: () => this.#target ?? null,
      onOpen: ({ id }) => this.#follow(id, 0),
    });
    this.events = new Events({ api: this.api, tell: (event) => this.#logged(event) });
    this.bus.listen((event) => this.#happened(event));
  }

  /** Make the devices. Nothing is asked of the site. */
  async prepare() {
    for (const { id, kind, title } of this.scenario.devices) {
      this.devices.set(id, await createDevice(kind, this.#context(id, title)));
    }
    for (const device of this.devices.values()) device.restore(null);
    this.#snapshot();
  }

  /** @returns {DeviceContext} */
  #context(id, title) {
    const { words, clock, api, scenario, session } = this;
    const voice = new Voice();
    this.#voices.set(id, voice);
    return {
      id, title, words, clock, api, scenario, voice,
      platform: () => this.platform,
      setPlatform: (platform) => this.setPlatform(platform),
      variant: () => this.variant,
      session: () => this.session.open(),
      sandbox: () => session.data,
      device: (kind) => session.device(kind),
      persona: () => session.persona,
      waitingLogin: () => session.takeLogin(),
      become: (persona) => this.#become(persona),
      emit: (type, data) => this.#tell(type, data),
      listen: (listener) => this.bus.listen(listener),
      setFault: (name, on) => this.setFault(name, on),
      passUntil: (moment) => this.passUntil(moment),
      changed: () => this.#changed(),
    };
  }

  // Where one is ---------------------------------------------------------------------------------------------------

  /** Those of the platform and the variant in use. @returns {Step[]} */
  get steps() {
    const { platform, variant } = this;
    const applies = (wanted, chosen) => !wanted?.length || wanted.includes(chosen);
    return this.scenario.steps.filter(({ only }) => applies(only?.platform, platform) && applies(only?.variant, variant));
  }

  /** @returns {Step | null} null when the practice is finished */
  get step() {
    return current(this.steps, this.done);
  }

  get place() {
    return this.step ? this.steps.indexOf(this.step) : this.steps.length;
  }

  get finished() {
    return this.step === null;
  }

  get showing() {
    return this.#showing !== null;
  }

  get canUndo() {
    return this.#undo !== null;
  }

  /** Whether anything was done that is worth keeping. */
  get touched() {
    return this.session.data !== null;
  }

  /** A device says what happened; what the log has said already is not said again. */
  #tell(type, data = {}) {
    if (this.#once.isNews("here", type, data)) this.bus.emit(type, data);
  }

  /** The log says what happened, perhaps in another browser. */
  #logged({ seq, type, data }) {
    if (!this.#once.isNews("log", type, data)) return;
    if (type.startsWith("fault.")) this.#fault(data.fault, type === "fault.on");
    if (type === "clock.moved") this.api.get(`/sandboxes/${this.session.data.id}`).catch(() => {}); // its answer sets the clock
    this.bus.emit(type, { ...data, seq });
  }

  #follow(sandbox, after) {
    this.#once.forget();
    this.events.follow(sandbox, after);
  }

  #leave() {
    this.events.stop();
    this.session.leave();
  }

  #happened({ type, data }) {
    if (type === "problem") this.problem = { ...data.body, language: this.language };
    if (type === "window.started-over") this.problem = null;
    const before = this.step;
    this.done = after(this.steps, this.done, type);
    if (this.step === before) return;
    const further = this.place > this.steps.indexOf(before);
    if (further) this.problem = null;
    this.hints = 0;
    if (further) this.#snapshot(); // a step that one is thrown back to begins as it began before
    if (this.#quiet) return;
    this.#changed();
    this.bus.emit("engine.step", { from: before?.id ?? null, to: this.step?.id ?? null });
  }

  // Going about ----------------------------------------------------------------------------------------------------

  /** Be at the beginning of a step, as it was left or else played up to it. */
  async goto(id) {
    this.stop();
    const known = this.#snapshots[id];
    const restored = known && this.#restore(known);
    if (!restored) await this.replay(id);
    this.#arrived();
  }

  /** Play every step before this one at once, from a clean beginning. */
  async replay(id) {
    await this.#quietly(async () => {
      this.#target = id;
      this.done = new Set();
      for (const device of this.devices.values()) device.restore(null);
      for (const step of this.steps.slice(0, this.steps.findIndex((each) => each.id === id))) {
        if (!this.done.has(step.id)) await playAtOnce(step, (device) => this.devices.get(device));
        if (!this.done.has(step.id)) break; // refused: the problem says why
      }
    });
    this.#snapshot();
  }

  back() {
    const before = this.steps[this.place - 1];
    return before ? this.goto(before.id) : undefined;
  }

  /** Begin the current step afresh and do it slowly, before the learner's eyes. */
  async showMe(point) {
    if (this.finished) return;
    await this.goto(this.step.id);
    const run = new AbortController();
    this.#showing = run;
    this.bus.emit("engine.showing");
    try {
      await playSlowly(this.step, (id) => this.devices.get(id), { signal: run.signal, point });
    } finally {
      if (this.#showing === run) this.#showing = null;
      this.bus.emit("engine.showing");
    }
  }

  stop() {
    this.#showing?.abort();
    this.#showing = null;
  }

  hint() {
    this.hints = Math.min(this.hints + 1, this.step?.hints.length ?? 0);
    this.bus.emit("engine.hint");
  }

  /** Another sandbox with other keys, at the same step; the old one can be had back for UNDO_FOR. */
  async reset() {
    this.stop();
    const before = this.touched ? this.#document() : null;
    const step = this.step ?? this.steps[0];
    this.#leave();
    this.#snapshots = {};
    this.problem = null;
    store.forget(this.scenario.id);
    await this.replay(step.id);
    this.#offerUndo(before);
    this.#arrived();
  }

  async undo() {
    const before = this.#undo?.document;
    this.#offerUndo(null);
    if (before) await this.resume(before);
  }

  /** Take up what was kept. Throws the API's problem if its sandbox is gone. */
  async resume(kept) {
    const state = await this.session.resume(kept.session);
    this.clock.sync(state.now, state.clock.rate);
    Object.assign(this.session.data, { faults: state.faults, number: state.number });
    this.#follow(state.id, state.last_seq);
    const { platform, variant, mode, hints, problem } = kept;
    Object.assign(this, { platform, variant, mode, hints, problem });
    this.#snapshots = kept.snapshots;
    this.rename();
    if (!this.#restore(kept)) await this.replay(kept.step ?? this.steps[0].id);
    this.bus.emit("sandbox.resumed");
    this.#arrived();
  }

  setMode(mode) {
    this.mode = mode;
    this.#arrived();
  }

  setPlatform(id) {
    if (!this.scenario.platforms.some((each) => each.id === id)) return;
    this.platform = id;
    this.rename();
    this.#arrived();
  }

  /** Another variant is another world: other phones, other keys. */
  async setVariant(id) {
    if (id === this.variant || !this.scenario.variants.some((each) => each.id === id)) return;
    const before = this.touched ? this.#document() : null;
    this.#leave();
    this.#snapshots = {};
    Object.assign(this, { variant: id, problem: null });
    store.forget(this.scenario.id);
    this.rename();
    await this.replay(this.steps[0].id);
    this.#offerUndo(before);
    this.#arrived();
  }

  rename() {
    for (const device of this.devices.values()) device.rename();
  }

  /** @param {{forward_seconds?: number, rate?: number}} change */
  async moveClock(change) {
    const { id } = await this.session.open();
    await this.api.post(`/sandboxes/${id}/clock`, change);
    this.#tell("clock.moved");
    this.#changed();
  }

  /** Let the practice clock run ahead to a moment, if it is still to come. @param {string} moment ISO 8601 */
  async passUntil(moment) {
    const left = Math.ceil((Date.parse(moment) - this.clock.now()) / 1000);
    if (left > 0) await this.moveClock({ forward_seconds: left });
  }

  /** Whether something is broken now, by the learner or by the scenario. */
  isFaulty(name) {
    return this.session.data?.faults?.[name] ?? this.scenario.world?.faults?.includes(name) ?? false;
  }

  async setFault(name, on) {
    const { id } = await this.session.open();
    await this.api.post(`/sandboxes/${id}/faults`, { [name]: on });
    this.#fault(name, on);
    this.#tell(on ? "fault.on" : "fault.off", { fault: name });
    this.#changed();
  }

  #fault(name, on) {
    this.session.data.faults = { ...this.session.data.faults, [name]: on };
  }

  /** Have a disabled device taken into service again. */
  async restoreDevice() {
    const { id, devices } = await this.session.open();
    await Promise.all(devices.map((each) => this.api.post(`/sandboxes/${id}/devices/${each.id}/restore`)));
    this.problem = null;
    this.bus.emit("authenticator.restored");
    await this.goto(this.steps[0].id);
  }

  /** What could be carried from one device to another now. @returns {{from: any, to: any, name: string, value: string} | null} */
  carriable() {
    for (const to of this.devices.values()) {
      const name = to.wants();
      if (!name) continue;
      for (const from of this.devices.values()) {
        const value = from.offers()[name];
        if (value) return { from, to, name, value };
      }
    }
    return null;
  }

  // Keeping --------------------------------------------------------------------------------------------------------

  /** Another training user has another card: what was begun belongs to nobody any more. */
  async #become(persona) {
    const other = this.session.data && this.session.persona.id !== persona.id;
    this.session.persona = persona;
    if (!other) return;
    this.#leave();
    this.#snapshots = {};
    for (const device of this.devices.values()) if (device.kind !== "login-window") device.restore(null);
    this.done = new Set();
    this.#arrived();
  }

  #document() {
    return {
      session: this.session.data,
      platform: this.platform,
      variant: this.variant,
      mode: this.mode,
      hints: this.hints,
      problem: this.problem,
      step: this.step?.id ?? null,
      place: this.place,
      snapshots: this.#snapshots,
      ...this.#state(),
    };
  }

  #state() {
    const devices = Object.fromEntries([...this.devices].map(([id, device]) => [id, device.save()]));
    return { done: [...this.done], devices };
  }

  #snapshot() {
    if (this.step) this.#snapshots[this.step.id] = structuredClone(this.#state());
  }

  #restore({ done, devices }) {
    this.done = new Set(done);
    const wasQuiet = this.#quiet;
    this.#quiet = true;
    const restored = [...this.devices].map(([id, device]) => device.restore(structuredClone(devices[id])));
    this.#quiet = wasQuiet;
    return restored.every(Boolean);
  }

  async #quietly(act) {
    this.#quiet = true;
    for (const voice of this.#voices.values()) voice.muted = true;
    try {
      await act();
    } finally {
      this.#quiet = false;
      this.#target = null;
      for (const voice of this.#voices.values()) voice.muted = false;
    }
  }

  #arrived() {
    this.#changed();
    this.bus.emit("engine.step", { from: null, to: this.step?.id ?? null });
  }

  #changed() {
    if (this.#quiet) return;
    if (this.touched) store.save(this.scenario.id, this.#document());
    this.bus.emit("engine.changed");
  }

  #offerUndo(document) {
    clearTimeout(this.#undo?.timer);
    this.#undo = document && { document, timer: setTimeout(() => this.#offerUndo(null), UNDO_FOR) };
    this.bus.emit("engine.undo");
  }
}

/** The id that was asked for if there is such a one, else the first; null where there is no choice. */
function oneOf(known = [], wanted) {
  return (known.find((each) => each.id === wanted) ?? known[0])?.id ?? null;
}
