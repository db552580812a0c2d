// The code that takes a device to the learner's own phone: as a QR code, and as letters to type at a short address.

import { button, h, refill, s, Voice } from "../dom.js";
import { given, one } from "../../sure.js";
import { spellSeconds } from "../time.js";

const TICK = 250; // ms
const GROUP = 4; // letters of the code that are shown together

/**
 * @typedef {{id: string, address: string, short_code: string, short_page: string, reachable: boolean, is_operator: boolean, valid_seconds: number, qr: {size: number, path: string}}} Code
 */

export class PairingDialog {
  #voice = new Voice();
  #timer = 0;
  #deadline = 0;
  /** @type {Code | null} the one that is shown */
  code = null;
  left = h("p", { class: "pairing-left" });

  /**
   * @param {object} options
   * @param {Words} options.words
   * @param {string} options.title  of the device
   * @param {() => Promise<Code>} options.renew
   * @param {(code: Code, paired: boolean) => void} options.closed
   */
  constructor({ words, title, renew, closed }) {
    this.words = words;
    this.title = title;
    this.renew = renew;
    this.paired = false;
    this.body = h("div", { class: "pairing-body" });
    this.actions = h("div", { class: "pairing-actions" });
    this.dialog = h(
      "dialog",
      {
        class: "pairing",
        "aria-labelledby": "pairing-title",
        on: { close: () => (this.#end(), closed(given(this.code, "code"), this.paired)) },
      },
      h("h2", { id: "pairing-title", tabindex: "-1", text: words("pair.title", { device: title }) }),
      this.body,
      this.#voice.element,
      this.actions,
    );
  }

  /** @param {Code} code */
  open(code) {
    document.body.append(this.dialog);
    this.show(code);
    this.dialog.showModal();
    one(this.dialog, "h2").focus();
  }

  show(code) {
    this.code = code;
    this.#deadline = Date.now() + code.valid_seconds * 1000;
    const { words } = this;
    const hint = code.reachable ? [h("p", { text: words("pair.scan") }), qr(code, words)] : [loopback(code, words)];
    refill(this.body, ...hint, byHand(code, words), this.left);
    this.#acts(button(words("pair.cancel"), () => this.dialog.close(), { focus: "pairing.cancel" }));
    clearInterval(this.#timer);
    this.#timer = setInterval(() => this.#count(), TICK);
    this.#count();
  }

  /** The phone has it. */
  succeed() {
    this.paired = true;
    clearInterval(this.#timer);
    const text = this.words("pair.paired", { device: this.title });
    refill(
      this.body,
      h("p", { class: "pairing-paired" }, h("span", { class: "pairing-sign", "aria-hidden": "true", text: "✓" }), text),
    );
    this.#acts(button(this.words("pair.done"), () => this.dialog.close(), { class: "primary", focus: "pairing.done" }));
    this.#toFirst();
    this.#voice.say(text);
  }

  #count() {
    const left = (this.#deadline - Date.now()) / 1000;
    if (left <= 0) return this.#expire();
    this.left.textContent = this.words("pair.left", { time: spellSeconds(left) });
  }

  #expire() {
    clearInterval(this.#timer);
    const text = this.words("pair.over");
    refill(this.body, h("p", { class: "pairing-over", text }));
    this.#acts(
      button(this.words("pair.renew"), () => this.#renew(), { class: "primary", focus: "pairing.renew" }),
      button(this.words("pair.cancel"), () => this.dialog.close(), { focus: "pairing.cancel" }),
    );
    this.#toFirst();
    this.#voice.say(text);
  }

  async #renew() {
    try {
      this.show(await this.renew());
      one(this.dialog, "h2").focus();
      this.#voice.say(this.words("pair.is-new"));
    } catch (problem) {
      if (!problem.body) throw problem;
      const text = `${problem.body.title}. ${problem.body.detail ?? ""}`;
      refill(this.body, h("p", { class: "pairing-over", text }));
      this.#voice.say(text);
    }
  }

  #acts(...buttons) {
    refill(this.actions, ...buttons);
  }

  #toFirst() {
    one(this.actions, "button").focus();
  }

  #end() {
    clearInterval(this.#timer);
    this.dialog.remove();
  }
}

/** Dark on light by day and by night: many cameras read nothing else. */
function qr({ qr: { size, path } }, words) {
  return s(
    "svg",
    {
      class: "pairing-qr",
      viewBox: `0 0 ${size} ${size}`,
      role: "img",
      "aria-label": words("pair.qr"),
      "shape-rendering": "crispEdges",
    },
    s("path", { d: path }),
  );
}

/** No phone comes to this address. What can be done about it is for the operator of the site, at this very machine. */
function loopback({ is_operator: isOperator }, words) {
  return h(
    "div",
    { class: "pairing-loopback" },
    h("p", { text: words("pair.loopback") }),
    isOperator &&
      h(
        "details",
        {},
        h("summary", { text: words("pair.operator"), focus: "pairing.operator" }),
        h("p", { text: words("pair.loopback-how") }),
      ),
  );
}

function byHand({ address, short_page: page, short_code: code, reachable }, words) {
  const { pathname, hash } = new URL(address);
  const groups = [code.slice(0, GROUP), code.slice(GROUP)];
  return h(
    "div",
    { class: "pairing-hand" },
    reachable && h("p", { text: words("pair.type") }),
    h(
      "dl",
      {},
      h("dt", { text: words("pair.address") }),
      h("dd", { class: "pairing-address", text: page.replace(/^https?:\/\/|\/$/g, "") }),
      h("dt", { text: words("pair.code") }),
      h("dd", { class: "pairing-code", "data-code": code }, ...groups.map((group) => h("span", { text: group }))),
    ),
    // Of the origin that this page has: the sandbox's cookie is not sent to another.
    h("a", {
      href: pathname + hash,
      target: "_blank",
      rel: "noopener",
      text: words("pair.link"),
      focus: "pairing.link",
    }),
  );
}
