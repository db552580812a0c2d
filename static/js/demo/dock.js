// On a narrow page the devices stand one below the other: the dock says what each shows, which of them the step is
// done on, and leads to it.

import { h } from "./dom.js";

/** @param {Engine} engine */
export function dock(engine) {
  const entries = engine.scenario.devices.map(({ id, title }) => {
    const device = () => engine.devices.get(id);
    const shown = h("span", { class: "dock-shows" });
    const go = () => (device().element.scrollIntoView({ block: "center" }), device().focus({ preventScroll: true }));
    const entry = h(
      "button",
      { type: "button", class: "dock-entry", focus: `dock.${id}`, on: { click: go } },
      h("span", { class: "dock-title", text: title }),
      shown,
    );
    return { id, device, shown, entry };
  });
  const tell = () => {
    const due = engine.mode === "guided" ? engine.step?.solve[0]?.device : null;
    for (const { id, device, shown, entry } of entries) {
      entry.hidden = !engine.present.includes(id);
      shown.textContent = device().status();
      if (id === due) entry.setAttribute("aria-current", "step");
      else entry.removeAttribute("aria-current");
    }
  };
  engine.bus.listen(({ type }) => /^engine\.(changed|step)$/.test(type) && tell());
  engine.clock.listen(tell);
  tell();
  return h("nav", { class: "dock", "aria-label": engine.words("dock.title") }, ...entries.map(({ entry }) => entry));
}
