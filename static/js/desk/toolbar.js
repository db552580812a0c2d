/* The toolbar over a text (WAI-ARIA pattern): one stop for the Tab key, arrows within, and shortcuts from the text. */

import { commands } from "./commands.js";

const IS_MAC = /Mac|iP(hone|ad)/.test(navigator.userAgent);

export function toolbar(editor) {
  const bar = editor.root.querySelector("[role=toolbar]");
  const buttons = [...bar.querySelectorAll("button")];
  const run = (button) => commands[button.dataset.do](editor);
  const stop = (at) => buttons.forEach((button, i) => (button.tabIndex = i === at ? 0 : -1));
  for (const button of buttons) {
    button.disabled = editor.area.readOnly && button.dataset.do !== "preview";
    name(button);
    button.addEventListener("click", () => run(button));
    button.addEventListener("mousedown", (event) => event.preventDefault()); // the text keeps its selection
  }
  bar.addEventListener("focusin", (event) => stop(buttons.indexOf(event.target)));
  bar.addEventListener("keydown", (event) => {
    const usable = buttons.filter(({ disabled }) => !disabled);
    const here = usable.indexOf(document.activeElement);
    const to = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: -1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    usable.at(to % usable.length).focus();
  });
  editor.area.addEventListener("keydown", (event) => {
    const pressed = IS_MAC ? event.metaKey : event.ctrlKey;
    if (!pressed || event.altKey || event.shiftKey) return;
    const button = buttons.find(({ dataset, disabled }) => dataset.key === event.key.toLowerCase() && !disabled);
    if (!button) return;
    event.preventDefault();
    run(button);
  });
  stop(buttons.findIndex(({ disabled }) => !disabled));
  bar.hidden = false;
}

function name(button) {
  if (!button.dataset.key) return;
  const key = button.dataset.key.toUpperCase();
  button.setAttribute("aria-keyshortcuts", `${IS_MAC ? "Meta" : "Control"}+${key}`);
  button.title = `${button.ariaLabel ?? button.textContent} (${IS_MAC ? "⌘" : "Ctrl+"}${key})`;
}
