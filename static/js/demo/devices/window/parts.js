// Pieces that the views of a login window and the pages of the portal are made of. They draw; what happens is decided by those.

import { h, s } from "../../dom.js";
import { given } from "../../../sure.js";

// A drawing, and no code: nothing can be scanned. Three corners, and dots in between.
const QR =
  "M0 0h7v7h-7zM14 0h7v7h-7zM0 14h7v7h-7zM9 1h1v2h2v1h-2v2h-1zM11 6h1v2h-1zM1 9h2v1h2v1h-3v1h-1zM6 9h2v2h2v1h-4zM12 9h3v1h-1v2h-2z" +
  "M17 9h1v2h2v1h-3zM9 13h2v2h1v1h-3zM13 13h1v1h2v2h-1v-1h-2zM18 13h3v2h-1v-1h-2zM9 18h1v1h2v2h-3zM13 17h2v1h1v1h2v2h-3v-2h-2zM19 17h2v4h-1v-2h-1z";

const EYES = [
  [0, 0],
  [14, 0],
  [0, 14],
];

export function note(text) {
  return text ? h("p", { class: "window-notice", text }) : null;
}

/** A telephone number that stays on one line. */
export function unbroken(number) {
  return number.replaceAll(" ", "\u00a0").replaceAll("-", "\u2011");
}

/** A field that nobody types into. */
export function drawnField(label, value, kind, spoken) {
  return h(
    "div",
    { class: `drawn drawn-${kind || "text"}` },
    h("span", { class: "field-label", text: label }),
    h(
      "span",
      { class: "drawn-value" },
      h("span", { "aria-hidden": spoken ? "true" : null, text: value }),
      spoken && value && h("span", { class: "visually-hidden", text: spoken }),
    ),
  );
}

/** Seen in two groups, copied without a gap, read digit by digit. `name` becomes the data attribute it is found by. */
export function digits(text, name) {
  const half = Math.ceil(text.length / 2);
  return h(
    "span",
    { class: "challenge-digits" },
    h("span", { class: "visually-hidden", text: [...text].join(" ") }),
    h(
      "span",
      { "aria-hidden": "true", [`data-${name}`]: text },
      h("span", { text: text.slice(0, half) }),
      h("span", { text: text.slice(half) }),
    ),
  );
}

/** How long the login stays good; framed.js moves it. */
export function countdown() {
  return h(
    "span",
    { class: "countdown", "data-countdown": true },
    h("span", { class: "countdown-bar" }, h("i")),
    h("span", { class: "countdown-text" }),
  );
}

/** The one field of the window that takes something, with its button. @param {Framed} win @param {{label: string, hint: string, go: string, send: () => any}} what */
export function answerForm(win, { label, hint, go, send }) {
  const { letters } = given(win.asked, "field");
  win.controls.set("login", { label: go, run: send });
  const field = h("input", {
    id: `${win.id}-answer`,
    class: "answer",
    type: "text",
    inputmode: letters ? "text" : "numeric",
    autocapitalize: letters ? "characters" : null,
    autocomplete: "off",
    autocorrect: "off",
    spellcheck: "false",
    maxlength: "40",
    "data-1p-ignore": true,
    "data-lpignore": "true",
    "data-bwignore": true,
    "data-form-type": "other",
    "aria-describedby": `${win.id}-answer-hint ${win.id}-answer-error`,
    "aria-invalid": win.error ? "true" : null,
    focus: `${win.id}.answer`,
    on: { input: () => win.typed(field.value) },
  });
  field.value = win.state.typed;
  return h(
    "form",
    { class: "answer-form", novalidate: true, on: { submit: (event) => (event.preventDefault(), win.press("login")) } },
    h("label", { for: `${win.id}-answer`, class: "field-label", text: label }),
    field,
    h("p", { id: `${win.id}-answer-hint`, class: "field-hint", text: hint }),
    h("p", { id: `${win.id}-answer-error`, class: "field-error", text: win.error ?? "" }),
    h("button", { type: "submit", class: "window-go", text: go, focus: `${win.id}.login` }),
  );
}

export function startOver(win) {
  return win.control("start-over", win.words("window.start-over"), () => win.startOver(), { class: "window-link" });
}

/** What a screen shows where a phone's camera would read a code. @param {string} label  for those who do not see it */
export function qrDrawing(label) {
  return s(
    "svg",
    { viewBox: "-2 -2 25 25", class: "qr-drawing", role: "img", "aria-label": label },
    s("path", { d: QR }),
    ...EYES.map(([x, y]) => s("path", { class: "qr-eye", d: `M${x + 1} ${y + 1}h5v5h-5z` })),
    ...EYES.map(([x, y]) => s("path", { d: `M${x + 2} ${y + 2}h3v3h-3z` })),
  );
}
