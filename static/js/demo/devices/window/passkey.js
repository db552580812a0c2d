// The passkey in the login window: the list that names it, the button that asks for it, and the browser's own sheet, which
// asks where it is. What answers is a phone beside the window (devices/passkey.js); the window sends on what that signs.

import { h } from "../../dom.js";
import { countdown, drawnField, note, qrDrawing, startOver } from "./parts.js";

const ON_PHONE = "phone"; // the variant in which the login window is on the phone that holds the passkey

export const passkey = {
  view: "passkey",
  digits: 0,
  carries: null,
  begins: ["challenge.issued"],
  offers: () => ({}),
  shows: (win) => win.words("window.device-passkey"),
  says: (win) => win.words("window.says-passkey"),
  draw,
};

/** @param {LoginWindow} win */
function draw(win) {
  const { words, state } = win;
  return [
    drawnField(words("window.select-device"), words("window.device-passkey"), "list"),
    h("div", { class: "sent" }, h("p", { class: "sent-text", text: words("window.says-passkey") }), countdown()),
    note(win.told),
    state.sheet
      ? sheet(win)
      : win.control("authenticate", words("window.authenticate"), () => ask(win), { class: "window-go" }),
    startOver(win),
  ];
}

/** The phone itself asks at once; from a computer the browser first asks where the passkey is. */
function ask(win) {
  if (win.ctx.variant() === ON_PHONE) {
    win.set({ notice: null, sheet: "here" });
    win.ctx.voice.say(win.words("window.passkey-here"));
    return tell(win, "passkey.asked");
  }
  open(win, "places");
  return win.ctx.emit("window.passkey-places");
}

function open(win, name) {
  win.set({ notice: null, sheet: name });
  const title = win.body.querySelector(".passkey-title");
  title?.focus({ preventScroll: true });
  win.ctx.voice.say(title?.textContent ?? "");
}

/** Tell the phones what is asked. */
function tell(win, type) {
  const { id, challenge, user } = win.login;
  win.ctx.emit(type, { login: id, challenge, user });
}

function close(win) {
  win.set({ sheet: null });
  win.ctx.emit("passkey.withdrawn");
}

function sheet(win) {
  const { words, state } = win;
  const parts = { places, code, key, here }[state.sheet](win);
  return h(
    "div",
    { class: "passkey-sheet", role: "group", "aria-labelledby": `${win.id}-passkey` },
    h("p", { class: "own-screens", text: words("guide.own-screens") }),
    h("h3", {
      id: `${win.id}-passkey`,
      class: "passkey-title",
      tabindex: "-1",
      text: words("window.passkey-title"),
    }),
    ...parts,
    win.control("withdraw", words("window.passkey-cancel"), () => close(win), { class: "window-link" }),
  );
}

function places(win) {
  const { words } = win;
  return [
    h("p", { class: "passkey-text", text: words("window.passkey-where") }),
    h(
      "div",
      { class: "channels", role: "group", "aria-label": words("window.passkey-where") },
      win.control(
        "other-device",
        words("window.passkey-device"),
        () => (open(win, "code"), tell(win, "passkey.code-shown")),
        { class: "channel" },
      ),
      win.control("security-key", words("window.passkey-key"), () => open(win, "key"), { class: "channel" }),
    ),
  ];
}

function code({ words }) {
  return [
    h("p", { class: "passkey-text", text: words("window.passkey-scan") }),
    qrDrawing(words("window.passkey-code")),
  ];
}

function key({ words }) {
  return [h("p", { class: "passkey-text", text: words("window.passkey-no-key") })];
}

function here({ words }) {
  return [h("p", { class: "passkey-text", text: words("window.passkey-here") })];
}

/** What became of it on a phone. @param {LoginWindow} win @param {string} type */
export function heardByPasskey(win, type) {
  if (win.state.view !== "passkey") return;
  if (type === "passkey.canceled") {
    win.tell({ key: "window.passkey-canceled" });
    win.set({ sheet: null });
  } else if (type === "passkey.none-found") win.tell({ key: "window.passkey-none" });
}
