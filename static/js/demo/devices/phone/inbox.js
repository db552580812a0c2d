// What was sent to this phone. It is fetched when the phone has a connection, and waits with the carrier while it has none.

import { given } from "../../../sure.js";
import * as keyring from "./keyring.js";

const LOOKS_EVERY = 2000; // ms of real time between two looks at what is about to come
const OVER = new Set(["blocked", "missed", "lapsed", "answered"]);

/**
 * @typedef {object} Item  what has come, as the phone keeps it
 * @property {number} n  the message's number at the site
 * @property {"sms" | "call" | "push"} kind
 * @property {string} at
 * @property {string} [text] @property {string} [code] @property {boolean} [read]  of a text message
 * @property {any} [request] @property {boolean} [done]  of a login request
 * @property {"declined" | "missed"} [end]  of a call that was not answered
 */

export class Inbox {
  /** @type {Promise<any> | null} */
  #pulling = null;
  /** @type {Promise<any> | null} the look after the one that is under way */
  #next = null;
  #lookedAt = 0;

  /** @param {Phone} phone */
  constructor(phone) {
    this.phone = phone;
  }

  get items() {
    return this.phone.state.inbox.items;
  }

  /** Messages to read, the newest first. */
  get texts() {
    return this.items.filter((each) => each.kind === "sms" && each.text).reverse();
  }

  find(n) {
    return this.items.find((each) => each.n === n) ?? null;
  }

  /** What has come and was not yet looked at, the newest first. */
  get notices() {
    return this.items.filter((each) => this.#isNew(each)).reverse();
  }

  /** @param {Notice} item */
  #isNew({ n, kind, text, read, request, done }) {
    if (kind === "sms") return Boolean(text) && !read;
    const { n: handled, open } = this.phone.state.request;
    return kind === "push" && Boolean(request) && !done && !(n === handled && open);
  }

  /** The thread is on the screen: seeing a text is reading it. */
  read() {
    const unread = this.items.filter((each) => each.kind === "sms" && each.text && !each.read);
    if (!unread.length) return;
    for (const each of unread) each.read = true;
    this.phone.set();
    this.phone.say(unread[unread.length - 1].text ?? "");
    this.phone.emit("message-read");
  }

  /** Whether an event may mean that something has come. */
  concerns(type) {
    return /^(message\.|push\.sent|call\.missed|clock\.moved|number\.pending|sandbox\.resumed)/.test(type);
  }

  /**
   * Look for what is new. Several calls at once become one look, which begins after all of them: one that was under way
   * already may have missed what a caller knows to have been sent.
   *
   * @returns {Promise<any>} until that look is over
   */
  pull() {
    const { phone } = this;
    if (!phone.sandbox || !phone.connected) return Promise.resolve();
    if (this.#pulling) {
      this.#next ??= this.#pulling.then(() => ((this.#next = null), this.pull()));
      return this.#next;
    }
    this.#pulling = this.#look()
      .catch(ignoreProblem)
      .finally(() => (this.#pulling = null));
    return this.#pulling;
  }

  /** Nothing else may tell that what was on its way has come: ask when the site said that it would. */
  tick() {
    const { phone } = this;
    const { nextAt } = phone.state.inbox;
    if (!nextAt || !phone.connected || phone.ctx.clock.now() < Date.parse(nextAt)) return;
    if (Date.now() - this.#lookedAt >= LOOKS_EVERY) this.pull();
  }

  /** The page has another language than the texts: fetch them again where that is still possible. */
  async translate() {
    const { phone } = this;
    const { language } = phone.ctx.api;
    const foreign = this.items.filter((each) => each.kind === "sms" && each.language !== language);
    if (!foreign.length || !phone.sandbox || !phone.connected) return;
    for (const item of foreign) {
      const { text } = (await this.#fetch(phone.sandbox, item).catch(ignoreProblem)) ?? {};
      if (text) Object.assign(item, { text, language });
    }
    phone.set();
  }

  async #look() {
    const { phone } = this;
    const { state } = phone;
    const sandbox = given(phone.sandbox, "sandbox");
    this.#lookedAt = Date.now();
    const { messages, next_at: nextAt = null } = await phone.ctx.api.get(
      `/sandboxes/${sandbox.id}/messages?after=${state.inbox.after}`,
    );
    if (phone.state !== state) return;
    state.inbox.nextAt = nextAt;
    let open = null;
    for (const each of messages) {
      const settled = each.phone !== phone.id || (await this.#receive(sandbox, each));
      if (phone.state !== state) return;
      if (!settled) open ??= each.n;
    }
    state.inbox.after = open === null ? (messages.at(-1)?.n ?? state.inbox.after) : open - 1;
    if (messages.length) phone.changed();
  }

  /** @returns {Promise<boolean>} false while there is more to come of it */
  async #receive(sandbox, message) {
    const { n, kind, at, state } = message;
    const known = this.find(n);
    if (kind === "call") return state === "blocked" || this.#call(known, message);
    if (known || OVER.has(state)) return true;
    if (kind === "push" && !keyring.held(this.phone)) return true; // without IB Key no app asks for it
    if (state === "waiting") return false;
    const content = await this.#fetch(sandbox, message);
    if (!content || this.find(n)) return true;
    this.items.push({ n, kind, at, ...content });
    this.#arrived(this.items.at(-1));
    return true;
  }

  /** A call rings, or has stopped ringing. */
  #call(known, { n, kind, at, state }) {
    const { phone } = this;
    if (state === "waiting") return false;
    if (!known) this.items.push({ n, kind, at });
    if (state === "ringing" && !known) {
      phone.state.call = { n, state: "ringing", code: null, spoken: false, said: [] };
      phone.draw();
      phone.say(phone.words("call-rings"));
      phone.emit("ringing");
    }
    if (state === "missed" && phone.state.call?.n === n && phone.state.call.state === "ringing") {
      known.end = "missed";
      phone.set({ call: null });
      phone.say(phone.words("call-missed"));
      phone.emit("call-missed");
    }
    return state !== "ringing";
  }

  /** What a message says, or null if it can no longer be had. */
  async #fetch(sandbox, { n, kind }) {
    try {
      const { text, code, request } = await this.phone.ctx.api.get(`/sandboxes/${sandbox.id}/messages/${n}`);
      return kind === "sms" ? { text, code, language: this.phone.ctx.api.language } : { request };
    } catch (problem) {
      if (["gone", "not-found"].includes(problem.reason)) return null;
      throw problem;
    }
  }

  #arrived(item) {
    const { phone } = this;
    phone.state.banner = item.n;
    phone.draw();
    phone.say(phone.words(item.kind === "sms" ? "sms-arrived" : "push-arrived"));
    phone.emit("message-arrived", { kind: item.kind });
    if (item.kind === "sms" && phone.screenId === "messages.thread" && !phone.state.call) this.read();
  }
}

/** The site cannot be reached, or refuses: what was sent then comes later. */
function ignoreProblem(problem) {
  if (!problem.body) throw problem;
  return null;
}
