// What may go wrong, for the learner to switch on and off: the network of the phone, the carrier, the notifications.

import { h, refill } from "./dom.js";
import { keepingFocus } from "./focus.js";

/** @param {Engine} engine */
export function faultsPanel(engine) {
  const { words } = engine;
  const list = h("div", { class: "faults", role: "group", "aria-label": words("faults.title") });
  const draw = () => keepingFocus(list, () => refill(list, ...engine.scenario.faults.map((name) => fault(engine, name))));
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
    { type: "button", class: "fault", role: "switch", "aria-checked": String(on), focus: `faults.${name}`, on: { click: () => flip(engine, name, !on) } },
    h("span", { class: "fault-name", text: engine.words(`faults.${name}`) }),
    h("span", { class: "fault-switch", "aria-hidden": "true" }),
  );
}

function flip(engine, name, on) {
  return engine.attempt(`fault.${name}`, () => engine.switches.setFault(name, on));
}
