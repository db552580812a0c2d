// What a trainer does for one participant: a dialog that a tile opens, two taps for each.

import { button, h, refill } from "../demo/dom.js";
import { place, words } from "./common.js";
import { mirrorOf } from "./looking.js";
import { stateOf } from "./tile.js";

/**
 * @param {string} id
 * @param {{act: (action: string, more?: any) => Promise<boolean>, find: (id: string) => any, practice: () => any, path: string, hidden: () => boolean, name: () => string}} board
 */
export function openPerson(id, { act, find, practice, path, hidden, name }) {
  const person = find(id);
  if (!person) return;
  const dialog = /** @type {HTMLDialogElement} */ (place("dialog"));
  const close = () => dialog.close();
  const mirror = mirrorOf(person, { path, name, watch: () => act("watch", { participants: [id] }) });
  dialog.addEventListener("close", mirror.stop, { once: true });
  const one = (action, more = {}) => act(action, { participants: [id], ...more });
  const press = (name, action, more) =>
    button(words(`board.${name}`), async () => (await one(action, more)) && close(), { class: "button" });
  const nickname = h("input", {
    id: "class-rename",
    type: "text",
    autocomplete: "off",
    maxlength: "24",
    value: person.nickname,
  });
  const step = h(
    "select",
    { id: "class-one-step" },
    ...practice().steps.map((each, at) =>
      h("option", { value: each.id, text: `${at + 1}. ${each.title}`, selected: each.id === person.step }),
    ),
  );
  const fault = h(
    "select",
    { id: "class-one-fault" },
    ...practice().faults.map((name) => h("option", { value: name, text: words(`fault.${name}`) })),
  );
  refill(
    dialog,
    h("h2", { id: "class-dialog-title", text: name() }),
    h("p", { text: stateOf(person) }),
    mirror.element,
    h(
      "div",
      { class: "class-acts" },
      person.hand && press("claim", "claim"),
      press("hint", "hint"),
      press("show", "show"),
      press("reset", "reset"),
      press("screen", "screen"),
    ),
    labelled(
      "class-one-step",
      "board.move",
      step,
      button(words("board.go"), async () => (await one("move", { step: step.value })) && close(), {
        class: "button",
      }),
    ),
    labelled(
      "class-one-fault",
      "board.problem",
      fault,
      button(words("board.fault-on"), async () => (await one("fault", { fault: fault.value })) && close(), {
        class: "button",
      }),
    ),
    // Where the names are hidden, the field would show one.
    !hidden() &&
      labelled(
        "class-rename",
        "board.rename",
        nickname,
        button(words("board.rename"), async () => (await one("rename", { nickname: nickname.value })) && close(), {
          class: "button",
        }),
      ),
    h(
      "div",
      { class: "class-acts" },
      press("remove", "remove"),
      button(words("board.close"), close, { class: "button" }),
    ),
  );
  dialog.showModal();
}

function labelled(id, name, ...children) {
  return h("div", { class: "class-line" }, h("label", { for: id, text: words(name) }), ...children);
}
