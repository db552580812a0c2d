// A practice under way: a state machine over the scenario's data. It knows steps, events and devices, and nothing of
// any one method; scenarios made of existing devices need no change here.

import { Api } from "./api.js";
import { createDevice } from "./devices/index.js";
import { Voice } from "./dom.js";
import { Bus, Events } from "./events.js";
import { Line } from "./line.js";
import { playAtOnce, playSlowly } from "./play.js";
import { after, applies, counted, current, freshTally, here, isForGood, isOfPast, newsIn, oneOf } from "./progress.js";
import { Session, Switches } from "./session.js";
import * as store from "./store.js";
import { given, known } from "../sure.js";
import { Clock } from "./time.js";
import { Turns, Undo } from "./turns.js";
import { slipAmong } from "./typed.js";
import { isGone } from "./words.js";

// What ends the explanation of a refusal: it is not about this login anymore, or a field says something newer.
const ENDS_PROBLEM = new Set(["window.started-over", "window.unfit", "portal.unfit"]);
const ENDS_ANSWER = new Set(["challenge.expired", "window.superseded", "window.device-gone"]); // what was wrong with it matters no longer
// What came too soon was possible after all, or another way was.
const ENDS_WAIT = new Set(["challenge.issued", "message.sent", "push.sent", "window.sms-asked", "window.voice-asked"]);
const LOOKS_EVERY = 10; // ms between two looks at whether the devices have settled

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
  tally = freshTally();
  /** @type {Refusal | null} the one that is being explained */
  problem = null;
  /** @type {string | null} what has just happened that the guide has to tell, by the name of its sentences */
  news = null;
  /** @type {string | null} the login that was begun last */
  #newest = null;
  /** @type {Record<string, {done: string[], devices: Record<string, any>}>} how each step began */
  #snapshots = {};
  #wasAsked = false; // the refusal that is about to be told has ticked a step: it is what the step asked for
  #unsettled = false; // the step in hand has begun, and how it began is not kept yet
  #spent = false; // something has happened in this sandbox that cannot happen in it a second time
  /** @type {AbortController | null} how to stop what is shown */
  #show = null;
  /** @type {string | null} the device on the learner's own phone at which "Show me" had to stop */
  #told = null;
  #undo = new Undo(() => this.bus.emit("engine.undo"));
  /** @type {string | null} the step that is being made for */
  #target = null;
  #quiet = false; // while steps are replayed nobody is told, and nothing is kept

  /** @param {{scenario: Scenario, words: Words, language: string, platform?: string | null, variant?: string | null, opens?: Opens}} options */
  constructor({ scenario, words, language, platform, variant, opens }) {
    this.scenario = scenario;
    this.words = words;
    this.language = language;
    this.platform = oneOf(scenario.platforms, platform) ?? "";
    this.variant = oneOf(scenario.variants, variant);
    this.api = new Api({
      language,
      onNow: (now, rate) => this.clock.sync(now, rate),
      offline: { title: words("offline.title"), detail: words("offline.text") },
      onRefused: (refusal) => this.#refused(refusal),
    });
    this.session = new Session({
      api: this.api,
      scenario,
      language,
      platform: () => this.platform,
      variant: () => this.variant,
      step: () => this.#target ?? null,
      onOpen: ({ id }) => this.events.follow(id),
      opens,
    });
    this.events = new Events({ api: this.api, tell: (event) => this.#logged(event) });
    const { session, api, clock } = this;
    this.switches = new Switches({
      session,
      api,
      clock,
      tell: (...said) => this.#tell(...said),
      changed: () => this.#changed(),
    });
    this.line = new Line({ hear: () => this.events.catchUp(), back: () => this.#lineIsBack() });
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
      id,
      title,
      words,
      clock,
      api,
      scenario,
      voice,
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
      attempt: (act) => this.attempt(`${id}.attempt`, act),
      later: (act) => this.line.keep(id, act),
      shownElsewhere: (name) => this.#shown(name),
      setFault: (name, on) => this.switches.setFault(name, on),
      passUntil: (moment) => this.switches.passUntil(moment),
      changed: () => this.#changed(),
      isHere: () => !this.devices.get(id)?.isAway,
    };
  }

  /** A value that one of the devices shows now. @param {string} name */
  #shown(name) {
    return [...this.devices.values()].map((device) => device.offers()[name]).find(Boolean) ?? null;
  }

  // Where one is ---------------------------------------------------------------------------------------------------

  /** The hints of a step, on this platform and in this variant. @param {Step} step */
  hintsOf(step) {
    return here(step.hints_by, this, step.hints);
  }

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
    const device = this.#told === null ? null : known(this.devices, this.#told);
    return device?.isAway ? device : null;
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
    const sandbox = this.session.data?.id;
    if (type === "clock.moved" && sandbox) await this.api.get(`/sandboxes/${sandbox}`).catch(() => {});
    this.bus.emit(type, { ...data, seq });
  }

  /** What the learner asks for, as `who` or on a device: the guide explains a refusal, and what could not be sent is kept. */
  async attempt(who, act) {
    this.line.keep(who, null);
    try {
      await act();
    } catch (problem) {
      if (!problem.body) throw problem;
      if (problem.reason === "offline") this.line.keep(who, () => this.attempt(who, act));
      this.bus.emit("problem", problem);
    }
  }

  /** The log has first what led to a refusal. */
  #refused(refusal) {
    if (refusal.reason === "wrong-response") refusal.slip = this.#slip;
    return this.events.catchUp();
  }

  /** How what is being answered, or was just refused, was copied wrong from a device; null if it was not. */
  get #slip() {
    const { sent } = this.api;
    if (!sent) return this.problem?.slip ?? null;
    const shown = this.present.flatMap((id) => Object.values(known(this.devices, id).offers()));
    return slipAmong(sent.response ?? sent.code ?? "", shown);
  }

  #lineIsBack() {
    if (this.problem?.reason !== "offline") return;
    this.problem = null;
    this.bus.emit("engine.step", { from: null, to: this.step?.id ?? null });
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
    this.#spent = false;
    this.problem = null;
    this.news = null;
  }

  /** What happened cannot be undone at the verifier: no earlier step can begin again in this sandbox. */
  #spend() {
    this.#snapshots = {};
    this.#spent = true;
  }

  #happened({ type, data }) {
    if (data?.shares) return; // a request to share a device is no login of the steps; the log may tell of it late
    if (type === "challenge.issued" && data?.login) this.#newest = data.login;
    if (!isOfPast(type, data, this.#newest)) this.#took(type, data);
  }

  #took(type, data) {
    if (type === "problem") this.#refusedAs(data.body);
    if (type.startsWith("authenticator.")) this.session.setLocked(data?.device, type === "authenticator.locked");
    const isSettled = this.#isSettledBy(type);
    if (isSettled) this.problem = null;
    if (isForGood(type, data, this.scenario)) this.#spend();
    const { step: before, done } = this;
    // What was only copied wrong takes back nothing that was done on the devices.
    const undoes = type === "response.rejected" && this.#slip ? "window.answer-changed" : type;
    this.done = after(this.steps, this.done, undoes, data?.phone);
    this.#count(type, data, this.done.size > done.size);
    if (!this.#isMoot(type, done)) this.#note(type, isSettled);
    if (this.step !== before) this.#stepped(before, type);
  }

  /** An event for the tally, which has `ticked` a step or has not. */
  #count(type, data, ticked) {
    if (type === "response.rejected") this.#wasAsked = ticked;
    const { finished, turns } = this;
    const when = { isReplay: this.#quiet, isShown: turns.playing === "show", wasAsked: this.#wasAsked, finished };
    this.tally = counted(this.tally, { type, data }, when, Date.now());
    if (type === "problem") this.#wasAsked = false;
  }

  /** Whether a login has run out that the guide needs no longer: it takes nothing back of what was `done`, and what is due is elsewhere. */
  #isMoot(type, done) {
    const isDueThere = this.step?.solve.some(({ device }) => this.devices.get(device)?.isOver !== undefined);
    return type === "challenge.expired" && this.mode === "guided" && !isDueThere && done.size === this.done.size;
  }

  #isSettledBy(type) {
    const { reason } = this.problem ?? {};
    const isAnswered = ENDS_ANSWER.has(type) && reason === "wrong-response";
    return ENDS_PROBLEM.has(type) || isAnswered || (ENDS_WAIT.has(type) && reason === "too-soon");
  }

  /** @param {Refusal} problem */
  #refusedAs(problem) {
    this.problem = problem;
    if (isGone(problem)) this.session.lost();
  }

  /** Keep what the guide has to tell, until something else has. */
  #note(type, isSettled) {
    if (this.#quiet) return;
    const isMended = this.news === "hindered" && !this.switches.broken.length;
    const isOver = type === "problem" || isMended || isSettled;
    if (!newsIn(type) && !isOver) return;
    this.news = newsIn(type);
    this.#changed();
    this.bus.emit("engine.news");
  }

  /** Another step than `before` is in hand, by an event of this `type`. */
  #stepped(before, type) {
    const further = this.place > this.steps.indexOf(before);
    if (further && type !== "response.rejected") this.problem = null; // a refusal that is a step of its own is read
    if (further) this.news = null;
    this.hints = 0;
    this.#told = null;
    this.#unsettled = further; // a step that one is thrown back to begins as it began before
    if (this.#quiet) return;
    if (further) void this.#settle();
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
    await this.#settle();
    this.line.drop();
    this.news = null;
    const before = this.#state();
    const known = this.#snapshots[id];
    let there = (known && this.#restore(known) && this.step?.id === id) || (!this.#spent && (await this.#replay(id)));
    if (!there && (this.touched || this.#spent) && !this.#isCutOff) {
      this.#renew(); // what happened here, in a sandbox or before there was one, refuses the steps a second time
      there = await this.#replay(id);
    }
    if (!there && this.#isCutOff) this.#stay(before, () => this.goto(id));
    this.#arrived();
  }

  get #isCutOff() {
    return this.problem?.reason === "offline";
  }

  /** Be as before, and do what could not be done when the line is back. */
  #stay(before, act) {
    this.#restore(before);
    this.line.drop();
    this.line.keep("engine", act);
  }

  /** Play every step before this one at once, from a clean beginning. Whether all went through. */
  async #replay(id) {
    const before = this.steps.slice(
      0,
      this.steps.findIndex((each) => each.id === id),
    );
    await this.turns.play("replay", () =>
      this.#quietly(async () => {
        this.#target = id;
        this.done = new Set();
        for (const device of this.devices.values()) device.restore(null);
        for (const step of before) {
          if (!this.done.has(step.id)) await playAtOnce(step, this.#hands());
          await this.#atRest();
          await this.#settle();
          if (!this.done.has(step.id)) break; // refused: the problem says why
        }
      }),
    );
    this.#unsettled = true;
    await this.#settle();
    return before.every((step) => this.done.has(step.id));
  }

  back() {
    const before = this.steps[this.place - 1];
    return before ? this.goto(before.id) : undefined;
  }

  /** Begin the current step again and do it slowly, before the learner's eyes. */
  showMe(point) {
    this.stop();
    const { signal } = (this.#show = new AbortController());
    return this.turns.take(() => this.#showStep(signal, point));
  }

  async #showStep(signal, point) {
    const { step } = this;
    if (!step || signal.aborted) return;
    await this.#goto(step.id);
    await this.#play(signal, point);
    if (!(await this.#isStuckAt(step)) || signal.aborted) return;
    if (this.switches.broken.length) return void (this.problem || this.bus.emit("engine.hindered"));
    const before = this.#document();
    this.#renew(); // too late for what the step needs, or it cannot be done a second time
    await this.#replay(step.id);
    this.#undo.offer(before);
    this.#arrived();
    await this.#play(signal, point);
  }

  async #play(signal, point) {
    const { step } = this;
    if (!step) return;
    const show = () => playSlowly(step, this.#hands(), { signal, point });
    const away = await this.turns.play("show", show);
    if (away && !signal.aborted) this.#tellOf(away.id);
  }

  /** Whether all was done that a step asks for, without effect, and nothing says why. */
  async #isStuckAt(step) {
    await this.#atRest(); // what one device was told to do may go on in another
    await this.events.catchUp().catch(() => {}); // the log may say a moment later that it is done
    const { problem, told } = this;
    const isExplained = ["locked", "offline"].includes(problem?.reason ?? "");
    const isDone = this.done.has(step.id) || this.finished; // a refusal takes away what earlier ones had done, too
    return this.touched && !isDone && !told && !isExplained;
  }

  #hands() {
    let seen = this.problem;
    const wait = () => {
      const { problem, words } = this;
      const isNew = problem && problem !== seen;
      seen = problem;
      const until = problem?.retry_at;
      if (!isNew || problem.reason !== "too-soon" || !until) return null;
      return { label: words("wait.move"), target: "bridge.wait", run: () => this.switches.passUntil(until) };
    };
    return { device: (id) => known(this.devices, id), wait };
  }

  /** Of what cannot be shown, all is told that there is to say. */
  #tellOf(device) {
    this.#told = device;
    if (device && this.step) this.hints = this.hintsOf(this.step).length;
    this.bus.emit("engine.told");
  }

  /** Show no further: the devices are the learner's. */
  stop() {
    this.#show?.abort();
    if (this.#told) this.#tellOf(null);
  }

  hint() {
    this.hints = Math.min(this.hints + 1, this.step ? this.hintsOf(this.step).length : 0);
    this.bus.emit("engine.hint");
  }

  /** Another sandbox with other keys, at the same step; one can go back to the old one for a moment. */
  reset() {
    return this.#restart({}, {}, () => this.reset());
  }

  /**
   * @param {{variant?: string, done?: Set<string>}} change @param {{at?: string, persona?: Persona}} begin
   * @param {(() => any) | null} [again]  how to do it when the line is back, if it is cut
   * @returns {Promise<boolean>} false if it is
   */
  #restart(change, { at, persona }, again = null) {
    this.stop();
    const begin = async () => {
      const before = this.touched ? this.#document() : null;
      this.line.drop();
      this.#renew();
      this.tally = freshTally(); // the learner begins again; where the practice does so by itself, it is the same try
      Object.assign(this, change);
      if (persona) this.session.persona = persona;
      this.rename();
      await this.#replay(at ?? (this.step ?? this.steps[0]).id);
      const isCutOff = before && !this.touched && this.#isCutOff;
      if (isCutOff) this.#takeBack(before);
      else this.#undo.offer(before);
      if (isCutOff) this.line.keep("engine", again);
      if (!this.touched) store.forget(this.scenario.id);
      this.#arrived();
      return !isCutOff;
    };
    return this.turns.take(begin);
  }

  /** Be in the sandbox that was left, of which the site has been told nothing. */
  #takeBack(before) {
    const { session, variant, spent, snapshots } = before;
    this.variant = variant;
    this.session.adopt(session);
    this.tally = before.tally ?? freshTally();
    this.#snapshots = snapshots;
    this.#spent = spent;
    this.events.follow(session.id, this.events.seq);
    this.rename();
    this.#restore(before);
  }

  async undo() {
    const before = this.#undo.take();
    if (before) await this.resume(before);
  }

  /**
   * Take up what was kept. Throws the API's problem if its sandbox is gone.
   *
   * @param {any} kept @param {any} [known]  the sandbox's state, where the site cannot be asked for it
   */
  resume(kept, known = null) {
    this.stop();
    return this.turns.take(() => this.turns.play("replay", () => this.#resume(kept, known)));
  }

  async #resume(kept, known) {
    if (known) this.session.adopt(kept.session);
    const state = known ?? (await this.session.resume(kept.session));
    this.clock.sync(state.now, state.clock.rate);
    Object.assign(given(this.session.data, "sandbox"), { faults: state.faults, number: state.number });
    this.events.follow(state.id, state.last_seq);
    this.#takeUp(kept);
    for (const device of this.devices.values()) device.restore(null); // nothing of another sandbox goes on in this one
    this.rename();
    if (!this.#restore(kept)) await this.#replay(oneOf(this.steps, kept.step));
    this.#unsettled ||= kept.unsettled; // the page was left before it was kept
    await this.#settle();
    this.bus.emit("sandbox.resumed");
    this.#arrived();
  }

  /** What was kept besides the devices. An older version may have had other platforms and variants, and kept less. */
  #takeUp({ platform, variant, mode, snapshots, spent = false, ...more }) {
    const { hints = 0, problem = null, news = null, tally = freshTally() } = more;
    this.platform = oneOf(this.scenario.platforms, platform) ?? "";
    this.variant = oneOf(this.scenario.variants, variant);
    Object.assign(this, { mode, hints, problem, news, tally });
    this.#snapshots = snapshots;
    this.#spent = spent;
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
    return known && id !== this.variant
      ? this.#restart({ variant: id, done: new Set() }, {}, () => this.setVariant(id))
      : undefined;
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
   * Another training user has other devices with other keys: begin again where one says on `device` who one is. In a replay
   * it is always the user who is that already; there it could not wait for a turn.
   */
  async #become(persona, device) {
    const { session, steps } = this;
    const isOther = session.data && session.persona.id !== persona.id;
    if (!isOther) return Boolean((session.persona = persona));
    const asks = steps.findIndex(({ solve }) =>
      solve.some((move) => move.device === device && move.value === "persona"),
    );
    return this.#restart({}, { at: steps[Math.min(Math.max(asks, 0), this.place)].id, persona });
  }

  #document() {
    return {
      session: this.session.data,
      platform: this.platform,
      variant: this.variant,
      mode: this.mode,
      hints: this.hints,
      problem: this.problem,
      news: this.news,
      tally: this.tally,
      step: this.step?.id ?? null,
      place: this.place,
      snapshots: this.#snapshots,
      spent: this.#spent,
      unsettled: this.#unsettled,
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

  /**
   * Keep how the step in hand began. A device tells of an event in the middle of what it does; only once all of them have
   * come to the end of it there is a state from which the step can be begun.
   */
  async #settle() {
    const { step } = this;
    const isDue = () => this.#unsettled && this.step === step;
    while (isDue()) {
      await new Promise((resolve) => setTimeout(resolve, LOOKS_EVERY));
      if (!this.#isBusy) break;
    }
    if (!isDue()) return;
    this.#unsettled = false;
    this.#snapshot();
    this.#changed();
  }

  /** When no device has anything under way. */
  async #atRest() {
    while (this.#isBusy) await new Promise((resolve) => setTimeout(resolve, LOOKS_EVERY));
  }

  get #isBusy() {
    return [...this.devices.values()].some((device) => device.isBusy);
  }

  #restore({ done, devices }) {
    this.done = new Set(done);
    const wasQuiet = this.#quiet;
    this.#quiet = true;
    const restored = [...this.devices].map(([id, device]) => restoredAs(device, structuredClone(devices[id])));
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

/** Whether a device is as it was kept. What an older version kept may be nothing that it can show: it begins again then. @param {Device} device @param {any} saved */
function restoredAs(device, saved) {
  const isKept = saved !== null && typeof saved === "object" && Object.keys(saved).length > 0;
  try {
    if (isKept) return device.restore(saved);
  } catch (error) {
    console.warn(error);
  }
  device.restore(null);
  return false;
}
