// What takes the place of a device that is on the learner's own phone, and answers for it.

import { button, h, Voice } from "../dom.js";

/** @implements {Device} */
export class Away {
  isAway = true;
  #voice = new Voice();

  /**
   * @param {Device} device  which waits meanwhile
   * @param {{pairing: string, takeBack: () => void, place: (state: any) => void}} options
   */
  constructor(device, { pairing, takeBack, place }) {
    this.device = device;
    this.pairing = pairing;
    this.place = place;
    this.id = device.id;
    this.kind = device.kind;
    this.ctx = device.ctx;
    this.words = device.ctx.words;
    this.title = device.ctx.title;
    this.ending = false; // it is being taken back
    this.state = device.save();
    this.button = button(this.words("pair.take-back"), takeBack, {
      focus: `${this.id}.take-back`,
      "aria-describedby": `${this.id}-away`,
    });
    this.element = this.#drawn();
  }

  save() {
    return structuredClone(this.state);
  }

  /** To go to another step is to have the phone go along. */
  restore(saved) {
    this.device.restore(saved);
    this.state = this.device.save();
    this.place(this.state);
    return true;
  }

  read() {
    return null;
  }

  wants() {
    return null;
  }

  offers() {
    return {};
  }

  take() {}

  /** Nobody presses anything here. */
  moves() {
    return [];
  }

  focus(options) {
    this.button.focus(options);
  }

  status() {
    return this.words("pair.status");
  }

  rename() {}

  say(text) {
    this.#voice.say(text);
  }

  #drawn() {
    const { words, title, id } = this;
    return h(
      "section",
      {
        class: "device away",
        role: "group",
        tabindex: "-1",
        focus: `${id}.self`,
        "aria-label": `${title}. ${words("mark")}`,
      },
      h("p", { class: "practice-mark", text: words("mark") }),
      h("span", { class: "away-picture", "aria-hidden": "true" }),
      h("p", { class: "away-name", text: title }),
      h("p", { class: "away-title", id: `${id}-away`, text: words("pair.away") }),
      h("p", { class: "away-text", text: words("pair.away-text") }),
      this.button,
      this.#voice.element,
    );
  }
}
