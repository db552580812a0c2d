// A practice under way: a state machine over the scenario's data. It knows steps, events and devices, and nothing of
// any one method; scenarios made of existing devices need no change here.

import { Api } from "./api.js";
import { Bus } from "./bus.js";
import { Clock } from "./clock.js";
import { createDevice } from "./devices/index.js";
import { Events } from "./events.js";
import { playAtOnce, playSlowly } from "./play.js";
import { after, applies, current, oneOf } from "./progress.js";
import { Voice } from "./say.js";
import { Session } from "./session.js";
import * as store from "./store.js";
import { Switches } from "./switches.js";
import { Turns } from "./turns.js";
import { Undo } from "./undo.js";

export class Engine {
  bus = new Bus();
  clock = new Clock();
  turns = new Turns(() => this.bus.emit("engine.playing"));
  /** @type {Map<string, Device>} */
  devices = new Map();
  #voices = new Map();
  done = new Set();
  mode = "guided";
  hints = 0;
  /** @type {any} the problem that is being explained, as the API gave it */
  problem = null;
  #snapshots = {};
  #show = null; // how to stop what is shown
  #told = null; // the device on the learner's own phone at which "Show me" had to stop
  #undo = new Undo(() => this.bus.emit("engine.undo"));
  #target = null; // the step that is being made for
  #quiet = false; // while steps are replayed nobody is told, and nothing is kept

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
      onOpen: ({ id }) => this.events.follow(id),
    });
    this.events = new Events({ api: this.api, tell: (event) => this.#logged(event) });
    const { session, api, clock } = this;
    this.switches = new Switches({ session, api, clock, tell: (...said) => this.#tell(...said), changed: () => this.#changed() });
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
      device: (kind, user) => session.device(kind, user),
      persona: () => session.persona,
      waitingLogin: () => session.takeLogin(),
      become: (persona) => this.#become(persona, id),
      emit: (type, data) => this.#tell(type, data),
      listen: (listener) => this.bus.listen(listener),
      setFault: (name, on) => this.switches.setFault(name, on),
      passUntil: (moment) => this.switches.passUntil(moment),
      changed: () => this.#changed(),
      isHere: () => !this.devices.get(id)?.isAway,
    };
  }

  // Where one is ---------------------------------------------------------------------------------------------------

  /** Those of the platform and the variant in use. @returns {Step[]} */
  get steps() {
    return this.scenario.steps.filter(({ only }) => applies(only, this));
  }

  /** @returns {Step | null} null when the practice is finished */
  get step() {
    return current(this.steps, this.done);
  }

  /** The ids of the devices that the variant has a use for. @returns {string[]} */
  get present() {
    const without = this.scenario.variants.find((each) => each.id === this.variant)?.without ?? [];
    return [...this.devices.keys()].filter((id) => !without.includes(id));
  }

  get place() {
    return this.step ? this.steps.indexOf(this.step) : this.steps.length;
  }

  get finished() {
    return this.step === null;
  }

  /** @returns {Device | null} the one on the learner's own phone that "Show me" cannot use */
  get told() {
    return this.devices.get(this.#told)?.isAway ? this.devices.get(this.#told) : null;
  }

  get canUndo() {
    return this.#undo.isOffered;
  }

  /** Whether anything was done that is worth keeping. */
  get touched() {
    return this.session.data !== null;
  }

  /** A device says what happened; what the log has said already is not said again. */
  #tell(type, data = {}) {
    if (this.events.isNews(type, data)) this.bus.emit(type, data);
  }

  /** The log says what happened, perhaps in another browser. */
  async #logged({ seq, type, data }) {
    if (type.startsWith("fault.")) this.session.setFault(data.fault, type === "fault.on");
    // The answer sets the clock: only then is there something to see.
    if (type === "clock.moved") await this.api.get(`/sandboxes/${this.session.data.id}`).catch(() => {});
    this.bus.emit(type, { ...data, seq });
  }

  #leave() {
    const sandbox = this.session.data?.id;
    this.events.stop();
    this.session.leave();
    if (sandbox) this.bus.emit("sandbox.left", { sandbox });
  }

  #renew() {
    this.#leave();
    this.#snapshots = {};
    this.problem = null;
  }

  #happened({ type, data }) {
    if (type === "problem") this.problem = data.body;
    if (type.startsWith("authenticator.")) this.session.setLocked(data?.device, type === "authenticator.locked");
    if (type === "window.started-over") this.problem = null;
    const before = this.step;
    this.done = after(this.steps, this.done, type, data?.phone);
    if (this.step === before) return;
    const further = this.place > this.steps.indexOf(before);
    if (further && type !== "response.rejected") this.problem = null; // a refusal that is a step of its own is read
    this.hints = 0;
    this.#told = null;
    if (further) this.#snapshot(); // a step that one is thrown back to begins as it began before
    if (this.#quiet) return;
    this.#changed();
    this.bus.emit("engine.step", { from: before?.id ?? null, to: this.step?.id ?? null });
  }

  // Going about ----------------------------------------------------------------------------------------------------

  /** Be at the beginning of a step, as it was left or else played up to it. */
  goto(id) {
    this.stop();
    return this.turns.take(() => this.#goto(id));
  }

  async #goto(id) {
    const known = this.#snapshots[id];
    const there = (known && this.#restore(known) && this.step?.id === id) || (await this.#replay(id));
    if (!there && this.touched) {
      this.#renew(); // what this sandbox has been through refuses the steps a second time
      await this.#replay(id);
    }
    this.#arrived();
  }

  /** Play every step before this one at once, from a clean beginning. Whether all went through. */
  async #replay(id) {
    const before = this.steps.slice(0, this.steps.findIndex((each) => each.id === id));
    await this.turns.play("replay", () => this.#quietly(async () => {
      this.#target = id;
      this.done = new Set();
      for (const device of this.devices.values()) device.restore(null);
      for (const step of before) {
        if (!this.done.has(step.id)) await playAtOnce(step, (device) => this.devices.get(device));
        if (!this.done.has(step.id)) break; // refused: the problem says why
      }
    }));
    this.#snapshot();
    return before.every((step) => this.done.has(step.id));
  }

  back() {
    const before = this.steps[this.place - 1];
    return before ? this.goto(before.id) : undefined;
  }

  /** Begin the current step afresh and do it slowly, before the learner's eyes. */
  showMe(point) {
    this.stop();
    const { signal } = (this.#show = new AbortController());
    return this.turns.take(() => this.#showStep(signal, point));
  }

  async #showStep(signal, point) {
    if (this.finished || signal.aborted) return;
    await this.#goto(this.step.id);
    const show = () => playSlowly(this.step, (id) => this.devices.get(id), { signal, point });
    const away = await this.turns.play("show", show);
    if (away && !signal.aborted) this.#tellOf(away.id);
  }

  /** Of what cannot be shown, all is told that there is to say. */
  #tellOf(device) {
    this.#told = device;
    if (device) this.hints = this.step.hints.length;
    this.bus.emit("engine.told");
  }

  /** Show no further: the devices are the learner's. */
  stop() {
    this.#show?.abort();
    if (this.#told) this.#tellOf(null);
  }

  hint() {
    this.hints = Math.min(this.hints + 1, this.step?.hints.length ?? 0);
    this.bus.emit("engine.hint");
  }

  /** Another sandbox with other keys, at the same step; the old one can be had back for a moment. */
  reset() {
    return this.#anew();
  }

  /** @param {{variant?: string, done?: Set<string>}} [change] @param {{at?: string, persona?: any}} [begin] */
  #anew(change = {}, { at, persona } = {}) {
    this.stop();
    return this.turns.take(async () => {
      const before = this.touched ? this.#document() : null;
      this.#renew();
      Object.assign(this, change);
      if (persona) this.session.persona = persona;
      store.forget(this.scenario.id);
      this.rename();
      await this.#replay(at ?? (this.step ?? this.steps[0]).id);
      this.#undo.offer(before);
      this.#arrived();
    });
  }

  async undo() {
    const before = this.#undo.take();
    if (before) await this.resume(before);
  }

  /** Take up what was kept. Throws the API's problem if its sandbox is gone. */
  resume(kept) {
    this.stop();
    return this.turns.take(() => this.turns.play("replay", () => this.#resume(kept)));
  }

  async #resume(kept) {
    const state = await this.session.resume(kept.session);
    this.clock.sync(state.now, state.clock.rate);
    Object.assign(this.session.data, { faults: state.faults, number: state.number });
    this.events.follow(state.id, state.last_seq);
    const { platform, variant, mode, hints, problem, snapshots } = kept;
    Object.assign(this, { platform, variant, mode, hints, problem });
    this.#snapshots = snapshots;
    this.rename();
    if (!this.#restore(kept)) await this.#replay(kept.step ?? this.steps[0]?.id);
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
  setVariant(id) {
    const known = this.scenario.variants.some((each) => each.id === id);
    return known && id !== this.variant ? this.#anew({ variant: id, done: new Set() }) : undefined;
  }

  rename() {
    for (const device of this.devices.values()) device.rename();
  }

  /** Have a disabled device taken into service again. */
  async restoreDevice() {
    const { id, devices } = await this.session.open();
    await Promise.all(devices.map((each) => this.api.post(`/sandboxes/${id}/devices/${each.id}/restore`)));
    this.problem = null;
    this.bus.emit("authenticator.restored");
    await this.goto(this.steps[0].id);
  }

  // Keeping --------------------------------------------------------------------------------------------------------

  /**
   * Another training user has other devices with other keys: begin anew where one says on DEVICE who one is. In a replay
   * it is always the user who is that already; there it could not wait for a turn.
   */
  async #become(persona, device) {
    const { session, steps } = this;
    const isOther = session.data && session.persona.id !== persona.id;
    if (!isOther) return void (session.persona = persona);
    const asks = steps.findIndex(({ solve }) => solve.some((move) => move.device === device && move.value === "persona"));
    await this.#anew({}, { at: steps[Math.min(Math.max(asks, 0), this.place)].id, persona });
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
}
