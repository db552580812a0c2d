// The computer's side of a device on the learner's own phone: the way there, what is done there, and the way back.

import { Away } from "./away.js";
import { PairingDialog } from "./dialog.js";
import { known } from "../../sure.js";
import { keysOf, takeKeys } from "./keys.js";

export class Desk {
  /** @type {PairingDialog | null} */
  #dialog = null;

  /** @param {Engine} engine */
  constructor(engine) {
    this.engine = engine;
  }

  /** Show the code that takes `device` to a phone. @param {Device} device */
  async open(device) {
    const renew = () => this.#begin(device);
    const { words } = this.engine;
    try {
      const code = await renew();
      this.#dialog = new PairingDialog({
        words,
        title: device.ctx.title,
        renew,
        closed: (...how) => this.#closed(device, ...how),
      });
      this.#dialog.open(code);
    } catch (problem) {
      this.#problem(problem);
    }
  }

  async #begin(device) {
    const { session, api } = this.engine;
    const { id } = await session.open();
    return api.post(`/sandboxes/${id}/pairings`, {
      device: device.id,
      keys: keysOf(session, device),
      state: device.save(),
    });
  }

  /** A code that nobody sees any more is not left open. Where a phone has just used it, word of that is on its way. */
  #closed(device, code, paired) {
    this.#dialog = null;
    if (!paired) this.#end(this.engine.session.data?.id, code.id, "closed").catch((problem) => this.#problem(problem));
    known(this.engine.devices, device.id).focus({ preventScroll: true });
  }

  #end(sandbox, pairing, why) {
    return this.engine.api.post(`/sandboxes/${sandbox}/pairings/${pairing}/end`, { why });
  }

  /** What has happened in the practice. @param {PracticeEvent} event */
  heard({ type, data }) {
    if (type === "pairing.made") this.#gone(data);
    if (type === "pairing.acted") this.engine.bus.emit(data.act, { phone: data.device });
    if (type === "pairing.ended") this.#takeBack(this.#away(data.device, data.pairing));
    if (type === "sandbox.resumed") this.#look();
    if (type === "sandbox.left") this.#startedOver(data.sandbox);
  }

  /** Which devices were on a phone already when this page was opened. */
  async #look() {
    const sandbox = this.engine.session.data?.id;
    try {
      const { pairings } = await this.engine.api.get(`/sandboxes/${sandbox}/pairings`);
      if (sandbox !== this.engine.session.data?.id) return;
      for (const { id, device, paired } of pairings) if (paired) this.#gone({ pairing: id, device });
    } catch (problem) {
      this.#problem(problem);
    }
  }

  /** What takes the places of devices now. @returns {Away[]} */
  get #aways() {
    return [...this.engine.devices.values()].filter((each) => each instanceof Away);
  }

  #away(device, pairing) {
    return this.#aways.find((each) => each.id === device && each.pairing === pairing) ?? null;
  }

  #gone({ device: id, pairing }) {
    const device = known(this.engine.devices, id);
    if (device instanceof Away) return void (device.pairing = pairing); // to another phone
    const away = new Away(device, {
      pairing,
      takeBack: () => this.#takeBack(away),
      place: (state) => this.#place(away, state),
    });
    this.#swap(device, away);
    device.restore(null); // what rings, rings on the phone
    const dialog = this.#dialog;
    if (dialog && dialog.code?.id === pairing) dialog.succeed();
    else away.say(this.engine.words("pair.is-away", { device: away.title }));
  }

  #place(away, state) {
    const { session, api } = this.engine;
    api
      .post(`/sandboxes/${session.data?.id}/pairings/${away.pairing}/state`, { state })
      .catch((problem) => this.#problem(problem));
  }

  async #takeBack(away) {
    if (!away || away.ending) return;
    away.ending = true;
    const { session, words } = this.engine;
    try {
      const { state, keys } = await this.#end(session.data?.id, away.pairing, "taken-back");
      takeKeys(session, away, keys);
      this.#back(away, state);
      away.device.ctx.voice.say(words("pair.is-back", { device: away.title }));
    } catch (problem) {
      away.ending = false;
      this.#problem(problem);
    }
  }

  /** Another sandbox begins, with other keys: the phone is told, and what it does is of no matter here anymore. */
  #startedOver(sandbox) {
    for (const away of this.#aways) {
      this.#back(away, away.state);
      this.#end(sandbox, away.pairing, "started-over").catch((problem) => this.#problem(problem));
    }
  }

  #back(away, state) {
    this.#swap(away, away.device);
    away.device.restore(state);
    away.device.ctx.changed();
  }

  #swap(from, to) {
    const within = from.element.contains(document.activeElement);
    this.engine.devices.set(to.id, to);
    from.element.replaceWith(to.element);
    to.rename();
    if (within) to.focus({ preventScroll: true });
    this.engine.bus.emit("engine.changed");
    this.engine.bus.emit("engine.told");
  }

  #problem(problem) {
    if (!problem.body) throw problem;
    this.engine.bus.emit("problem", problem);
  }
}
