// Where there is no room for two devices one shows at a time; the others are tabs at the foot, with what each shows at this
// moment. The step brings the device that it needs to the front.

import { focused, h, refill, Voice } from "./dom.js";
import { known } from "../sure.js";

/**
 * @param {Engine} engine
 * @param {import("./next.js").Next} next
 * @param {{moved: () => void}} options  `moved`: another device has come to the front
 */
export function tabs(engine, next, { moved }) {
  const { words, scenario } = engine;
  const voice = new Voice();
  const entries = scenario.devices.map(({ id, title }) => tab(engine, { id, title, go: () => show(id) }));
  let front = next.place?.device ?? scenario.devices[0].id;
  let at = engine.step?.id ?? null;
  let followed = front; // the device that was needed last

  const draw = () => {
    const now = next.place?.device;
    if (!engine.present.includes(front)) front = now ?? engine.present[0];
    for (const each of entries) each.draw({ isFront: each.id === front, isDue: each.id === now, voice });
    for (const [id, { element }] of engine.devices) element.classList.toggle("behind", id !== front);
  };
  /** Bring a device to the front, and the focus along if it was on another one. @param {string} id */
  const show = (id) => {
    if (id === front) return;
    const before = known(engine.devices, front).element;
    const within = focused(before) !== null;
    front = id;
    draw();
    if (within && !before.checkVisibility()) known(engine.devices, id).element.focus({ preventScroll: true });
    moved();
  };
  /** Follow what is to be done, once that is on another device than it was; who looks at another meanwhile, stays there. */
  const follow = () => {
    const needed = engine.finished ? ending(engine) : next.place?.device;
    if (needed && needed !== followed && engine.mode === "guided") show(needed);
    followed = needed ?? followed;
    draw();
  };
  engine.bus.listen(({ type, data }) => {
    if (type === "engine.step" && data.to !== at) followed = ""; // it begins on its device, whatever one looks at
    if (type === "engine.step") at = data.to;
    if (type === "full.left") followed = ""; // back from a device that filled the screen
    if (/^(engine\.(changed|step|told)|full\.left)$/.test(type)) follow();
  });
  engine.clock.listen(draw);
  draw();
  const element = h(
    "nav",
    { class: "dock", "aria-label": words("dock.title") },
    ...entries.map(({ element }) => element),
    voice.element,
  );
  return {
    element,
    draw,
    /** The device that an element belongs to. @param {Element | null} [on] */
    show: (on) => {
      for (const [id, device] of engine.devices) if (on && device.element.contains(on)) show(id);
    },
    front: () => known(engine.devices, front),
  };
}

/** The device that shows how it ended; none: stay where one is. */
function ending(engine) {
  const inside = [...engine.devices].find(([, { element }]) => element.dataset.view === "inside");
  return inside?.[0] ?? null;
}

function tab(engine, { id, title, go }) {
  const shown = h("span", { class: "dock-shows" });
  const badge = h("span", { class: "dock-badge", hidden: true });
  const element = h(
    "button",
    { type: "button", class: "dock-entry", focus: `dock.${id}`, on: { click: go } },
    h("span", { class: "dock-title", text: title }),
    shown,
    badge,
  );
  let before = 0;
  const draw = ({ isFront, isDue, voice }) => {
    const device = known(engine.devices, id);
    const waiting = device.waiting?.() ?? 0;
    element.hidden = !engine.present.includes(id);
    element.setAttribute("aria-pressed", String(isFront));
    if (isDue && engine.mode === "guided" && !engine.finished) element.setAttribute("aria-current", "step");
    else element.removeAttribute("aria-current");
    const text = inGroups(device.status());
    if (shown.textContent !== text) refill(shown, ...apart(text));
    badge.hidden = isFront || !waiting;
    badge.textContent = String(waiting);
    if (!isFront && waiting > before && !device.element.checkVisibility()) voice.say(`${title}, ${text}`); // it cannot itself
    before = waiting;
  };
  return { id, element, draw };
}

/** What a device shows and how long it does: where both have no room, the time is seen whole. @param {string} text */
function apart(text) {
  const at = text.lastIndexOf(" · ");
  const [what, time] = at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at)];
  return [h("span", { class: "dock-what", text: what }), time && h("span", { class: "dock-time", text: time })];
}

/** Digits as a person reads them: 481 203, 3048 2375. @param {string} text */
export function inGroups(text) {
  return text.replace(/\b(\d{3})(\d{3})\b/, "$1 $2").replace(/\b(\d{4})(\d{4})\b/, "$1 $2");
}
