// What surrounds the devices: they take nothing while the practice plays by itself, the dock leads to each on a narrow page,
// and the one in hand stays in sight.

import { focused, h, refocus, Voice } from "./dom.js";

const GAP = 8; // px
const CALM = matchMedia("(prefers-reduced-motion: reduce)");

/**
 * While the practice plays steps by itself the devices take nothing, and say so: no key is pressed in vain.
 *
 * @param {Engine} engine @param {HTMLElement} devices @returns {HTMLElement[]} what says so, to stand outside of them
 */
export function handsOff(engine, devices) {
  const { words, turns } = engine;
  const says = h("p", { class: "busy", role: "status" });
  const voice = new Voice();
  let focus = null;
  const take = () => {
    focus = focused(devices); // which is lost to what is inert
    devices.inert = true;
    devices.setAttribute("aria-busy", "true");
  };
  const giveBack = () => {
    devices.inert = false;
    devices.removeAttribute("aria-busy");
    voice.say(words("busy.over"));
    if (!focus || document.activeElement !== document.body) return;
    if (!refocus(devices, focus)) engine.devices.get(focus.split(".")[0])?.focus();
  };
  engine.bus.listen(({ type }) => {
    if (type !== "engine.playing") return;
    says.textContent = turns.playing ? words(`busy.${turns.playing}`) : "";
    if (Boolean(turns.playing) === devices.inert) return;
    if (turns.playing) take();
    else giveBack();
  });
  return [says, voice.element];
}

/**
 * On a narrow page the devices stand one below the other: the dock says what each shows, which of them the step is done on,
 * and leads to it.
 *
 * @param {Engine} engine
 */
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

/**
 * After each step the device that was just used, and goes on being used, is brought wholly into sight, as far as it
 * fits; after the last one the device that shows how it ended. Nothing moves under somebody who types, and beside an
 * article only the practice's own panel does.
 *
 * @param {Engine} engine @param {Element} root @param {{guide: Element, dock: Element}} edges
 */
export function keepInSight(engine, root, { guide, dock }) {
  let used = null;
  const note = ({ target }) => (used = target.closest(".device"));
  root.addEventListener("pointerdown", note);
  root.addEventListener("keydown", note);
  const next = () => {
    if (engine.finished) return root.querySelector('.device[data-view="inside"]') ?? used;
    const due = engine.devices.get(engine.step.solve[0]?.device)?.element;
    const isTyping = document.activeElement?.matches("input");
    return used === due && !isTyping ? used : null;
  };
  engine.bus.listen(({ type, data }) => {
    if (type !== "engine.step" || !data.from) return;
    const device = next();
    if (device) requestAnimationFrame(() => settle(device, guide, dock));
  });
}

function settle(device, guide, dock) {
  const scroller = scrollerOf(device);
  const frame =
    scroller === document.scrollingElement ? { top: 0, bottom: innerHeight } : scroller.getBoundingClientRect();
  const { top, bottom } = device.getBoundingClientRect();
  const from = Math.max(frame.top, covers(guide, device) ? guide.getBoundingClientRect().bottom : 0) + GAP;
  const to =
    Math.min(frame.bottom, dock.getClientRects().length ? dock.getBoundingClientRect().top : innerHeight) - GAP;
  if (top < from) move(scroller, top - from);
  else if (bottom > to) move(scroller, Math.min(bottom - to, top - from));
}

/** What moves when the device is brought into sight: the panel beside an article, else the page. */
function scrollerOf(device) {
  return device.closest(".beside") ?? document.scrollingElement;
}

/** On a wide page the guide stands beside the devices. */
function covers(guide, device) {
  return guide.getBoundingClientRect().right > device.getBoundingClientRect().left;
}

function move(scroller, by) {
  scroller.scrollBy({ top: by, behavior: CALM.matches ? "instant" : "smooth" });
}
