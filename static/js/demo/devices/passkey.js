// A phone that holds a passkey, and signs with it after its owner's face, fingerprint or PIN. It signs in script, with the key
// that was given to it; the passkeys of the browser itself are never asked.
//
// For authors of scenarios. `press:` takes camera, face, finger, pin, cancel, close, home. Events of its own (never sent):
//   passkey.found  passkey.none-found  passkey.canceled  passkey.signed  passkey.camera-opened
// It hears passkey.asked, passkey.code-shown and passkey.withdrawn of the login window. With the fault no-passkey the first
// such phone of the scenario has none.

import { hexToBytes } from "../../../vendor/noble-hashes/utils.js";
import { h } from "../dom.js";
import { answer, SITE } from "../passkey.js";
import { worldFor } from "../progress.js";
import { Handset } from "./handset.js";
import { icon } from "./phone/icons.js";

const KIND = "passkey";
const MISSING = "no-passkey"; // the fault
const ENDS = new Set([
  "window.started-over",
  "challenge.expired",
  "login.refused",
  "response.rejected",
  "response.accepted",
  "passkey.withdrawn",
]);
const SCANNED = new Set(["passkey.found", "passkey.none-found"]); // a code is read by one phone
const WAYS = /** @type {const} */ ([
  ["face", "face"],
  ["finger", "finger"],
  ["pin", "lock"],
]);

/** @typedef {{login: string, challenge: string, user: string}} Request */

/** @param {DeviceContext} ctx @returns {Device} */
export function create(ctx) {
  return new PasskeyPhone(ctx);
}

/** `asked` is what the login window asks to have signed. @extends {Handset<{at: string, asked: Request | null}>} */
class PasskeyPhone extends Handset {
  kind = KIND;

  constructor(ctx) {
    super(ctx);
    this.rename();
    ctx.listen((event) => this.#heard(event));
  }

  // What the engine asks of every device ---------------------------------------------------------------------------

  fresh() {
    return { at: "home", asked: null };
  }

  status() {
    return this.words(`passkey.short-${this.state.at}`);
  }

  iconLabel(name) {
    return name === "camera" ? this.words("passkey.camera") : null;
  }

  // Its own --------------------------------------------------------------------------------------------------------

  /** That is the one on which the login window may be itself. */
  get #isFirst() {
    return this.ctx.scenario.devices.find(({ kind }) => kind === KIND)?.id === this.id;
  }

  get #isMissing() {
    const { scenario, sandbox, variant } = this.ctx;
    const isOn = sandbox()?.faults?.[MISSING] ?? worldFor(scenario, variant())?.faults?.includes(MISSING);
    return Boolean(isOn) && this.#isFirst;
  }

  #heard({ type, data }) {
    if (type === "passkey.code-shown") return this.set({ asked: data });
    if (type === "passkey.asked") return void (this.#isFirst && this.#ask(data));
    const isTaken = SCANNED.has(type) && data.phone !== this.id;
    if (this.state.asked && (isTaken || ENDS.has(type))) this.set({ at: "home", asked: null });
  }

  #scan() {
    this.ctx.emit("passkey.camera-opened");
    if (this.state.asked) return this.#ask(this.state.asked);
    return this.show("camera");
  }

  #ask(asked) {
    this.show(this.#isMissing ? "none" : "ask", { asked });
    this.ctx.emit(this.#isMissing ? "passkey.none-found" : "passkey.found", { phone: this.id });
  }

  /** Each signature counts one more, whatever becomes of it; that is kept with the key, which no going back brings back. */
  #sign() {
    const { asked } = this.state;
    const held = this.ctx.device(KIND, asked?.user);
    if (!asked || !held?.key) return;
    held.count = (held.count ?? 0) + 1;
    const signed = answer(hexToBytes(held.key), { challenge: asked.challenge, count: held.count });
    this.show("done", { asked: null });
    this.ctx.emit("passkey.signed", { login: asked.login, answer: signed });
  }

  #cancel() {
    this.show("home", { asked: null });
    this.ctx.emit("passkey.canceled");
  }

  front() {
    const { at } = this.state;
    if (at === "ask") return this.#sheet();
    if (at !== "home") return this.#note(at);
    return this.homeScreen(["camera", this.words("passkey.camera"), "face", () => this.#scan()]);
  }

  #sheet() {
    const { words } = this;
    return this.screen(
      words("passkey.title"),
      h(
        "div",
        { class: "passkey-account" },
        icon("key"),
        h("strong", { text: this.state.asked?.user ?? "" }),
        h("span", { text: SITE }),
      ),
      this.text(words("passkey.confirm")),
      h(
        "div",
        { class: "passkey-ways" },
        ...WAYS.map(([name, picture]) =>
          this.control(
            name,
            words(`passkey.${name}`),
            () => this.#sign(),
            { class: "passkey-way" },
            icon(picture),
            h("span", { text: words(`passkey.${name}`) }),
          ),
        ),
      ),
      this.control("cancel", words("passkey.cancel"), () => this.#cancel(), { class: "plain" }),
    );
  }

  /** Nothing to sign: no code in sight, no passkey, or signed already. */
  #note(at) {
    const close = () => this.show("home", { asked: null });
    return this.screen(
      this.words(`passkey.${at}-title`),
      this.text(this.words(`passkey.${at}-text`, { site: SITE })),
      at !== "camera" && this.go("close", this.words("passkey.close"), close),
    );
  }
}
