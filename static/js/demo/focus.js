// Focus by name: the same control is found again after a redraw, and on the page in the other language.

/** The name of the control that has the focus, or null. @param {ParentNode} root */
export function focused(root) {
  const active = document.activeElement;
  if (!active || !root.contains(active)) return null;
  return active.closest("[data-focus]")?.getAttribute("data-focus") ?? null;
}

/** @param {ParentNode} root @param {string | null} name @param {FocusOptions} [options] */
export function refocus(root, name, options = { preventScroll: true }) {
  if (!name) return false;
  /** @type {NodeListOf<HTMLElement>} */
  const controls = root.querySelectorAll("[data-focus]");
  const control = [...controls].find((each) => each.dataset.focus === name);
  control?.focus(options);
  return Boolean(control) && document.activeElement === control;
}

/** Redraw a part of the page and leave the focus where it was; if that control is gone, on the part itself. */
export function keepingFocus(root, redraw) {
  const name = focused(root);
  redraw();
  if (name && focused(root) !== name && !refocus(root, name)) root.focus({ preventScroll: true });
}
