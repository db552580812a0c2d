// The field of a window that takes a code: what is wrong with it, and how a hand fills it in and presses what is there.

/** Spaces of any kind do not count, nor hyphens; whatever else is not a digit is for the learner to see. */
export function clean(text) {
  return text.replace(/[\s-]/g, "");
}

/** "8 digits, please: you typed 7", or null if that is how many there are. @param {CodeScreen} win */
export function fault({ words }, typed, count, letters = false) {
  if (letters) return typed.length === count ? null : words("window.wrong-letters", { count, typed: typed.length });
  if (/[^0-9]/.test(typed)) return words("window.only-digits", { count });
  return typed.length === count ? null : words("window.wrong-length", { count, typed: typed.length });
}

/** Say beside the field what is wrong, and go there; null takes it back. */
export function showError(win, error) {
  win.error = error;
  const field = win.body.querySelector(".answer");
  if (!field) return;
  win.body.querySelector(".field-error").textContent = error ?? "";
  if (error) {
    field.setAttribute("aria-invalid", "true");
    field.focus();
    win.ctx.voice.say(error);
  } else field.removeAttribute("aria-invalid");
}

/** Have the digits stand in the field as if they had been typed. */
export function fill(win, value) {
  const field = win.body.querySelector(".answer");
  if (!field) return;
  field.value = value;
  win.typed(value);
}

/** @returns {Move[]} one for each digit; none if they stand there already */
export function typingMoves(win, value) {
  if (clean(win.state.typed) === clean(value)) return [];
  return [...value].map((digit, place) => ({
    label: win.words("move.type", { digit }),
    target: `${win.id}.answer`,
    run: () => fill(win, value.slice(0, place + 1)),
  }));
}

/** @returns {Move} */
export function pressing(win, name) {
  const label = win.controls.get(name)?.label ?? win.loginLabel;
  return { label: win.words("move.window", { button: label }), target: `${win.id}.${name}`, run: () => win.controls.get(name)?.run() };
}

/** Choose the training user who is meant, unless one is chosen. @returns {Move[]} */
export function personaMoves(win) {
  return win.state.persona || win.state.view !== "user" ? [] : [pressing(win, `persona.${win.ctx.persona().id}`)];
}
