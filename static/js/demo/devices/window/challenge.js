// A challenge, and the field for what a card or a phone computes of it.

import { h } from "../../dom.js";
import { answerForm, countdown, digits, note, startOver } from "./parts.js";

export const challenge = {
  view: "challenge",
  digits: 8,
  carries: "response",
  begins: ["challenge.issued", "window.challenge-shown"],
  offers: ({ challenge: text }) => ({ challenge: text }),
  shows: (win) => win.login.challenge,
  says: (win) =>
    win.words(byPhone(win) ? "window.says-challenge-phone" : "window.says-challenge", {
      digits: [...win.login.challenge].join(" "),
    }),
  draw,
};

/** @param {LoginWindow} win */
function draw(win) {
  const { words } = win;
  const phone = byPhone(win);
  return [
    h(
      "div",
      { class: "challenge" },
      h("span", { class: "field-label", text: words(phone ? "window.challenge-phone" : "window.challenge") }),
      digits(win.login.challenge, "challenge"),
      countdown(),
    ),
    note(win.told),
    answerForm(win, {
      label: words(phone ? "window.response-string" : "window.security-code"),
      hint: words(phone ? "window.answer-hint-phone" : "window.answer-hint"),
      go: win.loginLabel,
      send: () => win.answer(),
    }),
    startOver(win),
  ];
}

function byPhone(win) {
  return win.login.method !== "security-card";
}
