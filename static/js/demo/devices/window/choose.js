// "Select Second Factor Device": where a user has several devices, the login first asks which one will answer.

import { h } from "../../dom.js";
import { control, note, startOver } from "./parts.js";

// The kind of device that a method is answered with, and how the list names it.
const KINDS = { "security-card": "security-card", phone: "phone", notification: "phone", sms: "sms", voice: "sms", "online-card": "online-card" };

/** The methods among which the user chooses: the scenario's first for each kind of device that they have. @returns {string[]} */
export function alternatives({ methods }, devices) {
  const owned = new Set(devices.filter((each) => !each.revoked).map((each) => each.kind));
  const known = methods.filter((method) => owned.has(KINDS[method]));
  return known.filter((method, place) => known.findIndex((each) => KINDS[each] === KINDS[method]) === place);
}

/** @param {LoginWindow} win */
export function choose(win) {
  const { words } = win;
  const methods = alternatives(win.ctx.scenario, win.ctx.sandbox()?.devices ?? []);
  return [
    h("h3", { class: "resend-title", text: words("window.select-device") }),
    note(win.state.notice),
    h(
      "div",
      { class: "channels", role: "group", "aria-label": words("window.select-device") },
      ...methods.map((method) =>
        control(win, `device.${KINDS[method]}`, words(`window.device-${KINDS[method]}`), () => win.begin(method), { class: "channel" }),
      ),
    ),
    startOver(win),
  ];
}
