// A code that was sent, by text message or by a call: where it went, the field for it, and the way to another one.

import { h } from "../../dom.js";
import { given } from "../../../sure.js";
import { answerForm, countdown, note, startOver, unbroken } from "./parts.js";

export const LINKS = {
  "client-portal": "window.resend",
  tws: "window.resend-tws",
  "tws-stable": "window.resend-tws",
  ios: "window.resend-ios",
  android: "window.resend-android",
};

export const code = {
  view: "code",
  digits: 6,
  carries: "code",
  begins: ["challenge.issued", "message.sent"],
  offers: () => ({}),
  shows: (win) => win.words("window.code-asked"),
  says: (win) => sentText(win),
  draw,
};

/** @param {LoginWindow} win */
function draw(win) {
  const { words } = win;
  return [
    h("div", { class: "sent" }, h("p", { class: "sent-text", text: sentText(win) }), countdown()),
    note(win.told),
    answerForm(win, {
      label: words("window.security-code"),
      hint: words("window.code-hint"),
      go: win.platform.startsWith("tws") ? words("window.ok") : win.loginLabel,
      send: () => win.answer(),
    }),
    win.control("resend", words(LINKS[win.platform] ?? LINKS["client-portal"]), () => ask(win), {
      class: "window-link",
    }),
    startOver(win),
  ];
}

function ask(win) {
  win.open("resend");
  win.ctx.emit("window.resend-opened");
}

/** "Message 2 of 5 was sent to +1 202-555-01••" */
function sentText(win) {
  const sent = given(win.login.sent, "message");
  return win.words(sent.kind === "call" ? "window.called" : "window.sent", {
    to: unbroken(sent.to),
    n: sent.n,
    of: sent.of,
  });
}
