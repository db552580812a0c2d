// A simulated phone that serves one thing only: a frame, the time, and a few screens. It looks like the telephone of phone.js,
// and needs nothing of its apps.

import { h, keepingFocus, refill } from "../dom.js";
import { icon } from "./phone/icons.js";
import { dateOf, timeOf, worldOf } from "./phone/world.js";
import { Screen } from "./screen.js";

const ICON_NAMES = { "open-app": "app" }; // as scenarios call it

/** @typedef {Parameters<typeof icon>[0]} IconName */

/**
 * `front` is what its screen shows, `beside` what is below the phone.
 *
 * @template {{at: string}} State  `at` is the screen in front, "home" the one with the icons
 * @extends {Screen<State>}
 */
export class Handset extends Screen {
  #shown = "";

  /** @param {DeviceContext} ctx */
  constructor(ctx) {
    super(ctx, h("section", { class: "device phone handset", role: "group", tabindex: "-1", focus: `${ctx.id}.self` }));
    this.bezel = h("div", { class: "bezel phone-bezel" });
    this.foot = h("div", { class: "handset-foot" });
    this.element.append(this.bezel, this.foot, ctx.voice.element);
    ctx.clock.listen(() => ctx.isHere() && this.tick());
  }

  /** @abstract @returns {Node} */
  front() {
    throw new TypeError("front: each phone has its own");
  }

  /** The text on an icon of the home screen, by its name; null where there is no such icon. @param {string} _name @returns {string | null} */
  iconLabel(_name) {
    return null;
  }

  /** @returns {(Node | null | false)[]} */
  beside() {
    return [];
  }

  get system() {
    return worldOf(this.ctx).system;
  }

  /** The time as the phone has it, in ms since 1970. */
  get now() {
    return this.ctx.clock.now();
  }

  rename() {
    const { title } = this.ctx;
    this.element.dataset.title = title; // shown above it where there are several
    this.element.setAttribute("aria-label", `${title}. ${this.words("mark")}`);
    this.draw();
  }

  /** Bring a screen to the front, with the focus on its title. @param {string} at @param {Partial<State>} [change] */
  show(at, change = {}) {
    this.set(/** @type {Partial<State>} */ ({ at, ...change }));
    /** @type {HTMLElement | null} */
    const title = this.element.querySelector("[data-title]");
    title?.focus({ preventScroll: true });
    this.ctx.voice.say(title?.textContent ?? "");
  }

  /** An icon is found from wherever the phone is. */
  moves(action, value) {
    const name = ICON_NAMES[value] ?? value;
    const label = this.iconLabel(name);
    if (!label || this.controls.has(name) || !this.controls.has("home")) return super.moves(action, name);
    return [this.pressing("home"), this.pressing(name, label)];
  }

  refuse(refusal) {
    this.ctx.voice.say(refusal.title);
  }

  draw() {
    this.controls.clear();
    keepingFocus(this.element, () => {
      refill(this.bezel, this.#body());
      refill(this.foot, ...this.beside());
      this.#shown = "";
      this.tick();
    });
  }

  /** Bring up to date what moves with the clock. */
  tick() {
    const time = timeOf(this.now);
    if (time === this.#shown) return;
    this.#shown = time;
    for (const each of this.bezel.querySelectorAll("[data-clock]")) each.textContent = time;
  }

  #body() {
    return h(
      "div",
      { class: "phone-body", "data-system": this.system, "data-at": this.state.at },
      h(
        "div",
        { class: "phone-screen" },
        h("div", { class: "phone-camera", "aria-hidden": "true" }),
        h(
          "div",
          { class: "handset-status" },
          h("span", { "data-clock": true }),
          h("span", { class: "status-battery", "aria-hidden": "true" }, h("i")),
        ),
        h("p", { class: "practice-mark", text: this.words("mark") }),
        h("div", { class: "phone-main" }, h("div", { class: "phone-front" }, this.front())),
        h("div", { class: "phone-bar" }, this.state.at !== "home" && this.#homeButton()),
      ),
    );
  }

  #homeButton() {
    const label = this.words("handset.home");
    return this.control(
      "home",
      label,
      () => this.show("home"),
      { class: "icon-button", "aria-label": label },
      icon("home"),
    );
  }

  // What the screens are made of -----------------------------------------------------------------------------------

  /** @param {...[name: string, label: string, picture: IconName, press: () => any]} icons */
  homeScreen(...icons) {
    return h(
      "div",
      { class: "phone-home" },
      h("h3", {
        class: "quiet-title",
        tabindex: "-1",
        "data-title": true,
        text: this.words("handset.home-screen"),
      }),
      h("p", { class: "home-clock", "aria-hidden": "true" }, h("span", { "data-clock": true })),
      h("p", { class: "home-date", "aria-hidden": "true", text: dateOf(this.now) }),
      h("ul", { class: "home-icons" }, ...icons.map((each) => h("li", {}, this.#icon(...each)))),
    );
  }

  #icon(name, label, picture, press) {
    return this.control(
      name,
      label,
      press,
      { class: `home-icon icon-${name}`, "aria-label": label },
      h("span", { class: "icon-tile" }, icon(picture)),
      h("span", { class: "icon-name", text: label }),
    );
  }

  /** A screen of an app. @param {string} title @param {...(Node | null | false)} body */
  screen(title, ...body) {
    return h(
      "div",
      { class: "app" },
      h(
        "header",
        { class: "app-bar" },
        h("div", { class: "app-bar-side" }),
        h("h3", { class: "app-title", tabindex: "-1", "data-title": true, text: title }),
        h("div", { class: "app-bar-side end" }),
      ),
      h("div", { class: "app-body", tabindex: body.some((each) => each && hasControl(each)) ? null : "0" }, ...body),
    );
  }

  /** @param {string} text */
  text(text) {
    return h("p", { class: "app-text", text });
  }

  /** The button that a screen is there for. @param {() => any} run */
  go(name, text, run) {
    return this.control(name, text, run, { class: "go" });
  }
}

/** Otherwise the screen itself takes the focus, so that the keyboard can scroll it. @param {Node} node */
function hasControl(node) {
  return node instanceof Element && (node.matches("button") || Boolean(node.querySelector("button")));
}
