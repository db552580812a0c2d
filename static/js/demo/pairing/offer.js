// A device of the practice on the learner's own phone: the button that offers it. The rest is fetched when it is wanted.

import { button } from "../dom.js";
import { addStyles } from "../payload.js";
import { TELLS } from "./keys.js";

const PHONE_WIDTH = 600; // px: the narrower side of a phone's screen is less, that of a tablet more
const CONCERNS = /^(pairing\.|sandbox\.(resumed|left)$)/; // events

/** Offer it for every device of a practice that can go. @param {Engine} engine @param {string} styles  the address of its sheet @param {Fetched} fetched */
export function offerOwnPhone(engine, styles, fetched) {
  const going = [...engine.devices.values()].filter(({ kind }) => kind in TELLS);
  if (!going.length) return;
  const later = new Later(engine, styles, fetched);
  for (const device of going) device.element.append(offer(engine, device, later));
  engine.bus.listen((event) => CONCERNS.test(event.type) && later.heard(event));
}

/** @param {Engine} engine @param {Device} device @param {Later} later */
function offer(engine, device, later) {
  const { words } = engine;
  const isHere = isPhone(); // which need not be paired with itself
  const what = isHere ? "full" : "pair";
  const fill = async () => (await later.fetched(() => import("./full.js"))).fillScreen(engine, device);
  const open = isHere ? fill : async () => (await later.desk()).open(device);
  return button(words(`${what}.use`), () => engine.attempt(`${device.id}.own-phone`, open), {
    class: "pair-use",
    focus: `${device.id}.own-phone`,
    "aria-label": words(`${what}.use-as`, { device: device.ctx.title }),
  });
}

/** Whether this browser is a phone's, whichever way it is held. */
function isPhone() {
  return Math.min(screen.width, screen.height) < PHONE_WIDTH;
}

/** What is fetched: the computer's side of it, from the moment at which it has something to do, and a screen that a device fills. */
class Later {
  /** @type {Promise<any>} what happens is told to it in turn */
  #told = Promise.resolve();
  /** @type {import("./desk.js").Desk | null} */
  #desk = null;

  /** @param {Engine} engine @param {string} styles @param {Fetched} fetched */
  constructor(engine, styles, fetched) {
    this.engine = engine;
    this.styles = styles;
    this.load = fetched;
  }

  /**
   * A script, and the styles of what it draws. Throws a Problem where the line is cut.
   *
   * @template Module @param {() => Promise<Module>} load @returns {Promise<Module>}
   */
  async fetched(load) {
    const [module] = await Promise.all([this.load(load), addStyles(this.styles)]);
    return module;
  }

  async desk() {
    const { Desk } = await this.fetched(() => import("./desk.js"));
    return (this.#desk ??= new Desk(this.engine));
  }

  /** Nothing that is left behind matters before a device was away. @param {PracticeEvent} event */
  heard(event) {
    if (this.#desk) this.#desk.heard(event);
    else if (event.type !== "sandbox.left") this.#told = this.#told.then(() => this.#tell(event));
  }

  async #tell(event) {
    const { engine } = this;
    const tell = async () => (await this.desk()).heard(event);
    await engine.attempt("own-phone", tell);
  }
}
