// "Select Second Factor Device": where a user has several devices, the login first asks which one will answer.

import { h } from "../../dom.js";
import { note, startOver } from "./parts.js";

// The kind of device that a method is answered with, and how the list names it.
const KINDS = {
  "security-card": "security-card",
  phone: "phone",
  notification: "phone",
  sms: "sms",
  voice: "sms",
  "online-card": "online-card",
  "temporary-passcode": "temporary-passcode",
  "authenticator-app": "authenticator-app",
  passkey: "passkey",
};
const CHOSEN = {
  "security-card": "window.card-chosen",
  phone: "window.phone-chosen",
  sms: "window.sms-chosen",
  "online-card": "window.online-card-chosen",
  "temporary-passcode": "window.passcode-chosen",
};

/** The methods among which the user chooses: the first that the platform offers for each kind of device that they have. @returns {string[]} */
export function alternatives({ ctx, platform }, devices) {
  const { methods, platforms } = ctx.scenario;
  const { without = [] } = platforms.find((each) => each.id === platform);
  const owned = new Set(devices.filter((each) => !each.revoked).map((each) => each.kind));
  const known = methods.filter((method) => owned.has(KINDS[method]) && !without.includes(method));
  return known.filter((method, place) => known.findIndex((each) => KINDS[each] === KINDS[method]) === place);
}

/** @param {LoginWindow} win */
export function choose(win) {
  const { words, state } = win;
  const methods = alternatives(win, win.ctx.sandbox()?.devices ?? []);
  return [
    win.control("devices", words("window.select-device"), () => open(win), {
      class: "channel drop-down",
      "aria-expanded": String(state.listed),
    }),
    note(win.told),
    state.listed &&
      h(
        "div",
        { class: "channels", role: "group", "aria-label": words("window.select-device") },
        ...methods.map((method) =>
          win.control(`device.${KINDS[method]}`, words(`window.device-${KINDS[method]}`), () => take(win, method), {
            class: "channel",
          }),
        ),
      ),
    startOver(win),
  ];
}

function open(win) {
  win.set({ listed: !win.state.listed });
  if (win.state.listed) win.ctx.emit("window.devices-opened");
}

function take(win, method) {
  return win.begin(method, () => win.ctx.emit(CHOSEN[KINDS[method]]));
}
