// Things on paper, and whoever hands them out: what such devices share. Nothing here is drawn after a broker's screen.

import { button, h } from "../dom.js";

/** A device of paper; each brings along what it draws and offers, and in `controls` what can be pressed on it. */
export class Paper {
  /** @type {Record<string, {label: () => string, run: () => any}>} */
  controls = {};
  isBusy = false;

  /** @param {DeviceContext} ctx */
  constructor(ctx) {
    this.ctx = ctx;
    this.id = ctx.id;
    this.words = ctx.words;
    this.body = h("div", { class: "paper-body" });
    this.element = h(
      "section",
      { class: "device paper", role: "group", tabindex: "-1", focus: `${this.id}.self` },
      h("div", { class: "bezel" }, h("div", { class: "paper-sheet" }, h("p", { class: "practice-mark", text: this.words("mark") }), this.body)),
      ctx.voice.element,
    );
  }

  /** Draw what stands on it. */
  draw() {}

  /** @returns {Record<string, string>} */
  offers() {
    return {};
  }

  read(name) {
    return this.offers()[name] ?? null;
  }

  wants() {
    return null;
  }

  take() {}

  moves(_action, value) {
    const control = this.controls[value];
    if (!control) return [];
    return [{ label: this.words("move.window", { button: control.label() }), target: `${this.id}.${value}`, run: control.run }];
  }

  button(name) {
    const { label, run } = this.controls[name];
    return button(label(), run, { class: "paper-go", focus: `${this.id}.${name}` });
  }

  /** One request at a time; the guide explains a refusal. */
  async attempt(act) {
    if (this.isBusy) return;
    this.isBusy = true;
    this.ctx.later(null);
    try {
      await act();
    } catch (problem) {
      if (!problem.body) throw problem;
      this.ctx.emit("problem", problem);
      if (problem.reason === "offline") this.ctx.later(() => this.attempt(act));
      else this.ctx.voice.say(problem.body.title);
    } finally {
      this.isBusy = false;
    }
  }

  focus(options) {
    this.element.focus(options);
  }

  rename() {
    this.element.setAttribute("aria-label", `${this.ctx.title}. ${this.words("mark")}`);
    this.draw();
  }
}
