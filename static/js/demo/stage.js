// The devices take nothing while the practice plays by itself.

import { focused, h, refocus, Voice } from "./dom.js";

/**
 * While the practice plays steps by itself the devices take nothing, and say so: no key is pressed without effect.
 *
 * @param {Engine} engine @param {HTMLElement} devices @returns {HTMLElement[]} what says so, to be placed outside of them
 */
export function handsOff(engine, devices) {
  const { words, turns } = engine;
  const says = h("p", { class: "busy", role: "status" });
  const voice = new Voice();
  /** @type {string | null} */
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
