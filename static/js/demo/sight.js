// What the learner has in hand stays in sight: below the guide, which covers the top of a narrow page, and above the dock.

const GAP = 8; // px
const CALM = matchMedia("(prefers-reduced-motion: reduce)");

/**
 * After each step the device that was just used, and goes on being used, is brought wholly into sight, as far as it
 * fits; after the last one what the guide has to say. Nothing moves under somebody who types.
 *
 * @param {Engine} engine @param {Element} root @param {{guide: Element, dock: Element}} edges
 */
export function keepInSight(engine, root, { guide, dock }) {
  let used = null;
  const note = ({ target }) => (used = target.closest(".device"));
  root.addEventListener("pointerdown", note);
  root.addEventListener("keydown", note);
  engine.bus.listen(({ type, data }) => {
    if (type !== "engine.step" || !data.from) return;
    if (engine.finished) return requestAnimationFrame(() => toTop(guide));
    const next = engine.devices.get(engine.step.solve[0]?.device)?.element;
    const typing = document.activeElement?.matches("input");
    if (used && used === next && !typing) requestAnimationFrame(() => settle(used, guide, dock));
  });
}

/** The end is read from its beginning, wherever the page was scrolled to. */
function toTop(guide) {
  if (guide.getBoundingClientRect().top < 0) move(guide.getBoundingClientRect().top - GAP);
}

function settle(device, guide, dock) {
  const { top, bottom } = device.getBoundingClientRect();
  const from = covers(guide, device) ? guide.getBoundingClientRect().bottom + GAP : GAP;
  const to = (dock.getClientRects().length ? dock.getBoundingClientRect().top : innerHeight) - GAP;
  if (top < from) move(top - from);
  else if (bottom > to) move(Math.min(bottom - to, top - from));
}

/** On a wide page the guide stands beside the devices. */
function covers(guide, device) {
  return guide.getBoundingClientRect().right > device.getBoundingClientRect().left;
}

function move(by) {
  scrollBy({ top: by, behavior: CALM.matches ? "instant" : "smooth" });
}
