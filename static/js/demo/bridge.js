// What the devices cannot do by themselves: carry across what one shows and another takes, without copying by eye
// (WCAG 3.3.8), and let the time pass that one of them makes the learner wait.

import { button, h, keepingFocus, refill } from "./dom.js";
import { spellSeconds } from "./time.js";

/** @param {Engine} engine */
export function bridge(engine) {
  const element = h("div", { class: "bridge" });
  const draw = () => keepingFocus(element, () => refill(element, ...contents(engine)));
  const count = () => {
    /** @type {HTMLElement | null} */
    const shown = element.querySelector("[data-until]");
    if (Boolean(shown) !== Boolean(awaited(engine))) draw();
    else if (shown) shown.textContent = waitText(engine, shown.dataset.until);
  };
  engine.bus.listen(({ type }) => type === "engine.changed" && draw());
  engine.clock.listen(count);
  draw();
  return element;
}

function contents(engine) {
  const until = awaited(engine);
  if (until) return wait(engine, until);
  const way = carriable(engine);
  return way ? carry(engine, way) : [];
}

/** What could be carried from one device to another now. @returns {{from: any, to: any, name: string, value: string} | null} */
function carriable({ devices }) {
  for (const to of devices.values()) {
    const name = to.wants();
    if (!name) continue;
    for (const from of devices.values()) {
      const value = from.offers()[name];
      if (value) return { from, to, name, value };
    }
  }
  return null;
}

function carry({ words, scenario }, way) {
  const label = words("carry.across", { value: way.value });
  const target = words("carry.to", { device: scenario.devices.find((each) => each.id === way.to.id).title });
  return [
    button(label, () => way.to.take(way.value), {
      class: "carry",
      focus: "bridge.carry",
      "aria-label": `${label}. ${target}`,
    }),
    h("span", { class: "carry-to", "aria-hidden": "true", text: target }),
  ];
}

/** @returns {string | null} the moment until which a device makes one wait */
function awaited(engine) {
  for (const device of engine.devices.values()) {
    const until = device.awaits?.();
    if (until) return until;
  }
  return null;
}

function wait(engine, until) {
  return [
    button(engine.words("wait.pass"), () => pass(engine, until), { class: "carry", focus: "bridge.wait" }),
    h("span", { class: "carry-to", "data-until": until, text: waitText(engine, until) }),
  ];
}

function waitText(engine, until) {
  return engine.words("wait.left", { time: spellSeconds((Date.parse(until) - engine.clock.now()) / 1000) });
}

function pass(engine, until) {
  return engine.attempt("clock", () => engine.switches.passUntil(until));
}
