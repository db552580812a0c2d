// On a narrow page the devices stand one below the other: the dock says what each shows, and leads to it.

import { h } from "./dom.js";

/** @param {Engine} engine */
export function dock(engine) {
  const entries = [...engine.devices.values()].map((device) => {
    const shown = h("span", { class: "dock-shows" });
    const { title } = engine.scenario.devices.find((each) => each.id === device.id);
    const go = () => (device.element.scrollIntoView({ block: "center" }), device.focus({ preventScroll: true }));
    const entry = h(
      "button",
      { type: "button", class: "dock-entry", focus: `dock.${device.id}`, on: { click: go } },
      h("span", { class: "dock-title", text: title }),
      shown,
    );
    return { device, shown, entry };
  });
  const tell = () => {
    for (const { device, shown } of entries) shown.textContent = device.status();
  };
  engine.bus.listen(({ type }) => type === "engine.changed" && tell());
  engine.clock.listen(tell);
  tell();
  return h("nav", { class: "dock", "aria-label": engine.words("dock.title") }, ...entries.map(({ entry }) => entry));
}
