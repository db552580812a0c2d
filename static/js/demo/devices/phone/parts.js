// What the phone's screens are made of. Controls and fields make themselves known to the phone by name, so that
// "Show me", "Carry across" and a walk through a practice find them.

import { h } from "../../dom.js";
import { clean } from "../../typed.js";
import { say } from "../../words.js";
import { icon } from "./icons.js";

/** @typedef {Parameters<typeof icon>[0]} IconName */

/**
 * A screen of an app.
 *
 * @param {Phone} phone
 * @param {PhoneScreen} parts
 * @param {...(Node | string | null | undefined | false)} body
 */
export function screen(phone, { title, left, right, own = false, foot, look = "" }, ...body) {
  const bar = h(
    "header",
    { class: "app-bar" },
    h("div", { class: "app-bar-side" }, left ?? (phone.system === "ios" && phone.canGoBack && backButton(phone))),
    h("h3", { class: "app-title", tabindex: "-1", "data-title": true, text: title }),
    h("div", { class: "app-bar-side end" }, right),
  );
  const content = h(
    "div",
    { class: "app-body" },
    own && h("p", { class: "own-note", text: phone.words("own-screens") }),
    ...body,
  );
  if (!content.querySelector("button:enabled, input, a, [tabindex='0']")) content.tabIndex = 0; // the keyboard can scroll it
  return h("div", { class: `app ${look} ${own ? "own" : ""}` }, bar, content, foot);
}

function backButton(phone) {
  return iconButton(phone, "back", phone.words("back"), "back", () => phone.back());
}

/**
 * A button of words, which are those of its name unless `label` says others. `press` may be asynchronous.
 *
 * @param {Phone} phone @param {string} name @param {() => any} press
 * @param {{label?: string} & Record<string, any>} [props]
 */
export function control(phone, name, press, { label = phone.words(name), ...props } = {}) {
  return phone.control(name, label, press, props);
}

/** A button that shows a picture and speaks a word. */
export function iconButton(phone, name, label, picture, press, props = {}) {
  return phone.control(name, label, press, { class: "icon-button", "aria-label": label, ...props }, icon(picture));
}

/** A button with anything in it, whose accessible name is what it shows. */
export function block(phone, name, label, press, props, ...children) {
  return phone.control(name, label, press, props, ...children);
}

/** The button that a screen is there for. */
export function go(phone, name, press, props = {}) {
  return control(phone, name, press, { class: "go", ...props });
}

/**
 * One line of a list that leads somewhere.
 *
 * @param {Phone} phone @param {string} name @param {() => any} press
 * @param {{label?: string, value?: string | null, picture?: IconName, strong?: boolean}} [props]
 */
export function row(phone, name, press, { label = phone.words(name), value, picture, strong = false } = {}) {
  return h(
    "li",
    {},
    block(
      phone,
      name,
      label,
      press,
      { class: `row ${strong ? "row-strong" : ""}` },
      picture && h("span", { class: "row-picture" }, icon(picture)),
      h("span", { class: "row-label", text: label }),
      value && h("span", { class: "row-value", text: value }),
      icon("next"),
    ),
  );
}

/** A line that is in the real app too but leads nowhere here. */
function deadRow(label) {
  return h("li", {}, h("span", { class: "row row-dead" }, h("span", { class: "row-label", text: label })));
}

/** @param {string | null} title */
export function list(title, ...rows) {
  const shown = rows.filter(Boolean);
  return h(
    "section",
    { class: "group" },
    title && h("h4", { class: "group-title", text: title }),
    h("ul", { class: "rows" }, ...shown),
  );
}

export function text(words, kind = "") {
  return h("p", { class: `app-text ${kind}`, text: words });
}

/** A sentence that is kept, in the page's language. @param {Phone} phone @param {Said | null} said */
export function keptText(phone, said) {
  return say(said, phone.ctx.words);
}

export function notice(words) {
  return words && h("p", { class: "app-notice", text: words });
}

/**
 * A field for what the practice room itself gave out.
 *
 * @param {Phone} phone
 * @param {object} field
 * @param {string} field.name @param {string} field.label
 * @param {string} field.value
 * @param {(value: string) => void} field.input  given what remains of the text after the alphabet is kept to
 * @param {number} [field.room]  the digits or characters that make it complete
 * @param {string} [field.carries]  the name of the value that it would take over from another device
 * @param {boolean} [field.secret]
 * @param {boolean} [field.letters]  capital letters too
 * @param {string} [field.hint]
 */
export function field(phone, { name, label, value, input, room, carries, secret = false, letters = false, hint }) {
  const id = `${phone.id}-${name}`;
  const error = phone.errors[name];
  const element = h("input", {
    id,
    class: `app-input ${secret ? "app-secret" : ""}`,
    type: "text",
    inputmode: letters ? "text" : "numeric",
    autocomplete: "off",
    autocorrect: "off",
    autocapitalize: letters ? "characters" : "off",
    spellcheck: "false",
    maxlength: "40",
    "data-1p-ignore": true,
    "data-lpignore": "true",
    "data-bwignore": true,
    "data-form-type": "other",
    "data-first": true,
    "aria-describedby": `${id}-more`,
    "aria-invalid": error ? "true" : null,
    focus: phone.focusName(name),
  });
  element.value = value;
  const more = h("p", { id: `${id}-more`, class: error ? "app-error" : "app-hint", text: error ?? hint ?? "" });
  const take = (typed) => {
    const kept = keepTo(letters, typed);
    if (element.value !== kept) element.value = kept;
    if (phone.errors[name]) {
      delete phone.errors[name];
      element.removeAttribute("aria-invalid");
      more.textContent = hint ?? "";
      more.className = "app-hint";
    }
    input(kept);
    phone.changed();
  };
  element.addEventListener("input", () => take(element.value));
  phone.registerField(name, { room, carries, secret, get: () => element.value, take });
  return h("div", { class: "app-field" }, h("label", { for: id, text: label }), element, more);
}

function keepTo(letters, typed) {
  const cleaned = clean(typed);
  return letters ? cleaned.replace(/[^0-9a-z]/gi, "").toUpperCase() : cleaned.replace(/[^0-9]/g, "");
}

/** A form: Enter in one of its fields presses the button named. */
export function form(phone, submit, ...children) {
  const send = (event) => (event.preventDefault(), phone.press(submit));
  const enter = h("button", { type: "submit", hidden: true, tabindex: "-1" });
  return h("form", { class: "app-form", novalidate: true, on: { submit: send } }, ...children, enter);
}

/** Digits in large type, in two groups: seen so, copied without a gap, read one by one. */
export function figures(label, digits) {
  const half = Math.ceil(digits.length / 2);
  return h(
    "div",
    { class: "figures" },
    h("span", { class: "figures-label", text: label }),
    h(
      "span",
      { class: "figures-digits", "data-digits": digits },
      h("span", { class: "visually-hidden", text: spaced(digits) }),
      h(
        "span",
        { "aria-hidden": "true" },
        h("span", { text: digits.slice(0, half) }),
        h("span", { text: digits.slice(half) }),
      ),
    ),
  );
}

/** Digits one by one, so that they are not read as one great number. */
export function spaced(digits) {
  return [...digits].join(" ");
}

/** "✓" or "!" over a title and a text: how something ended. */
export function ending(good, title, words) {
  return h(
    "div",
    { class: `ending ${good ? "good" : "bad"}` },
    h("span", { class: "ending-sign", "aria-hidden": "true", text: good ? "✓" : "!" }),
    h("p", { class: "ending-title", text: title }),
    words && h("p", { class: "app-text", text: words }),
  );
}

/** Something filled in that nobody types: a name, a password. */
export function drawn(label, value, spoken) {
  return h(
    "div",
    { class: "app-field" },
    h("span", { class: "app-label", text: label }),
    h(
      "span",
      { class: "app-drawn" },
      h("span", { "aria-hidden": spoken ? "true" : null, text: value }),
      spoken && h("span", { class: "visually-hidden", text: spoken }),
    ),
  );
}

const SPOKEN = { "*": "key-star", "#": "key-hash" };

/** Keys 1 to 9, 0 and what is beside it. @param {(key: string) => any} press @param {string[]} keys */
export function keypad(phone, keys, press, pictures = {}) {
  return h(
    "div",
    { class: "pad", role: "group", "aria-label": phone.words("keypad") },
    ...keys.map((key) => padKey(phone, key, press, pictures[key])),
  );
}

function padKey(phone, key, press, picture) {
  const name = `key.${key}`;
  const run = () => press(key);
  if (picture) return iconButton(phone, name, phone.words(`key-${key}`), picture, run, { class: "pad-key pad-word" });
  const spoken = SPOKEN[key] && phone.words(SPOKEN[key]);
  return control(phone, name, run, { label: key, class: "pad-key", "aria-label": spoken });
}

/** One of several that can be chosen; `chosen` is null where pressing it goes on at once. */
export function choice(phone, name, press, { label = phone.words(name), chosen }) {
  const props = { class: "choice", "aria-pressed": chosen === null ? null : String(Boolean(chosen)) };
  return block(
    phone,
    name,
    label,
    press,
    props,
    h("span", { class: "choice-mark", "aria-hidden": "true" }),
    h("span", { text: label }),
  );
}

/** A picture and a word: at the edge of an app. */
export function barButton(phone, name, press) {
  const label = phone.words(name);
  return block(phone, name, label, press, { class: "bar-button" }, icon("menu"), h("span", { text: label }));
}

/** What could be a chart of something. */
export function drawnChart() {
  return h("div", { class: "portfolio-chart", "aria-hidden": "true" }, ...Array.from({ length: 14 }, () => h("i")));
}

/** The buttons at the foot of an app. */
export function tabs(phone, ...buttons) {
  return h("nav", { class: "tabs-bar", "aria-label": phone.words("app-name") }, ...buttons);
}

/** Lines that lead nowhere here, by the keys of their words. */
export function deadRows(phone, prefix, names) {
  return names.map((each) => deadRow(phone.words(`${prefix}-${each}`)));
}

/** One of the buttons at the foot of an app. */
export function tab(phone, name, press) {
  const label = phone.words(name);
  return block(phone, name, label, press, { class: "tab-button" }, icon("more"), h("span", { text: label }));
}

/** One that leads nowhere here. */
export function deadTab(picture, label, current = false) {
  return h("span", { class: `tab-button ${current ? "current" : ""}` }, icon(picture), h("span", { text: label }));
}

/** A question with its answers side by side. @param {[string, () => any][]} answers */
export function dialogScreen(phone, title, words, answers) {
  return h(
    "div",
    { class: "app exemplar dialog-screen" },
    h(
      "div",
      { class: "dialog", role: "group", "aria-label": title },
      h("h3", { class: "app-title", tabindex: "-1", "data-title": true, text: title }),
      text(words),
      h(
        "div",
        { class: "dialog-answers" },
        ...answers.map(([name, press]) => control(phone, name, press, { class: "plain" })),
      ),
    ),
  );
}
