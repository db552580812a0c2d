// "Carry across": what one device shows goes into the other without copying by eye (WCAG 3.3.8).

import { button, h, refill } from "./dom.js";
import { keepingFocus } from "./focus.js";

/** @param {Engine} engine */
export function bridge(engine) {
  const { words } = engine;
  const element = h("div", { class: "bridge" });
  const draw = () => keepingFocus(element, () => refill(element, ...contents(engine, words)));
  engine.bus.listen(({ type }) => type === "engine.changed" && draw());
  draw();
  return element;
}

function contents(engine, words) {
  const way = engine.carriable();
  if (!way) return [];
  const label = words("carry.across", { value: way.value });
  const target = words("carry.to", { device: engine.scenario.devices.find((each) => each.id === way.to.id).title });
  return [
    button(label, () => way.to.take(way.value), { class: "carry", focus: "bridge.carry", "aria-label": `${label}. ${target}` }),
    h("span", { class: "carry-to", "aria-hidden": "true", text: target }),
  ];
}
