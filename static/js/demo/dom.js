// Making elements without templates: what is set as text can never become markup.

const SVG = "http://www.w3.org/2000/svg";

/**
 * An element. `props`: `class`, `text`, `on` ({event: listener}), `focus` (the name under which focus is found
 * again, see focus.js), anything else as an attribute; true sets an empty one, false, null and undefined none.
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

/** Replace what stands in an element. */
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
