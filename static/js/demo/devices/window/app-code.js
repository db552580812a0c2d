// The field for the code of an authenticator app. Nothing was sent, and nothing is shown to compute with: the app has the time.

import { h } from "../../dom.js";
import { answerForm, countdown, note, startOver } from "./parts.js";

export const appCode = {
  view: "app-code",
  digits: 6,
  lasts: "window.login-left",
  carries: "code",
  begins: ["challenge.issued"],
  entered: "window.entered-by-app-code",
  offers: () => ({}),
  shows: (win) => win.words("window.app-code-short"),
  says: (win) => win.words("window.says-app-code"),
  draw,
};

/** @param {LoginWindow} win */
function draw(win) {
  const { words } = win;
  return [
    h("div", { class: "sent" }, h("p", { class: "sent-text", text: words("window.app-code-text") }), countdown()),
    note(win.told),
    answerForm(win, {
      label: words("window.app-code"),
      hint: words("window.app-code-hint"),
      go: win.loginLabel,
      send: () => win.answer(),
    }),
    startOver(win),
  ];
}
