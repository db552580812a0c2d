// The life of everything that shows something and asks the site for something: login window, portal, paper and phone.

import { h } from "../dom.js";

const LONG = 600; // ms that a request may take before it is told that it is under way

/**
 * A device that draws what it remembers. Each says what it remembers at the very beginning (`fresh`), draws it (`draw`),
 * and says it in a few characters (`status`).
 *
 * @template {Record<string, any>} State  plain data
 */
export class Screen {
  /** @type {Controls} what can be pressed now */
  controls = new Map();
  /** Something is being asked of the site. */
  isBusy = false;
  /** @type {string | null} the control that is being pressed */
  #pressed = null;
  /** @type {string | null} the one with which what is being asked began */
  #asks = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #told;

  /** @param {DeviceContext} ctx @param {HTMLElement} element */
  constructor(ctx, element) {
    this.ctx = ctx;
    this.id = ctx.id;
    this.words = ctx.words;
    this.element = element;
    this.state = this.fresh();
  }

  /** @abstract @returns {State} */
  fresh() {
    throw new TypeError("fresh: each device has its own");
  }

  /** @abstract */
  draw() {
    throw new TypeError("draw: each device has its own");
  }

  // What the engine asks of every device ---------------------------------------------------------------------------

  save() {
    return structuredClone(this.state);
  }

  /** @param {Partial<State> | null} saved @returns {boolean} */
  restore(saved) {
    const before = this.state;
    this.state = { ...this.fresh(), ...saved };
    const isAlive = this.revive(saved ? before : null);
    this.draw();
    return isAlive;
  }

  /**
   * Bring a state that was put back up to date.
   *
   * @param {State | null} _before  what it remembered until now; null if it starts over
   * @returns {boolean} false if what was put back is no longer valid
   */
  revive(_before) {
    return true;
  }

  /** @param {string} name @returns {string | null} */
  read(name) {
    return this.offers()[name] ?? null;
  }

  /** @returns {string | null} */
  wants() {
    return null;
  }

  /** @returns {Record<string, string>} */
  offers() {
    return {};
  }

  /** @param {string} _value */
  take(_value) {}

  /** @param {string} _action @param {string} value @returns {Move[]} */
  moves(_action, value) {
    return this.controls.has(value) ? [this.pressing(value)] : [];
  }

  /** @param {FocusOptions} [options] */
  focus(options) {
    this.element.focus(options);
  }

  // What is on it uses ---------------------------------------------------------------------------------------------

  /** Take up a change, show it and keep it. @param {Partial<State>} [change] */
  set(change = {}) {
    Object.assign(this.state, change);
    this.draw();
    this.ctx.changed();
  }

  /**
   * A button by name: what it does is also what "Show me" does with that name. It shows its label, or else `children`.
   *
   * @param {string} name @param {string} label @param {() => any} run @param {Record<string, any>} [props]
   * @param {...(Node | string | null | undefined | false)} children
   */
  control(name, label, run, props = {}, ...children) {
    this.controls.set(name, { label, run });
    const text = children.length ? undefined : label;
    const on = { click: () => this.press(name) };
    const waits = this.isBusy && name === this.#asks && { "aria-busy": "true" };
    return h("button", { type: "button", text, focus: this.focusName(name), ...props, ...waits, on }, ...children);
  }

  /** @param {string} name */
  press(name) {
    this.#pressed = name;
    try {
      return this.controls.get(name)?.run();
    } finally {
      this.#pressed = null;
    }
  }

  /** The name under which focus finds a control again. @param {string} name */
  focusName(name) {
    return `${this.id}.${name}`;
  }

  /** @param {string} name @returns {Move} */
  pressing(name, label = this.controls.get(name)?.label ?? "") {
    return {
      label: this.ctx.words("move.window", { button: label }),
      target: this.focusName(name),
      run: () => this.press(name),
    };
  }

  /**
   * Ask the site for something, one thing at a time. The guide explains a refusal, and what could not be sent is done
   * when the line is back.
   *
   * @param {() => any} act @param {(refusal: Refusal) => any} [refused]  besides what the device does about every refusal
   */
  async attempt(act, refused = () => {}) {
    if (this.isBusy) return;
    this.#wait();
    this.ctx.later(null);
    try {
      await act();
      this.sent();
    } catch (problem) {
      if (!problem.body) throw problem;
      this.#fail(problem, () => this.attempt(act, refused), refused);
    } finally {
      this.#waitNoMore();
    }
  }

  /** All that was asked for has gone through. */
  sent() {}

  /** It could not be sent, and will be when the line is back. */
  kept() {}

  /** What it does itself about a refusal. @param {Refusal} _refusal */
  refuse(_refusal) {}

  /** The device waits for the site, and the control that asked says so; to a screen reader too, if it takes long. */
  #wait() {
    this.isBusy = true;
    this.#asks = this.#pressed;
    this.element.setAttribute("aria-busy", "true");
    this.#asking()?.setAttribute("aria-busy", "true");
    this.#told = setTimeout(() => this.ctx.voice.say(this.ctx.words("busy.asking")), LONG);
  }

  #waitNoMore() {
    clearTimeout(this.#told);
    this.isBusy = false;
    this.element.removeAttribute("aria-busy");
    this.#asking()?.removeAttribute("aria-busy");
  }

  /** The control that asked, where it is still shown. */
  #asking() {
    if (this.#asks === null) return null;
    return this.element.querySelector(`[data-focus="${this.focusName(this.#asks)}"]`);
  }

  #fail(problem, again, refused) {
    const isCutOff = problem.reason === "offline";
    if (isCutOff) this.ctx.later(again);
    this.ctx.emit("problem", problem);
    if (isCutOff) return this.kept();
    this.refuse(problem.body);
    refused(problem.body);
  }
}
