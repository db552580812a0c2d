// What a participant's page tells a trainer who looks at its devices, for as long as that is asked for again and again.

import { known } from "../sure.js";
import { pictureOf } from "./mirror.js";

const FOR = 40_000; // ms after which nobody looks anymore, unless it is asked for again
const PAUSE = 700; // ms between two pictures

export class Watched {
  #until = 0;
  #sending = 0;
  #last = "";

  /** @param {{engine: () => Engine | null, room: () => Element | null, send: (picture: object) => Promise<any>}} page */
  constructor(page) {
    this.page = page;
  }

  /** Somebody looks: send how it is, and what changes from now on. */
  begin() {
    this.#until = Date.now() + FOR;
    this.#last = "";
    this.changed();
  }

  /** Something may look otherwise. */
  changed() {
    if (Date.now() > this.#until || this.#sending) return;
    this.#sending = window.setTimeout(() => this.#send(), this.#last ? PAUSE : 0);
  }

  async #send() {
    const picture = this.#picture();
    const text = JSON.stringify(picture);
    if (picture && text !== this.#last) {
      this.#last = text;
      await this.page.send(picture).catch(() => (this.#last = "")); // the next one says it
    }
    this.#sending = 0;
  }

  #picture() {
    const engine = this.page.engine();
    const devices = this.page.room()?.querySelector(".devices");
    if (!engine || !devices) return null;
    const present = engine.present.map((id) => known(engine.devices, id));
    const pins = present.flatMap((each) => each.read("pin") ?? []).filter((pin) => /^\d{4,}$/.test(pin));
    return {
      picture: JSON.stringify(pictureOf(devices, pins)),
      said: present.map((each) => `${each.ctx.title}: ${each.status()}`).map((text) => without(text, pins)),
    };
  }
}

function without(text, pins) {
  return pins.reduce((left, pin) => left.replaceAll(pin, "••••"), text);
}
