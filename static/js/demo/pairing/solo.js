// One device of a practice alone, on the learner's own phone: it works by itself, tells the computer what it did, and
// finds its place again after the phone slept.

import { Engine } from "../engine.js";
import * as store from "../store.js";
import { given, known } from "../../sure.js";
import { dealt, keysOf, TELLS } from "./keys.js";

const SETTLE = 100; // ms: what is pressed at one go is told at one go
const AGAIN = 2000; // ms until the computer is tried again
const MOST = 100; // events told at once
const KEPT = "own-phone";
const OVER = new Set(["gone", "unauthorized"]);

/** What this browser has of a pairing, or null. */
export function kept() {
  const record = store.load(KEPT);
  return record && store.load(name(record)) ? record : null;
}

/** A pairing just made. @param {any} got  the exchange's answer @returns {any} what is kept of it */
export function keep({ id, device, sandbox, keys, state }) {
  const { expires_at, user, phones, number, faults, scenario, platform, variant } = sandbox;
  const session = { id: sandbox.id, expires_at, user, ...dealt(keys, user), phones, number, faults };
  const clock = { ...sandbox.clock, at: Date.now() };
  const record = {
    session: { expires_at },
    id,
    device,
    scenario,
    placements: 0,
    acts: [],
    seq: sandbox.last_seq,
    clock,
  };
  store.save(KEPT, record);
  store.save(name(record), {
    session,
    platform,
    variant: variant || null,
    mode: "free",
    hints: 0,
    problem: null,
    snapshots: {},
    done: [],
    devices: { [device]: state ?? null },
    step: null,
    place: 0,
  });
  return record;
}

/** @returns {null} for what the site will be asked again */
function ifOffline(problem) {
  if (problem.reason !== "offline") throw problem;
  return null;
}

function name({ id }) {
  return `${KEPT}:${id}`;
}

export class Solo {
  #timer = 0;
  /** @type {Promise<any> | null} */
  #telling = null;
  #told = ""; // the state that the computer's side knows
  #keys = "";
  #waking = 0;

  /**
   * @param {object} options
   * @param {any} options.record  as `keep` made it
   * @param {Payload} options.payload  the practice's
   * @param {Words} options.words
   * @param {(connected: boolean, kept?: boolean) => void} options.onConnection  and whether something waits to be sent
   * @param {(problem: Refusal) => void} options.onProblem
   * @param {(problem: Refusal) => void} options.onOver  it is this device no longer
   */
  constructor({ record, payload, words, onConnection, onProblem, onOver }) {
    this.record = record;
    this.onConnection = onConnection;
    this.onProblem = onProblem;
    this.onOver = onOver;
    this.over = false;
    this.isAlone = false; // it began without a connection, and has not heard of the site since
    this.document = store.load(name(record));
    const { user, others } = this.document.session;
    const users = [user, ...others.map((each) => each.user)].map((each) => each.name);
    const { scenario, language } = payload;
    const alone = {
      ...scenario,
      id: name(record), // a practice of this browser's own is kept beside it
      steps: [], // the computer has the guide
      devices: scenario.devices.filter((each) => each.id === record.device),
      personas: scenario.personas.filter((each) => users.includes(each.user)),
    };
    this.engine = new Engine({ scenario: alone, words, language });
  }

  get device() {
    return known(this.engine.devices, this.record.device);
  }

  /** Whether something that was done here waits to be sent. */
  get isKeeping() {
    return this.engine.line.isKeeping;
  }

  get #path() {
    return `/pairings/${this.record.id}`;
  }

  /** Throws the API's problem if this phone cannot be the device, or no longer. */
  async start() {
    const { engine } = this;
    await engine.prepare();
    this.tells = TELLS[this.device.kind];
    const news = await this.#look().catch(ifOffline);
    engine.bus.listen((event) => this.#heard(event));
    await engine.resume(this.document, news ? null : this.#known());
    engine.events.follow(this.document.session.id, this.record.seq); // nothing that happened since is left out
    this.#told = JSON.stringify(this.device.save());
    this.#keys = JSON.stringify(keysOf(engine.session, this.device));
    if (news) return this.#take(news);
    this.isAlone = true;
    this.#soonAwake();
  }

  /** The sandbox, as far as this browser knows it: its clock has gone on since. */
  #known() {
    const { session } = this.document;
    const { now, rate, at } = this.record.clock;
    const passed = (Date.now() - at) * rate;
    return {
      ...session,
      now: new Date(Date.parse(now) + passed).toISOString(),
      clock: { rate },
      last_seq: this.record.seq,
    };
  }

  /** Be right again after a sleep, whatever happened meanwhile: nothing that was open before is trusted. */
  async wake() {
    if (this.over) return;
    try {
      this.#take(await this.#look());
    } catch (problem) {
      this.#failed(problem);
    }
  }

  #look() {
    return this.engine.api.get(`${this.#path}?placements=${this.record.placements}`);
  }

  #take({ state, placements, sandbox: { faults, number, clock } }) {
    const { engine } = this;
    Object.assign(given(engine.session.data, "sandbox"), { faults, number });
    engine.clock.sync(clock.now, clock.rate);
    this.#remember({ clock: { now: clock.now, rate: clock.rate, at: Date.now() } });
    this.isAlone = false;
    if (placements !== this.record.placements) this.#placed(state, placements);
    engine.bus.emit("sandbox.resumed"); // the device looks for what has come
    this.#reached();
    this.#soon(0);
  }

  /** The site has answered. What was kept goes out now, and until then nobody is told that all is well. */
  #reached() {
    if (this.isKeeping) void this.engine.line.returned();
    this.onConnection(true, this.isKeeping);
  }

  stop() {
    this.over = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#waking);
    this.engine.events.stop();
    store.forget(name(this.record));
    store.forget(KEPT);
  }

  #heard({ type, data }) {
    if (this.over) return;
    if (data?.seq) this.#remember({ seq: data.seq });
    if (type === "problem") return this.#problem(data);
    if (["pairing.placed", "pairing.ended", "log.ended"].includes(type)) return void this.wake();
    const isOwn = type.startsWith(this.tells) && data?.seq === undefined;
    if (isOwn) this.#remember({ acts: [...this.record.acts, type] });
    if (isOwn || type === "engine.changed") this.#soon(SETTLE);
  }

  #problem(problem) {
    if (problem.reason === "unauthorized") return void this.wake();
    if (problem.reason === "offline") this.#cutOff();
    else this.onProblem(problem.body);
  }

  #cutOff() {
    this.onConnection(false, this.isKeeping);
  }

  /** Send what waits, if it can be sent now. */
  again() {
    return this.engine.line.again();
  }

  #placed(state, placements) {
    this.#remember({ placements, acts: [] });
    this.device.restore(state ?? null);
    this.#told = JSON.stringify(this.device.save());
    this.device.ctx.changed();
  }

  #remember(change) {
    Object.assign(this.record, change);
    store.save(KEPT, this.record);
  }

  #soon(ms) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#tell(), ms);
  }

  async #tell() {
    if (this.#telling || this.over) return;
    const acts = this.record.acts.slice(0, MOST);
    const state = this.device.save();
    const now = JSON.stringify(state);
    const keys = keysOf(this.engine.session, this.device);
    const held = JSON.stringify(keys);
    if (!acts.length && now === this.#told && held === this.#keys) return;
    const body = { acts, state, placements: this.record.placements, ...(held !== this.#keys && { keys }) };
    this.#telling = this.engine.api.post(`${this.#path}/report`, body);
    try {
      await this.#telling;
      this.#told = now;
      this.#keys = held;
      this.#remember({ acts: this.record.acts.slice(acts.length) });
      this.#reached();
      this.#soon(0); // what was done meanwhile
    } catch (problem) {
      this.#failed(problem);
    } finally {
      this.#telling = null;
    }
  }

  #failed(problem) {
    if (!problem.body) throw problem;
    if (OVER.has(problem.reason)) return (this.stop(), this.onOver(problem.body));
    if (problem.reason === "malformed") this.#remember({ acts: [] }); // will never be taken
    this.#cutOff();
    this.#soonAwake();
  }

  /** Try again, also where there is nothing to tell. */
  #soonAwake() {
    clearTimeout(this.#waking);
    this.#waking = setTimeout(() => this.wake(), AGAIN);
  }
}
