// The security card: mechanical keys, a display, and a key of its own with which it computes by itself.

import { h } from "../dom.js";
import { respond } from "../ocra.js";
import { cardChoice } from "./card-choice.js";
import { CHALLENGE_DIGITS, OFF, OFF_AFTER, PIN_DIGITS, press } from "./card-logic.js";
import { wordmark } from "./frames.js";
import { segmentLine } from "./segments.js";
import { hexToBytes } from "../../../vendor/noble-hashes/utils.js";
import { given } from "../../sure.js";

const KIND = "security-card";
const CELLS = 8;
const COLUMNS = 3;
const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "press", "0", "ok"];
const ARROWS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -COLUMNS, ArrowDown: COLUMNS };
const DOWN_FOR = 130; // ms that a key stays down

/** @param {DeviceContext} ctx @returns {Device} */
export function create(ctx) {
  return new Card(ctx);
}

class Card {
  kind = KIND;
  #state = OFF;
  /** @type {string | null} */
  #response = null;
  /** @type {string | null} the user name whose card it is, if it was chosen among several */
  #owner = null;
  #lastKey = 0;
  #typing = false; // digits come from a keyboard, so its Enter means OK whichever key has the focus

  constructor(ctx) {
    const { words } = ctx;
    this.ctx = ctx;
    this.id = ctx.id;
    this.prompt = segmentLine(CELLS);
    this.digits = segmentLine(CELLS);
    this.choice = cardChoice(ctx, { held: () => this.#held, take: (user) => this.#take(user) });
    this.display = h("span", { class: "visually-hidden", "data-display": true });
    this.keys = Object.fromEntries(KEYS.map((key) => [key, this.#key(key)]));
    this.letter = h("div", { class: "letter-paper", hidden: true, id: `${this.id}-letter` });
    this.letterButton = h("button", {
      type: "button",
      class: "letter-button",
      text: words("letter.open"),
      "aria-expanded": "false",
      "aria-controls": `${this.id}-letter`,
      focus: `${this.id}.letter`,
      on: { click: () => this.#toggleLetter() },
    });
    this.element = this.#built();
    this.rename();
    this.#show();
    ctx.clock.listen(() => this.#maybeOff());
    ctx.listen(({ type }) => (type === "device.replaced" ? this.restore(null) : this.choice.show()));
  }

  // What the engine asks of every device ---------------------------------------------------------------------------

  save() {
    return { ...this.#state, letter: !this.letter.hidden, owner: this.#owner };
  }

  restore(saved) {
    const { letter = false, owner = null, ...state } = saved ?? OFF;
    this.#state = state;
    this.#owner = owner;
    this.#response = null;
    this.#lastKey = this.ctx.clock.now();
    this.#openLetter(letter);
    if (state.mode === "response") this.#compute();
    this.#show();
    this.choice.show();
    return true;
  }

  /** "response" and "pin" (from the letter); null while there is nothing to read. */
  read(name) {
    if (name === "response") return this.#response;
    return name === "pin" ? (this.#held?.pin ?? null) : null;
  }

  /** Which value of another device the card would take now. */
  wants() {
    return this.#state.mode === "challenge" ? "challenge" : null;
  }

  /** @returns {Record<string, string>} */
  offers() {
    return this.#response ? { response: this.#response } : {};
  }

  /** Take digits as if they had been typed at once, over whatever is at the prompt. */
  take(digits) {
    this.#state = { ...this.#state, entry: "" };
    for (const digit of digits) this.#state = press(this.#state, digit);
    this.#lastKey = this.ctx.clock.now();
    this.#announce();
    this.#show();
    this.ctx.changed();
    this.keys.ok.focus({ preventScroll: true });
  }

  moves(action, value) {
    if (action === "type" && this.#state.entry === value) return [];
    const keys = action === "type" ? [...value] : [value];
    return keys.map((key) => ({
      label: this.ctx.words("move.card", { key: label(key) }),
      target: this.keys[key],
      run: () => this.#press(key),
    }));
  }

  focus(options) {
    this.element.focus(options);
  }

  status() {
    return this.#text() || this.ctx.words("card.off");
  }

  rename() {
    this.element.setAttribute("aria-label", `${this.ctx.title}. ${this.ctx.words("mark")}`);
  }

  // The card itself ------------------------------------------------------------------------------------------------

  /** What was handed out with it; null before there is a sandbox. */
  get #held() {
    return this.ctx.device(KIND, this.#owner);
  }

  /** Put this one down, take up another. */
  #take(user) {
    this.restore({ ...OFF, owner: user });
    this.ctx.voice.say(this.#sentence());
    this.ctx.emit("card.off");
    this.ctx.changed();
  }

  async #press(key) {
    const before = this.#state;
    this.#down(key);
    this.#lastKey = this.ctx.clock.now();
    this.#state = press(before, key);
    if (key === "press" || this.#state.mode !== before.mode) this.#response = null;
    if (before.mode === "off" && key === "press") this.ctx.session().catch(() => {}); // the letter will be wanted next
    if (this.#state.mode === "response" && before.mode !== "response") await this.#answer(before);
    this.#announce(this.#state === before);
    this.#show();
    this.#tell(before, key);
    this.ctx.changed();
  }

  #tell(before, key) {
    const { mode } = this.#state;
    if (before.mode === "off" && mode !== "off") this.ctx.emit("card.on");
    if (key === "press") this.ctx.emit("card.pin-prompt");
    else if (mode === "challenge" && before.mode === "pin") this.#tellOfPin();
    else if (mode === "response" && before.mode === "challenge") this.ctx.emit("card.response-shown");
  }

  /** The card takes whatever it is given for a PIN. Its owner sees where those digits come from. */
  #tellOfPin() {
    const { pin } = this.#state;
    const isChallenge = pin !== this.read("pin") && this.ctx.shownElsewhere("challenge")?.startsWith(pin);
    this.ctx.emit(isChallenge ? "card.challenge-as-pin" : "card.challenge-prompt");
  }

  /** What was typed stays on the display until it can be answered. */
  async #answer(before) {
    try {
      await this.ctx.session();
      this.#compute();
    } catch (problem) {
      if (!problem.body) throw problem;
      this.#state = before;
      if (problem.reason === "offline") this.ctx.later(() => this.#press("ok"));
      this.ctx.emit("problem", problem);
    }
  }

  #compute() {
    const { suite = "", key = "" } = given(this.#held, "card");
    const { challenge, pin } = this.#state;
    this.#response = respond(suite, hexToBytes(key), { challenge: challenge ?? "", pin });
  }

  #maybeOff() {
    if (this.#state.mode === "off" || this.ctx.clock.now() - this.#lastKey < OFF_AFTER) return;
    this.#state = OFF;
    this.#response = null;
    this.ctx.voice.say(this.ctx.words("card.switched-off"));
    this.#show();
    this.ctx.emit("card.off");
    this.ctx.changed();
  }

  // Display --------------------------------------------------------------------------------------------------------

  #lines() {
    const { mode, entry } = this.#state;
    if (mode === "pin") return ["PIN>", "*".repeat(entry.length)];
    if (mode === "challenge") return ["CHALLNG>", entry];
    return ["", mode === "response" ? (this.#response ?? "") : ""];
  }

  #text() {
    return this.#lines().filter(Boolean).join(" ");
  }

  #show() {
    const [prompt, digits] = this.#lines();
    this.prompt.show(prompt);
    this.digits.show(digits);
    this.display.textContent = this.#text() || this.ctx.words("card.off");
    this.element.dataset.mode = this.#state.mode;
  }

  #announce(unchanged = false) {
    this.ctx.voice.say(this.#sentence(unchanged));
  }

  #sentence(unchanged = false) {
    const { mode, entry } = this.#state;
    const { words } = this.ctx;
    const response = this.#response;
    if (mode === "off") return words("card.is-off");
    if (mode === "response") return response ? words("card.shows-response", { digits: spaced(response) }) : "";
    const [prompt, room, shown] =
      mode === "pin" ? ["PIN>", PIN_DIGITS, ""] : ["CHALLNG>", CHALLENGE_DIGITS, spaced(entry)];
    if (unchanged) return words("card.incomplete", { prompt, count: room });
    if (!entry) return words("card.asks", { prompt, count: room });
    return words("card.typed", { prompt, digits: shown, typed: entry.length, room });
  }

  // Looks ----------------------------------------------------------------------------------------------------------

  #built() {
    const { words } = this.ctx;
    const face = h(
      "div",
      { class: "card-face" },
      h("p", { class: "practice-mark", text: words("mark") }),
      h(
        "div",
        { class: "card-left" },
        wordmark(),
        h(
          "div",
          { class: "lcd", role: "group", "aria-label": words("card.display") },
          this.display,
          this.prompt.element,
          this.digits.element,
        ),
        h("p", { class: "card-hint", text: words("card.keys-hint") }),
      ),
      h(
        "div",
        { class: "keypad", role: "group", "aria-label": words("card.keys") },
        ...KEYS.map((key) => this.keys[key]),
      ),
    );
    return h(
      "section",
      {
        class: "device card",
        role: "group",
        tabindex: "-1",
        focus: `${this.id}.self`,
        on: { keydown: (event) => this.#keydown(event) },
      },
      h("div", { class: "bezel" }, face),
      this.choice.element,
      h("div", { class: "letter" }, this.letterButton, this.letter),
      this.ctx.voice.element,
    );
  }

  #key(key) {
    return h("button", {
      type: "button",
      class: `key key-${/\d/.test(key) ? "digit" : key}`,
      text: label(key),
      lang: "en",
      focus: `${this.id}.${key}`,
      "data-key": key,
      on: {
        click: (event) => {
          if (event.detail) this.#typing = false;
          this.#press(key);
        },
      },
    });
  }

  async #toggleLetter() {
    if (!this.letter.hidden) return this.#openLetter(false);
    await this.ctx.attempt(async () => {
      await this.ctx.session();
      this.#openLetter(true);
      this.ctx.voice.say(this.ctx.words("letter.says", { pin: spaced(this.read("pin") ?? "") }));
    });
  }

  #openLetter(open) {
    const pin = open && this.read("pin");
    const { words } = this.ctx;
    this.letter.hidden = !pin;
    this.letterButton.setAttribute("aria-expanded", String(Boolean(pin)));
    this.letterButton.textContent = words(pin ? "letter.close" : "letter.open");
    this.letter.replaceChildren(
      h("p", { class: "letter-head", text: words("letter.head") }),
      h("p", { class: "letter-pin" }, h("span", { text: words("letter.pin") }), h("strong", { text: pin || "" })),
      h("p", { class: "letter-note", text: words("letter.note") }),
    );
    this.ctx.changed();
  }

  #down(key) {
    const element = this.keys[key];
    element.classList.add("down");
    setTimeout(() => element.classList.remove("down"), DOWN_FOR);
  }

  #keydown(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest(".letter")) return;
    const key = this.#keyFor(event);
    if (key) this.#typed(event, key);
    else if (event.key in ARROWS) this.#wander(event);
    else if (event.key === " ") this.#typing = false;
  }

  /** The card’s key for a key of the keyboard, or null. */
  #keyFor({ key, target }) {
    if (/^[0-9]$/.test(key)) return key;
    if (/^p$/i.test(key)) return "press";
    return key === "Enter" && (this.#typing || target === this.element) ? "ok" : null;
  }

  #typed(event, key) {
    event.preventDefault();
    this.#typing = key !== "ok";
    this.#press(key);
  }

  #wander(event) {
    const at = KEYS.indexOf(event.target.dataset.key);
    const next = this.keys[KEYS[at + ARROWS[event.key]]];
    if (at < 0 || !next) return;
    event.preventDefault();
    next.focus();
  }
}

function label(key) {
  return key === "ok" ? "OK" : key;
}

/** Digits one by one, so that they are not read as one great number. */
function spaced(digits) {
  return [...digits].join(" ");
}
