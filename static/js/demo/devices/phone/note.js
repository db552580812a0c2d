// The note beside a phone whose app has a PIN: in life its owner knows the PIN by heart.

import { h } from "../../dom.js";
import { spaced } from "./parts.js";

/** @param {Phone} phone @returns {{element: HTMLElement, show: () => void}} */
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
    element.hidden = !phone.hasPin || phone.state.key === "none"; // one that is still to be chosen stands nowhere
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
