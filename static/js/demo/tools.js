// What is beside the devices: the platform, the variant, guided or free, the clock, what may go wrong, starting over, and a look inside.

import { button, h, keepingFocus, refill, segmented } from "./dom.js";

const RATES = [
  { rate: 1, name: "time.real" },
  { rate: 0.1, name: "time.slow" },
  { rate: 0, name: "time.stopped" },
];
const FORWARD = [30, 120]; // seconds

/** Which platform's window, which variant, and whether one is guided. A narrow page has them behind a button that says them. @param {Engine} engine */
export function choices(engine) {
  const { words, scenario } = engine;
  const element = h("div", { class: "choices" });
  const toggle = h("button", {
    type: "button",
    class: "choices-open",
    "aria-expanded": "false",
    focus: "choices.open",
    on: { click: () => toggle.setAttribute("aria-expanded", String(element.classList.toggle("open"))) },
  });
  const draw = () => {
    const { platform, variant } = engine;
    const modes = ["guided", "free"].map((id) => ({ id, title: words(`tools.${id}`) }));
    const rows = [
      row(words("tools.platform"), scenario.platforms, platform, (id) => engine.setPlatform(id), "platform"),
      row(words("tools.variant"), scenario.variants, variant, (id) => engine.setVariant(id), "variant"),
      row(words("tools.mode"), modes, engine.mode, (id) => engine.setMode(id), "mode"),
    ].filter((each) => each !== null);
    toggle.textContent = rows.map(({ chosen }) => chosen).join(" · ");
    keepingFocus(element, () => refill(element, toggle, ...rows.map((each) => each.element)));
  };
  engine.bus.listen(({ type }) => type === "engine.step" && draw());
  draw();
  return element;
}

/** Null where there is nothing to choose. @param {{id: string, title: string}[]} options */
function row(label, options, chosen, choose, name) {
  if (options.length < 2) return null;
  const buttons = options.map(({ id, title }) => ({ id, title, chosen: id === chosen }));
  return {
    chosen: options.find(({ id }) => id === chosen)?.title ?? "",
    element: segmented(label, buttons, choose, name),
  };
}

/** @param {Engine} engine @param {{strip: () => void, fetched: Fetched}} actions */
export function tools(engine, { strip, fetched }) {
  const { words } = engine;
  return h(
    "section",
    { class: "tools-panel", "aria-label": words("tools.title") },
    h(
      "div",
      { class: "tools-row" },
      button(words("strip.open"), strip, { focus: "tools.strip" }),
      button(words("tools.reset"), () => engine.reset(), { focus: "tools.reset" }),
    ),
    time(engine),
    engine.scenario.faults.length > 0 && faultsPanel(engine),
    inside(engine, fetched),
  );
}

/** Look inside: what it shows is fetched when it is first opened. @param {Engine} engine @param {Fetched} fetched */
function inside(engine, fetched) {
  const { words } = engine;
  const body = h("div", { class: "inside-body", "aria-live": "polite" });
  const look = () =>
    engine.attempt("inside", async () => {
      const { show } = await fetched(() => import("./inside.js"));
      await show(engine, body);
    });
  const details = h(
    "details",
    { class: "tool", on: { toggle: () => details.open && look() } },
    h("summary", { text: words("inside.title"), focus: "tools.inside" }),
    h("p", { class: "tool-text", text: words("inside.text") }),
    body,
  );
  engine.bus.listen(({ type }) => {
    if (details.open && (type === "engine.step" || type === "response.rejected")) void look();
  });
  return details;
}

/** "Started over. Undo", for as long as it can be undone. */
export function undoNote(engine) {
  const { words } = engine;
  const element = h("div", { class: "undo", role: "status" });
  engine.bus.listen(({ type }) => {
    if (type !== "engine.undo") return;
    refill(
      element,
      engine.canUndo && h("span", { text: words("tools.was-reset") }),
      engine.canUndo && button(words("tools.undo"), () => engine.undo(), { focus: "tools.undo" }),
    );
  });
  return element;
}

function time(engine) {
  const { words } = engine;
  const rates = h("div", {});
  const draw = () =>
    keepingFocus(rates, () =>
      refill(
        rates,
        segmented(
          words("time.speed"),
          RATES.map(({ rate, name }) => ({ id: String(rate), title: words(name), chosen: rate === engine.clock.rate })),
          (id) => change(engine, { rate: Number(id) }),
          "rate",
        ),
      ),
    );
  engine.bus.listen(({ type }) => ["clock.moved", "engine.step"].includes(type) && draw());
  draw();
  return h(
    "details",
    { class: "tool" },
    h("summary", { text: words("time.title"), focus: "tools.time" }),
    h("p", { class: "tool-text", text: words("time.text") }),
    rates,
    h(
      "div",
      { class: "tools-row" },
      ...FORWARD.map((seconds) =>
        button(words("time.forward", { count: seconds }), () => change(engine, { forward_seconds: seconds }), {
          focus: `time.forward.${seconds}`,
        }),
      ),
    ),
  );
}

function change(engine, wanted) {
  return engine.attempt("clock", () => engine.switches.moveClock(wanted));
}

/** What may go wrong, to switch on and off: the network of the phone, the carrier, the notifications. @param {Engine} engine */
function faultsPanel(engine) {
  const { words } = engine;
  const list = h("div", { class: "faults", role: "group", "aria-label": words("faults.title") });
  const draw = () =>
    keepingFocus(list, () => refill(list, ...engine.scenario.faults.map((name) => fault(engine, name))));
  engine.bus.listen(({ type }) => /^(fault\.|authenticator\.|engine\.step$)/.test(type) && draw());
  draw();
  return h(
    "details",
    { class: "tool" },
    h("summary", { text: words("faults.title"), focus: "tools.faults" }),
    h("p", { class: "tool-text", text: words("faults.text") }),
    list,
  );
}

function fault(engine, name) {
  const on = engine.session.isFaulty(name);
  return h(
    "button",
    {
      type: "button",
      class: "fault",
      role: "switch",
      "aria-checked": String(on),
      focus: `faults.${name}`,
      on: { click: () => flip(engine, name, !on) },
    },
    h("span", { class: "fault-name", text: engine.words(`faults.${name}`) }),
    h("span", { class: "fault-switch", "aria-hidden": "true" }),
  );
}

function flip(engine, name, on) {
  return engine.attempt(`fault.${name}`, () => engine.switches.setFault(name, on));
}
