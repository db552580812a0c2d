// The security element: what unlocks the key on the phone, and never leaves it. Face or fingerprint where the phone
// lends its own; otherwise the app's PIN, which locks the key away after five wrong ones.

import { h } from "../../dom.js";
import { control, iconButton, keypad, spaced } from "./parts.js";
import { PIN_LIMIT } from "./state.js";

export const PIN_LEAST = 4;
export const PIN_MOST = 6;

const typed = new WeakMap(); // digits on the pad, kept no longer than the sheet

/** The sheet that asks for it. @param {Phone} phone */
export function securitySheet(phone) {
  const title = phone.words(phone.hasPin ? "security-pin" : "security-phone");
  return h(
    "div",
    { class: "sheet-room" },
    h(
      "div",
      { class: "security-sheet", role: "dialog", "aria-modal": "true", "aria-label": title },
      h("h3", { class: "sheet-title", tabindex: "-1", "data-title": true, text: title }),
      h("p", { class: "app-text", text: phone.words(`security-for-${phone.state.sheet}`) }),
      ...(phone.hasPin ? pin(phone) : biometric(phone)),
      control(phone, "cancel", () => cancel(phone), { class: "plain" }),
    ),
  );
}

function cancel(phone) {
  typed.delete(phone);
  phone.set({ sheet: null });
}

function biometric(phone) {
  const give = () => phone.confirmed();
  return [
    h("div", { class: "security-choice" }, securityButton(phone, "face", give), securityButton(phone, "finger", give)),
    control(phone, "passcode", give, { label: phone.words("security-passcode"), class: "plain" }),
  ];
}

function securityButton(phone, name, press) {
  return iconButton(phone, name, phone.words(`security-${name}`), name, press, { class: "security-button" });
}

function pin(phone) {
  const shown = typed.get(phone) ?? "";
  const error = phone.errors.pin;
  phone.registerField("pin", {
    secret: true,
    room: PIN_MOST,
    get: () => typed.get(phone) ?? "",
    take: (value) => set(phone, value),
  });
  const dots = Array.from({ length: PIN_MOST }, (_, place) => h("i", { class: place < shown.length ? "full" : "" }));
  return [
    h(
      "p",
      { class: "pin-dots", role: "img", "aria-label": phone.words("pin-typed", { count: shown.length }) },
      ...dots,
    ),
    h("p", { class: "app-error", text: error ?? "" }),
    keypad(phone, ["1", "2", "3", "4", "5", "6", "7", "8", "9", "erase", "0", "ok"], (key) => press(phone, key), {
      erase: "erase",
      ok: "next",
    }),
  ];
}

function press(phone, key) {
  const before = typed.get(phone) ?? "";
  if (key === "ok") return submit(phone, before);
  set(phone, key === "erase" ? before.slice(0, -1) : (before + key).slice(0, PIN_MOST));
}

function set(phone, value) {
  typed.set(phone, value);
  delete phone.errors.pin;
  phone.draw();
  phone.say(phone.words("pin-typed", { count: value.length }));
}

function submit(phone, value) {
  typed.delete(phone);
  const fault = pinFault(phone, value);
  if (phone.state.key === "locked") return phone.root("app.locked");
  if (!fault) return phone.confirmed();
  phone.errors.pin = fault;
  phone.draw();
  phone.say(fault);
}

/** What is wrong with a PIN, or null; a wrong one counts, and the fifth in a row locks the key away. */
export function pinFault(phone, value) {
  const { state } = phone;
  if (value.length < PIN_LEAST || value.length > PIN_MOST) return phone.words("pin-length");
  if (value === state.pin) {
    state.pinFailures = 0;
    return null;
  }
  state.pinFailures += 1;
  phone.emit("pin-wrong", { left: PIN_LIMIT - state.pinFailures });
  if (state.pinFailures >= PIN_LIMIT) {
    Object.assign(state, { key: "locked", sheet: null });
    phone.emit("app-locked");
  }
  phone.changed();
  return phone.words("pin-wrong", { count: Math.max(0, PIN_LIMIT - state.pinFailures) });
}

/**
 * The note beside a phone whose app has a PIN: in real life its owner knows the PIN by heart.
 *
 * @param {Phone} phone @returns {{element: HTMLElement, show: () => void}}
 */
export function pinNote(phone) {
  const paper = h("div", { class: "note-paper", id: `${phone.id}-note`, hidden: true });
  const toggle = h("button", {
    type: "button",
    class: "note-button",
    "aria-controls": paper.id,
    focus: phone.focusName("note"),
    on: { click: () => turn(phone, paper, show) },
  });
  const element = h("div", { class: "phone-note" }, toggle, paper);
  const show = () => {
    const { note, pin } = phone.state;
    element.hidden = !phone.hasPin || phone.state.key === "none"; // one that is still to be chosen is nowhere
    paper.hidden = !note;
    toggle.setAttribute("aria-expanded", String(Boolean(note)));
    toggle.textContent = phone.words(note ? "pin-note-close" : "pin-note-open");
    paper.replaceChildren(
      h("p", { text: phone.words("pin-note") }),
      h("p", { class: "note-pin", "data-pin": true, text: note ? pin : "" }),
      h("p", { class: "note-text", text: phone.words("pin-note-text") }),
    );
  };
  return { element, show };
}

function turn(phone, paper, show) {
  phone.state.note = !phone.state.note;
  show();
  if (phone.state.note) phone.say(phone.words("pin-note-says", { pin: spaced(phone.state.pin) }));
  phone.changed();
}
