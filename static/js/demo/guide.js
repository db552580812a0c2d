// The guide: where one is, what to do, hints in layers, and what went wrong.

import { button, h, keepingFocus, refill, Voice } from "./dom.js";
import { success } from "./finish.js";
import { describeNews, newsPanel, problemPanel, wayOn } from "./problem.js";
import { applies, here } from "./progress.js";
import { describe } from "./words.js";

export class Guide {
  voice = new Voice();
  /** @type {Refusal | null} what a replay came to */
  #unsaid = null;

  /** @param {{engine: Engine, payload: Payload, show: () => void, next: () => void}} options */
  constructor({ engine, payload, show, next }) {
    this.engine = engine;
    this.payload = payload;
    this.show = show;
    this.next = next;
    this.words = engine.words;
    this.head = h("div", { class: "guide-head" });
    this.now = h("div", { class: "guide-now" });
    this.trouble = h("div", { class: "guide-trouble" });
    this.caption = h("p", { class: "guide-caption", hidden: true });
    this.list = h("ol", { class: "guide-steps", id: "guide-steps" });
    this.toggle = h("button", {
      type: "button",
      class: "guide-all",
      "aria-expanded": "false",
      "aria-controls": "guide-steps",
      text: this.words("guide.all-steps"),
      focus: "guide.all",
      on: { click: () => this.toggle.setAttribute("aria-expanded", String(this.list.classList.toggle("open"))) },
    });
    this.more = h("button", {
      type: "button",
      class: "guide-more",
      "aria-expanded": "false",
      text: this.words("guide.more"),
      focus: "guide.more",
      on: { click: () => this.#open(!this.element.classList.contains("open")) },
    });
    this.element = h(
      "section",
      { class: "guide", "aria-label": this.words("guide.title"), tabindex: "-1" },
      this.head,
      this.trouble,
      this.now,
      this.caption,
      this.list,
      this.voice.element,
    );
    engine.bus.listen((event) => this.#on(event));
    this.draw();
  }

  #on({ type, data }) {
    if (type === "problem") this.#hear(data.body);
    if (type === "engine.step") this.#arrived(data.from);
    if (type === "engine.told") this.#open(Boolean(this.engine.told));
    if (type === "engine.hint" && this.engine.hints) this.#open(true); // a trainer may have opened it
    if (type === "engine.told") this.#tell();
    if (type === "engine.news") this.#tellNews();
    if (/^(engine\.(step|hint|playing|told|undo|news)|problem|window\.over)$/.test(type)) this.draw();
  }

  /** @param {string | null} from  the step that was done before; null where one was brought here */
  #arrived(from) {
    if (this.engine.problem === this.#unsaid) this.#say(this.#unsaid);
    if (!from) return;
    this.#open(false);
    this.#announce();
  }

  /** A narrow page has one line of it, until it is opened. */
  #open(isOpen) {
    this.element.classList.toggle("open", isOpen);
    this.more.setAttribute("aria-expanded", String(isOpen));
  }

  /** A replay may come to a refusal and begin again elsewhere: only one that it stops at is said. */
  #hear(problem) {
    if (this.engine.turns.playing === "replay") this.#unsaid = problem;
    else this.#say(problem);
  }

  #say(problem) {
    this.#unsaid = null;
    if (!problem) return;
    const { title, text } = describe(problem, this.words);
    this.voice.say(`${title}. ${text}`);
  }

  #tellNews() {
    const { news } = this.engine;
    if (!news) return;
    const { title, text } = describeNews(news, this.engine);
    this.voice.say(`${title}. ${text}`);
  }

  #announce() {
    const { engine, words } = this;
    if (engine.problem || engine.news) return;
    if (engine.finished) this.voice.say(words("finish.title"));
    else if (engine.step && engine.mode === "guided") this.voice.say(this.#placeText() + " " + engine.step.title);
  }

  /** What "Show me" could not do. */
  #tell() {
    const { told, step } = this.engine;
    if (told && step) this.voice.say([this.words("pair.told"), ...this.engine.hintsOf(step)].join(" "));
  }

  #placeText() {
    const { engine } = this;
    return this.words(engine.scenario.veiled ? "guide.step" : "guide.step-of", {
      place: engine.place + 1,
      all: engine.steps.length,
    });
  }

  /** The steps that the guide may name: all, unless finding out what comes is the practice. */
  get #named() {
    const { scenario, steps, place } = this.engine;
    return scenario.veiled ? steps.slice(0, place + 1) : steps;
  }

  /** What "Show me" does at this moment. @param {Move | null} move */
  showing(move) {
    if (move && this.caption.hidden) this.#open(false); // it lies over what is shown
    this.caption.hidden = !move;
    this.caption.textContent = move?.label ?? "";
    if (move) this.voice.say(move.label);
  }

  draw() {
    keepingFocus(this.element, () => {
      this.element.classList.toggle("over", this.engine.finished);
      this.#drawHead();
      this.#drawNow();
      this.#drawList();
      const { problem, news } = this.engine;
      refill(this.trouble, problem ? problemPanel(problem, this) : news && newsPanel(news, this.engine));
    });
  }

  #drawHead() {
    const { engine, words } = this;
    const free = engine.mode === "free";
    refill(
      this.head,
      h("p", {
        class: "guide-place",
        text: engine.finished ? words("guide.finished") : free ? words("guide.free") : this.#placeText(),
      }),
      h(
        "div",
        { class: "guide-bar", "aria-hidden": "true" },
        ...this.#named.map((step) => h("i", { class: this.#stateOf(step) })),
      ),
      this.toggle,
      this.more,
    );
  }

  #stateOf(step) {
    if (this.engine.done.has(step.id)) return "done";
    return step === this.engine.step && this.engine.mode === "guided" ? "current" : "todo";
  }

  #drawNow() {
    const { engine } = this;
    if (engine.finished) refill(this.now, ...success(this, this.next));
    else if (engine.mode === "free")
      refill(this.now, h("p", { class: "guide-task", text: this.words("guide.free-text") }));
    else refill(this.now, ...this.#task(engine.step));
  }

  #task(step) {
    const { engine } = this;
    const shown = engine.hintsOf(step).slice(0, engine.hints);
    return [
      step.own_screens &&
        applies(step.own_screens, engine) &&
        h("p", { class: "guide-own", text: this.words("guide.own-screens") }),
      h("h2", { class: "guide-title", text: step.title }),
      h("p", { class: "guide-task", text: here(step.task_by, engine, step.task) }),
      this.engine.told && h("p", { class: "guide-told", text: this.words("pair.told") }),
      shown.length > 0 && h("ul", { class: "guide-hints" }, ...shown.map((text) => h("li", { text }))),
      !this.#isHeldUp && h("div", { class: "guide-actions" }, ...this.#actions(step)),
    ];
  }

  /** Whether something has to be done before the step: the refusal has the button for it. */
  get #isHeldUp() {
    const { engine } = this;
    return Boolean(engine.problem && wayOn(engine.problem, engine));
  }

  #actions(step) {
    const { engine, words } = this;
    const more = engine.hints < engine.hintsOf(step).length;
    const label = engine.hints ? "guide.next-hint" : "guide.hint";
    return [
      more && button(words(label), () => engine.hint(), { focus: "guide.hint" }),
      engine.turns.playing === "show"
        ? button(words("guide.stop"), () => engine.stop(), { focus: "guide.show" })
        : button(words("guide.show-me"), () => this.show(), { focus: "guide.show" }),
      engine.place > 0 && this.#back(),
    ].filter(Boolean);
  }

  /** On a narrow page only the arrow is seen. */
  #back() {
    return h(
      "button",
      { type: "button", class: "guide-back", focus: "guide.back", on: { click: () => this.engine.back() } },
      h("span", { "aria-hidden": "true", text: "←" }),
      h("span", { class: "guide-back-label", text: this.words("guide.back") }),
    );
  }

  #drawList() {
    refill(this.list, ...this.#named.map((step, place) => this.#item(step, place)));
  }

  #item(step, place) {
    const state = this.#stateOf(step);
    const { words } = this;
    return h(
      "li",
      { class: `guide-step ${state}`, "aria-current": state === "current" ? "step" : null },
      h("span", { class: "guide-mark", "aria-hidden": "true", text: state === "done" ? "✓" : String(place + 1) }),
      h(
        "a",
        {
          href: stepAddress(this.payload.address, step.id, this.engine),
          focus: `guide.step.${step.id}`,
          on: {
            click: (event) => {
              if (event.metaKey || event.ctrlKey || event.shiftKey) return;
              event.preventDefault();
              this.engine.goto(step.id);
            },
          },
        },
        step.title,
      ),
      h("span", { class: "visually-hidden", text: ` (${words(`guide.${state}`)})` }),
    );
  }
}

function stepAddress(address, step, { platform, variant }) {
  return `${address}?${new URLSearchParams({ step, platform, ...(variant && { variant }) })}`;
}
