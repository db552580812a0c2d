// The sandbox behind a practice: opened when first needed, taken up again later, given up on reset; and what in it is the
// learner's to move.

import { worldFor } from "./progress.js";
import { takesCookies } from "./store.js";

export class Session {
  /** @type {Promise<Sandbox> | null} */
  #opening = null;
  /** @type {Promise<any> | null} */
  #resuming = null;
  /** @type {Login | null} */
  #login = null;
  #isTrusting = true; // that a cookie which was set also comes back

  /**
   * @param {object} options
   * @param {Api} options.api
   * @param {Scenario} options.scenario
   * @param {string} options.language
   * @param {() => string} options.platform
   * @param {() => string | null} options.variant
   * @param {() => string | null} options.step
   * @param {(data: Sandbox) => void} options.onOpen  called with every new sandbox
   * @param {Opens} [options.opens]  where it is opened otherwise than for one learner alone
   */
  constructor({ api, scenario, language, platform, variant, step, onOpen, opens }) {
    this.api = api;
    this.scenario = scenario;
    this.language = language;
    this.platform = platform;
    this.variant = variant;
    this.step = step;
    this.onOpen = onOpen;
    this.opens = opens ?? ((api, wish) => api.post("/sandboxes", wish));
    this.persona = this.scenario.personas[0];
    /** @type {Sandbox | null} */
    this.data = null;
  }

  /** The sandbox; the first call opens it, unless one that was kept is being taken up. @returns {Promise<Sandbox>} */
  async open() {
    await this.#resuming?.catch(() => {}); // if that is gone, another one is opened
    if (this.data) return this.data;
    this.#opening ??= this.#post().finally(() => (this.#opening = null));
    return this.#opening;
  }

  /** @returns {Promise<Sandbox>} */
  async #post() {
    this.api.token = null;
    this.api.isLetIn = false;
    const {
      login,
      token = null,
      ...data
    } = await this.opens(this.api, {
      scenario: this.scenario.id,
      platform: this.platform(),
      variant: this.variant() ?? undefined,
      language: this.language,
      step: this.step() ?? undefined,
      persona: this.persona.id,
      keep: this.#isTrusting && takesCookies() ? "cookie" : "token", // a token dies with the page: it is written down nowhere
    });
    this.api.token = token;
    this.#login = login ?? null;
    this.data = data;
    this.onOpen(data);
    return data;
  }

  /** The site says that there is no such sandbox. Where it never let this page in, the cookie was not kept: do without. */
  lost() {
    this.#isTrusting &&= this.api.isLetIn;
  }

  /** Be the sandbox that was kept; throws the API's problem if it is gone. @returns {Promise<any>} its state */
  resume(kept) {
    this.#resuming = this.#takeUp(kept).finally(() => (this.#resuming = null));
    return this.#resuming;
  }

  async #takeUp(kept) {
    const state = await this.api.get(`/sandboxes/${kept.id}`);
    this.adopt(kept);
    return state;
  }

  /** Be a known sandbox without asking. */
  adopt(data) {
    this.data = data;
    this.#login = null;
    this.persona = this.scenario.personas.find((each) => each.user === data?.user.name) ?? this.scenario.personas[0];
  }

  /** The login that came with the sandbox, given to the first who asks. */
  takeLogin() {
    const login = this.#login;
    this.#login = null;
    return login;
  }

  /** What was handed out for a kind of device when it was enrolled: to a user name, or else to the first who has one. @param {string} kind @param {string | null} [user] */
  device(kind, user = null) {
    const { user: me, devices = [], others = [] } = this.data ?? {};
    return (
      [{ user: me, devices }, ...others] // a card may be another user name's
        .filter((each) => !user || each.user?.name === user)
        .flatMap((each) => each.devices)
        .find((each) => each.kind === kind) ?? null
    );
  }

  /** Whether something is broken now, by the learner or by the scenario. */
  isFaulty(name) {
    return this.data?.faults?.[name] ?? this.isFaultyFirst(name);
  }

  /** Whether it is from the start, by the scenario. */
  isFaultyFirst(name) {
    return worldFor(this.scenario, this.variant()).faults.includes(name);
  }

  setFault(name, on) {
    if (this.data) this.data.faults = { ...this.data.faults, [name]: on };
  }

  /** An authenticator was locked or restored: that of the card is one of the faults. */
  setLocked(device, locked) {
    const card = this.device("security-card");
    if (card && (device === undefined || device === card.id)) this.setFault("card-locked", locked);
  }

  leave() {
    this.data = null;
    this.#login = null;
  }
}

/** What is the learner's to move: the practice clock, and what is broken. */
export class Switches {
  /** @param {{session: Session, api: Api, clock: Clock, tell: (type: string, data?: any) => void, changed: () => void}} options */
  constructor({ session, api, clock, tell, changed }) {
    this.session = session;
    this.api = api;
    this.clock = clock;
    this.tell = tell;
    this.changed = changed;
  }

  /** What the learner has broken. @returns {string[]} names of faults */
  get broken() {
    const { session } = this;
    return session.scenario.faults.filter((name) => session.isFaulty(name) && !session.isFaultyFirst(name));
  }

  /** Switch off all that the learner has broken. */
  async mend() {
    for (const name of this.broken) await this.setFault(name, false);
  }

  /** @param {{forward_seconds?: number, rate?: number}} change */
  async moveClock(change) {
    const { id } = await this.session.open();
    await this.api.post(`/sandboxes/${id}/clock`, change);
    this.tell("clock.moved");
    this.changed();
  }

  /** Let the practice clock run ahead to a moment, if it is still to come. @param {string} moment ISO 8601 */
  async passUntil(moment) {
    const left = Math.ceil((Date.parse(moment) - this.clock.now()) / 1000);
    if (left > 0) await this.moveClock({ forward_seconds: left });
  }

  async setFault(name, on) {
    const { id } = await this.session.open();
    await this.api.post(`/sandboxes/${id}/faults`, { [name]: on });
    this.session.setFault(name, on);
    this.tell(on ? "fault.on" : "fault.off", { fault: name });
    this.changed();
  }
}
