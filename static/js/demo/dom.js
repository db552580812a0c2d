// What pages are made of: elements without templates (what is set as text can never become markup), focus by name, and a
// voice for those who listen.

const SVG = "http://www.w3.org/2000/svg";
const SETTLE = 120; // ms: several changes of one moment are said as one

/**
 * An element. `props`: `class`, `text`, `on` ({event: listener}), `focus` (the name under which focus is found
 * again), anything else as an attribute; true sets an empty one, false, null and undefined none.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, any>} [props]
 * @param {...(Node | string | null | undefined | false)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function h(tag, props = {}, ...children) {
  return fill(document.createElement(tag), props, children);
}

/**
 * The same for a piece of a drawing.
 *
 * @template {keyof SVGElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, any>} [props]
 * @param {...(Node | string | null | undefined | false)} children
 * @returns {SVGElementTagNameMap[Tag]}
 */
export function s(tag, props = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), props, children);
}

/** A button with words on it. @param {string} label @param {() => any} press */
export function button(label, press, props = {}) {
  return h("button", { type: "button", text: label, on: { click: press }, ...props });
}

/** Replace what is in an element. */
export function refill(element, ...children) {
  element.replaceChildren(...children.filter(Boolean));
}

/**
 * @template {Element} Made
 * @param {Made} element
 * @param {Record<string, any>} props
 * @param {(Node | string | null | undefined | false)[]} children
 */
function fill(element, { text, on = {}, focus, ...attributes }, children) {
  if (text !== undefined) element.textContent = text;
  if (focus) element.setAttribute("data-focus", focus);
  for (const [name, value] of Object.entries(attributes)) {
    if (value != null && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  for (const [event, listener] of Object.entries(on)) element.addEventListener(event, listener);
  for (const child of children) if (child || child === "") element.append(child);
  return element;
}

/** A row of buttons of which one is chosen. @param {string} label @param {{id: string, title: string, chosen: boolean}[]} options @param {(id: string) => void} choose @param {string} name */
export function segmented(label, options, choose, name) {
  return h(
    "div",
    { class: "segmented", role: "group", "aria-label": label },
    ...options.map(({ id, title, chosen }) =>
      button(title, () => choose(id), { "aria-pressed": String(chosen), focus: `${name}.${id}` }),
    ),
  );
}

// Focus: the same control is found again after a redraw, and on the page in the other language.

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

/** A polite live region: what changed is said once, and never talks over itself. A device has one of its own. */
export class Voice {
  element = h("p", { class: "visually-hidden", role: "status", "aria-live": "polite" });
  muted = false;
  #waiting = 0;

  /** @param {string} text */
  say(text) {
    if (this.muted || !text) return;
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => {
      // The same words twice in a row would not be noticed as a change.
      this.element.textContent = this.element.textContent === text ? `${text}\u00a0` : text;
    }, SETTLE);
  }
}
