// An authenticator app: for each account six digits that change every 30 seconds. It computes them itself, from the key that
// the account was given and the phone's own time, without any network.
//
// For authors of scenarios. `press:` takes open-app, account (that of the training user), account-other, settings, date,
// automatic-time, wait (for the next code), home. Values to read: code (waits for the next one where it was used), used-code
// (the same, even so). Events of its own (never sent):
//   app.opened  app.account-chosen  app.other-account-chosen  app.next-code  app.date-opened  app.clock-set

import { hexToBytes } from "../../../vendor/noble-hashes/utils.js";
import { h, s } from "../dom.js";
import { given } from "../../sure.js";
import { code, PERIOD, startOf, stepAt } from "../totp.js";
import { Handset } from "./handset.js";
import { conditionOf, dateOf, timeOf } from "./phone/world.js";

const KIND = "authenticator-app";
const CLOCK = "phone-clock"; // the fault that is this phone's to mend

/** @typedef {{user: string, key: string, isOwn: boolean}} Account */

/** @param {DeviceContext} ctx @returns {Device} */
export function create(ctx) {
  return new Authenticator(ctx);
}

/** `chosen` is the user name of the account in hand. @extends {Handset<{at: string, chosen: string | null}>} */
class Authenticator extends Handset {
  kind = KIND;
  #step = 0; // the time step that is drawn

  constructor(ctx) {
    super(ctx);
    this.rename();
    ctx.listen(({ type }) => type.startsWith("fault.") && this.draw());
    ctx.listen(({ type }) => type === "window.entered-by-app-code" && this.#use());
  }

  // What the engine asks of every device ---------------------------------------------------------------------------

  fresh() {
    return { at: "home", chosen: null };
  }

  /** @returns {Record<string, string>} */
  offers() {
    const account = this.state.at === "codes" ? this.#accounts.find(({ user }) => user === this.state.chosen) : null;
    return account ? { code: this.#code(account, this.#now) } : {};
  }

  read(name) {
    return super.read(name === "used-code" ? "code" : name);
  }

  /** Each code lets in once. */
  before(name) {
    const isUsed = (this.ctx.device(KIND)?.used ?? -Infinity) >= this.#now;
    return name === "code" && isUsed && this.controls.has("wait") ? [this.pressing("wait")] : [];
  }

  status() {
    return this.offers().code ?? this.words("app.name");
  }

  iconLabel(name) {
    return { app: this.words("app.name"), settings: this.#settingsName }[name] ?? null;
  }

  // Its own --------------------------------------------------------------------------------------------------------

  get now() {
    return super.now + conditionOf(this.ctx, false).ahead;
  }

  /** That of the training user first. @returns {Account[]} */
  get #accounts() {
    const box = this.ctx.sandbox();
    if (!box) return [];
    return [{ user: box.user, devices: box.devices }, ...(box.others ?? [])].flatMap(({ user, devices }) =>
      devices
        .filter((each) => each.kind === KIND)
        .map(({ key = "" }) => ({ user: user.name, key, isOwn: user.name === box.user.name })),
    );
  }

  get #settingsName() {
    return this.words(`app.settings-${this.system}`);
  }

  get #now() {
    return stepAt(this.now);
  }

  #code({ key }, step) {
    return code(hexToBytes(key), step);
  }

  tick() {
    super.tick();
    if (this.state.at !== "codes") return;
    if (this.#now !== this.#step) return this.#turn();
    const left = String(this.#left);
    for (const each of this.bezel.querySelectorAll("[data-left]")) {
      if (each.textContent !== left) each.textContent = left;
    }
    for (const each of this.bezel.querySelectorAll(".ring-left")) each.setAttribute("stroke-dasharray", this.#dashes);
  }

  /** Seconds until the next code. */
  get #left() {
    return Math.max(1, Math.ceil((startOf(this.#now + 1) - this.now) / 1000));
  }

  get #dashes() {
    return `${this.#left} ${PERIOD}`;
  }

  #turn() {
    const isNext = this.#step !== 0;
    this.#step = this.#now;
    this.draw();
    this.ctx.changed(); // what can be carried across is another one
    if (!isNext || !this.state.chosen) return;
    this.ctx.voice.say(this.words("app.changed"));
    this.ctx.emit("app.next-code");
  }

  /** The keys come with the sandbox. */
  #open() {
    return this.attempt(async () => {
      await this.ctx.session();
      this.#step = this.#now;
      this.show("codes");
      this.ctx.emit("app.opened");
    });
  }

  #choose(account) {
    this.set({ chosen: account.user });
    this.ctx.voice.say(
      this.words("app.says", { user: account.user, digits: [...(this.offers().code ?? "")].join(" ") }),
    );
    this.ctx.emit(account.isOwn ? "app.account-chosen" : "app.other-account-chosen");
  }

  /** Kept with the key, because the verifier does not take it back when one goes back a step. */
  #use() {
    given(this.ctx.device(KIND), "account").used = this.#now;
  }

  async #wait() {
    const begins = startOf(this.#now + 1) - (this.now - super.now);
    await this.attempt(() => this.ctx.passUntil(new Date(begins).toISOString()));
    this.tick();
  }

  async #setClock() {
    if (conditionOf(this.ctx, false).ahead) await this.attempt(() => this.ctx.setFault(CLOCK, false));
    this.draw();
    this.ctx.voice.say(this.words("app.clock-right"));
    this.ctx.emit("app.clock-set");
  }

  front() {
    const { at } = this.state;
    if (at === "codes") return this.#codes();
    if (at === "settings") return this.#settings();
    if (at === "date") return this.#date();
    return this.homeScreen(
      ["app", this.iconLabel("app"), "lock", () => this.#open()],
      ["settings", this.iconLabel("settings"), "settings", () => this.show("settings")],
    );
  }

  beside() {
    if (this.state.at !== "codes") return [];
    return [this.control("wait", this.words("app.wait"), () => this.#wait(), { class: "handset-wait" })];
  }

  #codes() {
    return this.screen(
      this.words("app.name"),
      h("ul", { class: "totp-accounts" }, ...this.#accounts.map((each) => h("li", {}, this.#line(each)))),
      this.text(this.words("app.text")),
    );
  }

  /** @param {Account} account */
  #line(account) {
    const isChosen = account.user === this.state.chosen;
    const digits = this.#code(account, this.#now);
    const next = this.#code(account, this.#now + 1);
    return this.control(
      account.isOwn ? "account" : "account-other",
      account.user,
      () => this.#choose(account),
      { class: "totp-account", "aria-pressed": String(isChosen) },
      h(
        "span",
        { class: "totp-names" },
        h("strong", { lang: "en", text: "Exemplar" }),
        h("span", { text: account.user }),
      ),
      h(
        "span",
        { class: "totp-code", "data-code": isChosen ? digits : null },
        h("span", { class: "visually-hidden", text: [...digits].join(" ") }),
        h("span", { "aria-hidden": "true", text: grouped(digits) }),
      ),
      this.#ring(),
      isChosen && h("span", { class: "totp-next", text: this.words("app.next", { code: grouped(next) }) }),
    );
  }

  /** How much is left of the 30 seconds. */
  #ring() {
    const circle = (look, more = {}) =>
      s("circle", { cx: 18, cy: 18, r: 15, pathLength: PERIOD, class: look, ...more });
    return h(
      "span",
      { class: "totp-ring", "aria-hidden": "true" },
      s(
        "svg",
        { viewBox: "0 0 36 36", focusable: "false" },
        circle("ring-all"),
        circle("ring-left", { "stroke-dasharray": this.#dashes }),
      ),
      h("span", { "data-left": true, text: String(this.#left) }),
    );
  }

  #settings() {
    const place = this.words(this.system === "ios" ? "app.general" : "app.system");
    return this.screen(
      this.#settingsName,
      h(
        "section",
        { class: "group" },
        h("h4", { class: "group-title", text: place }),
        h(
          "ul",
          { class: "rows" },
          h(
            "li",
            {},
            this.control(
              "date",
              this.words("app.date"),
              () => (this.show("date"), this.ctx.emit("app.date-opened")),
              { class: "row" },
              h("span", { class: "row-label", text: this.words("app.date") }),
            ),
          ),
        ),
      ),
    );
  }

  #date() {
    const isWrong = conditionOf(this.ctx, false).ahead !== 0;
    const label = this.words(this.system === "ios" ? "app.automatic-ios" : "app.automatic-android");
    return this.screen(
      this.words("app.date"),
      h(
        "ul",
        { class: "rows" },
        h(
          "li",
          {},
          this.control(
            "automatic-time",
            label,
            () => this.#setClock(),
            { class: "row totp-switch", "aria-pressed": String(!isWrong) },
            h("span", { class: "row-label", text: label }),
            h("span", { class: "totp-knob", "aria-hidden": "true" }),
          ),
        ),
      ),
      this.text(this.words("app.time", { time: timeOf(this.now), date: dateOf(this.now) })),
      this.text(this.words(isWrong ? "app.clock-wrong" : "app.clock-right")),
    );
  }
}

/** Two groups of three, that stay on one line. */
function grouped(digits) {
  return `${digits.slice(0, 3)}\u00a0${digits.slice(3)}`;
}
