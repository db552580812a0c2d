// Things on paper, and the people who hand them out: what such devices share. Nothing here is drawn after a broker's screen.

import { h, keepingFocus, refill } from "../dom.js";
import { Screen } from "./screen.js";

/**
 * A device of paper; `contents` is what is printed on it.
 *
 * @template {Record<string, any>} State
 * @extends {Screen<State>}
 */
export class Paper extends Screen {
  /** @param {DeviceContext} ctx */
  constructor(ctx) {
    const body = h("div", { class: "paper-body" });
    const mark = h("p", { class: "practice-mark", text: ctx.words("mark") });
    const sheet = h("div", { class: "bezel" }, h("div", { class: "paper-sheet" }, mark, body));
    const props = { class: "device paper", role: "group", tabindex: "-1", focus: `${ctx.id}.self` };
    super(ctx, h("section", props, sheet, ctx.voice.element));
    this.body = body;
  }

  /** @abstract @returns {(Node | null | undefined | false)[]} */
  contents() {
    return [];
  }

  draw() {
    this.controls.clear();
    keepingFocus(this.element, () => refill(this.body, ...this.contents()));
  }

  rename() {
    this.element.setAttribute("aria-label", `${this.ctx.title}. ${this.words("mark")}`);
    this.draw();
  }

  refuse(refusal) {
    this.ctx.voice.say(refusal.title);
  }

  /** The button that asks for something. @param {() => any} run */
  button(name, text, run) {
    return this.control(name, text, run, { class: "paper-go" });
  }
}
