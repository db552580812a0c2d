// What is to be done next stays in sight, without scrolling by the learner.

import { given } from "../sure.js";

const GAP = 8; // px
const CALM = matchMedia("(prefers-reduced-motion: reduce)");
// What there has to be for two devices side by side, in the size of the text.
const WIDE = 40;
const HIGH = 30;
const SPREAD = 66; // from here on the guide is beside the devices, and takes none of their height

/** Have `room` know, as class `narrow`, that there is no room for two devices. @param {HTMLElement} room @param {() => void} changed */
export function watchRoom(room, changed) {
  const around = given(room.parentElement, "place for the practice");
  const look = () => {
    const em = parseFloat(getComputedStyle(document.documentElement).fontSize);
    const isNarrow = around.clientWidth < WIDE * em || (innerHeight < HIGH * em && around.clientWidth < SPREAD * em);
    if (room.classList.contains("narrow") === isNarrow) return;
    room.classList.toggle("narrow", isNarrow);
    changed();
  };
  new ResizeObserver(look).observe(around);
  addEventListener("resize", look);
  look();
}

/**
 * After each step the device that is due is brought wholly into sight, as far as it fits, and with it what is to be pressed
 * next; after the last one the device that shows how it ended. Beside an article only the practice's own panel moves.
 *
 * @param {Engine} engine
 * @param {{room: HTMLElement, stage: HTMLElement, guide: HTMLElement, dock: HTMLElement, next: import("./next.js").Next, front: () => Device}} parts
 * @returns {() => void} to do so at any other moment
 */
export function keepInSight(engine, { room, stage, guide, dock, next, front }) {
  const isNarrow = () => room.classList.contains("narrow");
  let used = null;
  let step = engine.step;
  let before = "";
  const note = ({ target }) => (used = target.closest(".device"));
  const pressed = () => isNarrow() && requestAnimationFrame(reveal); // and what is next may have moved
  stage.addEventListener("pointerdown", note);
  stage.addEventListener("keydown", note);
  stage.addEventListener("click", pressed);

  const bring = () => requestAnimationFrame(() => isNarrow() && frame(front().element));
  /** One device, and what is next on it. @param {HTMLElement} device */
  const frame = (device) => {
    const control = controlOn(device);
    const { from, to, scroller } = bounds(device);
    scrollInside(device, control);
    const { top } = device.getBoundingClientRect();
    scroller.scrollBy({ top: within(control, top - from, { from, to }), behavior: "instant" });
  };
  /** What is next has changed while one is at it: no more than is needed. */
  const reveal = () => {
    const device = front().element;
    const control = controlOn(device);
    if (!control) return;
    scrollInside(device, control);
    const { from, to, scroller } = bounds(device);
    scroller.scrollBy({ top: within(control, 0, { from, to }), behavior: "instant" });
  };
  const controlOn = (device) => {
    const control = next.place?.control;
    if (!control || !device.contains(control)) return null;
    const face = control.closest(".card-face"); // its keys are of little use without its display
    const { from, to } = bounds(device);
    return face && heightOf(face) <= to - from ? face : control;
  };
  const bounds = (device) => {
    const scroller = scrollerOf(device);
    const { top, bottom } = frameOf(scroller);
    const foot = [dock, ...stage.querySelectorAll(".bridge")].reduce((sum, each) => sum + heightOf(each), 0);
    return { scroller, from: top + heightOf(guide) + GAP, to: bottom - foot - GAP };
  };
  const settled = () => {
    if (isNarrow()) return bring();
    const device = beside();
    if (device) requestAnimationFrame(() => settle(device, guide));
  };
  const beside = () => {
    if (engine.finished) return stage.querySelector('.device[data-view="inside"]') ?? used;
    const due = engine.devices.get(engine.step?.solve[0]?.device ?? "")?.element;
    const isTyping = document.activeElement?.matches("input");
    return used === due && !isTyping ? used : null;
  };
  engine.bus.listen(({ type, data }) => {
    if (type === "engine.step") arrived(Boolean(data.from));
    if (type === "engine.changed" && used && isNarrow()) changed();
  });
  new ResizeObserver(() => isNarrow() && used && reveal()).observe(guide); // a refusal lies over what is next
  /** At a step: by what was done, or brought there by the guide or a link. */
  const arrived = (byDoing) => {
    if (engine.step !== step && (byDoing || isNarrow())) settled();
    step = engine.step;
  };
  const changed = () => {
    const place = next.place;
    const name = `${place?.device} ${place?.control?.getAttribute("data-focus")}`;
    if (name !== before) requestAnimationFrame(reveal);
    else scrollInside(front().element, controlOn(front().element)); // it may have been drawn again
    before = name;
  };
  return bring;
}

/** How far to scroll, of what was meant to be scrolled `by`, so that `control` is seen between `from` and `to`: its upper edge at least. */
function within(control, by, { from, to }) {
  if (!control) return by;
  const { top, bottom } = control.getBoundingClientRect();
  return Math.min(Math.max(by, bottom - to), top - from);
}

/** In a screen that scrolls by itself. */
function scrollInside(device, control) {
  for (let each = control?.parentElement; each && device.contains(each); each = each.parentElement) {
    if (each.scrollHeight <= each.clientHeight || getComputedStyle(each).overflowY === "visible") continue;
    const { top, bottom } = each.getBoundingClientRect();
    each.scrollTop += within(control, 0, { from: top + GAP, to: bottom - GAP });
  }
}

function heightOf(element) {
  return element.getBoundingClientRect().height; // 0 of what is not shown
}

/** Beside the other devices it is brought wholly into sight, as far as it fits. */
function settle(device, guide) {
  const scroller = scrollerOf(device);
  const { top: upper, bottom: lower } = frameOf(scroller);
  const { top, bottom } = device.getBoundingClientRect();
  const from = Math.max(upper, covers(guide, device) ? guide.getBoundingClientRect().bottom : 0) + GAP;
  const to = Math.min(lower, innerHeight) - GAP;
  if (top < from) move(scroller, top - from);
  else if (bottom > to) move(scroller, Math.min(bottom - to, top - from));
}

/** What moves when the device is brought into sight: the panel beside an article, else the page. */
function scrollerOf(device) {
  return device.closest(".beside") ?? document.scrollingElement;
}

function frameOf(scroller) {
  return scroller === document.scrollingElement ? { top: 0, bottom: innerHeight } : scroller.getBoundingClientRect();
}

/** On a wide page the guide is beside the devices. */
function covers(guide, device) {
  return guide.getBoundingClientRect().right > device.getBoundingClientRect().left;
}

function move(scroller, by) {
  scroller.scrollBy({ top: by, behavior: CALM.matches ? "instant" : "smooth" });
}
