// What a login window shows, one function per view. They draw; what happens is decided in window.js.

import { button, h } from "../dom.js";

/** Who logs in: training users by button, and a password that nobody types. */
export function user({ words, scenario, persona, choose, login, notice }) {
  return [
    h(
      "div",
      { class: "personas", role: "group", "aria-label": words("window.personas") },
      h("p", { class: "personas-label", text: words("window.personas") }),
      ...scenario.personas.map((each) =>
        button(each.name, () => choose(each), {
          class: "persona",
          focus: `window.persona.${each.id}`,
          "aria-pressed": String(each.id === persona?.id),
        }),
      ),
    ),
    notice && note(notice),
    drawnField(words("window.user-name"), persona ? persona.user : words("window.nobody"), persona ? "" : "empty"),
    drawnField(words("window.password"), persona ? "••••••••••" : "", "secret", words("window.password-filled")),
    button(words("window.login"), login, { class: "window-go", focus: "window.login" }),
  ];
}

/** The challenge, and the one field of the whole practice that takes what the card shows. */
export function challenge({ words, login, typed, error, input, submit, startOver, notice }) {
  const field = h("input", {
    id: "practice-answer",
    class: "answer",
    type: "text",
    inputmode: "numeric",
    autocomplete: "off",
    autocorrect: "off",
    spellcheck: "false",
    maxlength: "40",
    "data-1p-ignore": true,
    "data-lpignore": "true",
    "data-bwignore": true,
    "data-form-type": "other",
    "aria-describedby": "practice-answer-hint practice-answer-error",
    "aria-invalid": error ? "true" : null,
    focus: "window.answer",
    on: { input },
  });
  field.value = typed;
  return [
    h(
      "div",
      { class: "challenge" },
      h("span", { class: "field-label", text: words("window.challenge") }),
      digits(login.challenge),
      h("span", { class: "countdown", "data-countdown": true }, h("span", { class: "countdown-bar" }, h("i")), h("span", { class: "countdown-text" })),
    ),
    notice && note(notice),
    h(
      "form",
      { class: "answer-form", novalidate: true, on: { submit } },
      h("label", { for: "practice-answer", class: "field-label", text: words("window.security-code") }),
      field,
      h("p", { id: "practice-answer-hint", class: "field-hint", text: words("window.answer-hint") }),
      h("p", { id: "practice-answer-error", class: "field-error", text: error ?? "" }),
      h("button", { type: "submit", class: "window-go", text: words("window.login"), focus: "window.login" }),
    ),
    button(words("window.start-over"), startOver, { class: "window-link", focus: "window.start-over" }),
  ];
}

/** Logged in: a page of a broker that does not exist. */
export function inside({ words, persona, startOver }) {
  return [
    h(
      "div",
      { class: "inside" },
      h("p", { class: "inside-tick", "aria-hidden": "true", text: "✓" }),
      h("h3", { class: "inside-title", text: words("window.logged-in") }),
      h("p", { class: "inside-text", text: words("window.welcome", { name: persona?.name ?? "" }) }),
      h("div", { class: "inside-chart", "aria-hidden": "true" }, ...Array.from({ length: 12 }, () => h("i"))),
    ),
    button(words("window.log-out"), startOver, { class: "window-link", focus: "window.start-over" }),
  ];
}

/** The login is over without success: expired, used up, locked. */
export function ended({ words, title, text, until, startOver }) {
  return [
    h(
      "div",
      { class: "ended" },
      h("h3", { class: "ended-title", text: title }),
      h("p", { class: "ended-text", text }),
      until && h("p", { class: "ended-until", "data-until": until }),
    ),
    button(words("window.start-over"), startOver, { class: "window-go", focus: "window.start-over" }),
  ];
}

function note(text) {
  return h("p", { class: "window-notice", text });
}

function drawnField(label, value, kind, spoken) {
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

/** Seen in two groups, copied without a gap, read digit by digit. */
function digits(text) {
  const half = Math.ceil(text.length / 2);
  return h(
    "span",
    { class: "challenge-digits" },
    h("span", { class: "visually-hidden", text: [...text].join(" ") }),
    h(
      "span",
      { "aria-hidden": "true", "data-challenge": text },
      h("span", { text: text.slice(0, half) }),
      h("span", { text: text.slice(half) }),
    ),
  );
}
