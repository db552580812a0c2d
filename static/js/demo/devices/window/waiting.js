// Waiting for the phone: it was sent a notification. Where it does not come, a challenge takes its place.

import { h } from "../../dom.js";
import { countdown, digits, note, qrDrawing, startOver } from "./parts.js";

// Each article quotes this link as it was in its own time.
const HISTORIC = new Map([[3102, "window.no-notification-3102"]]);
const NEWER = /-qr$/; // the variants in which the login screen shows a QR code first

/** @type {Part} */
export const waiting = {
  view: "waiting",
  digits: 0,
  carries: null,
  begins: ["challenge.issued", "push.sent"],
  offers,
  shows: (win) => win.login.number ?? win.words("window.waiting-short"),
  says: (win) => win.words(isNewer(win) ? "window.says-qr" : "window.says-waiting"),
  draw,
};

/** @param {Login} login @returns {Record<string, string>} */
function offers({ number }) {
  return number ? { number } : {};
}

/** @param {LoginWindow} win */
function draw(win) {
  return [
    isNewer(win) ? scanning(win) : sent(win),
    note(win.told),
    win.control("no-notification", win.words(wayRound(win)), () => fallBack(win), { class: "window-link" }),
    startOver(win),
  ];
}

/** @param {LoginWindow} win */
function isNewer({ ctx }) {
  return NEWER.test(ctx.variant() ?? "");
}

/** The words that lead to the challenge. @param {LoginWindow} win */
function wayRound(win) {
  if (isNewer(win)) return "window.challenge-response";
  return HISTORIC.get(win.ctx.scenario.article) ?? "window.no-notification";
}

/** The newer screen: a code for the camera of a phone that is online. */
function scanning(win) {
  const { words } = win;
  return h(
    "div",
    { class: "waiting" },
    win.control("qr", words("window.qr"), () => win.tell({ key: "window.qr-offline" }), { class: "window-link" }),
    qrDrawing(words("window.qr-drawing")),
    h("p", { class: "waiting-text", text: words("window.qr-text") }),
    countdown(),
  );
}

function sent(win) {
  const { words } = win;
  const { number } = win.login;
  return h(
    "div",
    { class: "waiting" },
    h("span", { class: "waiting-sign", "aria-hidden": "true" }, h("i"), h("i"), h("i")),
    h("h3", { class: "waiting-title", text: words("window.waiting") }),
    h("p", { class: "waiting-text", text: words("window.waiting-text") }),
    number &&
      h(
        "p",
        { class: "matching" },
        h("span", { class: "field-label", text: words("window.matching") }),
        digits(number, "number"),
      ),
    countdown(),
  );
}

/** The same login goes on with a challenge, for which the phone needs no network. */
async function fallBack(win) {
  const { id } = win.login;
  await win.attempt(async () => {
    const login = await win.ctx.api.post(`/logins/${id}/fallback`, { method: "phone" });
    win.adopt(login);
    win.ctx.emit("challenge.issued", { login: login.id });
    win.ctx.emit("window.challenge-shown");
  });
}
